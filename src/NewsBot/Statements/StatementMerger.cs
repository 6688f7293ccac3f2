using NewsBot.Statements.Speakers;
using NewsBot.Statements.Wording;
using NewsBot.Text;

namespace NewsBot.Statements;

/// <summary>A stored statement as far as merging needs it.</summary>
public sealed record StoredStatement
{
    public required long Id { get; init; }

    public required string SpeakerKey { get; init; }

    public string SpeakerName { get; init; } = "";

    public required DateOnly SaidOn { get; init; }

    /// <summary>Where it was told first: the dateline.</summary>
    public string? Place { get; init; }

    /// <summary>Who had met where it was told first, as <see cref="ReadReport.Met"/>.</summary>
    public string? Met { get; init; }

    /// <summary>The words that are shown.</summary>
    public required string Words { get; init; }

    public required ReportType Type { get; init; }

    /// <summary>The article whose words are shown.</summary>
    public long? ShownIn { get; init; }

    /// <summary>True when that article is an official source's.</summary>
    public bool Official { get; init; }

    public bool Withdrawn { get; init; }
}

/// <summary>The known statement that a report tells again.</summary>
/// <param name="Statement">The statement.</param>
/// <param name="IsPart">Another report of the article tells it as well, and is nearer: this one is a part of the same words.</param>
public sealed record Retold(StoredStatement Statement, bool IsPart = false);

/// <summary>Decides whether a report tells a statement that is known already, and which wording is shown. Pure.</summary>
public static class StatementMerger
{
    /// <summary>The same formula is used again weeks later; within these days it is the same occasion, if the place and those who had
    /// met allow it. On one day outlets tell it from wherever they are, and name whom they will.</summary>
    public const int DaysApart = 2;

    // An outlet quotes a statement in two parts: each is in it word for word.
    private const double Part = 0.95;

    /// <summary>The known statement that the report tells again; null when it is a new one.</summary>
    public static StoredStatement? Find(ReadReport report, IEnumerable<StoredStatement> known) =>
        Scored(report, known).OrderByDescending(k => k.Score).ThenBy(k => k.Statement.Id).FirstOrDefault().Statement;

    /// <summary>The known statement that each report of an article tells again, the nearest first, so that a reworded neighbour does not
    /// take the statement of equal words; null where it is a new one.</summary>
    /// <param name="reports">The article's reports.</param>
    /// <param name="known">For each report the statements that it may tell again.</param>
    public static Retold?[] Match(IReadOnlyList<ReadReport> reports, IReadOnlyList<IReadOnlyList<StoredStatement>> known)
    {
        var pairs = Enumerable.Range(0, reports.Count)
            .SelectMany(i => Scored(reports[i], known[i]).Select(k => (Report: i, k.Statement, k.Score)))
            .OrderByDescending(p => p.Score).ThenBy(p => p.Statement.Id).ThenBy(p => p.Report)
            .ToList();
        var retold = new Retold?[reports.Count];
        var taken = new HashSet<long>();
        foreach (var (report, statement, _) in pairs)
        {
            if (retold[report] is null && taken.Add(statement.Id))
                retold[report] = new Retold(statement);
        }

        foreach (var (report, statement, _) in pairs.Where(p => p.Score >= Part))
            retold[report] ??= new Retold(statement, IsPart: true);
        return retold;
    }

    private static IEnumerable<(StoredStatement Statement, double Score)> Scored(ReadReport report, IEnumerable<StoredStatement> known)
    {
        if (report is not { Speaker: { } speaker, SaidOn: { } day } || speaker.Key == NamedSpeaker.NobodyKey)
            return [];
        return known
            .Where(k => k.SpeakerKey == speaker.Key)
            .Select(k => (Statement: k, Days: Math.Abs(k.SaidOn.DayNumber - day.DayNumber)))
            .Where(k => k.Days <= DaysApart && (k.Days == 0 || !(Venue.Contradict(k.Statement.Place, report.Place) || Encounter.Apart(k.Statement.Met, report.Met))))
            .Select(k => (k.Statement, Score: Retelling.Score(k.Statement.Words, report.Words, k.Days)))
            .Where(k => k.Score >= Retelling.Same);
    }

    /// <summary>
    /// True when the report's wording should be shown in place of the one that is: an official source's own wording over an outlet's
    /// (where it only tells what was said, an outlet's quotation stays), then direct over mixed over indirect. A card that was sent is not changed for less.
    /// </summary>
    public static bool Better(ReadReport report, bool official, StoredStatement shown)
    {
        if (official != shown.Official)
            return official && (report.Report.Type != ReportType.Indirect || shown.Type == ReportType.Indirect);
        return report.Report.Type < shown.Type;
    }

    /// <summary>The earlier statement of the same article that a revision words anew; null when none is near enough to be the same.</summary>
    public static StoredStatement? FindRevised(ReadReport report, IEnumerable<StoredStatement> earlier)
    {
        if (report.Speaker is not { } speaker)
            return null;
        return earlier
            .Where(e => e.SpeakerKey == speaker.Key)
            .Select(e => (Statement: e, Score: Likeness.Words(e.Words, report.Words)))
            .Where(e => e.Score >= Likeness.Revised)
            .OrderByDescending(e => e.Score).ThenBy(e => e.Statement.Id)
            .FirstOrDefault().Statement;
    }
}
