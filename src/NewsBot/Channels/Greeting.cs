using Microsoft.Bot.Builder;
using Microsoft.Bot.Schema;
using NewsBot.Cards;
using NewsBot.Conversations;
using NewsBot.Desk;
using Newtonsoft.Json.Linq;

namespace NewsBot.Channels;

/// <summary>Greets each place once; a team in the channel that was chosen when the app was added.</summary>
internal sealed partial class Greeting(
    ConversationTable conversations, Doors doors, CardDeck cards, Newsdesk desk, ILogger<Greeting> logger)
{
    public async Task GreetAsync(ITurnContext turn, Conversation conversation, CancellationToken cancellationToken)
    {
        if (!await conversations.GreetAsync(conversation.Id, cancellationToken))
            return;
        try
        {
            if (await ChosenAsync(turn.Activity, conversation, cancellationToken) is not { } chosen || !await GreetThereAsync(chosen, cancellationToken))
                await turn.SendActivityAsync(Welcome(conversation), cancellationToken);
        }
        catch
        {
            // An installation comes as two events: the other one tries again.
            await conversations.NotGreetedAsync(conversation.Id, CancellationToken.None);
            throw;
        }
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
    private async Task<bool> GreetThereAsync(Conversation chosen, CancellationToken cancellationToken)
    {
        if (!await conversations.GreetAsync(chosen.Id, cancellationToken))
            return true;
        try
        {
            await doors.PostAsync(chosen, Welcome(chosen), cancellationToken);
            return true;
        }
        catch (Exception failure)
        {
            await conversations.NotGreetedAsync(chosen.Id, CancellationToken.None);
            if (cancellationToken.IsCancellationRequested)
                throw;
            Log.NotTaken(logger, chosen.Id, failure.GetType().Name);
            return false;
        }
    }

    private Activity Welcome(Conversation conversation)
    {
        var first = $"subscribe {desk.Topics.Select(t => t.Key).FirstOrDefault()}".TrimEnd();
        return cards.Welcome(desk.Topics, desk.Sources.Any(s => s.Sample), Addressing.Sentence(conversation, first))
            .ToActivity(conversation.Channel);
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "The channel that was chosen, conversation {Conversation}, could not be greeted: {Failure}")]
        public static partial void NotTaken(ILogger logger, long conversation, string failure);
    }
}
