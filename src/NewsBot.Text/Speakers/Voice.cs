namespace NewsBot.Text.Speakers;

/// <summary>Who speaks in one report.</summary>
/// <param name="Speakers">The mentions that name them.</param>
/// <param name="Attribution">How firmly.</param>
/// <param name="Via">The outlet that the words came through.</param>
internal sealed record Voice(IReadOnlyList<TextSpan> Speakers, Attribution Attribution, TextSpan? Via)
{
    public static Voice Nobody { get; } = new([], Attribution.Anonymous, null);
}
