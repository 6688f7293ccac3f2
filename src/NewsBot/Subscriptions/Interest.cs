using NewsBot.Desk;
using NewsBot.Stories;
using NewsBot.Text;

namespace NewsBot.Subscriptions;

/// <summary>What a statement is to a subscription.</summary>
public enum Outcome
{
    Matched,
    OtherTopic,
    OtherSpeaker,
    OtherOutlet,
    OtherType,
    OtherTerm,
    OtherLanguage,
    Excluded,
    Backlog,
    BeforeSubscription,
    Withdrawn,
}

/// <summary>The outcome with the sentence that people are shown, whether it matched or not.</summary>
public sealed record Verdict(Outcome Outcome, string Reason);

/// <summary>Decides, and explains, whether a subscription wants a statement.</summary>
public sealed class Interest(Newsdesk desk)
{
    /// <summary>How the sentence of a match begins; what has a heading of its own shows what comes after it.</summary>
    public const string MatchedPrefix = "Matched: ";

    /// <summary>Judges for a subscription that stands alone; one without a topic takes every topic.</summary>
    public Verdict Judge(Subscription subscription, StatementView view) => Judge(subscription, [], view);

    /// <summary>
    /// Judges for a subscription among the others of its conversation: a digest without a topic takes what they take,
    /// and every topic of the desk when there are none.
    /// </summary>
    public Verdict Judge(Subscription subscription, IReadOnlyList<Subscription> others, StatementView view) =>
        Bar(subscription, view) ?? Wants(subscription, others, view);

    /// <summary>What keeps a statement from a subscription whatever it wants: the statement's own state, or when it was found;
    /// null when nothing does.</summary>
    public static Verdict? Bar(Subscription subscription, StatementView view)
    {
        if (view.Statement.Withdrawn is not null)
            return Not(Outcome.Withdrawn, "its outlet withdrew it");
        if (view.Statement.Backlog)
            return Not(Outcome.Backlog, "it came with what a feed already held when it was first read; it can be searched");
        if (view.Statement.Position <= subscription.AfterStatement)
            return Not(Outcome.BeforeSubscription, $"it was found before subscription #{subscription.Number} began");
        return null;
    }

    /// <summary>The same without regard to when the statement was found: what <c>digest now</c> and a preview ask.</summary>
    public Verdict Wants(Subscription subscription, IReadOnlyList<Subscription> others, StatementView view)
    {
        if (!SubscriptionFilter.TryParse(subscription.Filter, out var filter, out var error))
            return Not(Outcome.Excluded, $"the stored filter cannot be read: {error}");
        var topic = subscription is { Topic: "", Mode: SubscriptionMode.Digest } ? Followed(others, view) : OfTopic(subscription.Topic, view);
        return topic.Outcome == Outcome.Matched ? OfFilter(filter, topic.Reason, view) : topic;
    }

    /// <summary>Whether a subscription, muted or not, says what a digest of everything lists; where none does, that is every topic.</summary>
    public static bool FeedsDigest(Subscription subscription) =>
        subscription.State != SubscriptionState.Ended && (subscription.Topic.Length > 0 || subscription.Mode == SubscriptionMode.Alerts);

    /// <summary>What is doubtful in a filter, in sentences for the person who typed it: names that nobody here bears.</summary>
    /// <param name="filter">The filter.</param>
    /// <param name="added">Outlets that are read beside the desk's.</param>
    public IReadOnlyList<string> Doubts(SubscriptionFilter filter, IReadOnlyList<Source> added) =>
    [
        .. filter.Qualifiers.Where(q => q.Key == "speaker").SelectMany(q => q.Values).Where(v => desk.Index.Find(v).Count == 0)
            .Select(v => $"Nobody called “{v}” is in the registry; the name is looked for as it is written."),
        .. filter.Qualifiers.Where(q => q.Key == "outlet").SelectMany(q => q.Values)
            .Where(v => desk.FindSource(v) is null && !added.Any(s => s.IsNamed(v)))
            .Select(v => $"No outlet “{v}” is read here; {Outlets(v, [.. desk.Sources, .. added])}"),
    ];

    private static string Outlets(string typed, List<Source> read)
    {
        var near = read.Where(s => Source.IsBegunBy(typed, s.Key, s.Name)).Select(s => s.Key).ToList();
        return near.Count is > 0 and <= 3
            ? $"did you mean {string.Join(" or ", near)}?"
            : $"the outlets are {string.Join(", ", read.Take(8).Select(s => s.Key))}.";
    }

    private Verdict Followed(IReadOnlyList<Subscription> others, StatementView view)
    {
        var followed = others.Where(FeedsDigest).ToList();
        if (followed.Count == 0)
        {
            return view.Topics.FirstOrDefault(t => desk.Topics.Any(d => d.Key == t.Topic)) is { } any
                ? new Verdict(Outcome.Matched, any.Reason)
                : Not(Outcome.OtherTopic, "it belongs to none of the topics");
        }

        var verdicts = followed.Select(o => Wants(o, [], view)).ToList();
        var matched = verdicts.Find(v => v.Outcome == Outcome.Matched);
        return matched is null ? verdicts[0] : matched with { Reason = matched.Reason[MatchedPrefix.Length..] };
    }

