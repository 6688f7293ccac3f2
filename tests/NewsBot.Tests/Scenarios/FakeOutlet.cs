using System.Globalization;
using System.Text.Json;
using System.Web;
using NewsBot.Tests.Web;

namespace NewsBot.Tests.Scenarios;

/// <summary>An invented outlet with an RSS feed and HTML pages on the fake network.</summary>
internal sealed class FakeOutlet(FakeWeb web, string key, string name, string sourceClass = "press", string language = "en")
{
    private readonly List<string> items = [];

    public string Host => $"https://{key}.example";

    public string FeedUrl => Host + "/feed.xml";

    /// <summary>A WebSub hub that the feed announces.</summary>
    public string? Hub { get; set; }

    public object AsSource => new { key, name, @class = sourceClass, language, home = Host + "/", feeds = new[] { FeedUrl } };

    /// <summary>Publishes an article: an item in the feed, and its page.</summary>
    public string Publish(string slug, string title, DateTimeOffset at, params string[] paragraphs)
    {
        var url = $"{Host}/news/{slug}";
        web.Serve(url, Page(url, title, at, paragraphs));
        Announce(url, title, at);
        return url;
    }

    /// <summary>Puts only an item into the feed.</summary>
    public void Announce(string url, string title, DateTimeOffset at, string? description = null)
    {
        items.Insert(0, $"""
            <item><title>{HttpUtility.HtmlEncode(title)}</title><link>{url}</link><guid isPermaLink="true">{url}</guid>
            <pubDate>{at.UtcDateTime.ToString("r", CultureInfo.InvariantCulture)}</pubDate><description>{HttpUtility.HtmlEncode(description ?? title)}</description></item>
            """);
        Open();
    }

    /// <summary>Puts the feed, as it is now, on the network.</summary>
    public FakeOutlet Open()
    {
        web.Serve(
            FeedUrl,
            $"""<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"><channel><title>{name}</title><link>{Host}/</link><description>News</description>{(Hub is null ? "" : Link("hub", Hub) + Link("self", FeedUrl))}{string.Concat(items)}</channel></rss>""",
            "application/rss+xml; charset=utf-8");
        return this;
    }

    public string Page(string url, string title, DateTimeOffset at, params string[] paragraphs) => $"""
        <!doctype html><html lang="{language}"><head><meta charset="utf-8"><title>{HttpUtility.HtmlEncode(title)} | {name}</title>
        <link rel="canonical" href="{url}"><meta property="article:published_time" content="{at:O}"></head>
        <body><nav><a href="/">Home</a> <a href="/world">World</a></nav>
        <article><h1>{HttpUtility.HtmlEncode(title)}</h1>{string.Concat(paragraphs.Select(p => $"<p>{p}</p>"))}</article>
        <aside><h2>Read more</h2><a href="/other">Another thing</a></aside><footer>All rights reserved.</footer></body></html>
        """;

    private static string Link(string relation, string address) =>
        $"<atom:link xmlns:atom='http://www.w3.org/2005/Atom' rel='{relation}' href='{address}'/>";

    public static void WriteSources(string file, IEnumerable<FakeOutlet> outlets) =>
        File.WriteAllText(file, JsonSerializer.Serialize(outlets.Select(o => o.AsSource)));
}
