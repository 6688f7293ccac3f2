using System.Globalization;
using System.Text;
using System.Xml;
using System.Xml.Linq;
using NewsBot.Desk;
using NewsBot.Web;

namespace NewsBot.Feeds.Listings;

/// <summary>What a document asks to follow.</summary>
/// <param name="Sources">The sources, with their feeds and listing pages.</param>
/// <param name="LeftOut">A sentence for each thing that is asked for and cannot be followed.</param>
/// <param name="Fault">Why nothing can be followed; null when something can.</param>
public sealed record OpmlList(IReadOnlyList<Source> Sources, IReadOnlyList<string> LeftOut, string? Fault);

/// <summary>Lists of feeds as other readers write and take them. Source: OPML 2.0.</summary>
public static class Opml
{
    /// <summary>Feeds and listing pages that are taken from one document.</summary>
    public const int MostFeeds = 5000;

    private const int LongestKey = 40;

    /// <summary>Sites of many publishers: there only the title tells them apart.</summary>
    private static readonly string[] Shared =
    [
        "feeds.feedburner.com", "feeds2.feedburner.com", "feedproxy.google.com", "news.google.com", "sites.google.com", "medium.com",
        "www.youtube.com", "youtube.com", "www.reddit.com", "reddit.com", "rss.app", "github.com", "www.facebook.com", "x.com", "twitter.com",
    ];

    /// <summary>First parts of hosts that are the same site as without them.</summary>
    private static readonly string[] OfFeeds = ["www", "feeds", "feed", "rss", "m"];

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
    public static OpmlList Read(byte[] bytes)
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
            return new OpmlList([], [], $"This is no OPML: {e.Message}");
        }

        var asked = document.Descendants().Where(e => e.Name.LocalName.Equals("outline", StringComparison.OrdinalIgnoreCase))
            .Select(Followed).OfType<Outlined>().ToList();
        var (usable, others) = (asked.Where(f => IsWeb(f.Url)).DistinctBy(f => f.Url, StringComparer.Ordinal).ToList(), asked.Where(f => !IsWeb(f.Url)));
        var leftOut = others.Select(f => f.Name is { } name
            ? $"“{Short(name)}” is left out: {Short(f.Url)} is no web address."
            : $"{Short(f.Url)} is left out: it is no web address.").ToList();
        if (usable.Count > MostFeeds)
            leftOut.Add(string.Create(CultureInfo.InvariantCulture, $"{MostFeeds} feeds are taken at once; {usable.Count - MostFeeds} more of this file are left out."));
        return usable.Count == 0
            ? new OpmlList([], leftOut, "No outline of it has an xmlUrl that can be followed.")
            : new OpmlList(SourcesOf([.. usable.Take(MostFeeds)]), leftOut, null);
    }

    private static string Short(string text) => text.Length <= 200 ? text : text[..200] + "…";

    private static IReadOnlyList<Source> SourcesOf(IReadOnlyList<Outlined> outlines)
    {
        var keys = new HashSet<string>(StringComparer.Ordinal);
        var sites = outlines.GroupBy(f => f.Key is { } own ? (own, "") : ("", SiteOf(f))).ToList();
        // A name that several sites share ("Latest News") names none of them.
        var shared = sites.Where(s => s.First().Key is null).SelectMany(s => s.Select(f => f.Name).OfType<string>().Distinct())
            .GroupBy(n => n, StringComparer.OrdinalIgnoreCase).Where(g => g.Count() > 1).Select(g => g.Key).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return [.. sites.Select(s => SourceOf([.. s], shared, keys))];
    }

    // The publisher's own site before the host of the feed, which may be somebody else's.
    private static string SiteOf(Outlined feed)
    {
        var host = HostOf(feed);
        return Shared.Contains(host) ? $"{host} {feed.Name}" : host;
    }

    private static string HostOf(Outlined feed)
    {
        var host = new Uri(IsWeb(feed.Home) ? feed.Home! : feed.Url).IdnHost;
        return Shared.Contains(host) || host.Split('.', 2) is not [var first, var rest] || !OfFeeds.Contains(first) || !rest.Contains('.') ? host : rest;
    }

    private static Source SourceOf(IReadOnlyList<Outlined> outlines, HashSet<string> shared, HashSet<string> keys)
    {
        var (first, host) = (outlines[0], HostOf(outlines[0]));
        var name = first.Key is not null ? first.Name ?? host
            : NameOf([.. outlines.Select(f => f.Name).OfType<string>().Distinct(StringComparer.Ordinal)]) is { } given && !shared.Contains(given) ? given
            : host;
        return new Source
        {
            Key = Unused((first.Key is { } key ? KeyOf(key) : null) ?? KeyOf(name == host ? "" : name, host), taken => !keys.Add(taken)),
            Name = name,
            Class = Enum.TryParse<SourceClass>(first.Class, ignoreCase: true, out var kind) && Enum.IsDefined(kind) ? kind : SourceClass.Press,
            Language = outlines.Select(f => f.Language).FirstOrDefault(l => l is not null)?.Split('-')[0].ToLowerInvariant() ?? "en",
            Home = outlines.Select(f => f.Home).FirstOrDefault(IsWeb),
            Feeds = [.. outlines.Where(f => f.Listing is null).Select(f => f.Url)],
            Listings = [.. outlines.Select(f => f.Listing).OfType<Listing>()],
        };
    }

    // What the titles of a site's feeds begin with: "Gazette" of "Gazette - World" and "Gazette - Sport".
    private static string? NameOf(IReadOnlyList<string> titles)
    {
        if (titles.Count < 2)
            return titles.Count == 0 ? null : titles[0];
        var words = titles.Select(t => t.Split(' ', StringSplitOptions.RemoveEmptyEntries)).ToList();
        var same = words[0].TakeWhile((word, i) => words.TrueForAll(w => w.Length > i && w[i] == word)).ToList();
        return string.Join(' ', same).TrimEnd(' ', '-', '–', '—', '|', ':', '/', '»', '·', ',') is { Length: > 1 } name ? name : null;
    }

    private static Outlined? Followed(XElement outline)
    {
        var item = outline.Attribute(Own + "item")?.Value;
        if ((item is null ? Attribute(outline, "xmlUrl") : Attribute(outline, "url")) is not { } written)
            return null;
        var url = WebOf(written);
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

    // As readers of old hand feeds to each other: "feed://host/path" and "feed:https://host/path".
    private static string WebOf(string address) => address switch
    {
        _ when address.StartsWith("feed://", StringComparison.OrdinalIgnoreCase) => "http://" + address["feed://".Length..],
        _ when address.StartsWith("feed:http", StringComparison.OrdinalIgnoreCase) => address["feed:".Length..],
        _ => address,
    };

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
