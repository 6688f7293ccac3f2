using System.Text.Json;
using System.Text.RegularExpressions;

namespace NewsBot.Feeds.Documents;

/// <summary>Reads JSON Feed 1.0 and 1.1. Source: https://www.jsonfeed.org/version/1.1/</summary>
internal static partial class JsonFeed
{
    private static readonly JsonDocumentOptions Options = new()
    {
        AllowTrailingCommas = true,
        CommentHandling = JsonCommentHandling.Skip,
        MaxDepth = 32,
    };

    public static FeedReading Read(string text, FeedOrigin origin)
    {
        try
        {
            using var document = JsonDocument.Parse(text.Trim('\uFEFF'), Options);
            var root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("items", out var items)
                || items.ValueKind != JsonValueKind.Array)
                return new FeedReading(null, FeedFault.UnknownFormat, "The document is JSON, but no JSON Feed.");
            return new FeedReading(Feed(root, items, origin));
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return new FeedReading(null, FeedFault.Broken, "The document starts like JSON, but it is broken.");
        }
    }

    private static ParsedFeed Feed(JsonElement root, JsonElement items, FeedOrigin origin)
    {
        var feed = new ParsedFeed { Version = Text(root, "version")?.EndsWith("/1", StringComparison.Ordinal) == true ? "json1" : "json11" };
        var head = feed.Head;
        head.Title = Plain(Text(root, "title"));
        head.Summary = Plain(Text(root, "description"));
        head.Link = Address(root, "home_page_url", origin);
        head.Id = Address(root, "feed_url", origin);
        head.Image = Address(root, "icon", origin);
        head.Language = Text(root, "language") ?? origin.ContentLanguage;
        Authors(root, head, origin);
        foreach (var hub in Array(root, "hubs"))
        {
            if (string.Equals(Text(hub, "type"), "WebSub", StringComparison.OrdinalIgnoreCase))
                feed.Hub ??= Address(hub, "url", origin);
        }

        foreach (var item in items.EnumerateArray())
        {
            if (feed.Entries.Count >= FeedParser.MaxEntries)
                break;
            if (item.ValueKind == JsonValueKind.Object)
                feed.Entries.Add(Entry(item, origin));
        }

        return feed;
    }

    private static FeedEntry Entry(JsonElement item, FeedOrigin origin)
    {
        var entry = new FeedEntry
        {
            Id = Text(item, "id"),
            Link = Address(item, "url", origin) ?? Address(item, "external_url", origin),
            Title = Plain(Text(item, "title")),
            Summary = Plain(Text(item, "summary")),
            Published = FeedDates.Parse(Text(item, "date_published")),
            Updated = FeedDates.Parse(Text(item, "date_modified")),
            Image = Address(item, "image", origin),
            Language = Text(item, "language"),
        };
        if (Text(item, "content_html") is { } html)
            entry.Contents.Add(new FeedText(html, FeedTextKind.Html, "text/html", entry.Language, origin.Address));
        if (Plain(Text(item, "content_text")) is { } plain)
            entry.Contents.Add(plain);
        Authors(item, entry, origin);
        foreach (var tag in Array(item, "tags"))
        {
            if (tag.ValueKind == JsonValueKind.String)
                entry.Tags.Add(new FeedTag(Characters(tag)));
        }

        foreach (var attachment in Array(item, "attachments"))
        {
            entry.Links.Add(new FeedLink(
                Address(attachment, "url", origin),
                "enclosure",
                Text(attachment, "mime_type"),
                Text(attachment, "title"),
                Text(attachment, "size_in_bytes")));
        }

        return entry;
    }

    private static void Authors(JsonElement owner, FeedEntry entry, FeedOrigin origin)
    {
        IEnumerable<JsonElement> authors = Array(owner, "authors");
        if (owner.TryGetProperty("author", out var one) && one.ValueKind == JsonValueKind.Object)
            authors = authors.DefaultIfEmpty(one);
        foreach (var author in authors)
        {
            if (Text(author, "name") is { } name)
                entry.Authors.Add(new FeedPerson(name, name, null, Address(author, "url", origin)));
        }
    }

    private static JsonElement.ArrayEnumerator Array(JsonElement owner, string name) =>
        owner.ValueKind == JsonValueKind.Object && owner.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Array
            ? value.EnumerateArray()
            : default;

    private static string? Text(JsonElement owner, string name)
    {
        if (owner.ValueKind != JsonValueKind.Object || !owner.TryGetProperty(name, out var value))
            return null;
        return value.ValueKind switch
        {
            JsonValueKind.String => Characters(value),
            JsonValueKind.Number => value.GetRawText(),
            _ => null,
        };
    }

    // Half a surrogate pair is legal JSON and no text.
    private static string Characters(JsonElement value)
    {
        try
        {
            return value.GetString()!;
        }
        catch (InvalidOperationException)
        {
            var mended = Escape().Replace(value.GetRawText(), e => e.Groups["half"].Success ? "\\uFFFD" : e.Value);
            using var document = JsonDocument.Parse(mended);
            return document.RootElement.GetString()!;
        }
    }

    [GeneratedRegex(@"\\(?:u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|(?<half>u[dD][89a-fA-F][0-9a-fA-F]{2})|.)")]
    private static partial Regex Escape();

    private static string? Address(JsonElement owner, string name, FeedOrigin origin) =>
        Text(owner, name)?.Trim() is { Length: > 0 } address ? FeedScope.Resolve(origin.Address, address) : null;

    private static FeedText? Plain(string? text) => text is null ? null : new FeedText(text, FeedTextKind.Plain, "text/plain");
}
