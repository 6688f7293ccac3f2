namespace NewsBot.Feeds.Documents;

/// <summary>What a feed document says, in whatever format it was written.</summary>
public sealed class ParsedFeed
{
    /// <summary>Format and version: <c>rss20</c>, <c>rss10</c>, <c>atom10</c>, <c>json11</c>, …</summary>
    public required string Version { get; set; }

    /// <summary>The character encoding that was used to read it.</summary>
    public string Encoding { get; internal set; } = "utf-8";

    /// <summary>The document was not well-formed and had to be mended before it could be read.</summary>
    public bool Repaired { get; internal set; }

    /// <summary>The feed's own title, link, authors and so on; its description is
    /// <see cref="FeedEntry.Summary"/>.</summary>
    public FeedEntry Head { get; } = new();

    public List<FeedEntry> Entries { get; } = [];

    /// <summary>How long the publisher allows a copy to be kept (<c>ttl</c>).</summary>
    public TimeSpan? TimeToLive { get; internal set; }

    /// <summary>How often the publisher says that it brings news (<c>sy:updatePeriod</c> by <c>sy:updateFrequency</c>). Publishing
    /// systems write it into every feed, whatever its outlet does: what the items' dates tell is better.</summary>
    public TimeSpan? UpdateInterval => UpdatePeriod / Math.Max(UpdateFrequency, 1);

    internal TimeSpan? UpdatePeriod { get; set; }

    internal int UpdateFrequency { get; set; } = 1;

    /// <summary>Hours of the day (0–23, UTC) in which the publisher asks nobody to come.</summary>
    public List<int> SkipHours { get; } = [];

    /// <summary>A WebSub hub that the feed announces.</summary>
    public string? Hub { get; internal set; }
}

/// <summary>One thing that a feed announces; also the feed itself, and the source that an entry was taken
/// from.</summary>
public sealed class FeedEntry
{
    /// <summary>guid or id, as written except that a relative address is made absolute.</summary>
    public string? Id { get; internal set; }

    public FeedText? Title { get; internal set; }

    /// <summary>Address of the page.</summary>
    public string? Link { get; internal set; }

    public List<FeedLink> Links { get; } = [];

    public FeedText? Summary { get; internal set; }

    public List<FeedText> Contents { get; } = [];

    public List<FeedPerson> Authors { get; } = [];

    public string? Publisher { get; internal set; }

    public DateTimeOffset? Published { get; internal set; }

    public DateTimeOffset? Updated { get; internal set; }

    public DateTimeOffset? Created { get; internal set; }

    public List<FeedTag> Tags { get; } = [];

    public FeedText? Rights { get; internal set; }

    public string? Comments { get; internal set; }

    /// <summary>Address of a picture.</summary>
    public string? Image { get; internal set; }

    /// <summary>BCP 47 language tag.</summary>
    public string? Language { get; internal set; }

    /// <summary>The feed that an aggregator took the entry from.</summary>
    public FeedEntry? Source { get; internal set; }

    /// <summary>When the entry was made public, as well as the feed tells.</summary>
    public DateTimeOffset? Date => Published ?? Created ?? Updated;
}

/// <summary>What the characters of a text stand for.</summary>
public enum FeedTextKind
{
    Plain,
    Html,
}

/// <summary>A text of a feed: untrusted, not yet sanitised. <see cref="FeedHtml"/> makes it safe.</summary>
/// <param name="Value">Plain text, or HTML.</param>
/// <param name="Kind">Which of the two.</param>
/// <param name="MediaType">As declared or implied by the format.</param>
/// <param name="Language">BCP 47 tag, when known.</param>
/// <param name="Base">What relative addresses inside HTML are relative to.</param>
public sealed record FeedText(string Value, FeedTextKind Kind, string? MediaType = null, string? Language = null, Uri? Base = null);

public sealed record FeedLink(string? Address, string Relation, string? MediaType, string? Title = null, string? Length = null);

/// <param name="Text">As written, or put together from the parts.</param>
public sealed record FeedPerson(string Text, string? Name, string? Email, string? Address);

public sealed record FeedTag(string Term, string? Scheme = null, string? Label = null);
