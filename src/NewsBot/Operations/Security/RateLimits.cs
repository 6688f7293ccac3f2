using System.Globalization;
using System.Threading.RateLimiting;
using NewsBot.Channels;
using NewsBot.Channels.BotFramework;
using NewsBot.Channels.Slack;

namespace NewsBot.Operations.Security;

/// <summary>How often one address may ask, by the kind of what it asks. This machine itself may ask as often as it likes, and so may
/// the channels: at their doors those whom they did not send are counted.</summary>
internal static class RateLimits
{
    private const string NewChats = "/v3/directline/tokens/generate";

    private static readonly string[] Kinds = ["/v3/directline", "/api", "/slack", "/operate"];

    public static IServiceCollection AddRateLimits(this IServiceCollection services)
    {
        services.AddRateLimiter(limiter =>
        {
            limiter.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
            limiter.OnRejected = (rejected, _) =>
            {
                if (rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out var wait))
                    rejected.HttpContext.Response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
                return ValueTask.CompletedTask;
            };
        });
        services.AddOptions<Microsoft.AspNetCore.RateLimiting.RateLimiterOptions>().Configure<OperationsOptions>((limiter, options) =>
            limiter.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(context => Of(context, options)));
        return services;
    }

    private static RateLimitPartition<string> Of(HttpContext context, OperationsOptions options)
    {
        if (Loopback.Is(context))
            return RateLimitPartition.GetNoLimiter("this machine");
        if (SlackEndpoints.IsDoor(context.Request) || MessagesEndpoint.IsDoor(context.Request))
            return RateLimitPartition.GetNoLimiter("channels");
        var newChat = HttpMethods.IsPost(context.Request.Method) && context.Request.Path.StartsWithSegments(NewChats, StringComparison.OrdinalIgnoreCase);
        var kind = newChat ? NewChats : Kinds.FirstOrDefault(k => context.Request.Path.StartsWithSegments(k, StringComparison.OrdinalIgnoreCase)) ?? "/";
        var most = newChat ? options.NewChatsAMinute : options.RequestsAMinute;
        return RateLimitPartition.GetFixedWindowLimiter($"{kind} {CallerAddress.Of(context)}", _ => new FixedWindowRateLimiterOptions
        {
            PermitLimit = most,
            Window = TimeSpan.FromMinutes(1),
            QueueLimit = 0,
        });
    }
}
