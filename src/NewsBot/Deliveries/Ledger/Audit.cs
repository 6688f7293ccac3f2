using NewsBot.Conversations;
using NewsBot.Digests;
using NewsBot.Statements;
using NewsBot.Subscriptions;

namespace NewsBot.Deliveries.Ledger;

/// <summary>What became of a report of somebody's words, as seen from one conversation.</summary>
public enum Fate
{
    /// <summary>It tells a statement that another report brought.</summary>
    Merged,

    /// <summary>It is no statement to be told here: left out, of another topic, backlog.</summary>
    Filtered,

    /// <summary>It waits: for an edition's hour, the end of quiet hours, a paused subscription, a closed conversation, or an editor who
    /// holds it.</summary>
    Held,

    Sent,

    /// <summary>Given up, or tried and not known to be there; the row says which, and when it is tried again.</summary>
    Failed,

    /// <summary>It is on its way.</summary>
    Owed,

    /// <summary>It should have been held against what is followed here and was not: a fault of the program.</summary>
    Missed,

    /// <summary>It is so old that the ledger no longer says.</summary>
    Unkept,
}

/// <summary>One row of an audit.</summary>
/// <param name="Report">The report.</param>
/// <param name="Statement">Its statement; null when it was left out.</param>
/// <param name="Url">The article that it stands in.</param>
/// <param name="Reason">Why, in a sentence.</param>
public sealed record AuditRow(long Report, long? Statement, string Url, Fate Fate, string Reason);

/// <summary>Reports found in a window, each with its one fate: found is the sum of the others, by construction.</summary>
public sealed record Audit(DateTimeOffset From, DateTimeOffset To, IReadOnlyList<AuditRow> Rows)
{
    public int Found => Rows.Count;

    public int this[Fate fate] => Rows.Count(r => r.Fate == fate);

    /// <summary>Gives every report its fate. Pure.</summary>
    internal static Audit Of(DateTimeOffset from, DateTimeOffset to, AuditFacts facts)
    {
        var verdicts = facts.Verdicts.ToLookup(v => v.StatementId);
        var deliveries = facts.Deliveries.ToLookup(d => d.StatementId);
        return new Audit(from, to, [.. facts.Reports.Select(r =>
        {
            var (fate, reason) = FateOf(r, facts, [.. verdicts[r.StatementId ?? 0]], [.. deliveries[r.StatementId ?? 0]]);
            return new AuditRow(r.Id, r.StatementId, r.Url, fate, reason);
        })]);
    }

    private static (Fate Fate, string Reason) FateOf(
        AuditReport report, AuditFacts facts, IReadOnlyList<AuditVerdict> verdicts, IReadOnlyList<AuditDelivery> deliveries)
    {
        if (report.StatementId is null)
            return (Fate.Filtered, $"left out: {Words(report.LeftOut)}");
        if (!report.First)
            return (Fate.Merged, "told by an earlier report");
        if (deliveries.FirstOrDefault(d => d.State == DeliveryState.Sent) is { } sent)
            return (Fate.Sent, Posted(sent));
        if (deliveries.FirstOrDefault(d => d.State is DeliveryState.Owed or DeliveryState.Sending or DeliveryState.Failed) is { } owed)
            return Barred(facts.Open, facts.Paused) is { } barred ? (Fate.Held, owed.ReasonText ?? barred) : (Fate.Owed, owed.ReasonText ?? "to be posted within moments");
        if (deliveries.FirstOrDefault(d => d.State is DeliveryState.Unknown or DeliveryState.GivenUp) is { } failed)
            return (Fate.Failed, $"{(failed.State == DeliveryState.Unknown ? "the answer was lost" : "given up")}: {failed.ReasonText}");
        return Waiting(report, facts, verdicts);
    }

    /// <summary>Why nothing is posted to a conversation now; null when it is.</summary>
    internal static string? Barred(bool open, bool paused) =>
        !open ? "the conversation is closed" : paused ? "an operator holds back what is posted here" : null;

    private static string Posted(AuditDelivery sent) => sent.Kind switch
    {
        DigestKind.Alert => "posted as an alert",
        DigestKind.Roundup => sent.Held ? "posted, behind “more” of a card of new statements" : "posted on a card of new statements",
        _ => sent.Held ? "posted, behind “more” of an edition" : "posted in an edition",
    };

    private static (Fate Fate, string Reason) Waiting(AuditReport report, AuditFacts facts, IReadOnlyList<AuditVerdict> verdicts)
    {
        var matched = verdicts.Where(v => v.Outcome == Outcome.Matched).ToList();
        if (report.HeldBy is { } editor && (report.Unjudged || matched.Exists(v => v.State != SubscriptionState.Ended)))
            return (Fate.Held, $"held by {(editor.Length == 0 || editor == Conversation.Nameless ? "an editor" : editor)}");
        if (matched.FirstOrDefault(v => v.State == SubscriptionState.Active) is { } waiting)
        {
            return Barred(facts.Open, facts.Paused) is { } barred ? (Fate.Held, barred)
                : waiting.Mode == SubscriptionMode.Digest ? (Fate.Held, $"waits for the next edition of #{waiting.Number}")
                : facts.Quiet ? (Fate.Held, "quiet hours")
                : (Fate.Owed, "to be composed within moments");
        }

        if (matched.FirstOrDefault(v => v.State == SubscriptionState.Paused) is { } paused)
            return (Fate.Held, $"#{paused.Number} is paused");
        if (matched.Count > 0)
            return (Fate.Filtered, "its subscription has ended");
        if (report.Unjudged)
            return (Fate.Owed, "to be held against what is followed here within moments");
        if (report.Paused is { } muted)
            return (Fate.Held, $"#{muted} is paused, and it is held against that later");
        if (report.Unkept)
            return (Fate.Unkept, "the ledger of that time is no longer kept");
        if (report.Missed)
            return (Fate.Missed, "should have been held against what is followed here, and was not");
        if (verdicts.Count > 0)
            return (Fate.Filtered, verdicts[0].Reason);
        return (Fate.Filtered, !facts.Following ? "nothing is followed here"
            : report.Backlog ? "older than the day its feed was added" : "told before anything was followed here");
    }

    private static string Words(LeftOut? reason) => reason switch
    {
        LeftOut.Stance => "a position told without an occasion",
        LeftOut.Question => "a question",
        LeftOut.Silence => "a refusal to comment",
        LeftOut.Background => "older words or background",
        LeftOut.NoSpeaker => "nobody is named",
        LeftOut.Hypothetical => "what somebody might say",
        LeftOut.Courtesy => "a greeting or thanks",
        LeftOut.Repeated => "repeated in the article",
        _ => "no statement",
    };
}
