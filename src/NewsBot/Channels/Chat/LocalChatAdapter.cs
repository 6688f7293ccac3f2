using System.Globalization;
using System.Net;
using Microsoft.Bot.Builder;
using Microsoft.Bot.Schema;
using NewsBot.Conversations;

namespace NewsBot.Channels.Chat;

/// <summary>The channel of our own chat page: what the bot says is appended to the chat's stream.</summary>
internal sealed class LocalChatAdapter : BotAdapter
{
    private readonly ChatTable chats;
    private readonly TimeProvider clock;

    public LocalChatAdapter(ChatTable chats, TurnFailure failure, TimeProvider clock)
    {
        this.chats = chats;
        this.clock = clock;
        OnTurnError = failure.TellAsync;
    }

    /// <summary>Stores what a person posted, so that it stands in the stream, and lets the bot answer it.</summary>
    /// <returns>The activity's id. A post that was stored before has no second effect.</returns>
    public async Task<string> ReceiveAsync(Chat chat, Activity activity, IBot bot, CancellationToken cancellationToken)
    {
        var (id, added) = await chats.AppendAsync(chat.Id, activity, ChatActivity.ClientKey(activity), cancellationToken)
            ?? throw NotFound();
        if (added)
            await RunAsync(activity, bot, cancellationToken);
        return id;
    }

    /// <summary>Runs a turn for an activity that does not stand in the stream.</summary>
    public async Task RunAsync(Activity activity, IBot bot, CancellationToken cancellationToken)
    {
        using var turn = new TurnContext(this, activity);
        await RunPipelineAsync(turn, bot.OnTurnAsync, cancellationToken);
    }

    /// <summary>A turn of the bot's own accord; the base class has none for a continuation activity.</summary>
    public override async Task ContinueConversationAsync(
        string botId, Activity continuationActivity, BotCallbackHandler callback, CancellationToken cancellationToken)
    {
        using var turn = new TurnContext(this, continuationActivity);
        await RunPipelineAsync(turn, callback, cancellationToken);
    }

    /// <summary>Whether a post stands in its chat.</summary>
    public async Task<Seen> LookAsync(Conversation conversation, Sought sought, CancellationToken cancellationToken)
    {
        var id = await chats.FindPostAsync(conversation.ExternalId, sought.Key, cancellationToken);
        return new Seen(id is not null, id);
    }

    /// <exception cref="ErrorResponseException">404: there is no such chat.</exception>
    public override async Task<ResourceResponse[]> SendActivitiesAsync(
        ITurnContext turnContext, Activity[] activities, CancellationToken cancellationToken)
    {
        var responses = new ResourceResponse[activities.Length];
        for (var i = 0; i < activities.Length; i++)
            responses[i] = new ResourceResponse(await SendAsync(turnContext, activities[i], cancellationToken));
        return responses;
    }

    /// <exception cref="ErrorResponseException">404: the chat has no such activity.</exception>
    public override async Task<ResourceResponse> UpdateActivityAsync(
        ITurnContext turnContext, Activity activity, CancellationToken cancellationToken)
    {
        activity.From ??= turnContext.Activity.Recipient;
        if (!await chats.ReplaceAsync(turnContext.Activity.Conversation.Id, activity, cancellationToken))
            throw NotFound();
        return new ResourceResponse(activity.Id);
    }

    /// <summary>Direct Line cannot take a message back; the chat shows that it was.</summary>
    /// <exception cref="ErrorResponseException">404: the chat has no such activity.</exception>
    public override async Task DeleteActivityAsync(
        ITurnContext turnContext, ConversationReference reference, CancellationToken cancellationToken)
    {
        var gone = MessageFactory.Text("This message was taken back.");
        gone.ApplyConversationReference(reference);
        gone.Id = reference.ActivityId;
        gone.ReplyToId = null;
        await UpdateActivityAsync(turnContext, gone, cancellationToken);
    }

    private async Task<string> SendAsync(ITurnContext turn, Activity activity, CancellationToken cancellationToken)
    {
        switch (activity.Type)
        {
            case ActivityTypesEx.InvokeResponse:
                turn.TurnState[InvokeResponseKey] = activity;
                return "";
            case ActivityTypesEx.Delay:
                var wait = TimeSpan.FromMilliseconds(Convert.ToInt32(activity.Value, CultureInfo.InvariantCulture));
                await Task.Delay(wait, clock, cancellationToken);
                return "";
            case ActivityTypes.Trace:
                return "";
            default:
                var (id, _) = await chats.AppendAsync(activity.Conversation.Id, activity, turn.TurnState.Get<string>(Doors.PostKey), cancellationToken)
                    ?? throw NotFound();
                return id;
        }
    }

    private static ErrorResponseException NotFound() => new("There is no such chat or no such message in it.")
    {
        Response = new Microsoft.Rest.HttpResponseMessageWrapper(new HttpResponseMessage(HttpStatusCode.NotFound), ""),
    };
}
