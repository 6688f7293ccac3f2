namespace NewsBot.Text.Attributions;

/// <summary>An attribution's spans before anybody asks who speaks and what it amounts to.</summary>
/// <param name="Sentence">Index of the cue's sentence in the article.</param>
/// <param name="Source">The source beside the cue, or null.</param>
/// <param name="Cue">The words of saying.</param>
/// <param name="CueHead">The word in it that carries the meaning, in lower case.</param>
/// <param name="Content">What was said, in text order.</param>
/// <param name="Via">The agency that only relays it, where the sentence ends in one.</param>
internal sealed record Draft(int Sentence, TextSpan? Source, TextSpan Cue, string CueHead, List<TextSpan> Content, TextSpan? Via)
{
    /// <summary>How likely it is a statement rather than a stance, a question, a silence, 0 to 1; null where nobody estimated it.
    /// </summary>
    public float? Statement { get; init; }

    /// <summary>How sure the reader is of the words of saying, 0 to 1; null where rules found them.</summary>
    public float? Score { get; init; }

    /// <summary>The words are denied, whatever they say themselves.</summary>
    public bool IsDenial { get; init; }

    /// <summary>What the turn amounts to that the words are; null where they are told by the article.</summary>
    public ReportForce? Turn { get; init; }
}
