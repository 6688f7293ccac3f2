using System.Globalization;
using System.Threading.RateLimiting;

namespace NewsBot.Channels.Slack;

/// <summary>How many requests without Slack's signature one address may make. What Slack has signed is not counted: all of a busy
/// organisation's traffic comes from few addresses, or from that of one proxy.</summary>
internal sealed class SlackStrangers : IDisposable
{
    /// <summary>Refusals a minute after which an address is not read any more.</summary>
    public const int MostAMinute = 120;

    private readonly PartitionedRateLimiter<HttpContext> refusals = PartitionedRateLimiter.Create<HttpContext, string>(context =>
        Loopback.Is(context)
            ? RateLimitPartition.GetNoLimiter("this machine")
            : RateLimitPartition.GetFixedWindowLimiter($"{context.Connection.RemoteIpAddress}", _ => new FixedWindowRateLimiterOptions
            {
                PermitLimit = MostAMinute,
                Window = TimeSpan.FromMinutes(1),
                QueueLimit = 0,
            }));

    /// <summary>The address has sent something that Slack has not signed.</summary>
    public void Count(HttpContext context)
    {
        using var lease = refusals.AttemptAcquire(context);
    }

    /// <summary>Whether the address has done so too often; the answer is given then.</summary>
    public bool Refuses(HttpContext context)
    {
        using var lease = refusals.AttemptAcquire(context, permitCount: 0);
        if (lease.IsAcquired)
            return false;
        context.Response.StatusCode = StatusCodes.Status429TooManyRequests;
        if (lease.TryGetMetadata(MetadataName.RetryAfter, out var wait))
            context.Response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        return true;
    }

    public void Dispose() => refusals.Dispose();
}
