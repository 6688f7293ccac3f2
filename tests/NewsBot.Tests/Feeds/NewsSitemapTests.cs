using System.Text;
using NewsBot.Feeds;
using NewsBot.Feeds.Documents;
using Xunit;

namespace NewsBot.Tests.Feeds;

public sealed class NewsSitemapTests
{
    private const string Sitemap = """
        <?xml version="1.0" encoding="UTF-8"?>
        <urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"
                xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">
          <url><loc>https://daily.example/news/1</loc><lastmod>2026-03-02T09:30:00Z</lastmod>
            <news:news><news:publication><news:name>Daily</news:name><news:language>en</news:language></news:publication>
              <news:publication_date>2026-03-02T14:00:00+05:00</news:publication_date>
              <news:title><![CDATA[Talks & trade go on]]></news:title><news:keywords>trade, talks</news:keywords></news:news>
            <image:image><image:loc>https://daily.example/1.jpg</image:loc><image:title>A picture</image:title></image:image></url>
          <url><loc>https://daily.example/sections/world</loc><changefreq>daily</changefreq></url>
        </urlset>
        """;

    [Fact]
    public void A_news_sitemap_announces_its_articles_and_not_its_sections()
    {
        var feed = Parse(Sitemap).Feed!;
        var entry = Assert.Single(feed.Entries);
        Assert.Equal(("https://daily.example/news/1", "Talks & trade go on", "en"), (entry.Link, entry.Title!.Value, entry.Language));
        Assert.Equal(new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero), entry.Date!.Value.ToUniversalTime());
        Assert.Equal(["trade", "talks"], entry.Tags.Select(t => t.Term));
        Assert.Equal("https://daily.example/news/1", Assert.Single(SeenItem.Of(feed, new Uri("https://daily.example/sitemap.xml"), new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero))).Url);
    }

    [Fact]
    public void The_title_of_a_picture_before_the_news_is_not_the_articles()
    {
        const string picture = "<image:image><image:loc>https://daily.example/1.jpg</image:loc><image:title>A picture</image:title></image:image>";
        var moved = Sitemap.Replace(picture, "", StringComparison.Ordinal).Replace("<news:news>", picture + "<news:news>", StringComparison.Ordinal);
        Assert.Equal("Talks & trade go on", Assert.Single(Parse(moved).Feed!.Entries).Title!.Value);
    }

    [Fact]
    public void A_list_of_sitemaps_says_what_to_give_instead() =>
        Assert.Contains("lists sitemaps", Parse("""<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><sitemap><loc>https://daily.example/n.xml</loc></sitemap></sitemapindex>""").FaultText, StringComparison.Ordinal);

    private static FeedReading Parse(string text) => FeedParser.Parse(Encoding.UTF8.GetBytes(text), new FeedOrigin(new Uri("https://daily.example/sitemap.xml")));
}
