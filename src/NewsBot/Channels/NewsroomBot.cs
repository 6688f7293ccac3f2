using Microsoft.Bot.Builder;
using Microsoft.Bot.Builder.Teams;
using Microsoft.Bot.Schema;
using NewsBot.Cards;
using NewsBot.Commands;
using NewsBot.Conversations;
using NewsBot.Desk;
using ConversationState = NewsBot.Conversations.ConversationState;

namespace NewsBot.Channels;

/// <summary>The bot on every channel: takes what people say to the front desk, greets once, and knows where it may no longer
/// speak.</summary>
internal sealed class NewsroomBot(
    ConversationTable conversations,
    ReceivedActivityTable received,
    FrontDesk frontDesk,
    CardDeck cards,
    Newsdesk desk) : TeamsActivityHandler
{
    /// <remarks>An activity that a channel sends a second time has no second effect; an invoke is answered again, as its
    /// sender waits for that.</remarks>
    public override async Task OnTurnAsync(ITurnContext turnContext, CancellationToken cancellationToken = default)
    {
        var activity = turnContext.Activity;
        if (activity.Type != ActivityTypes.Invoke
            && !string.IsNullOrEmpty(activity.Id)
            && activity.Conversation?.Id is { } conversation
            && !await received.AddAsync(activity.ChannelId ?? "", conversation, activity.Id, cancellationToken))
        {
            return;
        }

        await base.OnTurnAsync(turnContext, cancellationToken);
    }

    protected override async Task OnMessageActivityAsync(
        ITurnContext<IMessageActivity> turnContext, CancellationToken cancellationToken)
    {
        var activity = (Activity)turnContext.Activity;
        var conversation = await conversations.JoinAsync(activity, cancellationToken);
        var request = new Request(conversation, activity.From?.Id ?? "", activity.From?.Name, SaidLine.Of(activity));
        var answer = await frontDesk.AnswerAsync(request, cancellationToken);
        foreach (var message in answer.Messages)
            await turnContext.SendActivityAsync(message.ToActivity(), cancellationToken);
    }

    // Not the base class's: for a user added to a team it asks the roster once per user, and throws when that fails.
    protected override async Task OnConversationUpdateActivityAsync(
        ITurnContext<IConversationUpdateActivity> turnContext, CancellationToken cancellationToken)
    {
        var activity = (Activity)turnContext.Activity;
        var conversation = await conversations.JoinAsync(activity, cancellationToken);
        if (Has(activity.MembersRemoved, activity.Recipient))
            await CloseAsync(conversation, "The bot was removed.", cancellationToken);
        else if (Has(activity.MembersAdded, activity.Recipient))
            await EnterAsync(turnContext, conversation, cancellationToken);
        else if (conversation.Kind == ConversationKind.Personal && activity.MembersAdded is { Count: > 0 })
            await GreetAsync(turnContext, conversation, cancellationToken);
    }

    protected override async Task OnInstallationUpdateActivityAsync(
        ITurnContext<IInstallationUpdateActivity> turnContext, CancellationToken cancellationToken)
    {
        var activity = (Activity)turnContext.Activity;
        var conversation = await conversations.JoinAsync(activity, cancellationToken);
        switch (activity.Action?.ToUpperInvariant())
        {
            case "ADD":
                await EnterAsync(turnContext, conversation, cancellationToken);
                break;
            case "REMOVE":
                await CloseAsync(conversation, "The app was uninstalled.", cancellationToken);
                break;
        }
    }

    private async Task EnterAsync(ITurnContext turn, Conversation conversation, CancellationToken cancellationToken)
    {
        if (conversation.State == ConversationState.Closed)
            await conversations.SetStateAsync(conversation.Id, ConversationState.Open, null, cancellationToken);
        await GreetAsync(turn, conversation, cancellationToken);
    }

    private async Task GreetAsync(ITurnContext turn, Conversation conversation, CancellationToken cancellationToken)
    {
        if (!await conversations.GreetAsync(conversation.Id, cancellationToken))
            return;
        var welcome = cards.Welcome(desk.Topics, desk.Sources.Any(s => s.Sample));
        await turn.SendActivityAsync(welcome.ToActivity(), cancellationToken);
    }

    private Task CloseAsync(Conversation conversation, string reason, CancellationToken cancellationToken) =>
        conversations.SetStateAsync(conversation.Id, ConversationState.Closed, reason, cancellationToken);

    private static bool Has(IList<ChannelAccount>? members, ChannelAccount? who) =>
        who?.Id is not null && members?.Any(m => m?.Id == who.Id) == true;
}
