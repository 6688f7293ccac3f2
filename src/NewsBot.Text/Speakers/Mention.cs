namespace NewsBot.Text.Speakers;

internal enum MentionKind
{
    Person,
    Body,

    /// <summary>A country or its capital, which speaks for its government.</summary>
    State,

    /// <summary>Capital words that could be any of these, mostly a surname.</summary>
    Unclear,

    /// <summary>An office without a name ("Managing Director of the Example Port Authority").</summary>
    Office,
}

/// <summary>A place in the text that names somebody.</summary>
/// <param name="Span">The name; of a person without the titles before it.</param>
/// <param name="Kind">What is named.</param>
/// <param name="About">The words of its title and its apposition, in lower case: what a later description may use.</param>
/// <param name="Place">The sentence and the first token of the whole phrase in it.</param>
internal sealed record Mention(TextSpan Span, MentionKind Kind, IReadOnlySet<string> About, (int Sentence, int Token) Place)
{
    /// <summary>A title or an office stands with the name.</summary>
    public bool Titled { get; init; }

    /// <summary>It owns what follows ("Ann Example's lawyer"), so that it is not the one who speaks.</summary>
    public bool Owns { get; init; }

    /// <summary>First character of the phrase, titles included.</summary>
    public int PhraseStart { get; init; }
}
