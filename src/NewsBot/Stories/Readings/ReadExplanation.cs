using System.Globalization;
using NewsBot.Statements;
using NewsBot.Text;
using NewsBot.Topics;

namespace NewsBot.Stories.Readings;

/// <summary>Says of one report how it was read: its spans, how the speaker was found, why it is on its topics, what dropped it.</summary>
/// <param name="text">The article.</param>
/// <param name="points">Its offsets.</param>
internal sealed class ReadExplanation(string text, CodePoints points)
{
    /// <summary>One line for each thing, in the order in which the engine decides.</summary>
    /// <param name="read">One of the article's reports.</param>
    /// <param name="topics">The topics of that report.</param>
    public IReadOnlyList<string> Lines(ReadReport read, IReadOnlyList<TopicMatch> topics)
    {
        var report = read.Report;
        var lines = new List<string>
        {
            report.Source.Count == 0 ? "source: none beside the words of saying" : "source: " + string.Join(", ", report.Source.Select(Place)),
            "words of saying: " + Place(report.Cue) + Sure(report.Score),
            $"words: {string.Join(" … ", report.Content.Select(c => $"[{points.At(c.Start)}–{points.At(c.End)}]"))}, {Lower(report.Type)}",
            "speaker: " + (report.Speakers.Count == 0 ? "" : string.Join(" and ", report.Speakers.Select(s => Place(s.Span))) + ", ") + Found(report.Evidence),
            $"kind: {Lower(report.Force)}{(report.Act == SpeechAct.Other ? "" : $", {report.Act.Word()}")}{(report.Background ? ", background" : ", news of the day")}{Sure(report.StatementScore, " a statement")}",
        };
        if (report.Issuer is { } issuer)
            lines.Add("issued by: " + Place(issuer));
        if (report.Via is { } via)
            lines.Add("came through: " + Place(via));
        lines.AddRange(topics.Select(t => $"topic {t.Topic}: {Isolates.Without(t.Reason)}"));
        if (read.LeftOut is { } reason)
            lines.Add("left out: " + reason.Sentence());
        return lines;
    }

    /// <summary>How a speaker was found, for people.</summary>
    public static string Found(SpeakerEvidence evidence) => evidence switch
    {
        SpeakerEvidence.Named => "named beside the words of saying",
        SpeakerEvidence.ShortName => "a short form of the name, followed to the full one",
        SpeakerEvidence.Pronoun => "a pronoun, followed to whoever spoke or acted before",
        SpeakerEvidence.Description => "a description that fits this one of those whom the article names",
        SpeakerEvidence.Document => "the issuer of the text that is quoted",
        SpeakerEvidence.Together => "those who met or signed",
        SpeakerEvidence.Likely => "likely, not certain: the article does not say it outright",
        _ => "nobody can be named",
    };

    /// <summary>A candidate that was dropped, with the rule that did it.</summary>
    public string Line(DroppedCandidate dropped)
    {
        var source = dropped.Spans.Source is { } span ? Place(span) : "nobody";
        var words = string.Join(" … ", dropped.Spans.Content.Select(Place));
        return $"{source} · {Place(dropped.Spans.Cue)}{Sure((float)dropped.Spans.Score)}{Sure((float)dropped.Statement, " a statement")} · {words} · {Because(dropped.Reason)}";
    }

    private static string Because(DropReason reason) => reason switch
    {
        DropReason.Rival => "a surer report holds the same words",
        DropReason.Doubtful => "the words of saying are not sure enough",
        DropReason.Relay => "an agency that passes on what the sentence reports",
        DropReason.BackReference => "points back to words told before",
        _ => "told inside a turn of a transcript",
    };

    private string Place(TextSpan span) =>
        $"“{Isolates.Around(span.Of(text))}” [{points.At(span.Start)}–{points.At(span.End)}]";

    private static string Sure(float? score, string of = "") =>
        score is { } sure ? string.Create(CultureInfo.InvariantCulture, $", {sure:0.00} sure{of}") : "";

    private static string Lower<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();
}
