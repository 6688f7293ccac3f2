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

    [Theory]
    [InlineData(60, 5)]
    [InlineData(900, 15)]
    [InlineData(86_400, 60)]
    public async Task The_server_s_own_word_on_how_long_its_answer_holds_is_kept_up_to_an_hour(int seconds, int minutes)
    {
        stand.Web.Serve(Address, _ =>
        {
            var answer = FakeWeb.Ok(System.Text.Encoding.UTF8.GetBytes(SampleFeed.Rss(SampleFeed.Item("1", Now))), "application/rss+xml");
            answer.Headers.CacheControl = new CacheControlHeaderValue { MaxAge = TimeSpan.FromSeconds(seconds) };
            return answer;
        });
        await stand.PollAsync();
        Assert.Equal(Now.AddMinutes(minutes), (await stand.FeedAsync()).NextCheck);
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

    [Fact]
    public async Task The_time_when_a_feed_was_built_does_not_make_its_items_old()
    {
        stand.Web.Serve(Address, Built(SampleFeed.Item("1", Now.AddHours(-5))));
        await stand.PollAsync();
        stand.Clock.Advance(TimeSpan.FromHours(1));
        stand.Web.Serve(Address, Built(SampleFeed.Item("2", Now.AddHours(-2)), SampleFeed.Item("1", Now.AddHours(-6), "Corrected.")));
        Assert.Equal(2, await stand.PollAsync());
        Assert.Equal(["1 1 2", "2 0 1"], await stand.QueryAsync<string>("select item_key || ' ' || backlog || ' ' || revision from feed_item order by item_key"));

        string Built(params string[] items) =>
            SampleFeed.Rss([$"<lastBuildDate>{Now.ToString("r", System.Globalization.CultureInfo.InvariantCulture)}</lastBuildDate>", .. items]);
    }

    [Fact]
    public async Task An_abandoned_feed_is_marked_though_it_is_built_anew_each_day()
    {
        stand.Web.Serve(Address, SampleFeed.Rss("<lastBuildDate>Mon, 02 Mar 2026 08:00:00 GMT</lastBuildDate>", SampleFeed.Item("1", Now.AddDays(-276))));
        await stand.PollAsync();
        Assert.Equal(FeedProblem.Stale, (await stand.FeedAsync()).Problem);
    }

    [Fact]
    public async Task An_item_of_tomorrow_does_not_silence_those_of_today()
    {
        stand.Web.Serve(Address, SampleFeed.Rss(SampleFeed.Item("1", Now.AddHours(20))));
        await stand.PollAsync();
        stand.Web.Serve(Address, SampleFeed.Rss(SampleFeed.Item("2", Now)));
        await stand.PollLaterAsync();
        Assert.Equal(["2"], await stand.QueryAsync<string>("select item_key from feed_item where backlog = 0"));
    }

    [Fact]
    public async Task A_feed_that_seemed_empty_at_first_does_not_flood_the_newsroom_with_its_past()
    {
        stand.Web.Serve(Address, SampleFeed.Rss());
        await stand.PollAsync();
        stand.Clock.Advance(TimeSpan.FromMinutes(20));
        stand.Web.Serve(Address, SampleFeed.Rss(SampleFeed.Item("new", Now.AddMinutes(-5)), SampleFeed.Item("old", Now.AddHours(-9)), Undated("undated")));
        Assert.Equal(3, await stand.PollAsync());
        Assert.Equal(["new"], await stand.QueryAsync<string>("select item_key from feed_item where backlog = 0"));
    }

    [Theory]
    [InlineData("Thu, 01 Jan 1970 00:00:00 GMT")]
    [InlineData("0001-01-01T00:00:00Z")]
    [InlineData("1405-09-08 14:07")]
    [InlineData("Sun, 29 Nov 2027 14:07:00 GMT")]
    public async Task An_impossible_date_is_no_date(string date)
    {
        stand.Web.Serve(Address, SampleFeed.Rss(SampleFeed.Item("1", Now)));
        await stand.PollAsync();
        stand.Web.Serve(Address, SampleFeed.Rss(Undated("2", $"<pubDate>{date}</pubDate>"), SampleFeed.Item("1", Now)));
        await stand.PollLaterAsync();
        Assert.Equal(["2"], await stand.QueryAsync<string>("select item_key from feed_item where backlog = 0 and published is null"));
    }

    [Theory]
    [InlineData("a\\u0000b")]
    [InlineData("a\\ud83d")]
    public async Task An_identity_that_no_database_keeps_is_known_again(string id)
    {
        stand.Web.Serve(Address, $$"""{"version":"https://jsonfeed.org/version/1.1","title":"T","items":[{"id":"{{id}}","url":"https://daily.example/1","title":"A {{id}}"}]}""");
        Assert.Equal(1, await stand.PollAsync());
        Assert.Equal(0, await stand.PollLaterAsync());
        Assert.Null((await stand.FeedAsync()).Problem);
    }

    [Fact]
    public async Task An_address_that_grows_too_long_when_it_is_encoded_is_none()
    {
        var link = "https://daily.example/" + new string('خ', 1500);
        stand.Web.Serve(Address, SampleFeed.Rss(SampleFeed.Item("1", Now, link: link), SampleFeed.Item("2", Now)));
        Assert.Equal(2, await stand.PollAsync());
        Assert.All(await stand.QueryAsync<string>("select url from feed_item"), u => Assert.InRange(u.Length, 1, 2100));
    }

    [Fact]
    public async Task Items_that_share_one_identity_are_told_apart_by_their_addresses()
    {
        stand.Web.Serve(Address, SampleFeed.Rss(Named("1"), Named("2")));
        Assert.Equal(2, await stand.PollAsync());
        stand.Web.Serve(Address, SampleFeed.Rss(Named("3"), Named("1"), Named("2")));
        Assert.Equal(1, await stand.PollLaterAsync());
        Assert.Equal(["https://daily.example/3"], await stand.QueryAsync<string>("select url from feed_item where backlog = 0"));

        static string Named(string id) => $"<item><title>Story {id}</title><link>https://daily.example/{id}</link><guid isPermaLink=\"false\">same</guid></item>";
    }

    [Fact]
    public async Task Items_that_are_identified_in_another_way_now_are_not_new()
    {
        stand.Web.Serve(Address, SampleFeed.Rss(SampleFeed.Item("1", Now)));
        await stand.PollAsync();
        stand.Web.Serve(Address, SampleFeed.Rss(SampleFeed.Item("1", Now).Replace(">1</guid>", ">post-1</guid>", StringComparison.Ordinal)));
        Assert.Equal(0, await stand.PollLaterAsync());
        Assert.Equal([1], await stand.QueryAsync<long>("select count(*) from feed_item"));
    }

    [Fact]
    public async Task When_no_host_at_all_answers_it_is_our_own_network()
    {
        var addresses = Enumerable.Range(1, 6).Select(i => $"https://n{i}.example/feed").ToArray();
        using var six = new Newsstand([.. addresses.Select((a, i) => Newsstand.Outlet($"n{i}", a))]);
        foreach (var address in addresses)
            six.Web.Serve(address, _ => throw new HttpRequestException("No route to host"));
        await six.PollAsync();
        Assert.All(await six.Feeds.AllAsync(default), f => Assert.Equal((null, 0, six.Clock.GetUtcNow().AddMinutes(1)), (f.Problem, f.Failures, f.NextCheck)));

        six.Web.Serve(addresses[0], SampleFeed.Rss(SampleFeed.Item("1", Now)));
        await six.PollLaterAsync();
        Assert.Equal(5, (await six.Feeds.AllAsync(default)).Count(f => f.Problem == FeedProblem.Unreachable && f.Failures == 1));
    }

    [Fact]
    public async Task A_host_that_does_not_answer_is_asked_for_one_of_its_feeds()
    {
        string[] addresses = [Address, "https://daily.example/b", "https://daily.example/c"];
        using var three = new Newsstand(Newsstand.Outlet("daily", addresses));
        foreach (var address in addresses)
            three.Web.Serve(address, _ => throw new HttpRequestException("No route to host"));
        await three.PollAsync();
        Assert.Single(three.Web.Requests);
        Assert.Equal([1, 0, 0], (await three.Feeds.AllAsync(default)).Select(f => f.Failures).OrderDescending());
    }

    [Fact]
    public async Task Redirects_without_end_are_looked_at_again_the_same_hour()
    {
        stand.Web.Serve(Address, HttpStatusCode.Found, r => r.Headers.Location = new Uri(Address));
        await stand.PollAsync();
        Assert.InRange((await stand.FeedAsync()).NextCheck - Now, TimeSpan.FromMinutes(4), TimeSpan.FromHours(1));
    }

    [Fact]
    public async Task What_a_feed_asks_for_holds_while_it_does_not_change()
    {
        stand.Web.Serve(Address, SampleFeed.Rss("<ttl>50</ttl><skipHours><hour>11</hour></skipHours>", SampleFeed.Item("1", Now)), etag: "\"v1\"");
        await stand.PollAsync();
        Assert.Equal(Now.AddMinutes(50), (await stand.FeedAsync()).NextCheck);
        stand.Web.Serve(Address, HttpStatusCode.NotModified);
        await stand.PollLaterAsync(TimeSpan.FromMinutes(50));
        Assert.Equal(Now.AddMinutes(50), (await stand.FeedAsync()).NextCheck);
        await stand.PollLaterAsync(TimeSpan.FromMinutes(50));
        Assert.Equal(new DateTimeOffset(2026, 3, 2, 12, 0, 0, TimeSpan.Zero), (await stand.FeedAsync()).NextCheck);
    }

    [Fact]
    public async Task A_look_that_cannot_be_stored_is_a_failed_look_and_waits_its_turn()
    {
        stand.Web.Serve(Address, SampleFeed.Rss(SampleFeed.Item("1", Now)), etag: "\"v1\"");
        await stand.PollAsync();
        await stand.QueryAsync<long>(
            TestDb.OnServer
                ? """
                  create function harm() returns trigger language plpgsql as $$ begin raise exception 'harm'; end $$;
                  create trigger harm before insert on feed_item for each row execute function harm()
                  """
                : "create trigger harm before insert on feed_item begin select raise(abort, 'harm'); end");
        stand.Web.Serve(Address, SampleFeed.Rss(SampleFeed.Item("2", Now)), etag: "\"v2\"");
        Assert.Equal(0, await stand.PollLaterAsync());
        var feed = await stand.FeedAsync();
        Assert.Equal((FeedProblem.Broken, 1, "\"v1\""), (feed.Problem, feed.Failures, feed.Etag));
        Assert.True(feed.NextCheck > Now + TimeSpan.FromMinutes(4));
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

    private static string Undated(string id, string date = "") =>
        $"<item><title>Story {id}</title><link>https://daily.example/{id}</link><guid isPermaLink=\"false\">{id}</guid>{date}</item>";

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