    private Verdict OfTopic(string topic, StatementView view)
    {
        if (topic.Length == 0)
            return new Verdict(Outcome.Matched, view.Topics.Count > 0 ? view.Topics[0].Reason : "");
        if (view.Topics.FirstOrDefault(t => t.Topic == topic) is { } tag)
            return new Verdict(Outcome.Matched, tag.Reason);
        return view.Topics.Count == 0
            ? Not(Outcome.OtherTopic, $"it is not about {TopicName(topic)}")
            : Not(Outcome.OtherTopic, $"it is about {string.Join(" and ", view.Topics.Select(t => TopicName(t.Topic)))}, not about {TopicName(topic)}");
    }

    private Verdict OfFilter(SubscriptionFilter filter, string because, StatementView view)
    {
        var reasons = new List<string>();
        if (because.Length > 0)
            reasons.Add(because.TrimEnd('.'));
        foreach (var qualifier in filter.Qualifiers)
        {
            var fits = qualifier.Values.Select(v => Fit(qualifier.Key, v, view)).FirstOrDefault(f => f is not null);
            // An outlet that is excluded keeps a statement out only while nobody else carries it.
            if (qualifier is { Excludes: true, Key: "outlet" } && view.Carriers.Any(c => !qualifier.Values.Any(v => IsOutlet(v, c))))
                continue;
            if (qualifier.Excludes && fits is not null)
                return Not(Outcome.Excluded, $"filter {qualifier} excludes {fits}");
            if (!qualifier.Excludes && fits is null)
                return Not(OutcomeOf(qualifier.Key), $"filter {qualifier} does not fit {Found(qualifier.Key, view)}");
            if (!qualifier.Excludes)
                reasons.Add($"{qualifier.Key}:{fits}");
        }

        return new Verdict(Outcome.Matched, MatchedPrefix + (reasons.Count == 0 ? "everything is wanted here" : string.Join(", ", reasons)));
    }

    /// <summary>What of the statement fits a value, named for people; null when nothing does.</summary>
    private string? Fit(string key, string value, StatementView view) => key switch
    {
        "speaker" => Speakers.Fits(value, view.Statement, desk) ? view.Statement.SpeakerName : null,
        "outlet" => view.Carriers.FirstOrDefault(c => IsOutlet(value, c))?.Outlet,
        "type" => IsType(value, view) ? value : null,
        "term" => Folded.Holds(view.Words, value) ? value : null,
        "lang" => IsLanguage(value, view.Statement.Language) ? view.Statement.Language : null,
        _ => (value == "yes") == (view.Statement.Attribution == Attribution.Named) ? value : null,
    };

    private static string Found(string key, StatementView view) => key switch
    {
        "speaker" => view.Statement.SpeakerName,
        "outlet" => string.Join(", ", view.Carriers.Select(c => c.Outlet).Distinct()),
        "type" => view.Statement.Type switch { ReportType.Direct => "a direct quote", ReportType.Mixed => "a partly quoted one", _ => "an indirect one" },
        "term" => "its words",
        "lang" => view.Statement.Language,
        _ => view.Statement.Attribution == Attribution.Named ? "a named speaker" : "an unnamed speaker",
    };

    private static bool IsType(string value, StatementView view) => value switch
    {
        "direct" => view.Statement.Type == ReportType.Direct,
        "mixed" => view.Statement.Type == ReportType.Mixed,
        "indirect" => view.Statement.Type == ReportType.Indirect,
        "quote" => view.Statement.Type is ReportType.Direct or ReportType.Mixed,
        "denial" => view.Statement.Act == SpeechAct.Denial,
        "threat" => view.Statement.Act == SpeechAct.Threat,
        "demand" => view.Statement.Act == SpeechAct.Demand,
        "agreement" => view.Statement.Act == SpeechAct.Agreement,
        "correction" => view.Statement.Corrected is not null,
        _ => view.Carriers.Any(c => c.Class == SourceClass.Official),
    };

    /// <summary>Whether a subscription's filter asks for an outlet, by its key or its name.</summary>
    public static bool Names(Subscription subscription, string outletKey, string outlet) =>
        SubscriptionFilter.TryParse(subscription.Filter, out var filter, out _)
        && filter.Qualifiers.Any(q => q is { Key: "outlet", Excludes: false } && q.Values.Any(v => IsOutlet(v, outletKey, outlet)));

    private static bool IsOutlet(string value, Carrier carrier) => IsOutlet(value, carrier.OutletKey, carrier.Outlet);

    private static bool IsOutlet(string value, string key, string name) => Folded.Same(value, key) || Folded.Same(value, name);

    private static bool IsLanguage(string value, string language) =>
        language.Equals(value, StringComparison.OrdinalIgnoreCase) || language.StartsWith(value + "-", StringComparison.OrdinalIgnoreCase);

    private static Outcome OutcomeOf(string key) => key switch
    {
        "speaker" => Outcome.OtherSpeaker,
        "outlet" => Outcome.OtherOutlet,
        "term" => Outcome.OtherTerm,
        "lang" => Outcome.OtherLanguage,
        _ => Outcome.OtherType,
    };

    private string TopicName(string key) => desk.Topics.FirstOrDefault(t => t.Key == key)?.Name ?? key;

    private static Verdict Not(Outcome outcome, string because) => new(outcome, "Not sent here: " + because);

}
