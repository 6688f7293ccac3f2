using NewsBot.Desk;
using NewsBot.Statements.Speakers;
using NewsBot.Text;

namespace NewsBot.Statements;

/// <summary>Makes statements of an article's reports, or says why one is none. Pure.</summary>
public static class StatementReader
{
    /// <summary>Words shorter than this say nothing by themselves, in letters and digits.</summary>
    private const int Shortest = 8;

    /// <summary>A report is held against so many of its speaker's last ones, that the cost of an article grows with its length only.</summary>
    private const int Compared = 100;

    /// <summary>Every report in its order, with its speaker and, where it is no statement, the reason.</summary>
    /// <param name="speakers">Whom the article names, with its text and its day.</param>
    /// <param name="reports">What the text engine found in that text.</param>
    /// <param name="cancellationToken">Stops between reports.</param>
    public static IReadOnlyList<ReadReport> Read(ArticleSpeakers speakers, IReadOnlyList<Report> reports, CancellationToken cancellationToken = default)
    {
        var (text, place, met) = (speakers.Text, Dateline.Of(speakers.Text), Encounter.Of(speakers));
        var read = new List<ReadReport>();
        var told = new Dictionary<string, List<(ReadReport Read, Likeness Words)>>(StringComparer.Ordinal);
        foreach (var report in reports)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var words = Spans.Slice(text, report.Content) ?? "";
            var speaker = SpeakerOf(speakers, report);
            var one = new ReadReport
            {
                // An office whose holder the article does not tell names nobody.
                Report = report.Speakers.Count > 0 && speaker?.Key == NamedSpeaker.NobodyKey
                    ? report with { Speakers = [], Attribution = Attribution.Anonymous, Evidence = SpeakerEvidence.Nobody } : report,
                Speaker = speaker,
                Words = words,
                SaidOn = speakers.Day is { } day ? SaidDay.Of(text, report, day) : null,
                Place = place,
                Met = met,
                IssuerName = speakers.NameOf(report.Issuer),
                ViaName = speakers.NameOf(report.Via),
            };
            read.Add(one with { LeftOut = Reason(one, told) });
        }

        return read;
    }

    private static NamedSpeaker? SpeakerOf(ArticleSpeakers speakers, Report report)
    {
        if (report.Speakers.Count == 0)
        {
            var source = Spans.Slice(speakers.Text, report.Source);
            var pronoun = source is not null && FoldedWord.Split(source).All(w => NameWords.Pronouns.Contains(w.Folded));
            return source is null || pronoun ? null : NamedSpeaker.Nobody(source);
        }

        return speakers.Resolve(report.Speakers);
    }

    private static LeftOut? Reason(ReadReport one, Dictionary<string, List<(ReadReport Read, Likeness Words)>> told) => one.Report switch
    {
        { Force: ReportForce.Stance } => LeftOut.Stance,
        { Force: ReportForce.Question } => LeftOut.Question,
        { Force: ReportForce.Silence } => LeftOut.Silence,
        { Force: ReportForce.Hypothetical } => LeftOut.Hypothetical,
        { Force: ReportForce.Courtesy } => LeftOut.Courtesy,
        { Background: true } => LeftOut.Background,
        _ when one.Speaker is null || one.Words.Count(char.IsLetterOrDigit) < Shortest => LeftOut.NoSpeaker,
        _ when Repeats(one, told) => LeftOut.Repeated,
        _ => null,
    };

    // A headline or a lead that says what the body says in full; the fuller wording may come later, so only near-equal words count.
    private static bool Repeats(ReadReport one, Dictionary<string, List<(ReadReport Read, Likeness Words)>> told)
    {
        if (!told.TryGetValue(one.Speaker!.Key, out var before))
            told.Add(one.Speaker.Key, before = []);
        var words = new Likeness(one.Words);
        for (var i = before.Count - 1; i >= Math.Max(0, before.Count - Compared); i--)
        {
            if (before[i].Read.Report.Type == one.Report.Type && one.Words.Length <= before[i].Read.Words.Length * 1.3 && Likeness.Of(before[i].Words, words) >= 0.85)
                return true;
        }

        before.Add((one, words));
        return false;
    }
}
