using System.Net;
using System.Text.Json;
using AngleSharp.Html.Parser;
using NewsBot.Sample;
using Xunit;

namespace NewsBot.Tests.Sample;

public sealed class SamplePagesTests
{
    private static readonly Uri Site = new("http://127.0.0.1:9/");

    [Fact]
    public async Task Every_article_page_has_what_real_pages_have()
    {
        await using var open = await OpenNewsroom.AtSpeedAsync(0);
        open.Newsroom.Release(SampleNewsroom.Steps);
        foreach (var draft in DraftArticle.All.Where(d => !d.Revises))
        {
            var path = $"/{draft.Outlet.Key}/{draft.Slug}";
            var page = new HtmlParser().ParseDocument(await open.TextAsync(path));
            Assert.StartsWith("[Sample] ", page.QuerySelector("article h1")!.TextContent);
            Assert.Contains("invented", page.QuerySelector(".sample")!.TextContent);
            Assert.Equal(new Uri(open.Newsroom.Address, path).AbsoluteUri, page.QuerySelector("link[rel=canonical]")!.GetAttribute("href"));
            Assert.Equal(draft.Outlet.Language, page.DocumentElement.GetAttribute("lang"));
            Assert.Equal(draft.Outlet.Language == "ur" ? "rtl" : "ltr", page.DocumentElement.GetAttribute("dir"));
            Assert.All(["nav", ".cookies button", ".share", "aside ul", "article figure", "article time", ".author"], s => Assert.NotNull(page.QuerySelector(s)));
            using var linked = JsonDocument.Parse(page.QuerySelector("script[type='application/ld+json']")!.TextContent);
            Assert.Equal("NewsArticle", linked.RootElement.GetProperty("@type").GetString());
            Assert.DoesNotContain("{", page.QuerySelector("article")!.TextContent);
        }
    }

    [Fact]
    public void Hostile_words_stay_words()
    {
        const string Hostile = """</p></script><script>alert(1)</script> "x" & 'y' ]]> <at>all</at>""";
        var draft = DraftArticle.Parse("indus-courier/x.md", $"title: {Hostile}\nbyline: {Hostile}\nhours: -1\n---\n{Hostile}\n");
        foreach (var outlet in Outlet.All)
        {
            var state = new NewsroomState(9, OpenNewsroom.Start, []);
            var article = Assert.Single(Edition.At([draft with { Outlet = outlet }], state).Articles);
            var html = ArticlePage.Write(Site, article, [article]);
            var page = new HtmlParser().ParseDocument(html);
            Assert.Equal(Hostile, page.QuerySelector(".story-body > p")!.TextContent);
            Assert.Equal("[Sample] " + Hostile, page.QuerySelector("article h1")!.TextContent);
            Assert.Equal("application/ld+json", Assert.Single(page.Scripts).Type);
            Assert.Empty(page.QuerySelectorAll("at"));
            Assert.Contains("alert(1)", OutletFeed.Write(Site, outlet, [article]));
            var home = new HtmlParser().ParseDocument(ListPages.Home(Site, outlet, [article]));
            Assert.Empty(home.Scripts);
        }
    }

    [Fact]
    public async Task The_front_page_lists_outlets_feeds_and_articles_and_says_that_all_is_invented()
    {
        await using var open = await OpenNewsroom.AtSpeedAsync(0);
        var page = new HtmlParser().ParseDocument(await open.TextAsync("/"));

        Assert.Contains("invented", page.QuerySelector(".sample")!.TextContent);
        foreach (var source in open.Newsroom.Sources)
        {
            Assert.NotNull(page.QuerySelector($"a[href='/{source.Key}/']"));
            Assert.NotNull(page.QuerySelector($"a[href='{new Uri(source.Feeds[0]).AbsolutePath}']"));
        }

        Assert.Equal(DraftArticle.All.Count(d => d.Step == 0), page.QuerySelectorAll("main li a").Length);
        Assert.Contains("sample-speed is 0", page.Body!.TextContent);
    }

    [Theory]
    [InlineData("/nobody/")]
    [InlineData("/indus-courier/no-such-article")]
    [InlineData("/margalla-wire/standing-channel")]
    [InlineData("/indus-courier/customs-training/more")]
    [InlineData("/khyber-ledger/standing-channel")]
    public async Task What_is_not_published_is_not_found(string path)
    {
        await using var open = await OpenNewsroom.AtSpeedAsync(0);
        using var response = await open.GetAsync(path);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }
}
