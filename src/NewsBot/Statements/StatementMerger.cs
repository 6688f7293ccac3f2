using NewsBot.Text;

namespace NewsBot.Statements;

/// <summary>A stored statement as far as merging needs it.</summary>
/// <param name="Id">The statement.</param>
/// <param name="SpeakerKey">Its speaker.</param>
/// <param name="SaidOn">Its day.</param>
/// <param name="Words">The words that are shown.</param>
/// <param name="Type">How they are reported.</param>
/// <param name="Official">True when an official source's article carries the words that are shown.</param>
public sealed record StoredStatement(long Id, string SpeakerKey, DateOnly SaidOn, string Words, ReportType Type, bool Official)
{
    /// <summary>Other wordings of it, as other articles have them.</summary>
    public IReadOnlyList<string> OtherWords { get; init; } = [];
}

/// <summary>Decides whether a report tells a statement that is known already, and which wording is shown. Pure.</summary>
public static class StatementMerger
{
    /// <summary>The same formula is used again weeks later; within these days it is the same occasion.</summary>
    public const int DaysApart = 2;

    /// <summary>The known statement that the report tells again; null when it is a new one.</summary>
    public static StoredStatement? Find(ReadReport report, IEnumerable<StoredStatement> known)
    {
        if (report.Speaker is not { } speaker || speaker.Key == NamedSpeaker.NobodyKey)
            return null;
        return known
            .Where(k => k.SpeakerKey == speaker.Key && Math.Abs(k.SaidOn.DayNumber - report.SaidOn.DayNumber) <= DaysApart)
            .Select(k => (Statement: k, Score: k.OtherWords.Append(k.Words).Max(w => Likeness.Of(w, report.Words))))
            .Where(k => k.Score >= Likeness.Same)
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
}
