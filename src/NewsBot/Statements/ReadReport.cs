using NewsBot.Statements.Speakers;
using NewsBot.Text;

namespace NewsBot.Statements;

/// <summary>A report of an article with what the newsroom makes of it: a statement by a speaker, or left out with the reason.</summary>
public sealed record ReadReport
{
    public required Report Report { get; init; }

    /// <summary>Who speaks; null when nobody can be named.</summary>
    public required NamedSpeaker? Speaker { get; init; }

    /// <summary>The content as it stands in the text.</summary>
    public required string Words { get; init; }

    /// <summary>The day on which it was said; null when the article's day is unknown.</summary>
    public required DateOnly? SaidOn { get; init; }

    /// <summary>The article's dateline; null when it has none.</summary>
    public string? Place { get; init; }

    /// <summary>The surnames of those who had met, in alphabetical order; null when the article tells of no meeting.</summary>
    public string? Met { get; init; }

    public string? IssuerName { get; init; }

    public string? ViaName { get; init; }

    /// <summary>Why it is no statement; null when it is one.</summary>
    public LeftOut? LeftOut { get; init; }
}
