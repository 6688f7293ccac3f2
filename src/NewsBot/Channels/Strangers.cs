using System.Globalization;
using System.Threading.RateLimiting;
using NewsBot.Telemetry;

namespace NewsBot.Channels;

/// <summary>How many requests without a channel's signature or token one address may make at each of the doors. What a channel has signed
/// is not counted: all of a busy organisation's traffic comes from few addresses, or from that of one proxy.</summary>
internal sealed class Strangers : IDisposable
{
    /// <summary>Refusals a minute, at one door, after which an address is told to wait.</summary>
    public const int MostAMinute = 120;

    /// <summary>The names of the doors, in figures.</summary>
    public const string Messages = "messages", Slack = "slack";

    private readonly PartitionedRateLimiter<HttpContext> refusals = PartitionedRateLimiter.Create<HttpContext, string>(context =>
        Loopback.Is(context)
            ? RateLimitPartition.GetNoLimiter("this machine")
            : RateLimitPartition.GetFixedWindowLimiter($"{Door(context)} {CallerAddress.Of(context)}", _ => new FixedWindowRateLimiterOptions
            {
                PermitLimit = MostAMinute,
                Window = TimeSpan.FromMinutes(1),
                QueueLimit = 0,
            }));

    /// <summary>The address has sent something that no channel has signed.</summary>
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
        Instruments.Limited.Add(1, new KeyValuePair<string, object?>("door", Door(context)));
        context.Response.StatusCode = StatusCodes.Status429TooManyRequests;
        if (lease.TryGetMetadata(MetadataName.RetryAfter, out var wait))
            context.Response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        return true;
    }

    public void Dispose() => refusals.Dispose();

    // Who forges the one channel's messages must not keep the other channel out.
    private static string Door(HttpContext context) =>
        context.Request.Path.StartsWithSegments("/slack", StringComparison.OrdinalIgnoreCase) ? Slack : Messages;
}
