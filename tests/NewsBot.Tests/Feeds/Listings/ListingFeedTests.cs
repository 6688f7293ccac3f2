using System.Text;
using NewsBot.Desk;
using NewsBot.Feeds;
using NewsBot.Feeds.Listings;
using NewsBot.Tests.Web;
using NewsBot.Web;
using Xunit;

namespace NewsBot.Tests.Feeds.Listings;

public sealed class ListingFeedTests
{
    private const string Page = "https://office.example/press/";
    private static readonly Source Office = new()
    {
        Key = "office",
        Name = "The Office",
        Class = SourceClass.Official,
        Listings = [new Listing(Page, "div.list > div.row", null, "h3", "time")],
    };

    [Fact]
    public async Task A_listing_page_is_followed_like_a_feed_and_tells_when_its_shape_changed()
    {
        using var stand = new Newsstand(Office);
        stand.Web.Serve(Page, Html(1, 2, 3));
        Assert.Equal(3, await stand.PollAsync());
        stand.Web.Serve(Page, Html(4, 1, 2, 3));
        Assert.Equal(1, await stand.PollLaterAsync());
        Assert.Equal(["https://office.example/press/4"], await stand.QueryAsync<string>("select url from feed_item where backlog = 0"));

        stand.Web.Serve(Page, "<html><body><div class='cards'><a href='/press/5'>A new statement of the spokesperson</a></div></body></html>");
        await stand.PollLaterAsync();
        var feed = await stand.FeedAsync();
        Assert.Equal((FeedProblem.ShapeChanged, 1), (feed.Problem!.Value, feed.Failures));
        Assert.Contains("its shape has changed", feed.ProblemText, StringComparison.Ordinal);

        stand.Web.Serve(Page, Html(5, 4, 1));
        await stand.PollLaterAsync();
        Assert.Null((await stand.FeedAsync()).Problem);
    }

    [Fact]
    public async Task A_listing_page_of_which_no_date_can_be_read_says_so()
    {
        using var stand = new Newsstand(Office);
        stand.Web.Serve(Page, System.Text.RegularExpressions.Regex.Replace(Html(1, 2, 3), "<time[^>]*>[^<]*</time>", "<time>some days ago</time>"));
        await stand.PollAsync();
        var feed = await stand.FeedAsync();
        Assert.Equal(FeedProblem.ShapeChanged, feed.Problem);
        Assert.Equal("No date at “time” can be read (“some days ago” is one): choose another selector for it, or none.", feed.ProblemText);
    }

