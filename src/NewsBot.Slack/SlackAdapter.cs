using System.Globalization;
using System.Net;
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
    private readonly TimeProvider _clock;

    /// <param name="client">Calls Slack.</param>
    /// <param name="clock">Tells the time.</param>
    /// <param name="onTurnError">What happens when a turn fails.</param>
    public SlackAdapter(SlackClient client, TimeProvider clock, Func<ITurnContext, Exception, Task>? onTurnError = null)
    {
        _client = client;
        _post = new SlackPost(client, clock);
        _clock = clock;
        OnTurnError = onTurnError;
    }

    /// <summary>Runs a turn for an activity that came from Slack.</summary>
    public async Task RunAsync(Activity activity, IBot bot, CancellationToken cancellationToken)
    {
        using var turn = new TurnContext(this, activity);
        await RunPipelineAsync(turn, bot.OnTurnAsync, cancellationToken);
    }

    /// <summary>A turn of the bot's own accord.</summary>
    public override async Task ContinueConversationAsync(
        string botId, Activity continuationActivity, BotCallbackHandler callback, CancellationToken cancellationToken)
    {
        using var turn = new TurnContext(this, continuationActivity);
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
        await TranslatedAsync(() => _client.CallAsync(enterprise, place.Team, "chat.update", arguments, cancellationToken));
        return new ResourceResponse(activity.Id);
    }

    /// <exception cref="ErrorResponseException">Slack did not take the post away. One that is not there is as good as taken.</exception>
    public override async Task DeleteActivityAsync(
        ITurnContext turnContext, ConversationReference reference, CancellationToken cancellationToken)
    {
        var (enterprise, place) = PlaceOf(reference.Conversation);
        await TranslatedAsync(() => _post.DeleteAsync(enterprise, place, reference.ActivityId, cancellationToken));
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
                return await TranslatedAsync(() => PostAsync(turn, activity, cancellationToken));
            default:
                // Slack has no typing of bots over the Web API, and traces are for emulators.
                return "";
        }
    }

    private async Task<string> PostAsync(ITurnContext turn, Activity activity, CancellationToken cancellationToken)
    {
        var (enterprise, place) = PlaceOf(activity.Conversation);
        // Of its own accord the bot replies to a post: into its thread.
        if (turn.Activity.Name == ActivityEventNames.ContinueConversation && place.Thread is null && !string.IsNullOrEmpty(activity.ReplyToId))
            place = place with { Thread = activity.ReplyToId };
        var message = SlackMessage.Of(activity);
        if (SlackReply.Of(turn.Activity.ChannelData) is not { } reply)
            return await _post.PostAsync(enterprise, place, message, cancellationToken);
        var used = turn.TurnState.Get<Uses>() ?? new Uses();
        turn.TurnState.Set(used);
        return await _post.ReplyAsync(enterprise, place, message, reply, used, cancellationToken);
    }

    private static (string? Enterprise, SlackPlace Place) PlaceOf(ConversationAccount conversation) =>
        (conversation.TenantId, SlackPlace.Parse(conversation.Id));

    private static async Task<T> TranslatedAsync<T>(Func<Task<T>> call)
    {
        try
        {
            return await call();
        }
        catch (SlackException failure)
        {
            throw Translated(failure);
        }
    }

    private static ErrorResponseException Translated(SlackException failure)
    {
        var status = failure.Remedy switch
        {
            SlackRemedy.Pause => HttpStatusCode.TooManyRequests,
            SlackRemedy.Retry => HttpStatusCode.ServiceUnavailable,
            SlackRemedy.Unknown => HttpStatusCode.GatewayTimeout,
            SlackRemedy.Refresh => HttpStatusCode.Unauthorized,
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
            Body = new ErrorResponse(new Error(failure.Error, failure.Detail ?? failure.Message)),
        };
    }
}

/// <summary>How often a turn has used its response address.</summary>
internal sealed class Uses
{
    public int Count { get; set; }
}
