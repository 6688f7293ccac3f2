namespace NewsBot.Articles;

/// <summary>Where an article stands.</summary>
public enum ArticleState
{
    /// <summary>Announced; its page has not been fetched, or will be tried again.</summary>
    Waiting,

    /// <summary>Its text is stored.</summary>
    Readable,

    /// <summary>Its text cannot be had; the reason is kept.</summary>
    Unreadable,
}

/// <summary>Why an article's page could not be read.</summary>
public enum ArticleProblem
{
    /// <summary>No connection, no name, no answer in time, or a broken transfer.</summary>
    Unreachable,

    /// <summary>The server refuses us, or its robots.txt asks us to stay away.</summary>
    Refused,

    /// <summary>404 or 410.</summary>
    NotFound,

    /// <summary>The server asks us to come less often.</summary>
    TooOften,

    ServerError,

    /// <summary>Larger or deeper than any article.</summary>
    TooLarge,

    /// <summary>The address itself may not be fetched.</summary>
    BadAddress,

    /// <summary>A wall that asks for proof of being human answered in the page's place.</summary>
    Challenge,

    /// <summary>Not free to read, and nothing but a teaser is there.</summary>
    Paywall,

    /// <summary>A page without an article, or no page at all.</summary>
    NoArticle,

    /// <summary>The server answers with a status that says neither that the page is there nor that it is not.</summary>
    OtherStatus,
}

/// <summary>One real-world page, however many feeds announced it.</summary>
public sealed class Article
{
    public required long Id { get; init; }

    /// <summary>Canonical address.</summary>
    public required string Url { get; init; }

    public required long SourceId { get; init; }

    public required string Title { get; init; }

    public string? Byline { get; init; }

    public string? Language { get; init; }

    public DateTimeOffset? Published { get; init; }

    public required DateTimeOffset Found { get; init; }

    /// <summary>Found on the first look at its feed: recorded, not announced.</summary>
    public required bool Backlog { get; init; }

    public required ArticleState State { get; init; }

    public required int Revision { get; init; }

    public string? Text { get; init; }

    /// <summary>SHA-256 of <see cref="Text"/> in UTF-8, in lower-case hexadecimal.</summary>
    public string? TextHash { get; init; }

    /// <summary>The text is the feed's own, because the page could not be read.</summary>
    public bool FromFeed { get; init; }

    /// <summary>Fetches in a row that brought no page; where its text had been read, those that failed for the same
    /// <see cref="Problem"/>.</summary>
    public int Attempts { get; init; }

    /// <summary>When the page is fetched next; null when nothing is planned.</summary>
    public DateTimeOffset? NextTry { get; init; }

    /// <summary>What the page's server said of its state, for asking whether it has changed.</summary>
    public string? Etag { get; init; }

    /// <inheritdoc cref="Etag"/>
    public string? LastModified { get; init; }

    /// <summary>Hash of a text of before that the last look brought again: believed when the next look brings it too.</summary>
    public string? DoubtedHash { get; init; }

    public ArticleProblem? Problem { get; init; }

    /// <summary>The problem as a sentence for people.</summary>
    public string? ProblemText { get; init; }
}
