namespace NewsBot.Text;

/// <summary>A name of the text whose bearer the reader is told more of than the text says.</summary>
/// <param name="Span">The name.</param>
/// <param name="About">Words of the bearer's office and country on the article's day, in lower case ("chief", "army", "pakistan"): a
/// description made of them may mean this one.</param>
public sealed record KnownName(TextSpan Span, IReadOnlyCollection<string> About);
