using NewsBot.Channels.Slack.Installing;
using NewsBot.Channels.Slack.Sharing;
using NewsBot.Conversations;
using NewsBot.Deliveries;
using NewsBot.Slack;
using NewsBot.Slack.Incoming;
using NewsBot.Slack.Installing;
using NewsBot.Slack.Web;

namespace NewsBot.Channels.Slack;

/// <summary>What happens to conversations in Slack. Nothing is deleted: a conversation is closed with its reason, what is owed there waits,
/// and goes on when it opens again.</summary>
internal sealed partial class SlackLife(
    ConversationTable conversations,
    Residence residence,
    InstallationTable installations,
    SlackConnect connect,
    ChannelUnion union,
    SlackOptions options,
    SlackClient client,
    ILogger<SlackLife> logger)
{
    // For what Slack does not say when it happened: after everything.
    private static readonly DateTimeOffset Untold = new(9000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Whether an event tells of a channel's life.</summary>
    public static bool Concerns(string name) => name is "channel_archive" or "group_archive" or "channel_unarchive" or "group_unarchive"
        or "channel_rename" or "group_rename" or "channel_id_changed" or "channel_deleted" or "group_deleted" or "channel_left" or "group_left"
        or "channel_shared" or "channel_unshared";

    /// <returns>False where it means nothing here: nobody has spoken in the channel, or it says nothing new.</returns>
    public async Task<bool> ChangedAsync(SlackPayload payload, CancellationToken cancellationToken)
    {
        var id = payload.Name == "channel_id_changed" ? payload.Inner.Text("old_channel_id") : payload.Channel;
        if (id is null || payload.PlaceTeam is not { } team
            || await conversations.FindAsync(SlackActivity.Channel, new SlackPlace(team, id).ToString(), cancellationToken) is not { } conversation)
        {
            return false;
        }

        if (await IsOvertakenAsync(conversation, payload, cancellationToken))
            return false;
        switch (payload.Name)
        {
            case "channel_archive" or "group_archive":
                await residence.LeaveAsync(conversation, Residence.Reasons.ChannelArchived, cancellationToken);
                break;
            case "channel_deleted" or "group_deleted":
                await residence.LeaveAsync(conversation, Residence.Reasons.ChannelDeleted, cancellationToken);
                break;
            case "channel_left" or "group_left":
                await residence.LeaveAsync(conversation, Residence.Reasons.Removed, cancellationToken);
                break;
            case "channel_unarchive" or "group_unarchive" when IsForArchive(conversation.StateReason):
                await residence.ReturnAsync(conversation, cancellationToken);
                break;
            case "channel_rename" or "group_rename" when payload.Inner.Text("channel", "name") is { } name:
                await conversations.RenameAsync(conversation.Id, name, cancellationToken);
                break;
            case "channel_shared":
                await connect.SharedAsync(conversation, cancellationToken);
                break;
            case "channel_unshared":
                await connect.UnsharedAsync(payload, conversation, cancellationToken);
                break;
            case "channel_id_changed" when payload.Inner.Text("new_channel_id") is { } newId:
                await MoveAsync(conversation, new SlackPlace(team, newId).ToString(), cancellationToken);
                break;
            default:
                return false;
        }

        return true;
    }

    /// <summary>Whether something later is known than the coming or going of the bot that an event tells of: Slack keeps no order, and brings
    /// again what it could not bring (https://docs.slack.dev/apis/events-api).</summary>
    public async Task<bool> IsOvertakenAsync(SlackPayload payload, CancellationToken cancellationToken) =>
        payload is { PlaceTeam: { } team, Channel: { } channel }
        && await conversations.FindAsync(SlackActivity.Channel, new SlackPlace(team, channel).ToString(), cancellationToken) is { } conversation
        && await IsOvertakenAsync(conversation, payload, cancellationToken);

    // A channel that was deleted stays so; the rest says more than what it was before.
    private async Task<bool> IsOvertakenAsync(Conversation conversation, SlackPayload payload, CancellationToken cancellationToken) =>
        payload.HappenedAt is { } happened && payload.Name switch
        {
            "channel_rename" or "group_rename" => !await conversations.RenamedAsync(conversation.Id, happened, cancellationToken),
            "channel_archive" or "group_archive" or "channel_unarchive" or "group_unarchive" or "channel_left" or "group_left"
                or "member_joined_channel" or "member_left_channel" => !await conversations.MovedAsync(conversation.Id, happened, cancellationToken),
            _ => false,
        };

    // Somebody may have spoken under the new id before Slack told of it.
    private async Task MoveAsync(Conversation conversation, string newId, CancellationToken cancellationToken)
    {
        if (!await conversations.MoveAsync(conversation, newId, cancellationToken)
            && await conversations.FindAsync(SlackActivity.Channel, newId, cancellationToken) is { } there && there.Id != conversation.Id)
        {
            await union.UniteAsync(there, conversation, cancellationToken);
        }
    }

    /// <summary>The app was removed from a workspace, or its tokens were. Both events come, in either order and perhaps after somebody
    /// has installed it again.</summary>
    public async Task UninstalledAsync(SlackPayload payload, CancellationToken cancellationToken)
    {
        // Tokens of people are none of ours.
        if (payload.Name == "tokens_revoked" && !payload.Inner.Items("tokens", "bot").Any())
            return;
        var happened = payload.HappenedAt ?? Untold;
        var team = payload.IsOfOrganisation ? null : payload.Team;
        if (options.BotToken is { } token && await WorksAsync(token, cancellationToken))
        {
            Log.StillInstalled(logger, payload.Name);
            return;
        }

        if (options.BotToken is null)
            await installations.EndAsync(payload.Enterprise, team, happened, Residence.Reasons.Uninstalled, cancellationToken);
        await LeaveAsync(await InAsync(payload.Enterprise, team, cancellationToken), payload.Enterprise, cancellationToken);
    }

    // The event may come after somebody has installed the app again and started the program with the new token.
    private async Task<bool> WorksAsync(string token, CancellationToken cancellationToken)
    {
        try
        {
            await client.Api.WhoAmIAsync(token, cancellationToken);
            return true;
        }
        catch (SlackException e) when (!e.IsPassing)
        {
            return false;
        }
    }

    /// <summary>An organisation, in which the app is installed as a whole, has let it into some of its workspaces, or out of them.</summary>
    public async Task AccessChangedAsync(SlackPayload payload, CancellationToken cancellationToken)
    {
        foreach (var team in payload.Inner.Texts("team_ids"))
        {
            var there = await InAsync(payload.Enterprise, team, cancellationToken);
            if (payload.Name == "team_access_granted")
                await ReturnAsync(there, cancellationToken);
            else
                await LeaveAsync(there, enterprise: null, cancellationToken);
        }
    }

    /// <summary>The app was installed, or works again: what its removal has paused goes on, and what it was not allowed to do.</summary>
    public async Task InstalledAsync(Installation installation, CancellationToken cancellationToken) =>
        await ReturnAsync(await InAsync(installation.Enterprise, installation.Team, cancellationToken), cancellationToken);

    // The conversations of a workspace; without one, those of all workspaces of the organisation.
    private async Task<IReadOnlyList<Conversation>> InAsync(string? enterprise, string? team, CancellationToken cancellationToken)
    {
        if (team is not null)
            return await conversations.BeginningAsync(SlackActivity.Channel, team + ":", cancellationToken);
        if (enterprise is null)
            return [];
        var all = await conversations.BeginningAsync(SlackActivity.Channel, "", cancellationToken);
        return [.. all.Where(c => GridChannels.OrganisationOf(c) == enterprise)];
    }

    // A workspace may be served by an installation of its own and by its organisation's; one that is left keeps it going.
    private async Task LeaveAsync(IReadOnlyList<Conversation> left, string? enterprise, CancellationToken cancellationToken)
    {
        foreach (var workspace in left.GroupBy(c => SlackPlace.Parse(c.ExternalId).Team))
        {
            if (options.BotToken is null && await installations.IsLiveAsync(enterprise, workspace.Key, cancellationToken))
                continue;
            foreach (var conversation in workspace)
                await residence.LeaveAsync(conversation, Residence.Reasons.Uninstalled, cancellationToken);
            Log.Uninstalled(logger, workspace.Key, workspace.Count());
        }
    }

    private async Task ReturnAsync(IReadOnlyList<Conversation> left, CancellationToken cancellationToken)
    {
        foreach (var conversation in left.Where(c => IsForUninstall(c.StateReason) || IsForScopes(c.StateReason)))
            await residence.ReturnAsync(conversation, cancellationToken);
    }

    /// <summary>Whether a conversation was closed because the app is gone.</summary>
    /// <remarks>The event of the removal may not have arrived, or after a post was refused: then the reason is Slack's word for that.</remarks>
    public static bool IsForUninstall(string? reason) => reason == Residence.Reasons.Uninstalled
        || Words(reason).Any(word => SlackError.IsKnown(word) && SlackError.RemedyOf(word) == SlackRemedy.Uninstalled);

    /// <summary>Whether a conversation was closed because Slack knows none there to which the bot belongs.</summary>
    public static bool IsUnknown(string? reason) => Words(reason).Contains("channel_not_found");

    // A post may have met the archived channel before the event of it came.
    private static bool IsForArchive(string? reason) => reason == Residence.Reasons.ChannelArchived || Words(reason).Contains("is_archived");

    // What it lacks is granted by installing the app again.
    private static bool IsForScopes(string? reason) => Words(reason).Any(word => word is "missing_scope" or "not_allowed_token_type");

    private static string[] Words(string? reason) => (reason ?? "").Split(' ', '(', ')', '.');

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "The app has no access to workspace {Team} any more; {Closed} conversations are closed")]
        public static partial void Uninstalled(ILogger logger, string team, int closed);

        [LoggerMessage(2, LogLevel.Information, "Slack tells of {Event}, but the token that is set works: nothing is closed")]
        public static partial void StillInstalled(ILogger logger, string @event);
    }
}
