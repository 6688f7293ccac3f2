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
}
