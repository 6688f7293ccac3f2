using System.Text;
using System.Xml;
using System.Xml.Linq;
using NewsBot.Desk;

namespace NewsBot.Feeds.Listings;

/// <summary>Lists of feeds as other readers write and take them. Source: OPML 2.0.</summary>
public static class Opml
{
    private const int MostFeeds = 5000;

    /// <summary>One outline for each feed, under an outline for each source.</summary>
    public static string Write(IReadOnlyList<Source> sources)
    {
        var outlines = sources.Where(s => s.Feeds.Count > 0).Select(s => new XElement(
            "outline",
            new XAttribute("text", s.Name),
            s.Feeds.Select(feed => new XElement(
                "outline",
                new XAttribute("type", "rss"),
                new XAttribute("text", s.Name),
                new XAttribute("xmlUrl", feed),
                s.Home is null ? null : new XAttribute("htmlUrl", s.Home),
                new XAttribute("language", s.Language)))));
        var document = new XDocument(new XElement(
            "opml", new XAttribute("version", "2.0"), new XElement("head", new XElement("title", "NewsBot")), new XElement("body", outlines)));
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + document;
    }

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

        var feeds = document.Descendants().Where(e => e.Name.LocalName.Equals("outline", StringComparison.OrdinalIgnoreCase))
            .Select(e => (
                Url: Attribute(e, "xmlUrl"),
                Name: Attribute(e, "title") ?? Attribute(e, "text"),
                Home: Attribute(e, "htmlUrl"),
                Language: Attribute(e, "language")))
            .Where(f => Uri.TryCreate(f.Url, UriKind.Absolute, out var url) && url.Scheme is "http" or "https")
            .DistinctBy(f => f.Url, StringComparer.Ordinal)
            .Take(MostFeeds)
            .ToList();
        if (feeds.Count == 0)
            return ([], "No outline of it has an xmlUrl.");
        var keys = new HashSet<string>(StringComparer.Ordinal);
        return ([.. feeds.GroupBy(f => f.Name ?? new Uri(f.Url!).IdnHost).Select(g => new Source
        {
            Key = Unused(KeyOf(g.Key), keys),
            Name = g.Key,
            Class = SourceClass.Press,
            Language = g.Select(f => f.Language).FirstOrDefault(l => l is not null)?.Split('-')[0].ToLowerInvariant() ?? "en",
            Home = g.Select(f => f.Home).FirstOrDefault(h => Uri.TryCreate(h, UriKind.Absolute, out var home) && home.Scheme is "http" or "https"),
            Feeds = [.. g.Select(f => f.Url!)],
        })], null);
    }

    /// <summary>A key of small letters, digits and dashes for a name.</summary>
    internal static string KeyOf(string name)
    {
        var key = new StringBuilder();
        foreach (var c in FoldedWord.Key(name))
        {
            if (c is (>= 'a' and <= 'z') or (>= '0' and <= '9'))
                key.Append(c);
            else if (key.Length > 0 && key[^1] != '-')
                key.Append('-');
        }

        return key.ToString().Trim('-') is { Length: > 0 } made ? made[..Math.Min(made.Length, 40)].Trim('-') : "source";
    }

    private static string Unused(string key, HashSet<string> keys)
    {
        var free = key;
        for (var n = 2; !keys.Add(free); n++)
            free = $"{key}-{n}";
        return free;
    }

    private static string? Attribute(XElement element, string name) =>
        element.Attributes().FirstOrDefault(a => a.Name.LocalName.Equals(name, StringComparison.OrdinalIgnoreCase))?.Value.Trim()
            is { Length: > 0 } value ? value : null;
}
