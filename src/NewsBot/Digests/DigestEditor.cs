using NewsBot.Desk;
using NewsBot.Stories;
using NewsBot.Text;

namespace NewsBot.Digests;

/// <summary>The place of a statement in a digest.</summary>
/// <param name="Held">Behind <c>more</c>.</param>
/// <param name="Correction">Listed again because its outlet corrected or withdrew it.</param>
public sealed record Placed(long StatementId, bool Held = false, bool Correction = false);

/// <summary>What there is for an edition.</summary>
public sealed record Copy
{
    /// <summary>The subscription's topic; empty when it takes several.</summary>
    public string Topic { get; init; } = "";

    /// <summary>Delivered before, and corrected or withdrawn since.</summary>
    public IReadOnlyList<StatementView> Corrections { get; init; } = [];

    public required IReadOnlyList<StatementView> News { get; init; }

    /// <summary>Already shown to somebody of the conversation who asked for <c>digest now</c>: not listed again, but within reach.</summary>
    public IReadOnlySet<long> Shown { get; init; } = new HashSet<long>();
}

/// <summary>Chooses, orders and groups the statements of an edition. It knows no clock and no database.</summary>
public sealed class DigestEditor(Newsdesk desk)
{
    /// <summary>Statements listed in an edition; the rest is behind <c>more</c>.</summary>
    public const int Cap = 12;

    /// <summary>An edition that is later than this says so.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromMinutes(10);

    private const string _corrections = "corrections";

    /// <summary>
    /// Every statement of the edition in the order in which it is shown. Corrections stand first; then the topics take turns until the cap
    /// is reached, so that a busy topic does not push out a quiet one.
    /// </summary>
    public IReadOnlyList<Placed> Choose(Copy copy)
    {
        var corrections = copy.Corrections.OrderByDescending(v => v.Statement.Withdrawn ?? v.Statement.Corrected).ThenBy(v => v.Statement.Id).ToList();
        var news = copy.News.ExceptBy(corrections.Select(v => v.Statement.Id), v => v.Statement.Id).ToList();
        var fresh = Ranked([.. news.Where(v => !copy.Shown.Contains(v.Statement.Id))], copy.Topic);
        var listed = corrections.Take(Cap).Select(v => v.Statement.Id).Concat(Turns(fresh, Math.Max(0, Cap - corrections.Count))).ToHashSet();
        List<StatementView> order = [.. corrections, .. fresh.SelectMany(t => t)];
        order.AddRange(Ranked([.. news.Where(v => copy.Shown.Contains(v.Statement.Id))], copy.Topic).SelectMany(t => t));
        return
        [
            .. order.Select((view, at) => new Placed(view.Statement.Id, !listed.Contains(view.Statement.Id), at < corrections.Count)),
        ];
    }

    /// <summary>Groups listed statements by topic and story, in the order given; each is shown for the topic that it is listed for.</summary>
    public IReadOnlyList<TopicSection> Lay(IReadOnlyList<StatementView> listed, IReadOnlySet<long> corrections, string topic)
    {
        listed = [.. listed.Select(v => v with { ShownFor = TopicOf(v, topic) })];
        var sections = listed.Where(v => corrections.Contains(v.Statement.Id)).ToList() is { Count: > 0 } corrected
            ? [new TopicSection(_corrections, "Corrections", Stories(corrected))]
            : new List<TopicSection>();
        foreach (var group in listed.Where(v => !corrections.Contains(v.Statement.Id)).GroupBy(v => TopicOf(v, topic)))
            sections.Add(new TopicSection(group.Key, NameOf(group.Key), Stories(group)));
        return sections;
    }

    private static List<StorySection> Stories(IEnumerable<StatementView> views) =>
        [.. views.GroupBy(StoryOf).Select(g => new StorySection(g.First().StoryTitle, [.. g]))];

    // One list for each topic, in the order of the desk; within it the stories by weight, the heaviest first.
    private List<List<StatementView>> Ranked(IReadOnlyList<StatementView> views, string topic) =>
    [
        .. views.GroupBy(v => TopicOf(v, topic))
            .OrderBy(g => Rank(g.Key))
            .ThenBy(g => g.Key, StringComparer.Ordinal)
            .Select(g => g.GroupBy(StoryOf)
                .OrderByDescending(s => s.Max(Weight) + Math.Min(s.Count() - 1, 3))
                .ThenByDescending(s => s.Max(v => v.Statement.Found))
                .ThenBy(s => s.Min(v => v.Statement.Id))
                .SelectMany(s => s.OrderByDescending(Weight).ThenByDescending(v => v.Statement.Found).ThenBy(v => v.Statement.Id))
                .ToList()),
    ];

    private static IEnumerable<long> Turns(List<List<StatementView>> topics, int places)
    {
        var longest = topics.Count == 0 ? 0 : topics.Max(t => t.Count);
        return Enumerable.Range(0, longest)
            .SelectMany(at => topics.Where(t => at < t.Count).Select(t => t[at].Statement.Id))
            .Take(places);
    }

    // Carried by many, by the office itself, in its own words, by somebody named.
    private static int Weight(StatementView view) =>
        (2 * Math.Min(view.Carriers.Select(c => c.OutletKey).Distinct().Count(), 5))
        + (view.Carriers.Any(c => c.Class == SourceClass.Official) ? 3 : 0)
        + view.Statement.Type switch { ReportType.Direct => 2, ReportType.Mixed => 1, _ => 0 }
        + (view.Statement.Attribution == Attribution.Named ? 1 : 0);

    // A statement without a story is one of its own.
    private static long StoryOf(StatementView view) => view.StoryId ?? -view.Statement.Id;

    private string TopicOf(StatementView view, string topic)
    {
        if (view.Topics.Any(t => t.Topic == topic))
            return topic;
        return view.Topics.Select(t => t.Topic).OrderBy(Rank).FirstOrDefault() ?? "";
    }

    private int Rank(string topic)
    {
        for (var at = 0; at < desk.Topics.Count; at++)
        {
            if (desk.Topics[at].Key == topic)
                return at;
        }

        return desk.Topics.Count;
    }

    private string NameOf(string topic) => desk.Topics.FirstOrDefault(t => t.Key == topic)?.Name ?? (topic.Length == 0 ? "Other statements" : topic);
}
