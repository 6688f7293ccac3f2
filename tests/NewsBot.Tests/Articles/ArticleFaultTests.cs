using System.Net;
using System.Security.Cryptography;
using System.Text;
using NewsBot.Articles;
using NewsBot.Tests.Feeds;
using NewsBot.Tests.Web;
using Xunit;

namespace NewsBot.Tests.Articles;

/// <summary>What publishers' mistakes must not do: stop the others' articles, take a story away, or make two stories one.</summary>
public sealed class ArticleFaultTests : IDisposable
{
    private const string Feed = "https://daily.example/feed";
    private const string Page = "https://daily.example/1";
    private readonly Newsstand stand = new(Newsstand.Outlet("daily", Feed));

    public void Dispose() => stand.Dispose();

    [Fact]
    public async Task An_item_with_a_host_that_cannot_be_encoded_stops_nobody_elses_article()
    {
        await AnnounceAsync("1", "2", "3");
        await stand.QueryAsync<int>("update feed_item set url = @url where item_key = '2'", new { url = WebAddressTests.Unencodable + "x" });
        stand.Web.Serve(Feed, SampleFeed.Rss(SampleFeed.Item("4", Now, link: WebAddressTests.Unencodable + "y")));
        await stand.PollLaterAsync();
        await stand.FetchAsync();
        Assert.Equal(
            [ArticleState.Readable, ArticleState.Unreadable, ArticleState.Readable],
            await stand.QueryAsync<ArticleState>("select a.state from article a join feed_item i on i.article_id = a.id where item_key in ('1', '2', '3') order by item_key"));
        Assert.Equal(
            (int)ArticleProblem.BadAddress,
            Assert.Single(await stand.QueryAsync<int>("select problem from article a join feed_item i on i.article_id = a.id where item_key = '2'")));
    }

    [Fact]
    public async Task A_fault_of_our_own_leaves_the_page_another_look_but_not_one_a_minute()
    {
        await AnnounceAsync("1");
        stand.Web.Serve(Page, _ => throw new InvalidOperationException("Nobody foresaw this."));
        await stand.FetchAsync();
        Assert.Equal(Now.AddMinutes(30), (await ArticleAsync()).NextTry);
        stand.Web.Serve(Page, SampleFeed.Page("Story 1", "Ten people were hurt, police said."));
        stand.Clock.Advance(TimeSpan.FromMinutes(31));
        await stand.FetchAsync();
        Assert.Equal(ArticleState.Readable, (await ArticleAsync()).State);
    }

    [Fact]
    public async Task A_page_is_gone_when_four_looks_in_a_row_do_not_find_it_and_not_when_some_of_them_failed_otherwise()
    {
        await AnnounceAsync("1");
        await stand.FetchAsync();
        foreach (var status in new[] { 500, 500, 500, 404, 404, 418, 418, 418, 418, 404, 404, 404 })
        {
            await LookAsync((HttpStatusCode)status);
            Assert.NotEqual("", (await ArticleAsync()).Text);
        }

        await LookAsync(HttpStatusCode.NotFound);
        Assert.Equal("", (await ArticleAsync()).Text);
    }

    [Fact]
    public async Task A_page_that_names_another_story_as_its_own_address_is_not_that_story_before_that_is_read_either()
    {
        await AnnounceAsync("1", "2");
        stand.Web.Serve(Page, SampleFeed.Page("Story 1", "Two ministers resigned, the cabinet office said.", canonical: "https://daily.example/2"));
        await stand.FetchAsync();
        Assert.Equal(["/1", "/2"], stand.Web.Requests.Select(r => r.RequestUri!.AbsolutePath).Where(p => p is "/1" or "/2"));
        Assert.Equal(
            ["https://daily.example/1 Story 1", "https://daily.example/2 Story 2"],
            await stand.QueryAsync<string>("select url || ' ' || title from article where revision = 1 order by url"));
    }

    [Fact]
    public async Task A_page_that_another_feed_calls_otherwise_is_the_story_whose_address_and_headline_it_bears()
    {
        await AnnounceAsync("1", "2");
        stand.Web.Serve("https://daily.example/2", SampleFeed.Page("Story 1", "Ten people were hurt, police said.", canonical: Page));
        await stand.FetchAsync();
        Assert.Equal([Page], await stand.QueryAsync<string>("select url from article"));
    }

