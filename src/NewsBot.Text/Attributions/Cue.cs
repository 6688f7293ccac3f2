namespace NewsBot.Text.Attributions;

/// <summary>A verb group or phrase of saying inside one sentence, as token indexes.</summary>
/// <param name="First">First token of the group, auxiliaries and adverbs included.</param>
/// <param name="Head">The word that carries the meaning.</param>
/// <param name="Last">Last token, particles and prepositions included.</param>
/// <param name="Form">What kind of phrase it is.</param>
/// <param name="Share">How often such a word in such company was a cue, 0 to 1.</param>
internal sealed record Cue(int First, int Head, int Last, CueForm Form, double Share);

internal enum CueForm
{
    /// <summary>A finite verb with a subject.</summary>
    Verb,

    /// <summary>"…, adding that": shares the subject of its sentence.</summary>
    Participle,

    /// <summary>"was told", "is quoted as saying".</summary>
    Passive,

    /// <summary>"according to": the source follows.</summary>
    According,

    /// <summary>"her promise of": a noun that an owner precedes.</summary>
    Noun,
}
