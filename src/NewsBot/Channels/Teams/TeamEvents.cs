using Microsoft.Bot.Schema;
using NewsBot.Conversations;
using Newtonsoft.Json.Linq;

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

    public Task FollowAsync(Activity activity, CancellationToken cancellationToken)
    {
        var data = (JObject)activity.ChannelData;
        var (channel, team) = (Text(data, "channel", "id"), Text(data, "team", "id"));
        return EventOf(activity) switch
        {
            "channelrenamed" => RenameAsync(channel, Text(data, "channel", "name"), cancellationToken),
            "teamrenamed" => RenameAsync(team, Text(data, "team", "name"), cancellationToken),
            "channeldeleted" => LeaveAsync(channel, Residence.Reasons.ChannelDeleted, cancellationToken),
            "channelunshared" => LeaveAsync(channel, Residence.Reasons.ChannelUnshared, cancellationToken),
            "channelrestored" or "channelshared" => ReturnAsync(channel, cancellationToken),
            "teamarchived" => LeaveTeamAsync(team, Residence.Reasons.TeamArchived, cancellationToken),
            "teamdeleted" or "teamharddeleted" => LeaveTeamAsync(team, Residence.Reasons.TeamDeleted, cancellationToken),
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
            if (conversation.StateReason is not (Residence.Reasons.ChannelDeleted or Residence.Reasons.ChannelUnshared))
                await residence.ReturnAsync(conversation, cancellationToken);
        }
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

    private async Task ReturnAsync(string? place, CancellationToken cancellationToken)
    {
        if (await FindAsync(place, cancellationToken) is { } conversation)
            await residence.ReturnAsync(conversation, cancellationToken);
    }

    private Task<Conversation?> FindAsync(string? place, CancellationToken cancellationToken) =>
        place is null ? Task.FromResult<Conversation?>(null) : conversations.FindAsync(Channel, place, cancellationToken);

    // Samples of the documentation spell some in lower case.
    private static string? EventOf(Activity activity) =>
        (activity.ChannelData as JObject)?["eventType"] is JValue { Value: string name } ? name.ToLowerInvariant() : null;

    private static string? Text(JObject data, string part, string name) =>
        (data[part] as JObject)?[name] is JValue { Value: string text } ? text : null;
}
