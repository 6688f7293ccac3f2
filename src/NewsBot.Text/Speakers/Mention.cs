namespace NewsBot.Text.Speakers;

internal enum MentionKind
{
    Person,
    Body,

    /// <summary>A country or its capital, which speaks for its government.</summary>
    State,

    /// <summary>One capital word that could be any of these, mostly a surname.</summary>
    Unclear,
}

/// <summary>A place in the text that names somebody.</summary>
/// <param name="Span">The name; of a person without the titles before it.</param>
/// <param name="Kind">What is named.</param>
/// <param name="Last">The last word, in lower case: the surname of a person.</param>
/// <param name="Titled">A title or an office stands with the name.</param>
/// <param name="About">The words of the name, its title and its apposition, in lower case: what a later description may
/// use.</param>
internal sealed record Mention(TextSpan Span, MentionKind Kind, string Last, IReadOnlySet<string> About, bool Titled);
