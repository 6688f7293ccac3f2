using System.Net;
using System.Text.Json;
using System.Xml.Linq;
using NewsBot.Sample;
using Xunit;

namespace NewsBot.Tests.Sample;

public sealed class OutletFeedTests
{
    private static readonly XNamespace Atom = "http://www.w3.org/2005/Atom";

    [Fact]
    public async Task Every_feed_parses_and_links_to_pages_that_answer()
    {
        await using var open = await OpenNewsroom.AtSpeedAsync(0);
        open.Newsroom.Release(SampleNewsroom.Steps);
        var seen = 0;
        foreach (var source in open.Newsroom.Sources)
        {
            using var response = await open.GetAsync(source.Feeds[0]);
            var links = Links(response.Content.Headers.ContentType!.MediaType!, await response.Content.ReadAsStringAsync());
            Assert.NotEmpty(links);
            foreach (var link in links)
            {
                using var page = await open.GetAsync(link);
                Assert.Equal(HttpStatusCode.OK, page.StatusCode);
                Assert.Equal("text/html", page.Content.Headers.ContentType!.MediaType);
            }

            seen += links.Count;
        }

        Assert.Equal(DraftArticle.All.Count(d => !d.Revises), seen);
    }

    [Fact]
    public async Task A_feed_is_sent_once_and_again_when_something_is_released()
    {
        await using var open = await OpenNewsroom.AtSpeedAsync(0);
        using var first = await open.GetAsync("/margalla-wire/feed.rss");

        using var unchanged = await open.GetAsync("/margalla-wire/feed.rss", first.Headers.ETag);
        Assert.Equal(HttpStatusCode.NotModified, unchanged.StatusCode);
        using var notSince = await open.GetAsync("/margalla-wire/feed.rss", since: first.Content.Headers.LastModified);
        Assert.Equal(HttpStatusCode.NotModified, notSince.StatusCode);
        open.Newsroom.Release(1);
        using var changed = await open.GetAsync("/margalla-wire/feed.rss", first.Headers.ETag, first.Content.Headers.LastModified);
        Assert.Equal(HttpStatusCode.OK, changed.StatusCode);
        Assert.NotEqual(first.Headers.ETag, changed.Headers.ETag);
    }

    [Fact]
    public async Task A_release_changes_no_feed_but_its_outlets()
    {
        await using var open = await OpenNewsroom.AtSpeedAsync(0);
        var before = await open.TextAsync("/khyber-ledger/feed.json");

        open.Newsroom.Release(1);

        Assert.Equal(before, await open.TextAsync("/khyber-ledger/feed.json"));
    }

    [Fact]
    public async Task Dates_count_from_the_first_start_and_from_the_release()
    {
        await using var open = await OpenNewsroom.AtSpeedAsync(1);
        open.Clock.Advance(ReleasePlan.First);

        var channel = XDocument.Parse(await open.TextAsync("/margalla-wire/feed.rss")).Root!.Element("channel")!;
        var dates = channel.Elements("item").ToDictionary(
            i => new Uri(i.Element("link")!.Value).Segments[^1], i => i.Element("pubDate")!.Value);

        Assert.Equal("Wed, 04 Mar 2026 09:30:37 GMT", dates["standing-channel"]);
        Assert.Equal("Sun, 01 Mar 2026 12:30:15 GMT", dates["taliban-claim-prisoner-list"]);
    }

    [Fact]
    public async Task A_correction_keeps_the_id_and_changes_title_words_and_date()
    {
        await using var open = await OpenNewsroom.AtSpeedAsync(0);
        open.Newsroom.Release(11);
        var before = Item(await open.TextAsync("/indus-courier/feed.rss"), "customs-training");
        using var page = await open.GetAsync("/indus-courier/customs-training");
        open.Clock.Advance(TimeSpan.FromMinutes(1));
        open.Newsroom.Release(12);
        var after = Item(await open.TextAsync("/indus-courier/feed.rss"), "customs-training");
        using var corrected = await open.GetAsync("/indus-courier/customs-training", page.Headers.ETag);

        Assert.Equal(before.Element("guid")!.Value, after.Element("guid")!.Value);
        Assert.Equal(before.Element("pubDate")!.Value, after.Element("pubDate")!.Value);
        Assert.Contains("140", before.Element("title")!.Value);
        Assert.Contains("114", after.Element("title")!.Value);
        Assert.Null(before.Element(Atom + "updated"));
        Assert.NotNull(after.Element(Atom + "updated"));
        Assert.Equal(HttpStatusCode.OK, corrected.StatusCode);
        Assert.Contains("It is 114, not 140.", await corrected.Content.ReadAsStringAsync());
    }

    private static XElement Item(string rss, string slug) => XDocument.Parse(rss).Descendants("item")
        .Single(i => i.Element("link")!.Value.EndsWith("/" + slug, StringComparison.Ordinal));

    private static List<string> Links(string type, string feed) => type switch
    {
        "application/atom+xml" => [.. XDocument.Parse(feed).Root!.Elements(Atom + "entry")
            .Select(e => e.Elements(Atom + "link").Single().Attribute("href")!.Value)],
        "application/feed+json" => [.. JsonDocument.Parse(feed).RootElement.GetProperty("items").EnumerateArray()
            .Select(i => i.GetProperty("url").GetString()!)],
        "application/rss+xml" => [.. XDocument.Parse(feed).Descendants("item").Select(i => i.Element("link")!.Value)],
        _ => throw new InvalidOperationException(type),
    };
}
