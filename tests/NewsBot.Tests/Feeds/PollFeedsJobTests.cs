using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using NewsBot.Feeds;
using NewsBot.Tests.Web;
using Xunit;

namespace NewsBot.Tests.Feeds;

public sealed class PollFeedsJobTests : IDisposable
{
    private const string Address = "https://daily.example/feed";
    private readonly Newsstand stand = new(Newsstand.Outlet("daily", Address));

    private DateTimeOffset Now => stand.Clock.GetUtcNow();

    public void Dispose() => stand.Dispose();

    [Fact]
    public async Task The_first_look_at_a_feed_is_recorded_but_not_announced()
    {
        stand.Web.Serve(Address, SampleFeed.Rss(SampleFeed.Item("1", Now), SampleFeed.Item("2", Now)));
        Assert.Equal(2, await stand.PollAsync());
        Assert.Equal([1, 1], await stand.QueryAsync<long>("select backlog from feed_item"));

        stand.Web.Serve(Address, SampleFeed.Rss(SampleFeed.Item("3", Now), SampleFeed.Item("1", Now), SampleFeed.Item("2", Now)));
        Assert.Equal(1, await stand.PollLaterAsync());
        Assert.Equal(["3"], await stand.QueryAsync<string>("select item_key from feed_item where backlog = 0"));
    }

    [Fact]
    public async Task An_old_item_that_turns_up_later_is_backlog_too()
    {
        stand.Web.Serve(Address, SampleFeed.Rss(SampleFeed.Item("1", Now)));
        await stand.PollAsync();
        stand.Web.Serve(Address, SampleFeed.Rss(SampleFeed.Item("1", Now), SampleFeed.Item("old", Now.AddDays(-4))));
        await stand.PollLaterAsync();
        Assert.Equal([1, 1], await stand.QueryAsync<long>("select backlog from feed_item"));
    }

    [Fact]
    public async Task A_feed_that_has_not_changed_costs_one_conditional_request()
    {
        stand.Web.Serve(Address, SampleFeed.Rss(SampleFeed.Item("1", Now)), "application/rss+xml", etag: "\"v1\"");
        await stand.PollAsync();
        stand.Web.Serve(Address, HttpStatusCode.NotModified);
        Assert.Equal(0, await stand.PollLaterAsync());
        Assert.Equal("\"v1\"", stand.Web.Requests.Last().Headers.NonValidated["If-None-Match"].ToString());
        var feed = await stand.FeedAsync();
        Assert.Equal((0, 1, "\"v1\""), (feed.Failures, feed.Quiet, feed.Etag));
        Assert.Equal(Now, feed.LastSuccess);
    }

    [Fact]
    public async Task A_changed_item_is_a_new_revision_and_not_a_new_item()
    {
        var date = Now;
        stand.Web.Serve(Address, SampleFeed.Rss(SampleFeed.Item("1", date, "Ten people were hurt.")));
        await stand.PollAsync();
        stand.Web.Serve(Address, SampleFeed.Rss(SampleFeed.Item("1", date, "<p>Ten   people were hurt.</p>")));
        Assert.Equal(0, await stand.PollLaterAsync());
        stand.Web.Serve(Address, SampleFeed.Rss(SampleFeed.Item("1", date, "Eleven people were hurt.")));
        Assert.Equal(1, await stand.PollLaterAsync());
        Assert.Equal(["2 Eleven people were hurt."], await stand.QueryAsync<string>("select revision || ' ' || summary from feed_item"));
    }

    [Fact]
    public async Task A_stale_copy_from_a_cache_changes_nothing_and_deletes_nothing()
    {
        var (yesterday, today) = (Now.AddDays(-1), Now);
        stand.Web.Serve(Address, SampleFeed.Rss(SampleFeed.Item("1", yesterday, "First words.")));
        await stand.PollAsync();
        stand.Web.Serve(Address, SampleFeed.Rss(SampleFeed.Item("2", today), SampleFeed.Item("1", yesterday, "Corrected words.")));
        Assert.Equal(2, await stand.PollLaterAsync());
        stand.Web.Serve(Address, SampleFeed.Rss(SampleFeed.Item("1", yesterday, "First words.")));
        Assert.Equal(0, await stand.PollLaterAsync());
        stand.Web.Serve(Address, SampleFeed.Rss(SampleFeed.Item("2", today), SampleFeed.Item("1", yesterday, "Corrected words.")));
        Assert.Equal(0, await stand.PollLaterAsync());
    }

    [Theory]
    [InlineData(404, FeedProblem.NotFound)]
    [InlineData(410, FeedProblem.Gone)]
    [InlineData(403, FeedProblem.Refused)]
    [InlineData(500, FeedProblem.ServerError)]
    [InlineData(429, FeedProblem.TooOften)]
    public async Task A_status_that_fails_is_kept_with_its_sentence(int status, FeedProblem expected)
    {
        stand.Web.Serve(Address, (HttpStatusCode)status);
        Assert.Equal(0, await stand.PollAsync());
        var feed = await stand.FeedAsync();
        Assert.Equal((expected, 1), (feed.Problem, feed.Failures));
        Assert.Contains(status.ToString(System.Globalization.CultureInfo.InvariantCulture), feed.ProblemText);
        Assert.Null(feed.LastSuccess);
    }

