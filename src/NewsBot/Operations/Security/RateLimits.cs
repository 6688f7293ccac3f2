using System.Globalization;
using System.Threading.RateLimiting;
using NewsBot.Channels;
using NewsBot.Channels.BotFramework;
using NewsBot.Channels.Slack;
using NewsBot.Telemetry;

namespace NewsBot.Operations.Security;

/// <summary>How often one address may ask, by the kind of what it asks. This machine itself may ask as often as it likes, and so may
/// the channels: at their doors those whom they did not send are counted.</summary>
internal static class RateLimits
{
    private const string Chats = "/v3/directline";
    private const string NewChats = Chats + "/tokens/generate";

    // By a page that is open, as long as it is: many people of one office have one address, and none of them has done anything.
    private const string Looks = "/activities";

    private static readonly string[] Kinds = [Chats, "/api", "/slack", "/operate"];

    public static IServiceCollection AddRateLimits(this IServiceCollection services)
    {
        services.AddRateLimiter(limiter =>
        {
            limiter.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
            limiter.OnRejected = (rejected, _) =>
            {
                Instruments.Limited.Add(1, new KeyValuePair<string, object?>("door", KindOf(rejected.HttpContext.Request)));
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
        var kind = KindOf(context.Request);
        var most = kind switch
        {
            NewChats => options.NewChatsAMinute,
            Looks => options.LooksAMinute,
            _ => options.RequestsAMinute,
        };
        return RateLimitPartition.GetFixedWindowLimiter($"{kind} {CallerAddress.Of(context)}", _ => new FixedWindowRateLimiterOptions
        {
            PermitLimit = most,
            Window = TimeSpan.FromMinutes(1),
            QueueLimit = 0,
        });
    }

    private static string KindOf(HttpRequest request)
    {
        if (HttpMethods.IsPost(request.Method) && request.Path.StartsWithSegments(NewChats, StringComparison.OrdinalIgnoreCase))
            return NewChats;
        if (HttpMethods.IsGet(request.Method)
            && request.Path.StartsWithSegments(Chats, StringComparison.OrdinalIgnoreCase, out var rest)
            && rest.Value?.EndsWith(Looks, StringComparison.OrdinalIgnoreCase) == true)
        {
            return Looks;
        }

        return Kinds.FirstOrDefault(k => request.Path.StartsWithSegments(k, StringComparison.OrdinalIgnoreCase)) ?? "/";
    }
}
