namespace NewsBot.Text;

/// <summary>An attribution's spans alone, before anybody asks who speaks and what it amounts to.</summary>
/// <param name="Source">The source beside the cue; null when the text names none.</param>
/// <param name="Cue">The words of saying, believing, wishing.</param>
/// <param name="Content">What is attributed, in text order.</param>
/// <param name="Score">How sure the engine is, 0 to 1.</param>
public sealed record AttributionSpans(TextSpan? Source, TextSpan Cue, IReadOnlyList<TextSpan> Content, double Score);
