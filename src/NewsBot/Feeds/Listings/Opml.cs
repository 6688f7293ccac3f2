using System.Text;
using System.Xml;
using System.Xml.Linq;
using NewsBot.Desk;
using NewsBot.Web;

namespace NewsBot.Feeds.Listings;

/// <summary>Lists of feeds as other readers write and take them. Source: OPML 2.0.</summary>
public static class Opml
{
    private const int MostFeeds = 5000;
    private const int LongestKey = 40;

    /// <summary>Parts of hosts that name no outlet.</summary>
    private static readonly string[] Everywhere = ["www", "feeds", "feed", "rss", "m", "en", "ur", "urdu", "english"];

    // What OPML has no word for: other readers pass over it.
    private static readonly XNamespace Own = "urn:newsbot:sources";

    /// <summary>One outline for each feed and each listing page, under an outline for each source.</summary>
    public static string Write(IReadOnlyList<Source> sources)
    {
        var outlines = sources.Where(s => s.Feeds.Count + s.Listings.Count > 0).Select(s => new XElement(
            "outline",
            new XAttribute("text", s.Name),
            s.Feeds.Select(feed => Outline(s, new XAttribute("type", "rss"), new XAttribute("xmlUrl", feed))),
            s.Listings.Select(l => Outline(
                s,
                new XAttribute("type", "link"),
                new XAttribute("url", l.Url),
                new XAttribute(Own + "item", l.Item),
                l.Link is null ? null : new XAttribute(Own + "links", l.Link),
                l.Title is null ? null : new XAttribute(Own + "titles", l.Title),
                l.Date is null ? null : new XAttribute(Own + "dates", l.Date)))));
        var document = new XDocument(new XElement(
            "opml",
            new XAttribute("version", "2.0"),
            new XAttribute(XNamespace.Xmlns + "newsbot", Own.NamespaceName),
            new XElement("head", new XElement("title", "NewsBot")),
            new XElement("body", outlines)));
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + document;
    }

    private static XElement Outline(Source source, params XAttribute?[] of) => new(
        "outline",
        of,
        new XAttribute("text", source.Name),
        source.Home is null ? null : new XAttribute("htmlUrl", source.Home),
        new XAttribute("language", source.Language),
        new XAttribute(Own + "key", source.Key),
        new XAttribute(Own + "class", source.Class.ToString().ToLowerInvariant()));

    /// <summary>The sources that a document asks for, feeds of one site together; or what is wrong with it.</summary>
    public static (IReadOnlyList<Source> Sources, string? Fault) Read(byte[] bytes)
    {
        XDocument document;
        try
        {
            var settings = new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, MaxCharactersInDocument = 16 * 1024 * 1024 };
            using var reader = XmlReader.Create(new MemoryStream(bytes), settings);
            document = XDocument.Load(reader);
        }
        catch (XmlException e)
        {
            return ([], $"This is no OPML: {e.Message}");
        }

        var outlines = document.Descendants().Where(e => e.Name.LocalName.Equals("outline", StringComparison.OrdinalIgnoreCase))
            .Select(Followed).OfType<Outlined>()
            .DistinctBy(f => f.Url, StringComparer.Ordinal)
            .Take(MostFeeds)
            .ToList();
        if (outlines.Count == 0)
            return ([], "No outline of it has an xmlUrl.");
        var keys = new HashSet<string>(StringComparer.Ordinal);
        return ([.. outlines.GroupBy(f => f.Key ?? f.Name ?? new Uri(f.Url).IdnHost).Select(g => SourceOf([.. g], keys))], null);
    }

    private static Source SourceOf(IReadOnlyList<Outlined> outlines, HashSet<string> keys)
    {
        var (first, host) = (outlines[0], new Uri(outlines[0].Url).IdnHost);
        var name = first.Name ?? host;
        return new Source
        {
            Key = Unused((first.Key is { } key ? KeyOf(key) : null) ?? KeyOf(name, host), taken => !keys.Add(taken)),
            Name = name,
            Class = Enum.TryParse<SourceClass>(first.Class, ignoreCase: true, out var kind) && Enum.IsDefined(kind) ? kind : SourceClass.Press,
            Language = outlines.Select(f => f.Language).FirstOrDefault(l => l is not null)?.Split('-')[0].ToLowerInvariant() ?? "en",
            Home = outlines.Select(f => f.Home).FirstOrDefault(IsWeb),
            Feeds = [.. outlines.Where(f => f.Listing is null).Select(f => f.Url)],
            Listings = [.. outlines.Select(f => f.Listing).OfType<Listing>()],
        };
    }

    private static Outlined? Followed(XElement outline)
    {
        var item = outline.Attribute(Own + "item")?.Value;
        var url = item is null ? Attribute(outline, "xmlUrl") : Attribute(outline, "url");
        if (url is null || !IsWeb(url))
            return null;
        return new Outlined(url)
        {
            Name = Attribute(outline, "title") ?? Attribute(outline, "text"),
            Home = Attribute(outline, "htmlUrl"),
            Language = Attribute(outline, "language"),
            Key = outline.Attribute(Own + "key")?.Value,
            Class = outline.Attribute(Own + "class")?.Value,
            Listing = item is null ? null : new Listing(
                url, item, outline.Attribute(Own + "links")?.Value, outline.Attribute(Own + "titles")?.Value, outline.Attribute(Own + "dates")?.Value),
        };
    }

    private static bool IsWeb(string? address) => Uri.TryCreate(address, UriKind.Absolute, out var url) && url.Scheme is "http" or "https" && WebAddress.AsciiHost(url) is not null;

    private sealed record Outlined(string Url)
    {
        public string? Name { get; init; }

        public string? Home { get; init; }

        public string? Language { get; init; }

        public string? Key { get; init; }

        public string? Class { get; init; }

        public Listing? Listing { get; init; }
    }

    /// <summary>A key of small letters, digits and dashes for a source: by its name, or by its host where the name has no Latin letters.</summary>
    internal static string KeyOf(string name, string host) => KeyOf(name) ?? KeyOf(HostWord(host)) ?? "source";

    // "dawn" of www.dawn.com, "bbc" of feeds.bbc.co.uk.
    private static string HostWord(string host) =>
        host.Split('.').SkipLast(1).FirstOrDefault(label => !Everywhere.Contains(label, StringComparer.OrdinalIgnoreCase)) ?? host;

    private static string? KeyOf(string name)
    {
        var key = new StringBuilder();
        foreach (var c in FoldedWord.Key(name))
        {
            if (c is (>= 'a' and <= 'z') or (>= '0' and <= '9'))
                key.Append(c);
            else if (key.Length > 0 && key[^1] != '-')
                key.Append('-');
        }

        return key.ToString().Trim('-') is { Length: > 0 } made && made.Any(char.IsAsciiLetter)
            ? made[..Math.Min(made.Length, LongestKey)].Trim('-')
            : null;
    }

    /// <summary>The key, or the first of "key-2", "key-3" … that is free.</summary>
    internal static string Unused(string key, Func<string, bool> isTaken)
    {
        var free = key;
        for (var n = 2; isTaken(free); n++)
            free = $"{key}-{n}";
        return free;
    }

    private static string? Attribute(XElement element, string name) =>
        element.Attributes().FirstOrDefault(a => a.Name.LocalName.Equals(name, StringComparison.OrdinalIgnoreCase))?.Value.Trim()
            is { Length: > 0 } value ? value : null;
}
