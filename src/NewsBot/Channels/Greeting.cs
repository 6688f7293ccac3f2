using Microsoft.Bot.Builder;
using Microsoft.Bot.Schema;
using NewsBot.Cards;
using NewsBot.Conversations;
using NewsBot.Desk;
using Newtonsoft.Json.Linq;

namespace NewsBot.Channels;

/// <summary>Greets each place once; a team in the channel that was chosen when the app was added.</summary>
internal sealed class Greeting(ConversationTable conversations, Doors doors, CardDeck cards, Newsdesk desk)
{
    public async Task GreetAsync(ITurnContext turn, Conversation conversation, CancellationToken cancellationToken)
    {
        if (!await conversations.GreetAsync(conversation.Id, cancellationToken))
            return;
        if (await ChosenAsync(turn.Activity, conversation, cancellationToken) is { } chosen)
        {
            if (!await conversations.GreetAsync(chosen.Id, cancellationToken) || await TryPostAsync(chosen, cancellationToken))
                return;
        }

        await turn.SendActivityAsync(Welcome(conversation), cancellationToken);
    }

    // Both events of an installation come from the team's first channel, and name the one that was chosen in their settings.
    private async Task<Conversation?> ChosenAsync(Activity activity, Conversation conversation, CancellationToken cancellationToken)
    {
        var channel = ((activity.ChannelData as JObject)?["settings"] as JObject)?["selectedChannel"] as JObject;
        if (conversation.Kind != ConversationKind.Channel
            || channel?["id"] is not JValue { Value: string { Length: > 0 } id }
            || id == conversation.ExternalId)
        {
            return null;
        }

        var here = activity.Conversation;
        var there = new Activity(activity.Type)
        {
            ChannelId = activity.ChannelId,
            ServiceUrl = activity.ServiceUrl,
            From = activity.From,
            Recipient = activity.Recipient,
            ChannelData = activity.ChannelData,
            Conversation = new ConversationAccount(
                here.IsGroup, here.ConversationType, id, channel["name"] is JValue { Value: string name } ? name : null, tenantId: here.TenantId),
        };
        return await conversations.JoinAsync(there, cancellationToken);
    }

    // Where the channel does not take it, the team is greeted where it told of us.
    private async Task<bool> TryPostAsync(Conversation chosen, CancellationToken cancellationToken)
    {
        try
        {
            await doors.PostAsync(chosen, Welcome(chosen), cancellationToken);
            return true;
        }
        catch (ErrorResponseException)
        {
            return false;
        }
    }

    private Activity Welcome(Conversation conversation)
    {
        var first = $"subscribe {desk.Topics.Select(t => t.Key).FirstOrDefault()}".TrimEnd();
        return cards.Welcome(desk.Topics, desk.Sources.Any(s => s.Sample), Addressing.Sentence(conversation, first))
            .ToActivity(conversation.Channel);
    }
}
