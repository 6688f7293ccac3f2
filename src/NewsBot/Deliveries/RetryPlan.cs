using NewsBot.Digests;

namespace NewsBot.Deliveries;

/// <summary>What follows a failed try.</summary>
/// <param name="NextTry">Null when there is none.</param>
/// <param name="Closes">The bot may no longer speak in the conversation; what is owed there is held until somebody speaks to it again.</param>
public sealed record RetryStep(DeliveryState State, DateTimeOffset? NextTry, bool Closes = false);

/// <summary>When a delivery is tried again, by the reason that it failed for. Each reason has its own patience, which begins anew when another
/// comes in between. Waits double, and are spread by a hash so that deliveries do not march in step.</summary>
public static class RetryPlan
{
    /// <summary>How long a claim holds; longer than a look, a send and a second one as plain text may take.</summary>
    public static readonly TimeSpan Claim = TimeSpan.FromMinutes(2);

    /// <summary>How long a send may take.</summary>
    public static readonly TimeSpan SendLimit = TimeSpan.FromSeconds(30);

    /// <summary>A conversation whose channel takes so long for one try rests until that is tried again.</summary>
    public static readonly TimeSpan Hangs = SendLimit / 2;

    /// <summary>How long it may take a channel to say whether it can be asked; with everything else of a try less than a claim.</summary>
    public static readonly TimeSpan QuestionLimit = TimeSpan.FromSeconds(10);

    /// <summary>A post is kept up to date for so long after it was sent.</summary>
    public static readonly TimeSpan Edits = CorrectionComposer.Follows;

    /// <summary>Tries of a delivery whose channel keeps losing answers and can be asked: about a day.</summary>
    public const int MostLooks = 100;

    /// <summary>Tries for all reasons together: those that take turns end as well, after three days or so.</summary>
    public const int MostTries = 300;

    /// <summary>Failed tries to bring one revision into a post.</summary>
    public const int MostEdits = 5;

    /// <summary>The wait after a lost answer; then it is posted once more, marked as a possible repeat.</summary>
    public static readonly TimeSpan AfterLostAnswer = TimeSpan.FromMinutes(1);

    /// <summary>The first wait after a lost answer where the channel can be asked: a post that is under way is there by then.</summary>
    public static readonly TimeSpan BeforeLook = TimeSpan.FromSeconds(5);

    /// <summary>The wait after the first 404: right after an installation a channel may not know its own conversation yet.</summary>
    public static readonly TimeSpan AfterNoConversation = TimeSpan.FromSeconds(10);

    /// <summary>What follows.</summary>
    /// <param name="delivery">As it was before the try.</param>
    /// <param name="outcome">A failure.</param>
    /// <param name="now">When it failed.</param>
    /// <param name="canLook">The channel can tell whether it has the post, so that a lost answer is no reason to stop. A look that has told
    /// nothing is none.</param>
    /// <param name="absent">The channel said before the try that it has no such post.</param>
    public static RetryStep After(Delivery delivery, SendOutcome outcome, DateTimeOffset now, bool canLook = false, bool absent = false)
    {
        var tried = delivery.Reason == outcome.Problem ? delivery.Tries + 1 : 1;
        // A refusal says nothing of the post before it: whether that stands there stays unknown, and the next one is looked for or marked.
        var doubtful = outcome.Problem is DeliveryProblem.AnswerLost or DeliveryProblem.Unavailable || (delivery.IsDoubtful && !absent);
        var refused = doubtful ? DeliveryState.Unknown : DeliveryState.Failed;
        switch (outcome.Problem)
        {
            case not null when delivery.Attempts + 1 >= MostTries:
                return Ended(doubtful);
            case DeliveryProblem.AnswerLost when canLook:
                return new(DeliveryState.Unknown, tried >= MostLooks ? null : now + Wait(BeforeLook, TimeSpan.FromMinutes(15), delivery.Id, tried, null));
            case DeliveryProblem.AnswerLost:
                return new(DeliveryState.Unknown, delivery.IsDoubtful || delivery.Repeated ? null : now + Spread(AfterLostAnswer, delivery.Id, tried));
            case DeliveryProblem.NoConversation when tried == 1:
                return new(refused, now + AfterNoConversation);
            case DeliveryProblem.Refused or DeliveryProblem.NotPermitted or DeliveryProblem.NoConversation:
                return new(refused, now, Closes: true);
        }

        var (first, longest, tries) = Of(outcome.Problem);
        return tried >= tries
            ? Ended(doubtful)
            : new(refused, now + Wait(first, longest, delivery.Id, tried, outcome.RetryAfter));
    }