    [Theory]
    [InlineData("Posted on 4 January 2021", "2021-01-04")]
    [InlineData("4 January 2021 | Islamabad", "2021-01-04")]
    [InlineData("Rawalpindi - May 10, 2022", "2022-05-10")]
    [InlineData("Marco Sample • July 17, 2026", "2026-07-17")]
    [InlineData("PR No. 12/2021", null)]
    [InlineData("in 2021", null)]
    [InlineData("some days ago", null)]
    public void A_date_is_read_with_the_words_around_it(string written, string? day) =>
        Assert.Equal(day, ListingDates.Parse(written)?.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture));

    /// <summary>Invented entries in the shape that its page has had in June and July 2026, as those who read it publish.</summary>
    [Fact]
    public async Task The_page_of_the_State_Department_is_read_as_the_desk_describes_it()
    {
        var source = Newsdesk.Load().Sources.Single(s => s.Key == "state-department");
        using var stand = new Newsstand(source);
        stand.Web.Serve(source.Listings[0].Url, $"""
            <html><body><nav><ul><li class="menu-item"><a href="/about/">About the Department of State and its bureaus</a></li></ul></nav>
            <ul id="col_json_result" class="collection-results">{string.Concat(Enumerable.Range(1, 3).Select(i => $"""
                <li class="collection-result"><p class="collection-result__date">Media Note</p>
                <a href="https://www.state.gov/releases/{i}/" class="collection-result__link" target="_self"> Invented note number {i} </a>
                <div class="collection-result-meta" dir="ltr">{(i == 2 ? "<span dir=\"ltr\">Ada Sample</span>" : "")}<span dir="ltr">February {i}, 2026</span></div></li>
                """))}</ul></body></html>
            """);
        Assert.Equal(3, await stand.PollAsync());
        Assert.Equal(
            ["Invented note number 1", "Invented note number 2", "Invented note number 3"], await stand.QueryAsync<string>("select title from feed_item order by title"));
        Assert.Equal([3L], await stand.QueryAsync<long>("select count(*) from feed_item where published is not null"));
    }

    [Fact]
    public async Task A_listing_page_that_robots_txt_closes_is_left_alone()
    {
        using var stand = new Newsstand(Office);
        stand.Web.Serve(Page, Html(1, 2, 3)).Serve("https://office.example/robots.txt", "User-agent: *\nDisallow: /press/", "text/plain");
        Assert.Equal(0, await stand.PollAsync());
        Assert.Equal((0, FeedProblem.Refused), (stand.Web.Count(Page), (await stand.FeedAsync()).Problem!.Value));
    }

    [Fact]
    public async Task Trying_an_address_prints_the_row_for_the_file_of_sources()
    {
        var web = new FakeWeb();
        web.Serve(Page, Html(1, 2, 3)).Serve("https://daily.example/", "<head><link rel=alternate type='application/rss+xml' href='/feed.xml'></head><p>News</p>")
            .Serve("https://daily.example/feed.xml", SampleFeed.Rss(SampleFeed.Item("1", new DateTimeOffset(2026, 3, 2, 0, 0, 0, TimeSpan.Zero))), "application/rss+xml");
        var (code, said) = await TryAsync(web, Page);
        Assert.Equal(0, code);
        Assert.Contains("\"item\":\"div.row\"", said, StringComparison.Ordinal);
        Assert.Contains("Statement number 1", said, StringComparison.Ordinal);
        Assert.Contains("https://daily.example/feed.xml", (await TryAsync(web, "https://daily.example/")).Said, StringComparison.Ordinal);
        Assert.Contains("A feed (rss20) with 1 items", (await TryAsync(web, "https://daily.example/feed.xml")).Said, StringComparison.Ordinal);
        Assert.Equal(1, (await TryAsync(web, "not an address")).Code);
        Assert.Equal(1, (await TryAsync(web, "http://127.0.0.1/")).Code);
    }

    [Fact]
    public async Task Feeds_go_out_as_OPML_and_come_back_the_same()
    {
        Source[] sources =
        [
            new() { Key = "daily", Name = "The Daily & Co", Class = SourceClass.Press, Home = "https://daily.example/", Feeds = ["https://daily.example/1", "https://daily.example/2"] },
            new() { Key = "akhbar", Name = "Akhbar", Class = SourceClass.Wire, Language = "ur", Feeds = ["https://akhbar.example/feed"] },
            Office,
        ];
        var list = Opml.Read(Encoding.UTF8.GetBytes(Opml.Write(sources)));
        Assert.Null(list.Fault);
        Assert.Empty(list.LeftOut);
        var read = list.Sources;
        Assert.Equal(sources.Select(s => (s.Key, s.Name, s.Class)), read.Select(s => (s.Key, s.Name, s.Class)));
        Assert.Equal(Office.Listings, read[2].Listings);
        Assert.Equal(sources.SelectMany(s => s.Feeds), read.SelectMany(s => s.Feeds));
        Assert.Equal(["en", "ur", "en"], read.Select(s => s.Language));
        Assert.Equal("https://daily.example/", read[0].Home);

        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, Opml.Write(sources));
        var (output, error) = (new StringWriter(), new StringWriter());
        Assert.Equal(0, await SourceCommandLine.ImportAsync(file, output, error));
        var rows = Path.ChangeExtension(file, ".json");
        await File.WriteAllTextAsync(rows, output.ToString());
        Assert.Equal(3, Newsdesk.Load(rows).Sources.Count);
        File.Delete(file);
        File.Delete(rows);
    }

    [Fact]
    public void The_feeds_of_one_site_are_one_source_whatever_they_are_called_and_those_of_two_are_two()
    {
        var read = Opml.Read(Encoding.UTF8.GetBytes(
            """
            <opml version="2.0"><body>
              <outline text="World">
                <outline text="Latest News" type="rss" xmlUrl="https://www.daily.example/rss/latest"/>
                <outline text="Latest News" type="rss" xmlUrl="https://feeds.herald.example/latest" htmlUrl="https://herald.example/"/>
              </outline>
              <outline text="Gazette - World" type="rss" xmlUrl="https://gazette.example/world.xml" htmlUrl="https://www.gazette.example/world"/>
              <outline text="Gazette - Sport" type="rss" xmlUrl="https://feeds.gazette.example/sport.xml" htmlUrl="https://gazette.example/sport"/>
              <outline text="Sports" type="rss" xmlUrl="https://daily.example/rss/sports"/>
              <outline text="A Column" type="rss" xmlUrl="https://feeds.feedburner.com/acolumn"/>
              <outline text="Another Column" type="rss" xmlUrl="https://feeds.feedburner.com/another"/>
            </body></opml>
            """)).Sources;
        Assert.Equal(["daily.example", "herald.example", "Gazette", "A Column", "Another Column"], read.Select(s => s.Name));
        Assert.Equal(["daily", "herald", "gazette", "a-column", "another-column"], read.Select(s => s.Key));
        Assert.Equal([2, 1, 2, 1, 1], read.Select(s => s.Feeds.Count));
    }

    [Fact]
    public async Task What_a_list_asks_for_and_is_not_taken_is_said()
    {
        var feeds = Enumerable.Range(0, Opml.MostFeeds + 1).Select(n => $"<outline text='Daily' xmlUrl='https://daily.example/{n}'/>");
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, $"""
            <opml><body>
              <outline text='Old reader' xmlUrl='feed://akhbar.example/feed'/><outline text='Older reader' xmlUrl='feed:https://akhbar.example/2'/>
              <outline text='By gopher' xmlUrl='gopher://valley.example/feed'/><outline xmlUrl='/feed.xml'/>
              {string.Concat(feeds)}
            </body></opml>
            """);
        var (output, error) = (new StringWriter(), new StringWriter());
        Assert.Equal(0, await SourceCommandLine.ImportAsync(file, output, error));
        Assert.Contains("http://akhbar.example/feed", output.ToString(), StringComparison.Ordinal);
        Assert.Contains("https://akhbar.example/2", output.ToString(), StringComparison.Ordinal);
        Assert.Equal(
            ["“By gopher” is left out: gopher://valley.example/feed is no web address.", "/feed.xml is left out: it is no web address.", "5000 feeds are taken at once; 3 more of this file are left out."],
            error.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
        File.Delete(file);
    }

    [Theory]
    [InlineData("no xml at all")]
    [InlineData("<opml><body><outline text='a folder'/></body></opml>")]
    [InlineData("<!DOCTYPE x [<!ENTITY a 'b'>]><opml><body><outline xmlUrl='https://a.example/'/></body></opml>")]
    public void A_file_that_is_no_list_of_feeds_says_so(string text) => Assert.NotNull(Opml.Read(Encoding.UTF8.GetBytes(text)).Fault);

    private static async Task<(int Code, string Said)> TryAsync(FakeWeb web, string url)
    {
        using var fetcher = new WebFetcher(new WebOptions(), new AllowedLoopback(), TimeProvider.System, web);
        var output = new StringWriter();
        var code = await SourceCommandLine.TryAsync(url, fetcher, output, output, default);
        return (code, output.ToString());
    }

    private static string Html(params int[] numbers) =>
        $"<html><body><div class='list'>{string.Concat(numbers.Select(n => $"<div class='row'><time datetime='2026-03-02'>2 March</time><h3><a href='{n}'>Statement number {n} of the spokesperson</a></h3></div>"))}</div></body></html>";
}
