using Microsoft.Bot.Schema;
using NewsBot.Conversations;
using NewsBot.Deliveries;
using Newtonsoft.Json.Linq;
using Reasons = NewsBot.Deliveries.Residence.Reasons;

namespace NewsBot.Channels.Teams;

/// <summary>Follows what happens to teams and channels: renamed, deleted, restored, archived, shared.</summary>
internal sealed class TeamEvents(ConversationTable conversations, Residence residence)
{
    private const string Channel = Microsoft.Bot.Connector.Channels.Msteams;

    /// <summary>Whether an activity tells of a team or a channel, and not of who is in it; then it is about the place that its
    /// channel data name, which may be another than the one that it comes from.</summary>
    public static bool Tells(Activity activity) =>
        activity.ChannelId == Channel
        && EventOf(activity) is { } name
        && (name.StartsWith("channel", StringComparison.Ordinal) || name.StartsWith("team", StringComparison.Ordinal))
        && !name.Contains("member", StringComparison.Ordinal);

    /// <summary>Whether the bot came into one channel of a team, or out of it, and not into the team or out of that: private and shared
    /// channels let each app in by themselves.</summary>
    public static bool IsOfChannel(Activity activity, Conversation conversation) =>
        conversation.Team is { } team
        && EventOf(activity) switch
        {
            { } name when name.StartsWith("channelmember", StringComparison.Ordinal) => true,
            { } name when name.StartsWith("teammember", StringComparison.Ordinal) => false,
            // An installation comes from the channel that was chosen for it, though it is the team's. General's id is the team's.
            _ => conversation.ExternalId != team
                && (activity.ChannelData as JObject is { } data ? Text(data, "channel", "type") : null)?.ToUpperInvariant() is "PRIVATE" or "SHARED",
        };

    public Task FollowAsync(Activity activity, CancellationToken cancellationToken)
    {
        var data = (JObject)activity.ChannelData;
        var (channel, team) = (Text(data, "channel", "id"), Text(data, "team", "id"));
        return EventOf(activity) switch
        {
            "channelrenamed" => RenameAsync(channel, Text(data, "channel", "name"), cancellationToken),
            "teamrenamed" => RenameAsync(team, Text(data, "team", "name"), cancellationToken),
            "channeldeleted" => LeaveAsync(channel, Reasons.ChannelDeleted, cancellationToken),
            "channelrestored" => RestoreAsync(channel, Reasons.ChannelDeleted, cancellationToken),
            // Another team that loses the channel, or gets it, is nothing to ours.
            "channelunshared" when Names(data, "unsharedFromTeams", team) => LeaveAsync(channel, Reasons.ChannelUnshared, cancellationToken),
            "channelshared" when Names(data, "sharedWithTeams", team) => RestoreAsync(channel, Reasons.ChannelUnshared, cancellationToken),
            "teamarchived" => LeaveTeamAsync(team, Reasons.TeamArchived, cancellationToken),
            "teamdeleted" or "teamharddeleted" => LeaveTeamAsync(team, Reasons.TeamDeleted, cancellationToken),
            "teamunarchived" or "teamrestored" => ReturnTeamAsync(team, cancellationToken),
            // Teams adds events at any time.
            _ => Task.CompletedTask,
        };
    }

    /// <summary>Leaves every conversation of a team.</summary>
    public async Task LeaveTeamAsync(string? team, string reason, CancellationToken cancellationToken)
    {
        foreach (var conversation in team is null ? [] : await conversations.OfTeamAsync(team, cancellationToken))
            await residence.LeaveAsync(conversation, reason, cancellationToken);
    }

    /// <summary>Comes back to every conversation of a team, but not to a channel that was left for a reason of its own.</summary>
    public async Task ReturnTeamAsync(string? team, CancellationToken cancellationToken)
    {
        foreach (var conversation in team is null ? [] : await conversations.OfTeamAsync(team, cancellationToken))
        {
            if (!Reasons.IsOwn(conversation.StateReason))
                await residence.ReturnAsync(conversation, cancellationToken);
        }
    }

    /// <summary>Comes back to one channel; where its whole team was left, it is closed for that reason from now on.</summary>
    public async Task ReturnAsync(Conversation conversation, CancellationToken cancellationToken)
    {
        var team = conversation.Team is { } id ? await conversations.OfTeamAsync(id, cancellationToken) : [];
        if (team.FirstOrDefault(c => Reasons.IsOfTeam(c.StateReason))?.StateReason is { } reason)
            await conversations.SetStateAsync(conversation.Id, ConversationState.Closed, reason, cancellationToken);
        else
            await residence.ReturnAsync(conversation, cancellationToken);
    }

    private async Task RenameAsync(string? place, string? name, CancellationToken cancellationToken)
    {
        if (name is not null && await FindAsync(place, cancellationToken) is { } conversation)
            await conversations.RenameAsync(conversation.Id, name, cancellationToken);
    }

    private async Task LeaveAsync(string? place, string reason, CancellationToken cancellationToken)
    {
        if (await FindAsync(place, cancellationToken) is { } conversation)
            await residence.LeaveAsync(conversation, reason, cancellationToken);
    }

    private async Task RestoreAsync(string? place, string left, CancellationToken cancellationToken)
    {
        if (await FindAsync(place, cancellationToken) is { } conversation && conversation.StateReason == left)
            await ReturnAsync(conversation, cancellationToken);
    }

    private Task<Conversation?> FindAsync(string? place, CancellationToken cancellationToken) =>
        place is null ? Task.FromResult<Conversation?>(null) : conversations.FindAsync(Channel, place, cancellationToken);

    // Samples of the documentation spell some in lower case.
    private static string? EventOf(Activity activity) =>
        (activity.ChannelData as JObject)?["eventType"] is JValue { Value: string name } ? name.ToLowerInvariant() : null;

    private static bool Names(JObject data, string list, string? team) =>
        data[list] is JArray teams
        && teams.OfType<JObject>().Any(t => t["id"] is JValue { Value: string id } && id == team);

    private static string? Text(JObject data, string part, string name) =>
        (data[part] as JObject)?[name] is JValue { Value: string text } ? text : null;
}
