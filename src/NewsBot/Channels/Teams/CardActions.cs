using Microsoft.Bot.Builder;
using Microsoft.Bot.Schema;
using NewsBot.Cards;
using NewsBot.Conversations;
using NewsBot.Digests;
using Newtonsoft.Json.Linq;

namespace NewsBot.Channels.Teams;

/// <summary>Answers the universal actions of cards. What they bring is what any client can send: only a line of text is taken
/// from it, and which post it belongs to comes from the ledger.</summary>
internal sealed class CardActions(
    Talk talk, ReceivedActivityTable received, ConversationTable conversations, CardAbove above, DigestReader digests, CardDeck deck)
{
    public Task<AdaptiveCardInvokeResponse> AnswerAsync(
        ITurnContext turn, AdaptiveCardInvokeValue value, CancellationToken cancellationToken) => value.Action?.Verb switch
        {
            TeamsCard.SayVerb => SayAsync(turn, value.Action.Data as JObject, cancellationToken),
            TeamsCard.RefreshVerb => RefreshAsync(turn, cancellationToken),
            _ => Task.FromResult(Refusal("NotSupported", "This button is not one of mine.")),
        };

    private async Task<AdaptiveCardInvokeResponse> SayAsync(ITurnContext turn, JObject? data, CancellationToken cancellationToken)
    {
        if (SaidLine.OfButton(data) is not { } line)
            return Refusal("BadRequest", "This button says nothing.");
        // Teams brings a press again whose answer came late; then only the answer is given again.
        var activity = turn.Activity;
        if (string.IsNullOrEmpty(activity.Id)
            || await received.AddAsync(activity.ChannelId ?? "", activity.Conversation.Id, activity.Id, cancellationToken))
        {
            await talk.AnswerAsync(turn, line, cancellationToken);
        }

        return new AdaptiveCardInvokeResponse
        {
            StatusCode = StatusCodes.Status200OK,
            Type = "application/vnd.microsoft.activity.message",
            Value = "Answered in the conversation.",
        };
    }

    // The card as its statement stands now, and as the person sees it who refreshes it: whoever is on it can leave it.
    private async Task<AdaptiveCardInvokeResponse> RefreshAsync(ITurnContext turn, CancellationToken cancellationToken)
    {
        var conversation = await conversations.JoinAsync(turn.Activity, cancellationToken);
        if (await above.DigestAsync(turn.Activity, conversation, cancellationToken) is not { } id
            || await digests.ReadAsync(id, cancellationToken) is not { Digest: { Kind: DigestKind.Alert } digest }
            || deck.Alert(digest, turn.Activity.From?.Id).Content() is not { } card)
        {
            return Refusal("BadRequest", "There is no such post here.");
        }

        return new AdaptiveCardInvokeResponse
        {
            StatusCode = StatusCodes.Status200OK,
            Type = CardMessage.CardType,
            Value = TeamsCard.Dress(card),
        };
    }

    private static AdaptiveCardInvokeResponse Refusal(string code, string message) => new()
    {
        StatusCode = StatusCodes.Status400BadRequest,
        Type = "application/vnd.microsoft.error",
        Value = new JObject { ["code"] = code, ["message"] = message },
    };
}
