using NewsBot.Conversations;
using NewsBot.Slack;
using NewsBot.Slack.Incoming;

namespace NewsBot.Channels.Slack.Sharing;

/// <summary>Tells the chat of a person with the bot from the direct messages of other people: a command, and a button of its answer, come
/// from both with nothing to tell them apart.</summary>
internal sealed class DirectMessages(ConversationTable conversations)
{
    /// <summary>The payload, marked where it comes from the direct messages of other people.</summary>
    /// <remarks>What is said and opened Slack tells only of the chats with the bot: those are remembered. Older versions remembered others
    /// too, until a post there met no channel.</remarks>
    public async Task<SlackPayload> MarkedAsync(SlackPayload payload, CancellationToken cancellationToken)
    {
        if (!MayBeAnywhere(payload) || payload.Channel is not ['D', ..] channel || payload.PlaceTeam is not { } team)
            return payload;
        var known = await conversations.FindAsync(SlackActivity.Channel, new SlackPlace(team, channel).ToString(), cancellationToken);
        return payload with { IsBetweenOthers = known?.Kind != ConversationKind.Personal || SlackLife.IsUnknown(known.StateReason) };
    }

    // Elsewhere its answers are for the asker alone, so that what all see it has posted.
    private static bool MayBeAnywhere(SlackPayload payload) => payload.Kind switch
    {
        SlackKind.Command or SlackKind.MessageShortcut => true,
        SlackKind.BlockActions => payload.Body.At("container", "is_ephemeral") is null || payload.Body.Flag("container", "is_ephemeral"),
        _ => false,
    };
}
