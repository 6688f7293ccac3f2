using System.Collections.Concurrent;
using Microsoft.Bot.Builder;
using Microsoft.Bot.Connector;
using Microsoft.Bot.Schema;
using Newtonsoft.Json.Linq;

namespace NewsBot.Channels.Teams;

/// <summary>Tells people of a channel's own organisation from those with whom it is shared: what somebody says does not name the tenant that
/// the person belongs to, the channel's roster does.</summary>
/// <remarks>https://learn.microsoft.com/microsoftteams/platform/build-apps-for-shared-private-channels</remarks>
internal sealed partial class Outsiders(TimeProvider clock, ILogger<Outsiders> logger)
{
    private const int MostKept = 20_000;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Kept = TimeSpan.FromHours(24);
    private static readonly TimeSpan KeptUnknown = TimeSpan.FromMinutes(10);

    private readonly ConcurrentDictionary<(string Channel, string Person), (string? Tenant, DateTimeOffset Until)> homes = new();

    /// <summary>Marks what somebody of another organisation has said in a shared channel. Where nobody tells, there is no mark.</summary>
    public async Task MarkAsync(ITurnContext turn, CancellationToken cancellationToken)
    {
        var activity = turn.Activity;
        if (activity.ChannelId != Microsoft.Bot.Connector.Channels.Msteams
            || Field(activity, "channel", "type") != "shared"
            || (activity.Conversation.TenantId ?? Field(activity, "tenant", "id")) is not { } host
            || activity.From?.Id is not { } person)
        {
            return;
        }

        if (await HomeAsync(turn, activity.Conversation.Id.Split(';')[0], person, cancellationToken) is { } home && home != host)
            ExternalPerson.Set(activity);
    }

    private async Task<string?> HomeAsync(ITurnContext turn, string channel, string person, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        if (homes.TryGetValue((channel, person), out var known) && known.Until > now)
            return known.Tenant;
        if (homes.Count >= MostKept)
            homes.Clear();
        var home = await AskAsync(turn, channel, person, cancellationToken);
        homes[(channel, person)] = (home, now + (home is null ? KeptUnknown : Kept));
        return home;
    }

    private async Task<string?> AskAsync(ITurnContext turn, string channel, string person, CancellationToken cancellationToken)
    {
        if (turn.TurnState.Get<IConnectorClient>()?.Conversations is not Microsoft.Bot.Connector.Conversations members)
            return null;
        try
        {
            using var limit = new CancellationTokenSource(Patience, clock);
            using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
            var member = await members.GetConversationMemberAsync(person, channel, both.Token);
            return member?.Properties?["tenantId"] is JValue { Value: string { Length: > 0 } tenant } ? tenant : null;
        }
        catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
        {
            Log.NotTold(logger, failure.GetType().Name);
            return null;
        }
    }

    private static string? Field(Activity activity, string part, string name) =>
        ((activity.ChannelData as JObject)?[part] as JObject)?[name] is JValue { Value: string text } ? text : null;

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "The roster of a shared channel does not tell where somebody belongs: {Failure}")]
        public static partial void NotTold(ILogger logger, string failure);
    }
}
