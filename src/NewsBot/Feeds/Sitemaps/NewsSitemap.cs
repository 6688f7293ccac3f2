using System.Xml;
using NewsBot.Feeds.Documents;

namespace NewsBot.Feeds.Sitemaps;

/// <summary>Reads the sitemaps that outlets write for news searches: the articles of the last two days with title and date.
/// Source: the sitemap
/// protocol 0.9 and the <c>news:</c> extension of 0.9.</summary>
internal static class NewsSitemap
{
    /// <summary>What <see cref="ParsedFeed.Version"/> says of one.</summary>
    public const string Version = "sitemap-news";

    private const int HeadLength = 2048;

    /// <summary>Whether a document's beginning is that of a sitemap.</summary>
    public static bool Is(string text) =>
        text.AsSpan(0, Math.Min(text.Length, HeadLength)).Contains("<urlset", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether it is a list of sitemaps, which announces nothing itself.</summary>
    public static bool IsIndex(string text) =>
        text.AsSpan(0, Math.Min(text.Length, HeadLength)).Contains("<sitemapindex", StringComparison.OrdinalIgnoreCase);

    /// <exception cref="XmlException">The document is not well-formed.</exception>
    public static ParsedFeed Read(XmlReader reader, FeedOrigin origin)
    {
        var feed = new ParsedFeed { Version = Version };
        feed.Head.Language = origin.ContentLanguage;
        while (reader.Read())
        {
            FeedParser.CheckDepth(reader);
            if (reader.NodeType == XmlNodeType.Element && reader.LocalName == "url" && feed.Entries.Count < FeedParser.MaxEntries)
                feed.Entries.Add(Entry(reader, origin));
        }

        // A page without a title is no news: the sections and the home page stand in the same list.
        feed.Entries.RemoveAll(e => e.Link is null || e.Title is null);
        return feed;
    }

    private static FeedEntry Entry(XmlReader reader, FeedOrigin origin)
    {
        var entry = new FeedEntry();
        var (depth, name) = (reader.Depth, "");
        while (!reader.IsEmptyElement && reader.Read() && !(reader.NodeType == XmlNodeType.EndElement && reader.Depth == depth))
        {
            FeedParser.CheckDepth(reader);
            if (reader.NodeType == XmlNodeType.Element)
                name = IsOfPicture(reader.NamespaceURI) ? "" : reader.LocalName;
            else if (reader.NodeType is XmlNodeType.Text or XmlNodeType.CDATA && reader.Value.Trim() is { Length: > 0 } value)
                Take(entry, name, value, reader, origin);
        }

        return entry;
    }

    // The extensions for pictures and films have a title and a place of their own.
    private static bool IsOfPicture(string space) =>
        space.Contains("sitemap-image", StringComparison.OrdinalIgnoreCase)
        || space.Contains("sitemap-video", StringComparison.OrdinalIgnoreCase);

    private static void Take(FeedEntry entry, string name, string value, XmlReader reader, FeedOrigin origin)
    {
        switch (name)
        {
            case "loc" when entry.Link is null && reader.Depth <= 3:
                entry.Link = Uri.TryCreate(value, UriKind.Absolute, out var absolute) ? absolute.AbsoluteUri
                    : origin.Address is not null && Uri.TryCreate(origin.Address, value, out var joined) ? joined.AbsoluteUri : null;
                entry.Id = entry.Link;
                break;
            case "title" when entry.Title is null:
                entry.Title = new FeedText(value, FeedTextKind.Plain);
                break;
            case "publication_date":
                entry.Published = FeedDates.Parse(value) ?? entry.Published;
                break;
            case "lastmod":
                entry.Updated = FeedDates.Parse(value) ?? entry.Updated;
                break;
            case "language":
                entry.Language = value;
                break;
            case "keywords":
                entry.Tags.AddRange(value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(t => new FeedTag(t)));
                break;
            default:
                break;
        }
    }
}
