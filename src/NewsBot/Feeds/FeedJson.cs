using System.Globalization;
using System.Text.Json.Nodes;
using NewsBot.Feeds.Documents;

namespace NewsBot.Feeds;

/// <summary>Writes a feed as JSON. Texts are sanitised HTML, instants are UTC in seconds. A text's details stand
/// beside it under a dotted name (<c>"author"</c> and <c>"author.email"</c>, <c>"content[0].language"</c>), so that
/// the text itself stays a plain value.</summary>
internal static class FeedJson
{
    public static JsonObject Of(ParsedFeed feed)
    {
        var head = Entry(feed.Head);
        Put(head, "subtitle", Text(feed.Head.Summary));
        head.Remove("summary");
        return new JsonObject
        {
            ["version"] = feed.Version,
            ["encoding"] = feed.Encoding,
            ["repaired"] = feed.Repaired,
            ["feed"] = head,
            ["entry"] = new JsonArray([.. feed.Entries.Select(e => EntryOf(feed, e))]),
        };
    }

    // An address that identifies an entry of Atom is where it is, when nothing else is said.
    private static JsonObject EntryOf(ParsedFeed feed, FeedEntry entry)
    {
        var line = Entry(entry);
        if (entry is { Link: null, Id: { } id } && feed.Version.StartsWith("atom", StringComparison.Ordinal)
            && id.StartsWith("http", StringComparison.OrdinalIgnoreCase))
            line["link"] = id;
        return line;
    }

    private static JsonObject Entry(FeedEntry entry)
    {
        var line = new JsonObject();
        Put(line, "id", entry.Id);
        Put(line, "title", Text(entry.Title));
        Put(line, "link", entry.Link);
        Put(line, "summary", Text(entry.Summary ?? entry.Contents.Find(IsReadable)));
        Put(line, "published", Instant(entry.Published));
        Put(line, "updated", Instant(entry.Updated));
        Put(line, "created", Instant(entry.Created));
        Put(line, "language", entry.Language);
        Put(line, "comments", entry.Comments);
        Put(line, "rights", Text(entry.Rights));
        Put(line, "publisher", entry.Publisher);
        if (entry.Image is not null)
            line["image"] = new JsonObject { ["url"] = entry.Image };
        Contents(line, entry.Contents);
        Authors(line, entry.Authors);
        Links(line, "links", entry.Links);
        Links(line, "enclosures", [.. entry.Links.Where(l => l.Relation == "enclosure")]);
        if (entry.Tags.Count > 0)
            line["tags"] = new JsonArray([.. entry.Tags.Select(Tag)]);
        if (entry.Source is { } source)
        {
            var inner = Entry(source);
            Put(inner, "url", source.Link);
            Put(inner, "subtitle", Text(source.Summary));
            line["source"] = inner;
        }

        return line;
    }

    private static void Contents(JsonObject line, List<FeedText> contents)
    {
        if (contents.Count == 0)
            return;
        line["content"] = new JsonArray([.. contents.Select(c => (JsonNode?)FeedHtml.Clean(c))]);
        for (var i = 0; i < contents.Count; i++)
        {
            Put(line, $"content[{i}].type", contents[i].MediaType);
            Put(line, $"content[{i}].language", contents[i].Language);
        }
    }

    private static void Authors(JsonObject line, List<FeedPerson> authors)
    {
        if (authors.Count == 0)
            return;
        var last = authors[^1];
        Put(line, "author", last.Text);
        Put(line, "author.name", last.Name);
        Put(line, "author.email", last.Email);
        Put(line, "author.url", last.Address);
        line["authors"] = new JsonArray([.. authors.Select(a =>
        {
            var person = new JsonObject();
            Put(person, "name", a.Name);
            Put(person, "email", a.Email);
            Put(person, "url", a.Address);
            return person;
        })]);
    }

    private static void Links(JsonObject line, string name, List<FeedLink> links)
    {
        if (links.Count == 0)
            return;
        line[name] = new JsonArray([.. links.Select(l =>
        {
            var link = new JsonObject();
            Put(link, "url", l.Address);
            Put(link, "rel", l.Relation);
            Put(link, "type", l.MediaType);
            Put(link, "title", l.Title);
            Put(link, "length", l.Length);
            return link;
        })]);
    }

    private static JsonObject Tag(FeedTag tag)
    {
        var line = new JsonObject { ["term"] = tag.Term };
        Put(line, "scheme", tag.Scheme);
        Put(line, "label", tag.Label);
        return line;
    }

    private static string? Text(FeedText? text) => text is null ? null : FeedHtml.Clean(text);

    private static bool IsReadable(FeedText text) => text.MediaType is "text/plain" or "text/html" or "application/xhtml+xml";

    private static string? Instant(DateTimeOffset? instant) =>
        instant?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static void Put(JsonObject line, string name, string? value)
    {
        if (value is not null)
            line[name] = value;
    }
}
