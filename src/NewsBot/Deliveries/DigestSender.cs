using System.Data.Common;
using System.Diagnostics;
using NewsBot.Conversations;
using NewsBot.Deliveries.Notices;
using NewsBot.Digests;
using NewsBot.Telemetry;

namespace NewsBot.Deliveries;

/// <summary>What a try led to.</summary>
/// <param name="Made">The post was made.</param>
/// <param name="OthersFollow">The conversation's later deliveries may be tried.</param>
/// <param name="Pause">How long the channel asked to wait.</param>
/// <param name="Rest">Until when the conversation is left alone, as its channel hung.</param>
public readonly record struct Tried(bool Made, bool OthersFollow, TimeSpan? Pause = null, DateTimeOffset? Rest = null);

/// <summary>Claims a delivery, has it posted or its post edited, and records what became of it: the one exit of every try.</summary>
public sealed partial class DigestSender(
    DeliveryTable deliveries,
    DigestPoster poster,
    UntoldPosts untold,
    Pacing pacing,
    Residence residence,
    DigestTraces traces,
    TimeProvider clock,
    ILogger<DigestSender> log)
{
    // People of one conversation who are told that it gets no posts.
    private const int MostTold = 10;

    // The channel works and takes another post.
    private static readonly DeliveryProblem[] OfThePost = [DeliveryProblem.Rejected, DeliveryProblem.TooBig, DeliveryProblem.Internal];

    /// <summary>Tries a delivery once.</summary>
    public async Task<Tried> SendAsync(Delivery delivery, Conversation conversation, CancellationToken cancellationToken)
    {
        if (delivery.Expired)
            return await ExpireAsync(delivery, conversation);
        if (!await deliveries.ClaimAsync(delivery, cancellationToken))
            return new Tried(false, OthersFollow: false);
        var until = clock.GetUtcNow() + RetryPlan.Claim;
        using var span = await traces.BeginAsync("delivery", delivery.DigestId, cancellationToken);
        span?.SetTag("newsbot.delivery.id", delivery.Id).SetTag("newsbot.channel", conversation.Channel);
        var result = await poster.PostAsync(delivery, conversation);
        Tell(result, conversation.Channel, span);
        return await RecordAsync(delivery, conversation, result, until);
    }

    /// <summary>Brings a post up to its statement. A failure is recorded; only an alert or roundup that the channel says is not there is owed anew.</summary>
    /// <param name="delivery">The post.</param>
    /// <param name="conversation">Where it stands.</param>
    /// <param name="quiet">It is edited without the note under it, which would call people.</param>
    /// <returns>Whether the post was edited; not when somebody else does it.</returns>
    public async Task<bool> EditAsync(Delivery delivery, Conversation conversation, bool quiet)
    {
        if (!await deliveries.ClaimEditAsync(delivery))
            return false;
        var edited = await poster.EditAsync(delivery, conversation);
        var (outcome, revision) = edited;
        if (outcome.Problem is null)
        {
            if (edited.Note is not null)
                await pacing.CountAsync(SendPace.Of(conversation), CancellationToken.None);
            // An edit can be made again without harm, so both are, until the note is taken; one whose answer was lost is not made twice.
            if (!quiet && edited.Note is { } note && await poster.NoteAsync(delivery, conversation, note, edited.Thread) is { Problem: not (null or DeliveryProblem.AnswerLost or DeliveryProblem.Unavailable) } failed
                && RetryPlan.AfterEdit(delivery, failed, clock.GetUtcNow()) is { } again)
            {
                await deliveries.EditFailedAsync(delivery, revision ?? 0, failed, again);
                return true;
            }

            await deliveries.EditedAsync(delivery, revision ?? 0);
        }
        // Who takes an edition away has read it; only its corrections would bring it back.
        else if (RetryPlan.PostsAnew(outcome) && delivery.Kind != DigestKind.Edition)
        {
            await deliveries.PostAnewAsync(delivery.Id, outcome);
        }
        else
        {
            await deliveries.EditFailedAsync(delivery, revision ?? 0, outcome, RetryPlan.AfterEdit(delivery, outcome, clock.GetUtcNow()));
            if (outcome.Problem == DeliveryProblem.Refused)
                await ShutAsync(delivery, conversation, outcome);
        }

        return outcome.Problem is null;
    }

    private void Tell(PostResult result, string channel, Activity? span)
    {
        if (result.Outcome.Problem is { } problem)
        {
            span?.SetStatus(ActivityStatusCode.Error, problem.ToString());
            Instruments.DeliveryFailures.Add(1, new KeyValuePair<string, object?>("reason", problem.ToString()));
        }
        else if (result.Composed is { } composed)
        {
            Instruments.DeliveryTime.Record((clock.GetUtcNow() - composed).TotalSeconds, new KeyValuePair<string, object?>("channel", channel));
        }
    }

    /// <summary>Owes the conversation, once, a notice of what ended without a post since it was told last.</summary>
    public Task TellAsync(Conversation conversation) => untold.OweNoticeAsync(conversation.Id);

    // The lease has ended: its sender died before the post, or between it and the record.
    private async Task<Tried> ExpireAsync(Delivery delivery, Conversation conversation)
    {
        if (delivery.Unposted is not null)
        {
            await deliveries.ExpireAsync(delivery, SendOutcome.Unposted, RetryPlan.After(delivery, SendOutcome.Unposted, clock.GetUtcNow()));
            return new Tried(false, OthersFollow: false);
        }

        var canLook = await poster.CanLookAsync(conversation);
        var step = RetryPlan.After(delivery, SendOutcome.Lost, clock.GetUtcNow(), canLook);
        var mine = await deliveries.ExpireAsync(delivery, SendOutcome.Lost, step);
        if (mine && step.NextTry is null)
            Instruments.LostDeliveries.Add(known: step.State == DeliveryState.GivenUp);
        return new Tried(false, OthersFollow: mine && !DeliveryOrder.BeginsLook(delivery, canLook));
    }

    private async Task<Tried> RecordAsync(Delivery delivery, Conversation conversation, PostResult result, DateTimeOffset until)
    {
        var outcome = result.Outcome;
        if (outcome.Problem is null)
        {
            await KeepAsync(
                () => deliveries.SentAsync(delivery.Id, outcome.ActivityId, result.ShownRevision), delivery.Id, until);
            if (result.Shown is { } message)
                await KeepAsync(() => deliveries.ShownAsync(delivery.Id, message), delivery.Id, until);
            return new Tried(true, OthersFollow: true);
        }

        // Only of a lost answer it matters, and the question may be lost as well.
        var canLook = outcome.Problem == DeliveryProblem.AnswerLost && !result.MayRepeat && await poster.CanLookAsync(conversation);
        var step = RetryPlan.After(delivery, outcome, clock.GetUtcNow(), canLook, result.Absent);
        await KeepAsync(() => deliveries.FailedAsync(delivery.Id, outcome, step), delivery.Id, until);
        if (step.Closes)
        {
            await ShutAsync(delivery, conversation, outcome);
        }
        else if (step.NextTry is null)
        {
            Log.Ended(log, delivery.Id, delivery.ConversationId, step.State, outcome.Sentence);
            // What its outlet has withdrawn is left unsaid on purpose.
            if (outcome.Problem != DeliveryProblem.Withdrawn)
                Instruments.LostDeliveries.Add(known: step.State == DeliveryState.GivenUp);
            if (outcome.Problem != DeliveryProblem.Withdrawn)
                await TellOfEndAsync(delivery, conversation, outcome);
        }

        var pause = outcome.Problem == DeliveryProblem.RateLimited ? outcome.RetryAfter : null;
        DateTimeOffset? rest = outcome.Hung ? step.NextTry ?? clock.GetUtcNow() + RetryPlan.AfterLostAnswer : null;
        var waits = rest is not null || step.Closes || DeliveryOrder.Blocks(step.State, outcome.Problem) || DeliveryOrder.BeginsLook(delivery, canLook);
        return new Tried(false, OthersFollow: !waits, pause, rest);
    }

    private async Task TellOfEndAsync(Delivery delivery, Conversation conversation, SendOutcome outcome)
    {
        // The first of several: they would be told of each, as long as nothing gets through that could tell of all.
        var nobody = conversation.Kind == ConversationKind.Personal
            || (await untold.TakeAsideAsync(conversation.Id) && !await TellAsideAsync(delivery, conversation, outcome, closed: false));
        // Where only this post was wrong the conversation itself is told at once; a notice that is not taken either owes no other.
        if (nobody && delivery.Kind != DigestKind.Notice && OfThePost.Contains(outcome.Problem!.Value))
            await untold.OweNoticeAsync(conversation.Id);
    }

    // The conversation itself cannot be told; whoever follows something there, or put the bot there, can, if they have a chat with it.
    private async Task<bool> TellAsideAsync(Delivery delivery, Conversation conversation, SendOutcome outcome, bool closed)
    {
        if (conversation.Kind == ConversationKind.Personal)
            return false;
        try
        {
            IReadOnlyList<string> people = [.. (await untold.ConcernedAsync(conversation)).Take(MostTold)];
            if (closed)
                people = [.. people.Except(await poster.TellAsideAsync(conversation, outcome, people))];
            var chats = await residence.ChatsAsync(conversation, people, CancellationToken.None);
            foreach (var chat in chats)
                await poster.TellAsideAsync(chat, conversation, delivery, outcome.Sentence, closed);
            return chats.Count > 0;
        }
        catch (DbException failure)
        {
            Log.NotTold(log, conversation.Id, failure);
            return false;
        }
    }

    // The bot may no longer speak there.
    private async Task ShutAsync(Delivery delivery, Conversation conversation, SendOutcome outcome)
    {
        if (outcome.Code == Residence.Reasons.Bar)
            await residence.BarredAsync(conversation, outcome.Sentence!, CancellationToken.None);
        else
            await residence.RefusedAsync(conversation, outcome.Sentence!, CancellationToken.None);
        Log.Closed(log, delivery.ConversationId, delivery.Id, outcome.Sentence);
        await TellAsideAsync(delivery, conversation, outcome, closed: true);
    }

    // What is not recorded before the claim ends is taken to be lost, and is posted once more.
    private async Task KeepAsync(Func<Task> record, long delivery, DateTimeOffset until)
    {
        for (var wait = TimeSpan.FromSeconds(1); ; wait *= 2)
        {
            try
            {
                await record();
                return;
            }
            catch (DbException failure) when (clock.GetUtcNow() + wait < until)
            {
                Log.NotKept(log, delivery, wait.TotalSeconds, failure);
            }

            await Task.Delay(wait, clock, CancellationToken.None);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "What became of delivery {Delivery} cannot be recorded; once more in {Seconds} s")]
        public static partial void NotKept(ILogger logger, long delivery, double seconds, Exception failure);

        [LoggerMessage(LogLevel.Warning, "Nobody could be told that conversation {Conversation} gets no posts")]
        public static partial void NotTold(ILogger logger, long conversation, Exception failure);

        [LoggerMessage(LogLevel.Warning, "Conversation {Conversation} is closed after delivery {Delivery}: {Sentence}")]
        public static partial void Closed(ILogger logger, long conversation, long delivery, string? sentence);

        [LoggerMessage(LogLevel.Error, "Delivery {Delivery} to conversation {Conversation} ends as {State}: {Sentence}")]
        public static partial void Ended(ILogger logger, long delivery, long conversation, DeliveryState state, string? sentence);
    }
}
