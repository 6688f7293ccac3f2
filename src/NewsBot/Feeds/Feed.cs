using NewsBot.Desk;

namespace NewsBot.Feeds;

/// <summary>What is wrong with a feed. A feed with a problem is still visited, less often.</summary>
public enum FeedProblem
{
    /// <summary>No connection, no name, no answer in time, no trust in the certificate, redirects without end, a name that leads into a
    /// private network for now, or a broken transfer.</summary>
    Unreachable,

    /// <summary>401, 402, 403 or 451.</summary>
    Refused,

    NotFound,

    /// <summary>410: gone for good.</summary>
    Gone,

    /// <summary>The server asks us to come less often.</summary>
    TooOften,

    ServerError,

    TooLarge,

    /// <summary>The address itself may not be fetched.</summary>
    BadAddress,

    /// <summary>A web page in place of the feed: a challenge, a log-in, an error page.</summary>
    WebPage,

    /// <summary>Neither a feed nor a page that can be recognised, or too broken to be read.</summary>
    Broken,

    /// <summary>Valid, but nothing new for so long that it is probably abandoned.</summary>
    Stale,

    /// <summary>A listing page that no longer has the shape that the desk described.</summary>
    ShapeChanged,
}

/// <summary>One feed of a source, with what its last visits told.</summary>
public sealed class Feed
{
    public required long Id { get; init; }

    public required long SourceId { get; init; }

    /// <summary>Key of the source in the desk's list.</summary>
    public required string SourceKey { get; init; }

    /// <summary>What kind of publisher the source is, also where it was added in chat.</summary>
    public required SourceClass Class { get; init; }

    public required string Url { get; init; }

    public string? Etag { get; init; }

    public string? LastModified { get; init; }

    public required DateTimeOffset NextCheck { get; init; }

    /// <summary>Null until the feed has been read once.</summary>
    public DateTimeOffset? LastSuccess { get; init; }

    /// <summary>Date of the newest item seen.</summary>
    public DateTimeOffset? NewestItem { get; init; }

    /// <summary>Seconds between the items that it announced last.</summary>
    public long? Rhythm { get; init; }

    /// <summary>Seconds for which the feed allows a copy to be kept, as it said when it was last read.</summary>
    public long? Ttl { get; init; }

    /// <summary>Hours of the day (UTC) in which it asks nobody to come, with a comma between.</summary>
    public string? SkipHours { get; init; }

    /// <summary>Successful visits in a row that brought nothing new.</summary>
    public int Quiet { get; init; }

    /// <summary>Failed visits in a row.</summary>
    public int Failures { get; init; }

    public FeedProblem? Problem { get; init; }

    /// <summary>The problem as a sentence for people.</summary>
    public string? ProblemText { get; init; }

    /// <summary>An operator leaves the feed unread.</summary>
    public DateTimeOffset? Paused { get; init; }

    /// <summary>An editor leaves every feed of the source unread.</summary>
    public DateTimeOffset? SourcePaused { get; init; }

    public bool IsFollowed => Paused is null && SourcePaused is null;
}
