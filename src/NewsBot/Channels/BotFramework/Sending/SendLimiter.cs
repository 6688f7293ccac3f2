using System.Globalization;
using System.Net;
using Microsoft.Bot.Schema;
using Microsoft.Rest;
using Newtonsoft.Json.Linq;

namespace NewsBot.Channels.BotFramework.Sending;

/// <summary>Lets each send to Teams wait for its place; answers and posts of the bot's own accord share the limits.</summary>
internal sealed class SendLimiter(TimeProvider clock)
{
    /// <summary>A send waits no longer: the outbox has better ways to wait.</summary>
    public static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(10);

    private readonly SendQuota quota = new();

    /// <param name="about">The activity that the turn is about.</param>
    /// <param name="cancellationToken">Stops the wait.</param>
    /// <exception cref="ErrorResponseException">429 with Retry-After, as the channel would answer: the place is too far
    /// away.</exception>
    public async Task WaitAsync(Activity about, CancellationToken cancellationToken)
    {
        if (about.ChannelId != Microsoft.Bot.Connector.Channels.Msteams || about.Conversation?.Id is not { } conversation)
            return;
        // A thread's id is the channel's with the root behind it; the limit is the channel's.
        var place = conversation.Split(';')[0];
        var patience = clock.GetUtcNow() + LongestWait;
        while (quota.Take(place, TenantOf(about), clock.GetUtcNow()) is var wait && wait > TimeSpan.Zero)
        {
            if (clock.GetUtcNow() + wait > patience)
                throw TooMany(wait);
            await Task.Delay(wait, clock, cancellationToken);
        }
    }

    private static string TenantOf(Activity about) =>
        about.Conversation.TenantId
        ?? ((about.ChannelData as JObject)?["tenant"] as JObject)?.Value<string?>("id")
        ?? "";

    private static ErrorResponseException TooMany(TimeSpan wait)
    {
        var answer = new HttpResponseMessage(HttpStatusCode.TooManyRequests);
        answer.Headers.Add("Retry-After", Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture));
        return new ErrorResponseException("The conversation's limit is used up.")
        {
            Response = new HttpResponseMessageWrapper(answer, ""),
        };
    }
}
