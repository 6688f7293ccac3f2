namespace NewsBot.Text.Languages;

/// <summary>Who speaks in a report, and how firmly the text says so.</summary>
/// <param name="Source">The words that name the source; null where none stand there.</param>
/// <param name="Speaker">The mention that names who speaks; null for nobody.</param>
/// <param name="Attribution">How firmly.</param>
/// <param name="Evidence">How it was found.</param>
internal sealed record ArabicVoice(TextSpan? Source, SpeakerSpan? Speaker, Attribution Attribution, SpeakerEvidence Evidence)
{
    /// <summary>The source is a pronoun, or there is none.</summary>
    public bool IsPronoun => Evidence == SpeakerEvidence.Pronoun;
}
