using Microsoft.Bot.Builder;
using Microsoft.Bot.Builder.Teams;
using Microsoft.Bot.Schema;
using Microsoft.Bot.Schema.Teams;
using NewsBot.Channels.Teams;
using NewsBot.Conversations;

namespace NewsBot.Channels;

/// <summary>The bot on every channel: each kind of activity goes to the one that knows what to do with it.</summary>
internal sealed class NewsroomBot(
    ReceivedActivityTable received, ConversationTable conversations, Talk talk, Arrivals arrivals, CardActions cardActions, MessageExtension extension)
    : TeamsActivityHandler
{
    /// <remarks>An activity that a channel sends a second time has no second effect; an invoke is answered again, as its
    /// sender waits for that; what it does is done once where it is done.</remarks>
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

        // A message brings its address where it is answered; reactions, edits and events change nothing else.
        if (activity.Type != ActivityTypes.Message && !string.IsNullOrEmpty(activity.ChannelId) && !string.IsNullOrEmpty(activity.ServiceUrl))
            await conversations.MoveAsync(activity, activity.ServiceUrl, cancellationToken);
        await base.OnTurnAsync(turnContext, cancellationToken);
    }

    protected override Task OnMessageActivityAsync(
        ITurnContext<IMessageActivity> turnContext, CancellationToken cancellationToken) =>
        talk.AnswerAsync(turnContext, SaidLine.Of((Activity)turnContext.Activity), cancellationToken);

    // Not the base class's: for a user added to a team it asks the roster once per user, and throws when that fails.
    protected override Task OnConversationUpdateActivityAsync(
        ITurnContext<IConversationUpdateActivity> turnContext, CancellationToken cancellationToken) =>
        arrivals.UpdateAsync(turnContext, cancellationToken);

    protected override Task OnInstallationUpdateActivityAsync(
        ITurnContext<IInstallationUpdateActivity> turnContext, CancellationToken cancellationToken) =>
        arrivals.InstallAsync(turnContext, cancellationToken);

    protected override Task<AdaptiveCardInvokeResponse> OnAdaptiveCardInvokeAsync(
        ITurnContext<IInvokeActivity> turnContext, AdaptiveCardInvokeValue invokeValue, CancellationToken cancellationToken) =>
        cardActions.AnswerAsync(turnContext, invokeValue, cancellationToken);

    protected override Task<MessagingExtensionResponse> OnTeamsMessagingExtensionQueryAsync(
        ITurnContext<IInvokeActivity> turnContext, MessagingExtensionQuery query, CancellationToken cancellationToken) =>
        extension.SearchAsync((Activity)turnContext.Activity, query, cancellationToken);

    protected override Task<MessagingExtensionResponse> OnTeamsAppBasedLinkQueryAsync(
        ITurnContext<IInvokeActivity> turnContext, AppBasedLinkQuery query, CancellationToken cancellationToken) =>
        extension.UnfurlAsync((Activity)turnContext.Activity, query.Url, cancellationToken);

    protected override Task<MessagingExtensionActionResponse> OnTeamsMessagingExtensionFetchTaskAsync(
        ITurnContext<IInvokeActivity> turnContext, MessagingExtensionAction action, CancellationToken cancellationToken) =>
        extension.ReadMessageAsync((Activity)turnContext.Activity, action, cancellationToken);
}
