using System.Globalization;
using System.Net;
using Microsoft.Bot.Schema;
using NewsBot.Cards;
using NewsBot.Conversations;
using NewsBot.Deliveries.Ledger;
using NewsBot.Digests;
using NewsBot.Stories;

namespace NewsBot.Deliveries;

/// <summary>A try to post.</summary>
/// <param name="ShownRevision">As <see cref="Delivery.ShownRevision"/>; null for a post that is not kept up to date.</param>
public sealed record PostResult(SendOutcome Outcome, int? ShownRevision)
{
    /// <summary>What is said under a post that was edited, for people who have read it before; null when nothing is.</summary>
    public string? Note { get; init; }

    /// <summary>The root of the thread in which the post stands; null outside of threads.</summary>
    public string? Thread { get; init; }

    /// <summary>What is kept of what it showed; null when nothing is.</summary>
    public CardMessage? Shown { get; init; }

    /// <summary>When the digest was composed.</summary>
    public DateTimeOffset? Composed { get; init; }

    /// <summary>It may have stood there already, which the channel could not tell, and said so.</summary>
    public bool MayRepeat { get; init; }

    /// <summary>The channel said before the try that it has no such post.</summary>
    public bool Absent { get; init; }
}

/// <summary>Fills a digest into its card and hands it to the channel. It throws nothing: every failure is an outcome.</summary>
public sealed partial class DigestPoster(
    DigestReader reader, DeliveryTable deliveries, CardDeck deck, Doors doors, TimeProvider clock, ILogger<DigestPoster> log)
{
    private const string _maybeRepeated = "This may be a repeat: the channel did not confirm the first post.";

    public async Task<PostResult> PostAsync(Delivery delivery, Conversation conversation)
    {
        try
        {
            var edition = await ReadAsync(delivery);
            var thread = await ThreadAsync(delivery, conversation, edition.Digest);
            var sought = new Sought(KeyOf(delivery, conversation), thread, edition.Digest.To);
            var (found, mayRepeat) = delivery.State == DeliveryState.Unknown ? await LookAsync(delivery, conversation, sought) : (null, false);
            if (found is not null)
                return found;
            // What may stand there twice is not posted a third time, where the channel can still not tell.
            if (mayRepeat && delivery.Repeated)
                return new(SendOutcome.Lost, null) { MayRepeat = true };
            var absent = delivery.State == DeliveryState.Unknown && !mayRepeat;
            // Whoever may have read it is shown that it was withdrawn.
            if (!mayRepeat && Alerted(edition.Digest)?.Statement.Withdrawn is not null)
                return new(new(DeliveryProblem.Withdrawn, "Its outlet withdrew the statement before it was sent."), null) { Absent = absent };
            var shown = edition.Digest.Kind is DigestKind.Edition or DigestKind.Roundup ? await PartAsync(delivery, edition) : edition.Digest;
            var message = deck.Of(shown, edition.Next);
            var how = new Manner(thread, sought.Key, mayRepeat);
            var (outcome, asCard) = (await PostAsync(conversation, delivery, message, how), message.Card is not null);
            // The thread is gone, and not the conversation.
            if (thread is not null && RetryPlan.PostsAnew(outcome))
            {
                how = how with { Thread = null };
                outcome = await PostAsync(conversation, delivery, message, how);
            }

            // What the channel does not take as a card it may take as plain text.
            if (outcome.Problem is DeliveryProblem.TooBig or DeliveryProblem.Rejected && message.Card is not null)
                (outcome, asCard) = (await PostAsync(conversation, delivery, message with { Card = null }, how), false);
            return new(outcome, RevisionOf(shown))
            {
                Composed = edition.Digest.To,
                MayRepeat = mayRepeat,
                Absent = absent,
                Shown = outcome.Problem is null ? ShownPosts.Of(deck, shown, edition.Next, asCard) : null,
            };
        }
        catch (Exception failure)
        {
            Log.NotMade(log, delivery.Id, conversation.Id, failure);
            return new(new(DeliveryProblem.Internal, $"The post could not be made ({failure.GetType().Name})."), null);
        }
    }

    // What stands on which post is settled before the first is made, and holds for every later try of each.
    private async Task<Digest> PartAsync(Delivery delivery, Edition edition)
    {
        var posts = edition.Digest.Posts;
        if (delivery.Parts is null)
        {
            posts = deck.Divide(edition.Digest, edition.Next);
            await deliveries.DivideAsync(delivery, posts);
        }

        return DigestPart.Take(edition.Digest, posts, delivery.Part);
    }

    // Where the channel has threads the further posts of an edition stand under its first, so that they flood nobody.
    private async Task<string?> ThreadAsync(Delivery delivery, Conversation conversation, Digest digest) => digest.Kind switch
    {
        DigestKind.Correction => await deliveries.ThreadAsync(delivery, HasThreads(conversation)),
        DigestKind.Edition or DigestKind.Roundup when digest.Thread is null && delivery.Part > 1 && HasThreads(conversation) =>
            await deliveries.FirstPostAsync(delivery),
        _ => digest.Thread,
    };

    // Slack does not say what a channel is, only that more than one person is there.
    private static bool HasThreads(Conversation conversation) => conversation.Kind == ConversationKind.Channel
        || conversation is { Channel: Microsoft.Bot.Connector.Channels.Slack, Kind: ConversationKind.Group };

    /// <summary>Whether the channel of a conversation can tell if a post was made; not when it does not say so in time.</summary>
    public async Task<bool> CanLookAsync(Conversation conversation)
    {
        try
        {
            using var limit = new CancellationTokenSource(RetryPlan.QuestionLimit, clock);
            return await doors.CanLookAsync(conversation, limit.Token);
        }
        catch (Exception failure)
        {
            Log.NotAsked(log, conversation.Id, failure.GetType().Name);
            return false;
        }
    }

    /// <summary>Tells people of a conversation, in the channel's own words, that it gets no posts any more.</summary>
    /// <returns>Those who were told.</returns>
    public async Task<IReadOnlyList<string>> TellAsideAsync(Conversation conversation, SendOutcome outcome, IReadOnlyList<string> people)
    {
        try
        {
            using var limit = new CancellationTokenSource(RetryPlan.SendLimit, clock);
            return await doors.TellAsideAsync(conversation, outcome.Code, people, limit.Token);
        }
        catch (Exception failure)
        {
            Log.NotTold(log, conversation.Id, failure.GetType().Name);
            return [];
        }
    }

    /// <summary>Tells somebody, in the chat with the bot alone, that another conversation gets no posts any more.</summary>
    /// <param name="chat">The chat.</param>
    /// <param name="conversation">The other conversation.</param>
    /// <param name="delivery">The post that was not made.</param>
    /// <param name="reason">Why.</param>
    /// <param name="closed">Nothing is posted there until somebody speaks to the bot there; otherwise the next post is tried.</param>
    public Task TellAsideAsync(Conversation chat, Conversation conversation, Delivery delivery, string? reason, bool closed) => NoticeAsync(
        chat,
        $"Posts do not come through in {CardText.Line(conversation.Name ?? "a conversation that you follow news in", 80)}",
        $"{reason} {(closed
            ? "Nothing is lost: what is owed there waits, and comes once the bot may post there again and somebody speaks to it."
            : "The next ones are tried. What was in it can be asked for here: latest lists the newest statements.")}",
        string.Create(CultureInfo.InvariantCulture, $"newsbot-aside-{delivery.Id}-{delivery.Attempts}"));

    private async Task NoticeAsync(Conversation conversation, string title, string body, string key)
    {
        try
        {
            var notice = deck.Notice(title, body, [new SayButton("Latest", "latest"), new SayButton("Status", "status")]);
            await PostAsync(conversation, notice.ToActivity(conversation.Channel), null, key);
        }
        catch (Exception failure)
        {
            Log.NotTold(log, conversation.Id, failure.GetType().Name);
        }
    }

    /// <summary>Replaces a post by one that shows its statements as they are now.</summary>
    public async Task<PostResult> EditAsync(Delivery delivery, Conversation conversation)
    {
        var revision = delivery.ShownRevision;
        try
        {
            var edition = await ReadAsync(delivery);
            var shown = DigestPart.Take(edition.Digest, edition.Digest.Posts, delivery.Part);
            revision = RevisionOf(shown);
            using var limit = new CancellationTokenSource(RetryPlan.SendLimit, clock);
            var message = deck.Of(shown, edition.Next).ToActivity(conversation.Channel);
            await doors.UpdateAsync(conversation, delivery.ActivityId!, message, limit.Token);
            return new(SendOutcome.Made(delivery.ActivityId), revision) { Note = delivery.ShownRevision == 0 ? null : NoteOf(shown, conversation), Thread = shown.Thread };
        }
        catch (Exception failure)
        {
            var outcome = SendOutcome.Of(failure, clock.GetUtcNow());
            Log.NotEdited(log, delivery.Id, conversation.Id, outcome.Sentence, failure);
            return new(outcome, revision);
        }
    }

    /// <summary>Says in the thread under a post, or in that which it stands in, who carries its statement now.</summary>
    public async Task<SendOutcome> NoteAsync(Delivery delivery, Conversation conversation, string note, string? thread)
    {
        try
        {
            using var limit = new CancellationTokenSource(RetryPlan.SendLimit, clock);
            return SendOutcome.Made(await doors.ReplyAsync(
                conversation, thread ?? delivery.ActivityId!, new CardMessage(note).ToActivity(conversation.Channel), null, limit.Token));
        }
        catch (Exception failure)
        {
            var outcome = SendOutcome.Of(failure, clock.GetUtcNow());
            Log.NoNote(log, delivery.Id, conversation.Id, outcome.Sentence);
            return outcome;
        }
    }

    // Where a channel has threads an edit is seen by nobody who has read the post before. A correction is told by itself; of a roundup,
    // a note for each of its statements would be the flood that it was made against.
    private static string? NoteOf(Digest digest, Conversation conversation) =>
        conversation.Kind == ConversationKind.Channel && Alerted(digest) is { Statement: { Corrected: null, Withdrawn: null } } view
            ? CardDeck.Carried(view)
            : null;

    // Where the channel can be asked it is asked before anything is posted again; where it cannot, the repeat is marked, and as there is only
    // one it is kept until the channel is there again: in an outage it would be lost like the post before it.
    private async Task<(PostResult? Found, bool MayRepeat)> LookAsync(Delivery delivery, Conversation conversation, Sought sought)
    {
        var began = clock.GetTimestamp();
        try
        {
            using var limit = new CancellationTokenSource(RetryPlan.SendLimit, clock);
            var seen = await doors.LookAsync(conversation, sought, limit.Token);
            // What revision it shows is not known, so it is brought up to date.
            return seen.There == true ? (new(SendOutcome.Made(seen.ActivityId), 0), false) : (null, seen.There is null);
        }
        catch (Exception failure)
        {
            Log.NotSeen(log, delivery.Id, conversation.Id, failure.GetType().Name);
            if (await CanLookAsync(conversation))
                return (new(new(DeliveryProblem.AnswerLost, "The channel could not be asked whether it has the post."), null), false);
            // What else it says of the sign it need not say of a post.
            if (delivery.Repeated || failure is ErrorResponseException { Response.StatusCode: HttpStatusCode.NotImplemented })
                return (null, true);
            var outcome = SendOutcome.Of(failure, clock.GetUtcNow()) with { Hung = clock.GetElapsedTime(began) >= RetryPlan.Hangs };
            return outcome.Problem switch
            {
                DeliveryProblem.AnswerLost => (new(outcome with { Problem = DeliveryProblem.Unavailable }, null), true),
                DeliveryProblem.RateLimited or DeliveryProblem.Network or DeliveryProblem.ServerError or DeliveryProblem.Unavailable => (new(outcome, null), true),
                _ => (null, true),
            };
        }
    }

    // The same for every try; another database that has the same ids has another key.
    private static string KeyOf(Delivery delivery, Conversation conversation) => string.Create(
        CultureInfo.InvariantCulture, $"newsbot-{delivery.Id}-{conversation.Joined.ToUnixTimeMilliseconds()}");

    // A send is not cut short when the program stops: that would make a lost answer of it.
    private async Task<SendOutcome> PostAsync(Conversation conversation, Delivery delivery, CardMessage message, Manner how)
    {
        var activity = (message with { Key = how.Key, Note = how.MayRepeat ? _maybeRepeated : null }).ToActivity(conversation.Channel);
        // A machine that was put to sleep wakes up with a claim that another node has taken meanwhile.
        if (!await deliveries.HandOverAsync(delivery, how.MayRepeat))
            return SendOutcome.Unposted;
        var began = clock.GetTimestamp();
        try
        {
            return SendOutcome.Made(await PostAsync(conversation, activity, how.Thread, how.Key));
        }
        catch (Exception failure)
        {
            var outcome = SendOutcome.Of(failure, clock.GetUtcNow()) with { Hung = clock.GetElapsedTime(began) >= RetryPlan.Hangs };
            Log.Refused(log, delivery.Id, conversation.Id, outcome.Sentence, failure.GetType().Name);
            return outcome;
        }
    }

    private async Task<string?> PostAsync(Conversation conversation, Activity activity, string? thread, string key)
    {
        using var limit = new CancellationTokenSource(RetryPlan.SendLimit, clock);
        return thread is null
            ? await doors.PostAsync(conversation, activity, key, limit.Token)
            : await doors.ReplyAsync(conversation, thread, activity, key, limit.Token);
    }

    private async Task<Edition> ReadAsync(Delivery delivery) =>
        await reader.ReadAsync(delivery.DigestId, CancellationToken.None)
        ?? throw new InvalidDataException($"Digest {delivery.DigestId} is not there.");

    // An edition lists a dozen statements, which many outlets join: it is edited for what is wrong in it, and shows the rest with that. Grows
    // with each correction, and where a statement that was withdrawn is told again.
    private static int? RevisionOf(Digest shown) => shown.Kind switch
    {
        DigestKind.Alert or DigestKind.Roundup => shown.Listed.Sum(v => v.Statement.Revision),
        DigestKind.Edition => shown.Listed.Sum(v => (2 * (v.Correction?.Revision ?? 1)) + (v.Statement.Withdrawn is null ? 1 : 0)),
        _ => null,
    };

    private static StatementView? Alerted(Digest digest) =>
        digest.Kind == DigestKind.Alert ? digest.Listed.FirstOrDefault() : null;

    /// <summary>How a post is made.</summary>
    /// <param name="Thread">The post under which it stands; null for the conversation itself.</param>
    /// <param name="Key">Its own key.</param>
    /// <param name="MayRepeat">It may stand there already, and says so.</param>
    private sealed record Manner(string? Thread, string Key, bool MayRepeat);

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "Delivery {Delivery} to conversation {Conversation} could not be made")]
        public static partial void NotMade(ILogger logger, long delivery, long conversation, Exception failure);

        [LoggerMessage(LogLevel.Warning, "Delivery {Delivery} to conversation {Conversation} failed: {Sentence} {Failure}")]
        public static partial void Refused(ILogger logger, long delivery, long conversation, string? sentence, string failure);

        [LoggerMessage(LogLevel.Warning, "The note under the post of delivery {Delivery} in conversation {Conversation} was not made: {Sentence}")]
        public static partial void NoNote(ILogger logger, long delivery, long conversation, string? sentence);

        [LoggerMessage(LogLevel.Warning, "Delivery {Delivery} to conversation {Conversation} could not be looked for: {Failure}")]
        public static partial void NotSeen(ILogger logger, long delivery, long conversation, string failure);

        [LoggerMessage(LogLevel.Warning, "Whether posts in conversation {Conversation} can be looked for is not known: {Failure}")]
        public static partial void NotAsked(ILogger logger, long conversation, string failure);

        [LoggerMessage(LogLevel.Warning, "Nobody was told in conversation {Conversation} of what does not come through elsewhere: {Failure}")]
        public static partial void NotTold(ILogger logger, long conversation, string failure);

        [LoggerMessage(LogLevel.Warning, "The post of delivery {Delivery} in conversation {Conversation} was not brought up to date: {Sentence}")]
        public static partial void NotEdited(ILogger logger, long delivery, long conversation, string? sentence, Exception failure);
    }
}
