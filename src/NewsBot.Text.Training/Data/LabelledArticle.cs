namespace NewsBot.Text.Training.Data;

/// <summary>One attribution that an annotator marked.</summary>
/// <param name="Source">The source's fragments; none where the text names none.</param>
/// <param name="Cue">The words of saying.</param>
/// <param name="Content">What was said.</param>
/// <param name="Kind">What it amounts to; null where the guide does not tell.</param>
internal sealed record LabelledAttribution(
    IReadOnlyList<TextSpan> Source, IReadOnlyList<TextSpan> Cue, IReadOnlyList<TextSpan> Content, LabelledKind? Kind);

/// <param name="Statement">False for a stance, a question, a silence.</param>
/// <param name="Background">Older news retold, or a habit.</param>
internal readonly record struct LabelledKind(bool Statement, bool Background);

/// <summary>An article with all its attributions, by one guide.</summary>
internal sealed record LabelledArticle(string Id, string Text, Guide Guide, IReadOnlyList<LabelledAttribution> Attributions);