    [Fact]
    public async Task An_address_that_is_too_long_to_be_kept_is_none_and_stops_nobody_elses_article()
    {
        // Such as cannot be made shorter: an index of PostgreSQL takes 2,700 bytes.
        var (own, target) = ($"https://daily.example/{RandomNumberGenerator.GetHexString(3000)}", $"https://daily.example/{RandomNumberGenerator.GetHexString(3000)}");
        await AnnounceAsync("1", "2", "3");
        stand.Web.Serve(Page, SampleFeed.Page("Story 1", "Ten people were hurt, police said.", canonical: own));
        stand.Web.Serve("https://daily.example/2", HttpStatusCode.Found, r => r.Headers.Location = new Uri(target));
        stand.Web.Serve(target, SampleFeed.Page("Story 2", "In story 2 ten people were hurt, police said."));
        await stand.FetchAsync();
        Assert.Equal(
            [Page, "https://daily.example/2", "https://daily.example/3"],
            await stand.QueryAsync<string>("select url from article where state = 1 order by url"));
    }

    [Fact]
    public async Task A_page_that_the_database_does_not_take_has_another_look_and_stops_nobody_elses_article()
    {
        await AnnounceAsync("1", "2");
        await stand.QueryAsync<int>("create unique index one_of_a_language on article (language)");
        await stand.FetchAsync();
        var articles = (await stand.QueryAsync<(ArticleState State, DateTimeOffset Next)>("select state, next_try from article order by state")).ToList();
        Assert.Equal([ArticleState.Readable, ArticleState.Unreadable], articles.Select(a => a.State).Order());
        Assert.Contains((ArticleState.Unreadable, Now.AddMinutes(30)), articles);
    }

    [Fact]
    public async Task A_slow_site_gets_a_share_of_a_run_and_its_other_articles_wait_a_minute()
    {
        string[] ids = [.. Enumerable.Range(1, 20).Select(i => $"{i}")];
        await AnnounceAsync(ids);
        foreach (var id in ids)
        {
            stand.Web.Serve($"https://daily.example/{id}", _ =>
            {
                stand.Clock.Advance(TimeSpan.FromSeconds(15));
                return FakeWeb.Ok(Encoding.UTF8.GetBytes(SampleFeed.Page($"Story {id}", $"In story {id} ten people were hurt, police said.")), "text/html");
            });
        }

        await stand.FetchAsync();
        Assert.Equal(3, Asked(ids));
        await stand.FetchAsync();
        Assert.Equal(3, Asked(ids));
        stand.Clock.Advance(TimeSpan.FromMinutes(1));
        await stand.FetchAsync();
        Assert.Equal(6, Asked(ids));
    }

    [Fact]
    public async Task A_site_that_asks_for_fewer_questions_is_asked_none_for_as_long_as_it_says()
    {
        string[] ids = [.. Enumerable.Range(1, 5).Select(i => $"{i}")];
        await AnnounceAsync(ids);
        foreach (var id in ids)
            stand.Web.Serve($"https://daily.example/{id}", HttpStatusCode.TooManyRequests, r => r.Headers.TryAddWithoutValidation("Retry-After", "600"));
        await stand.FetchAsync();
        Assert.Equal(1, Asked(ids));
        stand.Clock.Advance(TimeSpan.FromSeconds(599));
        await stand.FetchAsync();
        Assert.Equal(1, Asked(ids));
        stand.Clock.Advance(TimeSpan.FromSeconds(1));
        await stand.FetchAsync();
        Assert.Equal(2, Asked(ids));
    }

    private int Asked(IEnumerable<string> ids) => ids.Sum(id => stand.Web.Count($"https://daily.example/{id}"));

    private DateTimeOffset Now => stand.Clock.GetUtcNow();

    private async Task<Article> ArticleAsync() => (await stand.Articles.FindByUrlAsync(Page, default))!;

    private async Task LookAsync(HttpStatusCode status)
    {
        stand.Web.Serve(Page, status);

        // As though the page were young for ever: after three days nobody looks any more.
        await stand.QueryAsync<int>("update article set next_try = @Now, found = @Now", new { Now });
        Assert.Equal(1, await stand.FetchAsync());
        stand.Clock.Advance(TimeSpan.FromMinutes(10));
    }

    private async Task AnnounceAsync(params string[] ids)
    {
        stand.Web.Serve(Feed, SampleFeed.Rss());
        await stand.PollAsync();
        stand.Web.Serve(Feed, SampleFeed.Rss([.. ids.Select(id => SampleFeed.Item(id, Now))]));
        await stand.PollLaterAsync();
        foreach (var id in ids)
            stand.Web.Serve($"https://daily.example/{id}", SampleFeed.Page($"Story {id}", $"In story {id} ten people were hurt, police said."));
    }
}
