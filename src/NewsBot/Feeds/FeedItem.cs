namespace NewsBot.Feeds;

/// <summary>One thing that a feed announced. Its texts are plain: markup is gone before they are stored.</summary>
public sealed class FeedItem
{
    public required long Id { get; init; }

    public required long FeedId { get; init; }

    public required long SourceId { get; init; }

    public required string Url { get; init; }

    public required string Title { get; init; }

    public string? Summary { get; init; }

    /// <summary>The longest text that the feed gave, paragraphs on lines of their own.</summary>
    public string? Content { get; init; }

    public string? Author { get; init; }

    public DateTimeOffset? Published { get; init; }

    public required DateTimeOffset Found { get; init; }

    /// <summary>Recorded, not announced: of the first look at its feed, or old when it was found.</summary>
    public required bool Backlog { get; init; }

    /// <summary>Counts the publisher's changes to the item, from 1.</summary>
    public required int Revision { get; init; }

    public long? ArticleId { get; init; }
}
