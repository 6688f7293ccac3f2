using System.Globalization;
using System.Net;
using Microsoft.Bot.Schema;
using Microsoft.Rest;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace NewsBot.Deliveries;

/// <summary>What became of a post.</summary>
/// <param name="Problem">Null when it was made.</param>
/// <param name="Sentence">The problem for people; it never repeats the post or a credential.</param>
/// <param name="ActivityId">The channel's id of a post that was made, if it gave one.</param>
/// <param name="RetryAfter">How long the channel asked us to wait.</param>
public sealed record SendOutcome(DeliveryProblem? Problem, string? Sentence, string? ActivityId = null, TimeSpan? RetryAfter = null)
{
    // A channel that asks for more is asked again after this.
    private static readonly TimeSpan _longestWait = TimeSpan.FromDays(1);

    // Errors of Slack's Web API that mean "you cannot write here"; a connector wraps them in a 400.
    private static readonly string[] _closed =
        ["channel_not_found", "not_in_channel", "is_archived", "account_inactive", "user_not_found", "restricted_action", "token_revoked"];

    /// <summary>The error's own name, where the channel gave one.</summary>
    public string? Code { get; init; }

    /// <summary>The channel let us wait so long that other posts would wait for their place.</summary>
    public bool Hung { get; init; }

    public static SendOutcome Made(string? activityId) => new(null, null, activityId);

    public static SendOutcome Lost { get; } = new(DeliveryProblem.AnswerLost, "The channel's answer was lost.");

    /// <summary>The program stood still, or died, between its claim and the post.</summary>
    public static SendOutcome Unposted { get; } = new(DeliveryProblem.Network, "The program stopped before it posted; nothing was posted.");

    /// <summary>What an exception of a channel's adapter means.</summary>
    public static SendOutcome Of(Exception failure, DateTimeOffset now) => failure switch
    {
        ErrorResponseException { Response: not null } answer => OfAnswer(answer, now),
        // The connector reads the answer after it has taken the post.
        SerializationException => Made(null),
        HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError or HttpRequestError.SecureConnectionError or HttpRequestError.ProxyTunnelError } =>
            new(DeliveryProblem.Network, "The channel could not be reached."),
        HttpRequestException or IOException or OperationCanceledException or TimeoutException => Lost,
        AggregateException or UnauthorizedAccessException => new(DeliveryProblem.Unauthorized, "The bot could not sign in to the channel."),
        _ => new(DeliveryProblem.Internal, $"The post could not be made or handed over ({failure.GetType().Name})."),
    };

    private static SendOutcome OfAnswer(ErrorResponseException answer, DateTimeOffset now)
    {
        var (status, code, wait) = (answer.Response.StatusCode, CodeOf(answer), RetryAfterOf(answer.Response, now));
        var problem = ProblemOf(status, code, says: wait is not null);
        if (problem is null)
            return Made(null);
        var named = code is null ? $"{(int)status}" : $"{(int)status} {code}";
        return new SendOutcome(problem, $"{Meaning(problem.Value)} (the channel answered {named}).", RetryAfter: wait) { Code = code };
    }

    private static DeliveryProblem? ProblemOf(HttpStatusCode status, string? code, bool says) => (int)status switch
    {
        _ when code is "MessageSizeTooBig" or "msg_too_long" => DeliveryProblem.TooBig,
        _ when code is "ratelimited" or "Throttled" => DeliveryProblem.RateLimited,
        400 when _closed.Contains(code) => DeliveryProblem.Refused,
        // Any 2xx but the three that the connector expects is an exception, and yet a success.
        >= 200 and < 300 => null,
        // Not followed: another host would get the token. Something on the way, such as a proxy that wants a sign-in, has taken the place of the
        // channel, which never saw the post.
        >= 300 and < 400 => DeliveryProblem.Network,
        401 => DeliveryProblem.Unauthorized,
        // The conversation is not closed to us: somebody must give the app a right.
        403 when code is "NotEnoughPermissions" => DeliveryProblem.NotPermitted,
        403 => DeliveryProblem.Refused,
        404 => DeliveryProblem.NoConversation,
        // The gateway gave up waiting, or what is behind it broke off: the post may have been made.
        408 or 502 or 504 => DeliveryProblem.AnswerLost,
        // Who says when it takes posts again, or names the error, has not taken this one; of a gateway that says neither nobody knows.
        503 when !says && code is null => DeliveryProblem.Unavailable,
        412 => DeliveryProblem.Conflict,
        413 => DeliveryProblem.TooBig,
        429 => DeliveryProblem.RateLimited,
        // The channel took it and failed: not a gateway that is tried again.
        500 => DeliveryProblem.Fault,
        >= 500 => DeliveryProblem.ServerError,
        _ => DeliveryProblem.Rejected,
    };

    private static string Meaning(DeliveryProblem problem) => problem switch
    {
        DeliveryProblem.Network => "The channel's address leads elsewhere, where no post is carried",
        DeliveryProblem.RateLimited => "The channel asked to wait",
        DeliveryProblem.ServerError or DeliveryProblem.Fault => "The channel is out of order",
        DeliveryProblem.AnswerLost or DeliveryProblem.Unavailable => "The channel did not say whether it took the post",
        DeliveryProblem.Conflict => "The channel was busy with the conversation",
        DeliveryProblem.Unauthorized => "The bot's credentials were not accepted",
        DeliveryProblem.Refused => "The bot may not post here",
        DeliveryProblem.NotPermitted => "The app lacks the right to post here",
        DeliveryProblem.NoConversation => "The channel does not know this conversation",
        DeliveryProblem.TooBig => "The post is too big for the channel",
        _ => "The channel does not take the post",
    };

    /// <summary>The error's own name; null when the body gives none.</summary>
    public static string? CodeOf(ErrorResponseException answer)
    {
        // Bodies come in three shapes: ErrorResponse, perhaps with the true reason inside; an older one with JSON in a string; none.
        var code = InnerCode(answer.Body?.Error?.InnerHttpError?.Body) ?? answer.Body?.Error?.Code ?? SubCode(answer.Response?.Content);
        // It is shown to people and comes from outside.
        return code is { Length: > 0 and <= 60 } && code.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '.') ? code : null;
    }

    private static string? InnerCode(object? body) => body is JObject inner && inner["error"] is JValue { Value: string code } ? code : null;

    private static string? SubCode(string? content)
    {
        try
        {
            return JToken.Parse(content ?? "") is JObject outer && outer["message"] is JValue { Value: string message }
                ? (string?)JObject.Parse(message)["subCode"]
                : null;
        }
        catch (Exception e) when (e is JsonException or ArgumentException)
        {
            return null;
        }
    }

    /// <summary>How long an answer asks to wait, a day at most; null when it does not say.</summary>
    public static TimeSpan? RetryAfterOf(HttpResponseMessageWrapper response, DateTimeOffset now)
    {
        var header = response.Headers?.FirstOrDefault(h => h.Key.Equals("Retry-After", StringComparison.OrdinalIgnoreCase)).Value?.FirstOrDefault();
        TimeSpan wait;
        if (double.TryParse(header, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds))
            wait = TimeSpan.FromSeconds(Math.Min(seconds, _longestWait.TotalSeconds));
        else if (DateTimeOffset.TryParse(header, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at))
            wait = at - now;
        else
            return null;
        return wait < TimeSpan.Zero ? TimeSpan.Zero : wait > _longestWait ? _longestWait : wait;
    }
}
