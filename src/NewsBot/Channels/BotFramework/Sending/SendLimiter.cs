using System.Data.Common;
using System.Globalization;
using System.Net;
using Microsoft.Bot.Schema;
using Microsoft.Rest;
using NewsBot.Deliveries;
using Newtonsoft.Json.Linq;

namespace NewsBot.Channels.BotFramework.Sending;

/// <summary>Lets each send to Teams wait for its place; answers and posts of the bot's own accord share the limits, and so do the nodes of a
/// newsroom.</summary>
internal sealed partial class SendLimiter(Pacing pacing, TimeProvider clock, ILogger<SendLimiter> logger)
{
    /// <summary>A send waits no longer: the outbox has better ways to wait.</summary>
    public static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(10);

    // It is only a guess that the tenant's limit is used up. That is a limit of seconds, and if it still is, the next few posts show it.
    private static readonly TimeSpan LongestOfTenant = TimeSpan.FromSeconds(10);

    private readonly SendQuota quota = new();

    /// <param name="about">The activity that the turn is about.</param>
    /// <param name="isAnswer">Somebody waits for it; a post has taken its turn among all nodes already.</param>
    /// <param name="cancellationToken">Stops the wait.</param>
    /// <exception cref="ErrorResponseException">429 with Retry-After, as the channel would answer: the place is too far
    /// away.</exception>
    public async Task WaitAsync(Activity about, bool isAnswer, CancellationToken cancellationToken)
    {
        if (PlaceOf(about) is not { } place)
            return;
        var patience = clock.GetUtcNow() + LongestWait;
        if (isAnswer && await TurnAsync(place, TenantOf(about), cancellationToken) is var turn && turn > TimeSpan.Zero)
            await WaitAsync(turn, patience, cancellationToken);
        while (quota.Take(place, TenantOf(about), clock.GetUtcNow()) is var wait && wait > TimeSpan.Zero)
            await WaitAsync(wait, patience, cancellationToken);
    }

    /// <summary>Keeps a wait that Teams has asked for, for all that goes to the place, from whatever node. Teams does not say whose limit it
    /// is: when three places of a tenant are asked at the same time, the posts to all of it wait a little, and its answers are still
    /// tried.</summary>
    public async Task PauseAsync(Activity about, TimeSpan wait)
    {
        if (PlaceOf(about) is not { } place)
            return;
        var (tenant, now) = (TenantOf(about), clock.GetUtcNow());
        var isOfTenant = quota.Pause(place, tenant, now + wait, now);
        try
        {
            // An answer of another node reads from the mark when it may go, a step early.
            var pace = SendPace.TeamsPlace(place);
            await pacing.PauseAsync(pace, wait + pace.Every, CancellationToken.None);
            if (isOfTenant)
                await pacing.PauseAsync(SendPace.TeamsTenant(tenant), wait < LongestOfTenant ? wait : LongestOfTenant, CancellationToken.None);
        }
        catch (Exception failure) when (IsAway(failure))
        {
            Log.Alone(logger, failure.GetType().Name);
        }
    }

    private async Task WaitAsync(TimeSpan wait, DateTimeOffset patience, CancellationToken cancellationToken)
    {
        if (clock.GetUtcNow() + wait > patience)
            throw TooMany(wait);
        await Task.Delay(wait, clock, cancellationToken);
    }

    // An answer does not depend on the count.
    private async Task<TimeSpan> TurnAsync(string place, string tenant, CancellationToken cancellationToken)
    {
        try
        {
            return await pacing.CountAsync(SendPace.OfTeams(place, tenant), cancellationToken);
        }
        catch (Exception failure) when (IsAway(failure))
        {
            Log.Alone(logger, failure.GetType().Name);
            return TimeSpan.Zero;
        }
    }

    // A thread's id is the channel's with the root behind it; the limit is the channel's.
    private static string? PlaceOf(Activity about) =>
        about.ChannelId == Microsoft.Bot.Connector.Channels.Msteams ? about.Conversation?.Id?.Split(';')[0] : null;

    private static string TenantOf(Activity about) =>
        about.Conversation.TenantId
        ?? ((about.ChannelData as JObject)?["tenant"] as JObject)?.Value<string?>("id")
        ?? "";

    private static bool IsAway(Exception failure) => failure is DbException or IOException or TimeoutException;

    private static ErrorResponseException TooMany(TimeSpan wait)
    {
        var answer = new HttpResponseMessage(HttpStatusCode.TooManyRequests);
        answer.Headers.Add("Retry-After", Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture));
        return new ErrorResponseException("The conversation's limit is used up.")
        {
            Response = new HttpResponseMessageWrapper(answer, ""),
        };
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "The limits of Teams are kept by this node alone: the database does not take the count ({Failure})")]
        public static partial void Alone(ILogger logger, string failure);
    }
}