    [Fact]
    public async Task A_server_that_names_a_time_to_come_back_is_left_alone_until_then()
    {
        stand.Web.Serve(Address, HttpStatusCode.TooManyRequests, r => r.Headers.RetryAfter = new RetryConditionHeaderValue(TimeSpan.FromHours(3)));
        await stand.PollAsync();
        Assert.Equal(Now.AddHours(3), (await stand.FeedAsync()).NextCheck);
        stand.Clock.Advance(TimeSpan.FromHours(2));
        await stand.PollAsync();
        Assert.Equal(1, stand.Web.Count(Address));
    }

    [Fact]
    public async Task A_page_in_place_of_the_feed_is_a_failure_and_its_etag_is_not_kept()
    {
        stand.Web.Serve(Address, "<!DOCTYPE html><html><head><title>Just a moment…</title></head><body>Checking your browser</body></html>", etag: "\"wall\"");
        await stand.PollAsync();
        var feed = await stand.FeedAsync();
        Assert.Equal((FeedProblem.WebPage, 1, (string?)null), (feed.Problem, feed.Failures, feed.Etag));
    }

    [Fact]
    public async Task A_feed_whose_newest_item_is_old_is_read_but_marked()
    {
        stand.Web.Serve(Address, SampleFeed.Rss(SampleFeed.Item("1", Now.AddDays(-276))));
        await stand.PollAsync();
        var feed = await stand.FeedAsync();
        Assert.Equal((FeedProblem.Stale, 0), (feed.Problem, feed.Failures));
        Assert.Contains("276 days", feed.ProblemText);
        stand.Web.Serve(Address, SampleFeed.Rss(SampleFeed.Item("2", Now)));
        await stand.PollLaterAsync();
        Assert.Null((await stand.FeedAsync()).Problem);
    }

    [Fact]
    public async Task A_compressed_answer_that_explodes_is_refused()
    {
        var bomb = new MemoryStream();
        using (var gzip = new GZipStream(bomb, CompressionLevel.Optimal, leaveOpen: true))
        {
            for (var i = 0; i < 24; i++)
                gzip.Write(new byte[1024 * 1024]);
        }

        stand.Web.Serve(Address, _ =>
        {
            var response = FakeWeb.Ok(bomb.ToArray(), "application/rss+xml");
            response.Content.Headers.ContentEncoding.Add("gzip");
            return response;
        });
        await stand.PollAsync();
        Assert.Equal(FeedProblem.TooLarge, (await stand.FeedAsync()).Problem);
    }

    [Fact]
    public async Task A_server_that_does_not_answer_is_given_up_on_and_the_other_feeds_are_read()
    {
        using var two = new Newsstand(Newsstand.Outlet("daily", Address), Newsstand.Outlet("weekly", "https://weekly.example/feed"));
        two.Web.ServeAsync(Address, async (_, token) =>
        {
            two.Clock.Advance(TimeSpan.FromSeconds(31));
            await Task.Delay(Timeout.Infinite, token);
            throw new InvalidOperationException();
        });
        two.Web.Serve("https://weekly.example/feed", SampleFeed.Rss(SampleFeed.Item("1", Now)));
        Assert.Equal(1, await two.PollAsync());
        var feeds = await two.Feeds.AllAsync(default);
        Assert.Equal([FeedProblem.Unreachable, null], feeds.Select(f => f.Problem));
    }

    [Fact]
    public async Task A_redirected_feed_is_read_where_it_went()
    {
        stand.Web.Serve(Address, HttpStatusCode.MovedPermanently, r => r.Headers.Location = new Uri("/new/feed.xml", UriKind.Relative));
        stand.Web.Serve("https://daily.example/new/feed.xml", SampleFeed.Rss(SampleFeed.Item("1", Now, link: "story/1")));
        Assert.Equal(1, await stand.PollAsync());
        Assert.Equal(["https://daily.example/new/story/1"], await stand.QueryAsync<string>("select url from feed_item"));
    }

    [Fact]
    public async Task Hostile_words_are_stored_as_plain_text()
    {
        stand.Web.Serve(Address, SampleFeed.Rss(SampleFeed.Item("1", Now, "<script>alert(1)</script><p onclick=x>Safe \u202Eetirw</p><img src=x onerror=y>")));
        await stand.PollAsync();
        Assert.Equal(["Safe etirw"], await stand.QueryAsync<string>("select summary from feed_item"));
    }

    [Fact]
    public async Task A_feed_that_left_the_desks_list_is_not_visited()
    {
        stand.Web.Serve(Address, SampleFeed.Rss(SampleFeed.Item("1", Now)));
        await stand.PollAsync();
        await stand.Sources.EnsureAsync([Newsstand.Outlet("daily", "https://daily.example/other")], default);
        Assert.Equal(["https://daily.example/other"], (await stand.Feeds.AllAsync(default)).Select(f => f.Url));
        Assert.Equal("daily", await stand.Sources.KeyOfAsync((await stand.Sources.IdOfAsync("daily", default))!.Value, default));
    }
}
