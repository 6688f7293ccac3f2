namespace NewsBot.Text.Pages;

/// <summary>Why a page gave no article, from the most to the least certain.</summary>
public enum PageProblem
{
    None,

    /// <summary>The input is no HTML (a feed, JSON, a PDF, nothing).</summary>
    NotHtml,

    /// <summary>More than <see cref="PageReader.MaxLength"/> characters.</summary>
    TooLarge,

    /// <summary>Nested or decorated beyond what any real page needs.</summary>
    TooDeep,

    /// <summary>A wall of a content network ("Just a moment…") answered in the page's place.</summary>
    Challenge,

    /// <summary>The page says that it is not free, and holds hardly more than a teaser.</summary>
    Paywall,

    /// <summary>A page without an article: a home page, a list, a player.</summary>
    NoArticle,
}

/// <summary>What a page holds. <see cref="Text"/> is empty unless <see cref="Problem"/> is <see cref="PageProblem.None"/>
/// or <see cref="PageProblem.Paywall"/>.</summary>
public sealed record PageText
{
    /// <summary>Paragraphs separated by a blank line; white space normalised, characters otherwise as the page has
    /// them.</summary>
    public required string Text { get; init; }

    public string? Title { get; init; }

    public string? Byline { get; init; }

    /// <summary>As the page dates itself; a day without an hour is midnight UTC.</summary>
    public DateTimeOffset? Published { get; init; }

    /// <summary>The date as the page writes it.</summary>
    public string? PublishedText { get; init; }

    /// <summary>BCP 47, as declared.</summary>
    public string? Language { get; init; }

    /// <summary>The address that the page calls its own: absolute, http or https.</summary>
    public Uri? Canonical { get; init; }

    /// <summary>The page declares that it is not free to read.</summary>
    public bool Paywalled { get; init; }

    public required PageProblem Problem { get; init; }

    internal static PageText Failed(PageProblem problem) => new() { Text = "", Problem = problem };
}
