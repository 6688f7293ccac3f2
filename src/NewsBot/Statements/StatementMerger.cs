using NewsBot.Statements.Speakers;
using NewsBot.Text;

namespace NewsBot.Statements;

/// <summary>A stored statement as far as merging needs it.</summary>
public sealed record StoredStatement
{
    public required long Id { get; init; }

    public required string SpeakerKey { get; init; }

    public string SpeakerName { get; init; } = "";

    public required DateOnly SaidOn { get; init; }

    /// <summary>The words that are shown.</summary>
    public required string Words { get; init; }

    public required ReportType Type { get; init; }

    /// <summary>The article whose words are shown.</summary>
    public long? ShownIn { get; init; }

    /// <summary>True when that article is an official source's.</summary>
    public bool Official { get; init; }

    public bool Withdrawn { get; init; }
}

/// <summary>Decides whether a report tells a statement that is known already, and which wording is shown. Pure.</summary>
public static class StatementMerger
{
    /// <summary>The same formula is used again weeks later; within these days it is the same occasion.</summary>
    public const int DaysApart = 2;

    /// <summary>The known statement that the report tells again; null when it is a new one.</summary>
    public static StoredStatement? Find(ReadReport report, IEnumerable<StoredStatement> known)
    {
        if (report is not { Speaker: { } speaker, SaidOn: { } day } || speaker.Key == NamedSpeaker.NobodyKey)
            return null;
        return known
            .Where(k => k.SpeakerKey == speaker.Key)
            .Select(k => (Statement: k, Days: Math.Abs(k.SaidOn.DayNumber - day.DayNumber)))
            .Where(k => k.Days <= DaysApart)
            .Select(k => (k.Statement, Score: Retelling.Score(k.Statement.Words, report.Words, k.Days)))
            .Where(k => k.Score >= Retelling.Same)
            .OrderByDescending(k => k.Score).ThenBy(k => k.Statement.Id)
            .FirstOrDefault().Statement;
    }

    /// <summary>
    /// True when the report's wording should be shown in place of the one that is: an official source's own wording over an outlet's,
    /// then direct over mixed over indirect. A card that was sent is not changed for less.
    /// </summary>
    public static bool Better(ReadReport report, bool official, StoredStatement shown)
    {
        if (official != shown.Official)
            return official && report.Report.Type <= shown.Type;
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
