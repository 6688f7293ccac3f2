using System.Net;
using System.Text;
using NewsBot.Desk;
using NewsBot.Feeds;
using NewsBot.Feeds.Hubs;
using NewsBot.Feeds.Listings;
using NewsBot.Tests.Web;
using Xunit;

namespace NewsBot.Tests.Feeds;

/// <summary>Whose turn it is when, and what that makes of a feed.</summary>
public sealed class PollTurnsTests : IDisposable
{
    private const string Address = "https://daily.example/feed";
    private readonly Newsstand stand = new(Newsstand.Outlet("daily", Address));

    private DateTimeOffset Now => stand.Clock.GetUtcNow();

    public void Dispose() => stand.Dispose();

    [Fact]
    public async Task What_is_dated_before_an_item_that_was_taken_down_is_news_all_the_same()
    {
        var (before, written) = (Now.AddDays(-1), Now.AddHours(-3));
        stand.Web.Serve(Address, SampleFeed.Rss(SampleFeed.Item("1", before), SampleFeed.Item("2", Now)));
        await stand.PollAsync();
        stand.Web.Serve(Address, SampleFeed.Rss(SampleFeed.Item("1", before, "Words of before."), SampleFeed.Item("3", written)));
        await stand.PollLaterAsync();
        Assert.Equal(["3"], await stand.QueryAsync<string>("select item_key from feed_item where backlog = 0"));
    }

    [Fact]
    public async Task The_hour_of_a_publishing_system_does_not_set_the_pace_of_a_feed_with_dates()
    {
        const string hourly = """<sy:updatePeriod xmlns:sy="http://purl.org/rss/1.0/modules/syndication/">hourly</sy:updatePeriod>""";
        const string often = """<sy:updateFrequency xmlns:sy="http://purl.org/rss/1.0/modules/syndication/">4</sy:updateFrequency>""";
        stand.Web.Serve(Address, SampleFeed.Rss([hourly, .. Enumerable.Range(0, 6).Select(i => SampleFeed.Item($"{i}", Now.AddMinutes(-20 * i)))]));
        await stand.PollAsync();
        Assert.Equal(Now.AddMinutes(10), (await stand.FeedAsync()).NextCheck);
        stand.Clock.Advance(TimeSpan.FromMinutes(10));
        stand.Web.Serve(Address, SampleFeed.Rss(hourly, often, SampleFeed.Item("last", Now)));
        await stand.PollAsync();
        Assert.Equal(Now.AddMinutes(15), (await stand.FeedAsync()).NextCheck);
    }

    [Fact]
    public async Task A_slow_host_gets_a_share_of_a_run_and_its_other_feeds_wait_a_minute()
    {
        string[] slow = [.. Enumerable.Range(0, 20).Select(i => $"https://slow.example/{i}")];
        using var many = new Newsstand(Newsstand.Outlet("slow", slow), Newsstand.Outlet("daily", Address));
        foreach (var url in slow)
        {
            many.Web.ServeAsync(url, (_, _) =>
            {
                many.Clock.Advance(TimeSpan.FromSeconds(29));
                return Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent(SampleFeed.Rss()) });
            });
        }

        many.Web.Serve(Address, SampleFeed.Rss(SampleFeed.Item("1", many.Clock.GetUtcNow())));
        await many.PollAsync();
        Assert.Equal(2, many.Web.Requests.Count(r => r.RequestUri!.Host == "slow.example"));
        Assert.Equal(1, many.Web.Count(Address));
        await many.PollLaterAsync(TimeSpan.FromMinutes(1));
        Assert.Equal(4, slow.Count(url => many.Web.Count(url) == 1));
    }

    [Fact]
    public async Task What_a_hub_tells_of_while_its_feed_is_being_read_is_looked_for_at_once()
    {
        stand.Web.ServeAsync(Address, async (_, _) =>
        {
            var answer = FakeWeb.Ok(Encoding.UTF8.GetBytes(SampleFeed.Rss()), "application/rss+xml");
            stand.Clock.Advance(TimeSpan.FromMilliseconds(200));
            await new HubTable(stand.Db).HurryAsync((await stand.FeedAsync()).Id, Now);
            return answer;
        });
        await stand.PollAsync();
        stand.Web.Serve(Address, SampleFeed.Rss(SampleFeed.Item("1", Now)));
        await stand.PollAsync();
        Assert.Equal(["1"], await stand.QueryAsync<string>("select item_key from feed_item"));
    }

    [Fact]
    public async Task A_feed_without_dates_that_brings_nothing_new_for_weeks_is_stale()
    {
        const string undated = "<item><title>One</title><link>https://daily.example/one</link></item>";
        var built = $"<lastBuildDate>{Now.AddDays(40):r}</lastBuildDate>";
        stand.Web.Serve(Address, SampleFeed.Rss(built, undated));
        await stand.PollAsync();
        await stand.PollLaterAsync(TimeSpan.FromDays(29));
        Assert.Null((await stand.FeedAsync()).Problem);
        await stand.PollLaterAsync(TimeSpan.FromDays(2));
        var feed = await stand.FeedAsync();
        Assert.Equal((FeedProblem.Stale, "The feed can be read, but it has brought nothing new for 31 days."), (feed.Problem, feed.ProblemText));
        stand.Web.Serve(Address, SampleFeed.Rss(built, undated.Replace("one", "two", StringComparison.Ordinal)));
        await stand.PollLaterAsync();
        await stand.PollLaterAsync();
        Assert.Null((await stand.FeedAsync()).Problem);
    }

    [Fact]
    public async Task A_dated_item_in_a_feed_without_dates_does_not_silence_it()
    {
        static string Undated(int id) => $"<item><title>Story {id}</title><link>https://daily.example/{id}</link><guid isPermaLink=\"false\">{id}</guid></item>";
        stand.Web.Serve(Address, SampleFeed.Rss(Undated(1)));
        await stand.PollAsync();
        stand.Web.Serve(Address, SampleFeed.Rss(Undated(2), Undated(1)));
        await stand.PollLaterAsync();
        var dated = SampleFeed.Item("3", Now.AddHours(-3));
        stand.Web.Serve(Address, SampleFeed.Rss(dated, Undated(2), Undated(1)));
        await stand.PollLaterAsync();
        stand.Web.Serve(Address, SampleFeed.Rss(Undated(4), dated, Undated(2), Undated(1)));
        await stand.PollLaterAsync();
        Assert.Equal(["2", "3", "4"], await stand.QueryAsync<string>("select item_key from feed_item where backlog = 0 order by item_key"));
    }

    [Fact]
    public async Task An_office_that_was_added_in_chat_is_visited_as_often_as_any()
    {
        const string office = "https://office.example/feed";
        await new SourceBook(stand.Db, stand.Clock).AddAsync(
            new Source { Key = "office", Name = "Office", Class = SourceClass.Official, Feeds = [office] }, ("test", "U1", "Una"), default);
        stand.Web.Serve(office, SampleFeed.Rss(SampleFeed.Item("1", Now))).Serve(Address, SampleFeed.Rss(SampleFeed.Item("1", Now)));
        await stand.PollAsync();
        await stand.PollLaterAsync();
        var wait = (await stand.Feeds.AllAsync(default)).ToDictionary(f => f.Url, f => f.NextCheck - Now);
        Assert.Equal((CheckPlan.Official, CheckPlan.Press), (wait[office], wait[Address]));
    }
}
