using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Bot.Builder;
using Microsoft.Bot.Schema;
using Microsoft.Rest;
using NewsBot.Slack.Installing;
using NewsBot.Slack.Web;

namespace NewsBot.Slack;

/// <summary>Slack as a channel of the Bot Framework. What fails is thrown as the connector of any other channel throws it: an
/// <see cref="ErrorResponseException"/> with a status, Slack's word for it as the code, and <c>Retry-After</c>.</summary>
public sealed class SlackAdapter : BotAdapter
{
    private readonly SlackClient _client;
    private readonly SlackPost _post;
    private readonly SlackHistory _history;
    private readonly TimeProvider _clock;
    private readonly Action<ConversationAccount, SlackException>? _onRefusal;

    // What may stand there was first said no longer ago than Slack's own tries last.
    private static readonly TimeSpan LongestKept = TimeSpan.FromHours(2);

    /// <param name="client">Calls Slack.</param>
    /// <param name="clock">Tells the time.</param>
    /// <param name="onTurnError">What happens when a turn fails.</param>
    /// <param name="onRefusal">Is told what Slack says of a post or a change that the bot makes of its own accord, before it is thrown.</param>
    /// <param name="count">Counts the messages of answers where several processes post; null where one does.</param>
    public SlackAdapter(
        SlackClient client,
        TimeProvider clock,
        Func<ITurnContext, Exception, Task>? onTurnError = null,
        Action<ConversationAccount, SlackException>? onRefusal = null,
        SlackCount? count = null)
    {
        _client = client;
        _history = new SlackHistory(client, clock);
        _post = new SlackPost(client, _history, clock, count);
        _clock = clock;
        _onRefusal = onRefusal;
        OnTurnError = onTurnError;
    }

    /// <summary>Whether Slack can tell which posts stand in a conversation.</summary>
    /// <exception cref="SlackException">Slack does not tell what the app may do.</exception>
    public Task<bool> MayReadAsync(ConversationAccount conversation, CancellationToken cancellationToken)
    {
        var (enterprise, place) = PlaceOf(conversation);
        return _history.MayReadAsync(enterprise, place, cancellationToken);
    }

    /// <summary>Looks for a post by its metadata.</summary>
    /// <param name="conversation">Where it was made.</param>
    /// <param name="thread"><c>ts</c> of the thread; null outside of one.</param>
    /// <param name="metadata">The post's own.</param>
    /// <param name="since">It is no older.</param>
    /// <param name="cancellationToken">Stops.</param>
    /// <returns>Whether it is there, and its id; null when too much was said since.</returns>
    /// <exception cref="SlackException">Slack does not tell.</exception>
    public Task<(bool? There, string? Ts)> FindAsync(
        ConversationAccount conversation, string? thread, JsonObject metadata, DateTimeOffset since, CancellationToken cancellationToken)
    {
        var (enterprise, place) = PlaceOf(conversation);
        return _history.FindAsync(enterprise, place with { Thread = thread }, metadata, since, cancellationToken);
    }

    /// <summary>Runs a turn for an activity that came from Slack.</summary>
    /// <returns>What of the answer is still to be said, as Slack refuses for longer than a turn waits; null when nothing is.</returns>
    /// <exception cref="OperationCanceledException">It was stopped, and is not done: that is no failure of the turn, of which a person would
    /// be told.</exception>
    public Task<UnsaidAnswer?> RunAsync(Activity activity, IBot bot, CancellationToken cancellationToken) =>
        RunAsync(activity, bot, mayStand: false, cancellationToken);

    private async Task<UnsaidAnswer?> RunAsync(Activity activity, IBot bot, bool mayStand, CancellationToken cancellationToken)
    {
        using var turn = new TurnContext(this, activity);
        var state = new SlackTurn(ofOwnAccord: false, _clock) { MayStand = mayStand };
        turn.TurnState.Set(state);
        var stopped = false;
        await RunPipelineAsync(
            turn,
            async (context, stop) =>
            {
                try
                {
                    await bot.OnTurnAsync(context, stop);
                }
                catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
                {
                    stopped = true;
                }
            },
            cancellationToken);
        if (stopped)
            throw new OperationCanceledException(cancellationToken);
        return state.UnsaidTo(activity);
    }

    /// <summary>Says what was left unsaid.</summary>
    /// <returns>What is still to be said; null when nothing is.</returns>
    public Task<UnsaidAnswer?> SayAsync(UnsaidAnswer answer, CancellationToken cancellationToken) =>
        RunAsync(answer.Asked, new Rest(answer.Messages), answer.MayStand, cancellationToken);

    /// <summary>A turn of the bot's own accord.</summary>
    public override async Task ContinueConversationAsync(
        string botId, Activity continuationActivity, BotCallbackHandler callback, CancellationToken cancellationToken)
    {
        using var turn = new TurnContext(this, continuationActivity);
        turn.TurnState.Set(new SlackTurn(ofOwnAccord: true, _clock));
        await RunPipelineAsync(turn, callback, cancellationToken);
    }

    /// <exception cref="ErrorResponseException">Slack did not take a message.</exception>
    public override async Task<ResourceResponse[]> SendActivitiesAsync(
        ITurnContext turnContext, Activity[] activities, CancellationToken cancellationToken)
    {
        var responses = new ResourceResponse[activities.Length];
        for (var i = 0; i < activities.Length; i++)
            responses[i] = new ResourceResponse(await SendAsync(turnContext, activities[i], cancellationToken));
        return responses;
    }

