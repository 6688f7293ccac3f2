using System.Net;
using Microsoft.Bot.Builder;
using Microsoft.Bot.Builder.Integration.AspNet.Core;
using Microsoft.Bot.Connector.Authentication;
using Microsoft.Bot.Schema;
using NewsBot.Cards;
using NewsBot.Channels.BotFramework.Sending;
using NewsBot.Channels.Teams;
using NewsBot.Conversations;
using NewsBot.Deliveries;
using Newtonsoft.Json.Linq;

namespace NewsBot.Channels.BotFramework;

/// <summary>The channels of the Bot Framework: Teams, the emulator, and every other that the Azure Bot Service brings.</summary>
internal sealed class NewsroomAdapter : CloudAdapter
{
    /// <summary>Where bots of American government tenants (GCC) are answered; Teams names the host only by refusing the other
    /// one.</summary>
    public const string GovernmentHost = "https://smba.infra.gcc.teams.microsoft.com/teams/";

    private static readonly TimeSpan[] Pauses = [TimeSpan.FromSeconds(0.5), TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2)];

    private readonly SendLimiter limiter;
    private readonly ConversationTable conversations;
    private readonly TimeProvider clock;

    public NewsroomAdapter(
        BotFrameworkAuthentication authentication,
        TurnFailure failure,
        SendLimiter limiter,
        ConversationTable conversations,
        TimeProvider clock,
        ILogger<NewsroomAdapter> logger)
        : base(authentication, logger)
    {
        this.limiter = limiter;
        this.conversations = conversations;
        this.clock = clock;
        OnTurnError = failure.TellAsync;
    }

    /// <summary>Runs a turn for an activity whose token was checked.</summary>
    /// <returns>What the request is answered with; null when nothing but that it came.</returns>
    public async Task<InvokeResponse?> RunAsync(
        AuthenticateRequestResult caller, Activity activity, IBot bot, CancellationToken cancellationToken)
    {
        var response = await ProcessActivityAsync(caller, activity, bot.OnTurnAsync, cancellationToken);
        // Replies that are expected in the answer are not sent, and so do not pass by SendActivitiesAsync.
        foreach (var reply in (response?.Body as ExpectedReplies)?.Activities ?? [])
            Dressed(reply);
        return response;
    }

    public override async Task<ResourceResponse[]> SendActivitiesAsync(
        ITurnContext turnContext, Activity[] activities, CancellationToken cancellationToken)
    {
        var responses = new ResourceResponse[activities.Length];
        for (var i = 0; i < activities.Length; i++)
        {
            Activity[] one = [Dressed(activities[i])];
            responses[i] = activities[i].Type is ActivityTypesEx.InvokeResponse or ActivityTypesEx.Delay or ActivityTypes.Trace
                ? (await base.SendActivitiesAsync(turnContext, one, cancellationToken))[0]
                : await PoliteAsync(
                    turnContext,
                    async () => (await base.SendActivitiesAsync(turnContext, one, cancellationToken))[0],
                    cancellationToken);
        }

        return responses;
    }

    public override Task<ResourceResponse> UpdateActivityAsync(
        ITurnContext turnContext, Activity activity, CancellationToken cancellationToken) =>
        PoliteAsync(
            turnContext,
            () => base.UpdateActivityAsync(turnContext, Dressed(activity), cancellationToken),
            cancellationToken);

    public override Task DeleteActivityAsync(
        ITurnContext turnContext, ConversationReference reference, CancellationToken cancellationToken) =>
        PoliteAsync(
            turnContext,
            async () =>
            {
                await base.DeleteActivityAsync(turnContext, reference, cancellationToken);
                return new ResourceResponse();
            },
            cancellationToken);

    private static Activity Dressed(Activity activity)
    {
        if (activity.ChannelId != Microsoft.Bot.Connector.Channels.Msteams)
            return activity;
        foreach (var attachment in activity.Attachments ?? [])
        {
            if (attachment is { ContentType: CardMessage.CardType, Content: JObject card })
                attachment.Content = TeamsCard.Dress(card);
        }

        return activity;
    }

    private async Task<ResourceResponse> PoliteAsync(
        ITurnContext turn, Func<Task<ResourceResponse>> send, CancellationToken cancellationToken)
    {
        var moved = false;
        for (var tried = 0; ; tried++)
        {
            await limiter.WaitAsync(turn.Activity, isAnswer: !IsPost(turn), cancellationToken);
            try
            {
                return await send();
            }
            catch (ErrorResponseException e) when (!moved && SendOutcome.CodeOf(e) == "InvalidBotApiHost")
            {
                moved = true;
                await MoveAsync(turn, cancellationToken);
            }
            catch (ErrorResponseException e)
            {
                if (e.Response is { StatusCode: HttpStatusCode.TooManyRequests } asks && SendOutcome.RetryAfterOf(asks, clock.GetUtcNow()) is { } wait)
                    await limiter.PauseAsync(turn.Activity, wait);
                if (PauseAfter(turn, e, tried) is not { } pause)
                    throw;
                await Task.Delay(pause, clock, cancellationToken);
            }
        }
    }

    // The bot speaks of its own accord.
    private static bool IsPost(ITurnContext turn) => turn.Activity.Name == ActivityEventNames.ContinueConversation;

    // What passes within seconds: Teams' own conflict (412), a limit, a service that restarts. A gateway that gave up waiting (502, 504) may
    // have let the answer through, so it is asked once more and not again. Right after an installation a channel may not know its own conversation
    // yet. What the bot posts of its own accord waits in the outbox instead.
    private TimeSpan? PauseAfter(ITurnContext turn, ErrorResponseException failure, int tried)
    {
        if (IsPost(turn) || failure.Response is not { } answer)
            return null;
        var pauses = answer.StatusCode switch
        {
            HttpStatusCode.PreconditionFailed or HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable => Pauses,
            HttpStatusCode.BadGateway or HttpStatusCode.GatewayTimeout => Pauses[..1],
            HttpStatusCode.NotFound when SendOutcome.CodeOf(failure) == "ConversationNotFound" => Pauses[^1..],
            _ => [],
        };
        if (tried >= pauses.Length)
            return null;
        var asked = SendOutcome.RetryAfterOf(answer, clock.GetUtcNow()) ?? TimeSpan.Zero;
        var pause = asked > pauses[tried] ? asked : pauses[tried];
        return pause <= SendLimiter.LongestWait ? pause : null;
    }

    // The new host is stored with the conversation, so that the next post goes there at once.
    private async Task MoveAsync(ITurnContext turn, CancellationToken cancellationToken)
    {
        turn.Activity.ServiceUrl = GovernmentHost;
        var factory = turn.TurnState.Get<ConnectorFactory>();
        turn.TurnState.Set(await factory.CreateAsync(
            GovernmentHost, turn.TurnState.Get<string>(OAuthScopeKey), cancellationToken));
        await conversations.MoveAsync(turn.Activity, GovernmentHost, cancellationToken);
    }
}
