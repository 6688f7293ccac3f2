using NewsBot.Desk;

namespace NewsBot.Topics;

/// <summary>A sentence, or words that were said, with the names in it.</summary>
/// <param name="Text">The whole text.</param>
/// <param name="From">The first word of the stretch, in the text's words.</param>
/// <param name="To">After its last word.</param>
/// <param name="Named">Who of the registry is named, and at which word.</param>
internal sealed record Stretch(NamedText Text, int From, int To, IReadOnlyList<(Speaker Who, int At)> Named)
{
    /// <summary>First character, in UTF-16 code units.</summary>
    public int Start => From < To ? Text.Words[From].Start : 0;

    /// <summary>After the last character.</summary>
    public int End => From < To ? Text.Words[To - 1].End : 0;

    /// <summary>The longest phrase of a set that starts at a word of the stretch and ends in it, all in one sentence.</summary>
    public (int Length, string Written)? Find(PhraseSet phrases, int at) =>
        phrases.At(Text.Words, at) is { } found && at + found.Length <= To && Text.IsOneSentence(at, found.Length) ? found : null;
}
