namespace NewsBot.Text;

/// <summary>What was found in an article, and what was looked at and dropped.</summary>
/// <param name="Reports">Every attribution, in the order of their cues.</param>
/// <param name="Dropped">Candidates that became none, in the order of their cues.</param>
public sealed record ArticleReading(IReadOnlyList<Report> Reports, IReadOnlyList<DroppedCandidate> Dropped);

/// <summary>An attribution that the engine considered and did not report.</summary>
/// <param name="Spans">Its spans, with the score of its words of saying.</param>
/// <param name="Statement">How likely it is a statement rather than a stance, a question or a silence, 0 to 1.</param>
/// <param name="Reason">The rule that dropped it.</param>
public sealed record DroppedCandidate(AttributionSpans Spans, double Statement, DropReason Reason);

/// <summary>The rules that drop a candidate.</summary>
public enum DropReason
{
    /// <summary>A surer one claims the same words, or holds its words of saying.</summary>
    Rival,

    /// <summary>The words of saying are likelier than not, and not sure enough to be shown as said.</summary>
    Doubtful,

    /// <summary>An agency that passes on what the sentence reports: it became the way that the words came.</summary>
    Relay,

    /// <summary>It points back to words that are told before.</summary>
    BackReference,

    /// <summary>Told inside the turn of a transcript.</summary>
    InTurn,
}
