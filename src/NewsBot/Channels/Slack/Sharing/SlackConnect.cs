using NewsBot.Cards;
using NewsBot.Conversations;
using NewsBot.Deliveries;
using NewsBot.Slack.Incoming;

namespace NewsBot.Channels.Slack.Sharing;

/// <summary>What happens when a channel is shared with another organisation, and no longer (Slack Connect).</summary>
/// <remarks>https://docs.slack.dev/reference/events/channel_shared and …/channel_unshared</remarks>
internal sealed class SlackConnect(Residence residence, SlackAnnouncer announcer, SlackOptions options, CardDeck cards)
{
    /// <summary>Takes up what the end of the sharing had paused, and says who may do what.</summary>
    public async Task SharedAsync(Conversation conversation, CancellationToken cancellationToken)
    {
        if (conversation.StateReason == Residence.Reasons.ChannelUnshared)
            await residence.ReturnAsync(conversation, cancellationToken);
        else if (conversation.State == ConversationState.Closed)
            return;
        await announcer.SayAsync(GridChannels.PlaceOf(conversation), Notice, cancellationToken);
    }

    /// <summary>The channel stays with whom it belongs to; the others have it no longer.</summary>
    public async Task UnsharedAsync(SlackPayload payload, Conversation conversation, CancellationToken cancellationToken)
    {
        if (payload.Inner.Text("previously_connected_team_id") is { } left && (left == payload.Team || left == payload.Enterprise))
            await residence.LeaveAsync(conversation, Residence.Reasons.ChannelUnshared, cancellationToken);
    }

    private CardMessage Notice => cards.Notice(
        "Shared with another organisation",
        options.ExternalChanges
            ? "Its people may ask me anything here and, as this desk allows, change what is followed."
            : "Its people may ask me anything here, but only those of the organisation that brought me in change what is followed.");
}