    // What may stand there is not said to have failed.
    private static RetryStep Ended(bool doubtful) => new(doubtful ? DeliveryState.Unknown : DeliveryState.GivenUp, null);

    /// <summary>When a failed edit is tried again; null when this revision is let go.</summary>
    public static DateTimeOffset? AfterEdit(Delivery delivery, SendOutcome outcome, DateTimeOffset now)
    {
        // Nothing is edited in a closed conversation; once it is open again, this is.
        if (outcome.Problem == DeliveryProblem.Refused)
            return now;
        var tried = delivery.EditFailures + 1;
        var (first, longest, tries) = Of(outcome.Problem);
        // An edit can be made twice without harm, so a lost answer is no reason to stop.
        if (outcome.Problem == DeliveryProblem.AnswerLost)
            (first, longest, tries) = (AfterLostAnswer, AfterLostAnswer, MostEdits);
        return tried >= Math.Min(tries, MostEdits) ? null : now + Wait(first, longest, delivery.Id, tried, outcome.RetryAfter);
    }

    /// <summary>Whether the post is gone that was to be edited, or replied to, and is made anew or without its thread: Teams names it. Another
    /// 404 may mean a place that is gone.</summary>
    public static bool PostsAnew(SendOutcome tried) => tried.Code == "ActivityNotFoundInConversation";

    private static (TimeSpan First, TimeSpan Longest, int Tries) Of(DeliveryProblem? problem) => problem switch
    {
        // The channel works and says when: about a day.
        DeliveryProblem.RateLimited => (TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(15), 100),
        DeliveryProblem.Network => (TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(15), 100),
        // What may have been made is looked for or marked each time: to try it once more only would lose in an outage all that is owed.
        DeliveryProblem.ServerError or DeliveryProblem.Unavailable => (TimeSpan.FromSeconds(10), TimeSpan.FromMinutes(15), 50),
        DeliveryProblem.Conflict => (TimeSpan.FromSeconds(2), TimeSpan.FromMinutes(1), 10),
        // Somebody must mend the settings: a day.
        DeliveryProblem.Unauthorized or DeliveryProblem.Internal => (TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(30), 50),
        // Teams says not to retry: parked for long, and once more, as nothing else would bring the post after a fault that has passed.
        DeliveryProblem.Fault => (TimeSpan.FromMinutes(30), TimeSpan.FromMinutes(30), 2),
        _ => (TimeSpan.Zero, TimeSpan.Zero, 1),
    };

    private static TimeSpan Wait(TimeSpan first, TimeSpan longest, long id, int tried, TimeSpan? asked)
    {
        var doubled = first * Math.Pow(2, Math.Min(tried - 1, 20));
        var wait = Spread(doubled < longest ? doubled : longest, id, tried);
        // Never earlier than the channel asked, and spread over a tenth more.
        return asked is { } least && least >= wait ? least + ((Spread(least, id, tried) - (least * 0.75)) * 0.2) : wait;
    }

    // Between three quarters and five quarters of the wait, the same for the same delivery and try.
    private static TimeSpan Spread(TimeSpan wait, long id, int tried)
    {
        var hash = unchecked(((ulong)id * 0x9E3779B97F4A7C15UL) ^ ((ulong)tried * 0xC2B2AE3D27D4EB4FUL));
        hash = unchecked((hash ^ (hash >> 31)) * 0xBF58476D1CE4E5B9UL);
        return wait * (0.75 + (0.5 * ((hash >> 11) / (double)(1UL << 53))));
    }
}