    /// <summary>Replaces a post; a page that the new one has more than the old is not posted.</summary>
    /// <exception cref="ErrorResponseException">Slack did not take the change.</exception>
    public override async Task<ResourceResponse> UpdateActivityAsync(
        ITurnContext turnContext, Activity activity, CancellationToken cancellationToken)
    {
        var (enterprise, place) = PlaceOf(activity.Conversation ?? turnContext.Activity.Conversation);
        var message = SlackMessage.Of(activity);
        // Both text and blocks: a text alone would take the blocks away.
        var arguments = SlackMessage.Arguments(message.Pages[0]);
        arguments["channel"] = place.Channel;
        arguments["ts"] = activity.Id;
        arguments["parse"] = "none";
        await TranslatedAsync(
            turnContext, () => _client.CallAsync(enterprise, place.Team, "chat.update", arguments, cancellationToken), cancellationToken);
        return new ResourceResponse(activity.Id);
    }

    /// <exception cref="ErrorResponseException">Slack did not take the post away. One that is not there is as good as taken.</exception>
    public override async Task DeleteActivityAsync(
        ITurnContext turnContext, ConversationReference reference, CancellationToken cancellationToken)
    {
        var (enterprise, place) = PlaceOf(reference.Conversation);
        await TranslatedAsync(turnContext, () => _post.DeleteAsync(enterprise, place, reference.ActivityId, cancellationToken), cancellationToken);
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
                await Task.Delay(wait, _clock, cancellationToken);
                return "";
            case ActivityTypes.Message:
                StateOf(turn).Key(activity, turn.Activity.Id);
                return await TranslatedAsync(
                    turn,
                    () => StateOf(turn).SayAsync(activity, () => PostAsync(turn, activity, cancellationToken)),
                    cancellationToken,
                    patient: false);
            default:
                // Slack has no typing of bots over the Web API, and traces are for emulators.
                return "";
        }
    }

    private async Task<string> PostAsync(ITurnContext turn, Activity activity, CancellationToken cancellationToken)
    {
        var (enterprise, place) = PlaceOf(activity.Conversation);
        // Of its own accord the bot replies to a post: into its thread.
        if (StateOf(turn).OfOwnAccord && place.Thread is null && !string.IsNullOrEmpty(activity.ReplyToId))
            place = place with { Thread = activity.ReplyToId };
        var message = SlackMessage.Of(activity);
        var reply = SlackReply.Of(turn.Activity.ChannelData);
        if (StateOf(turn).MayStand)
        {
            // An answer that one person sees, and one by an address, is found nowhere.
            var (there, ts) = reply is null && message.Metadata is { } metadata
                ? await _post.SeenAsync(enterprise, place, metadata, _clock.GetUtcNow() - LongestKept, cancellationToken)
                : (null, null);
            if (ts is not null)
                return ts;
            if (there is null)
                message = message.AsRepeat();
        }

        return reply is not null
            ? await _post.ReplyAsync(enterprise, place, message, reply, StateOf(turn), cancellationToken)
            : await _post.PostAsync(enterprise, place, message, StateOf(turn), cancellationToken);
    }

    private static SlackTurn StateOf(ITurnContext turn) => turn.TurnState.Get<SlackTurn>();

    private static (string? Enterprise, SlackPlace Place) PlaceOf(ConversationAccount conversation) =>
        (conversation.TenantId, SlackPlace.Parse(conversation.Id));

    private async Task<T> TranslatedAsync<T>(ITurnContext turn, Func<Task<T>> call, CancellationToken cancellationToken, bool patient = true)
    {
        var state = StateOf(turn);
        try
        {
            // A post of several pages waits by itself, page by page.
            return patient ? await state.PatientlyAsync(call, cancellationToken) : await call();
        }
        catch (SlackException failure)
        {
            if (state.OfOwnAccord)
                _onRefusal?.Invoke(turn.Activity.Conversation, failure);
            throw Translated(failure);
        }
    }

    private static ErrorResponseException Translated(SlackException failure)
    {
        var status = failure.Remedy switch
        {
            SlackRemedy.Pause => HttpStatusCode.TooManyRequests,
            SlackRemedy.Retry => HttpStatusCode.ServiceUnavailable,
            SlackRemedy.Unknown when failure.Error == SlackError.Unavailable => HttpStatusCode.ServiceUnavailable,
            SlackRemedy.Unknown => HttpStatusCode.GatewayTimeout,
            SlackRemedy.Refresh => HttpStatusCode.Unauthorized,
            // A word that nobody knows, or one about a thread or a post, says nothing against the next post in the channel.
            SlackRemedy.Forget or SlackRemedy.Alarm when !SlackError.IsOfPlace(failure.Error) => HttpStatusCode.BadRequest,
            SlackRemedy.Uninstalled or SlackRemedy.Forget or SlackRemedy.Alarm => HttpStatusCode.Forbidden,
            _ when failure.Error is "msg_too_long" or "msg_blocks_too_long" => HttpStatusCode.RequestEntityTooLarge,
            _ => HttpStatusCode.BadRequest,
        };
        using var response = new HttpResponseMessage(status);
        if (failure.RetryAfter is { } pause)
            response.Headers.TryAddWithoutValidation("Retry-After", Math.Ceiling(pause.TotalSeconds).ToString(CultureInfo.InvariantCulture));
        return new ErrorResponseException(failure.Message, failure)
        {
            Response = new HttpResponseMessageWrapper(response, ""),
            // A code says that Slack itself has answered.
            Body = new ErrorResponse(new Error(failure.Error == SlackError.Unavailable ? null : failure.Error, failure.Detail ?? failure.Message)),
        };
    }

    private sealed class Rest(IReadOnlyList<Activity> messages) : IBot
    {
        public Task OnTurnAsync(ITurnContext turnContext, CancellationToken cancellationToken = default) =>
            turnContext.SendActivitiesAsync([.. messages], cancellationToken);
    }
}
