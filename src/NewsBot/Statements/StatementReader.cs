using NewsBot.Desk;
using NewsBot.Statements.Speakers;
using NewsBot.Text;

namespace NewsBot.Statements;

/// <summary>Makes statements of an article's reports, or says why one is none. Pure.</summary>
public static class StatementReader
{
    /// <summary>Words shorter than this say nothing by themselves, in letters and digits.</summary>
    private const int Shortest = 8;

    /// <summary>Every report in its order, with its speaker and, where it is no statement, the reason.</summary>
    /// <param name="speakers">Whom the article names, with its text and its day.</param>
    /// <param name="reports">What the text engine found in that text.</param>
    public static IReadOnlyList<ReadReport> Read(ArticleSpeakers speakers, IReadOnlyList<Report> reports)
    {
        var (text, place) = (speakers.Text, Dateline.Of(speakers.Text));
        var read = new List<ReadReport>();
        foreach (var report in reports)
        {
            var words = Spans.Slice(text, report.Content) ?? "";
            var speaker = SpeakerOf(speakers, report);
            var one = new ReadReport
            {
                Report = report,
                Speaker = speaker,
                Words = words,
                SaidOn = speakers.Day is { } day ? SaidDay.Of(text, report, day) : null,
                Place = place,
                IssuerName = speakers.NameOf(report.Issuer),
                ViaName = speakers.NameOf(report.Via),
            };
            read.Add(one with { LeftOut = Reason(one, read) });
        }

        return read;
    }

    private static NamedSpeaker? SpeakerOf(ArticleSpeakers speakers, Report report)
    {
        if (report.Speakers.Count == 0)
        {
            var source = Spans.Slice(speakers.Text, report.Source);
            var pronoun = source is not null && FoldedWord.Split(source).All(w => NameWords.Pronouns.Contains(w.Folded));
            return source is null || pronoun ? null : new NamedSpeaker(NamedSpeaker.NobodyKey, source, null, null, false);
        }

        return speakers.Resolve(report.Speakers);
    }

    private static LeftOut? Reason(ReadReport one, List<ReadReport> before) => one.Report switch
    {
        { Force: ReportForce.Stance } => LeftOut.Stance,
        { Force: ReportForce.Question } => LeftOut.Question,
        { Force: ReportForce.Silence } => LeftOut.Silence,
        { Force: ReportForce.Hypothetical } => LeftOut.Hypothetical,
        { Force: ReportForce.Courtesy } => LeftOut.Courtesy,
        { Background: true } => LeftOut.Background,
        _ when one.Speaker is null || one.Words.Count(char.IsLetterOrDigit) < Shortest => LeftOut.NoSpeaker,
        _ when before.Any(b => b.LeftOut is null && Repeats(b, one)) => LeftOut.Repeated,
        _ => null,
    };

    // A headline or a lead that says what the body says in full; the fuller wording may come later, so only near-equal words count.
    private static bool Repeats(ReadReport first, ReadReport second) =>
        first.Speaker!.Key == second.Speaker!.Key
        && first.Report.Type == second.Report.Type
        && Likeness.Of(first.Words, second.Words) >= 0.85
        && second.Words.Length <= first.Words.Length * 1.3;
}
