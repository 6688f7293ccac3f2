using System.Globalization;
using System.Net;

namespace NewsBot.Tests.Feeds;

/// <summary>Writes feeds for tests.</summary>
internal static class SampleFeed
{
    public static string Rss(params string[] items) =>
        $"""<?xml version="1.0"?><rss version="2.0"><channel><title>The Daily Test</title><link>https://daily.example/</link>{string.Concat(items)}</channel></rss>""";

    public static string Item(string id, DateTimeOffset date, string text = "Something happened.", string? link = null) =>
        $"""
        <item><title>Story {id}</title><link>{WebUtility.HtmlEncode(link ?? $"https://daily.example/{id}")}</link><guid isPermaLink="false">{id}</guid>
        <pubDate>{date.ToString("r", CultureInfo.InvariantCulture)}</pubDate><description>{WebUtility.HtmlEncode(text)}</description></item>
        """;

    /// <summary>A page with an article of three paragraphs and what surrounds one.</summary>
    public static string Page(string title, string lead, string? canonical = null) =>
        $"""
        <!doctype html><html lang="en"><head><title>{title} | The Daily Test</title>
        {(canonical is null ? "" : $"""<link rel="canonical" href="{canonical}">""")}
        <meta property="og:type" content="article"></head><body><nav><a href="/">Home</a> <a href="/world">World</a></nav>
        <article><h1>{title}</h1><p>{lead}</p>
        <p>The two delegations met for four hours in the old town hall, and agreed on a second meeting in the autumn, an official said on the steps.</p>
        <p>Neither side gave details of the proposals that were exchanged, though both called the meeting useful, frank and long overdue.</p>
        <p>Observers had expected less: the last round, two years before, had ended without so much as a common statement to the waiting press.</p></article>
        <footer>About us. Contact. All rights reserved.</footer></body></html>
        """;
}
