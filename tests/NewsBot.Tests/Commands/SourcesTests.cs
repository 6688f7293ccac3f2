using System.Globalization;
using System.Text;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting.Internal;
using NewsBot.Commands;
using NewsBot.Commands.Sources;
using NewsBot.Conversations;
using NewsBot.Desk;
using NewsBot.Feeds;
using NewsBot.Feeds.Listings;
using NewsBot.Tests.Feeds;
using NewsBot.Web;
using Xunit;

namespace NewsBot.Tests.Commands;

public sealed class SourcesTests
{
    private const string Feed = "https://daily.example/feed";

    [Fact]
    public async Task Sources_lists_health_and_editors_add_pause_and_remove()
    {
        await using var room = new Room();
        await new SourceTable(room.Db, room.Clock).EnsureAsync(Room.Desk.Sources, default);
        Assert.Contains("The Gazette (gazette): not read yet", await room.SayAsync("sources"), StringComparison.Ordinal);

        room.Web.Serve(Feed, SampleFeed.Rss(SampleFeed.Item("1", room.Clock.GetUtcNow())), "application/rss+xml");
        var added = await room.SayAsync("sources add " + Feed);
        Assert.Contains("Added:", added, StringComparison.Ordinal);
        var key = added[(added.IndexOf("sources remove ", StringComparison.Ordinal) + "sources remove ".Length)..].TrimEnd(']');
        Assert.Contains("Already there", await room.SayAsync("sources add " + Feed), StringComparison.Ordinal);
        Assert.Contains($"({key}): not read yet; 1 feed; added by Una", await room.SayAsync("sources"), StringComparison.Ordinal);

        Assert.Contains("Paused: The Gazette", await room.SayAsync("sources pause gazette"), StringComparison.Ordinal);
        var feeds = new FeedTable(room.Db);
        Assert.Equal([Feed], (await feeds.DueAsync(room.Clock.GetUtcNow(), 9, default)).Select(f => f.Url));
        Assert.Contains("paused by Una", await room.SayAsync("sources"), StringComparison.Ordinal);
        Assert.Contains("Followed again", await room.SayAsync("sources resume The Gazette"), StringComparison.Ordinal);

        // What was added stays when the desk's list is read anew, as after a start.
        await new SourceTable(room.Db, room.Clock).EnsureAsync([.. Room.Desk.Sources], default);
        Assert.Equal(2, (await feeds.DueAsync(room.Clock.GetUtcNow(), 9, default)).Count);
        Assert.Contains("Removed:", await room.SayAsync("sources remove " + key), StringComparison.Ordinal);
        Assert.Contains("desk’s file", await room.SayAsync("sources remove gazette"), StringComparison.Ordinal);
        Assert.Single(await feeds.DueAsync(room.Clock.GetUtcNow(), 9, default));
    }

    [Fact]
    public async Task Sources_go_on_where_a_card_is_full_and_one_is_shown_by_its_name()
    {
        await using var room = new Room();
        await new SourceTable(room.Db, room.Clock).EnsureAsync(Room.Desk.Sources, default);
        for (var i = 1; i <= 20; i++)
        {
            room.Run("insert into source (key, name, class, language) values (@key, @name, 2, 'en')", new { key = $"s{i}", name = $"Zeitung {i:00}" });
            room.Run("insert into feed (source_id, url, next_check) select id, 'https://s.example/' || key, 0 from source where key = @key", new { key = $"s{i}" });
        }

        var first = await room.SayAsync("sources");
        Assert.Contains("Zeitung 14 (s14)", first, StringComparison.Ordinal);
        Assert.Contains("Others: 6 more, 6 of them well: say more.", first, StringComparison.Ordinal);
        Assert.Contains("Zeitung 15 (s15)", await room.SayAsync("more #L1", "Omar"), StringComparison.Ordinal);
        var second = await room.SayAsync("more");
        Assert.Contains("Zeitung 20 (s20)", second, StringComparison.Ordinal);
        Assert.DoesNotContain("Zeitung 14", second, StringComparison.Ordinal);
        Assert.Contains("That was all", await room.SayAsync("more"), StringComparison.Ordinal);

        Assert.Contains("Source: The Gazette", await room.SayAsync("sources gaz"), StringComparison.Ordinal);
        var several = await room.SayAsync("sources zeitung");
        Assert.Contains("[sources s1]", several, StringComparison.Ordinal);
        Assert.Contains("I know no source “wibble”.", await room.SayAsync("sources wibble"), StringComparison.Ordinal);
        var one = await room.SayAsync("sources the gazette");
        Assert.Contains("Source: The Gazette", one, StringComparison.Ordinal);
        Assert.Contains("[sources pause gazette]", one, StringComparison.Ordinal);
        Assert.DoesNotContain("Zeitung", one, StringComparison.Ordinal);
        Assert.Contains("No such source", await room.SayAsync("sources nothing-like-it"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Feeds_of_one_title_or_of_another_script_have_keys_of_their_own()
    {
        await using var room = new Room();
        async Task<string> AddAsync(string url, string title)
        {
            var feed = SampleFeed.Rss(SampleFeed.Item("1", room.Clock.GetUtcNow())).Replace("The Daily Test", title, StringComparison.Ordinal);
            room.Web.Serve(url, feed, "application/rss+xml");
            return await room.SayAsync("sources add " + url);
        }

        Assert.Contains("as “roznama”", await AddAsync("https://www.roznama.example/feed", "تازہ خبریں"), StringComparison.Ordinal);
        Assert.Contains("as “akhbar”", await AddAsync("https://urdu.akhbar.example/feed", "تازہ ترین"), StringComparison.Ordinal);
        Assert.Contains("as “akhbar-2”", await AddAsync("https://urdu.akhbar.example/sports", "کھیل"), StringComparison.Ordinal);
        Assert.Contains("as “latest-news”", await AddAsync("https://a.example/feed", "Latest News"), StringComparison.Ordinal);
        Assert.Contains("as “latest-news-2”", await AddAsync("https://b.example/feed", "Latest News"), StringComparison.Ordinal);
        Assert.Contains("Already there", await AddAsync("https://b.example/feed", "Latest News"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_page_leads_to_its_feed_and_an_office_is_added_as_official()
    {
        await using var room = new Room();
        const string link = "<link rel=alternate type='application/rss+xml' href='/{0}'>";
        var feed = SampleFeed.Rss(SampleFeed.Item("1", room.Clock.GetUtcNow()));
        room.Web.Serve("https://office.example/", $"<html><head>{string.Format(CultureInfo.InvariantCulture, link, "feed")}</head><body><p>News</p></body></html>")
            .Serve("https://office.example/feed", feed, "application/rss+xml")
            .Serve("https://two.example/", $"<html><head>{string.Format(CultureInfo.InvariantCulture, link, "a")}{string.Format(CultureInfo.InvariantCulture, link, "b")}</head><body><p>News</p></body></html>");
        Assert.Contains("an official source", await room.SayAsync("sources add https://office.example/ official"), StringComparison.Ordinal);
        Assert.Equal(1, room.Run<long>("select count(*) from feed f join source s on s.id = f.source_id and s.class = 0 where f.url = 'https://office.example/feed'"));
        Assert.Contains("[sources add https://two.example/b wire]", await room.SayAsync("sources add https://two.example/ as wire"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_came_between_a_removal_and_the_return_is_recorded_and_not_announced()
    {
        await using var room = new Room();
        var feeds = new FeedTable(room.Db);
        async Task LookAsync(params string[] ids)
        {
            room.Clock.Advance(TimeSpan.FromHours(1));
            var now = room.Clock.GetUtcNow();
            var body = SampleFeed.Rss([.. ids.Select(i => SampleFeed.Item(i, now.AddMinutes(-10)))]);
            var feed = Assert.Single(await feeds.DueAsync(now, 9, default), f => f.Url == Feed);
            var fetched = new Fetched { FinalAddress = new Uri(Feed), Body = Encoding.UTF8.GetBytes(body), Status = 200 };
            await feeds.RecordAsync([FeedLook.Of(feed, null, fetched, now)], default);
        }

        room.Web.Serve(Feed, SampleFeed.Rss(SampleFeed.Item("1", room.Clock.GetUtcNow())), "application/rss+xml");
        await room.SayAsync("sources add " + Feed);
        await LookAsync("1");
        Assert.Contains("Removed:", await room.SayAsync("sources remove the-daily-test"), StringComparison.Ordinal);
        Assert.Contains("as “the-daily-test”", await room.SayAsync("sources add " + Feed), StringComparison.Ordinal);
        await LookAsync("1", "2");
        await LookAsync("1", "2", "3");
        Assert.Equal("3", room.Run<string>("select max(item_key) from feed_item where backlog = 0 and (select count(*) from feed_item where backlog = 0) = 1"));
    }

    [Fact]
    public async Task What_is_added_again_is_what_it_is_added_as_now_and_is_read_though_an_operator_had_paused_it()
    {
        await using var room = new Room();
        room.Web.Serve(Feed, SampleFeed.Rss(SampleFeed.Item("1", room.Clock.GetUtcNow())), "application/rss+xml");
        await room.SayAsync("sources add " + Feed);
        room.Run("update feed set paused = @now", new { now = room.Clock.GetUtcNow() });
        Assert.Contains("not read yet; 1 feed, 1 of them paused by whoever runs this newsroom; added by Una", await room.SayAsync("sources"), StringComparison.Ordinal);
        await room.SayAsync("sources remove the-daily-test");
        Assert.Contains("an official source", await room.SayAsync($"sources add {Feed} official"), StringComparison.Ordinal);
        var feed = Assert.Single(await new FeedTable(room.Db).DueAsync(room.Clock.GetUtcNow(), 9, default));
        Assert.Equal(SourceClass.Official, feed.Class);
    }

    [Fact]
    public async Task What_was_added_in_chat_is_known_to_whatever_asks_for_an_outlet()
    {
        await using var room = new Room();
        room.Web.Serve(Feed, SampleFeed.Rss(SampleFeed.Item("1", room.Clock.GetUtcNow())), "application/rss+xml");
        Assert.Contains("No outlet “the-daily-test”", await room.SayAsync("subscribe pak-us outlet:the-daily-test"), StringComparison.Ordinal);
        await room.SayAsync("unsubscribe #1");
        await room.SayAsync("sources add " + Feed);
        Assert.DoesNotContain("No outlet", await room.SayAsync("subscribe pak-us outlet:the-daily-test"), StringComparison.Ordinal);
        Assert.DoesNotContain("No outlet", await room.SayAsync("edit #2 outlet:\"The Daily Test\""), StringComparison.Ordinal);
        var why = await room.SayAsync("why https://daily.example/77");
        Assert.Contains("The Daily Test is followed, but none of its feeds announced this address.", why, StringComparison.Ordinal);

        room.Statement("We want a ceasefire now");
        await room.SayAsync("latest pak-us");
        await room.SayAsync("without the daily test");
        Assert.Equal("latest topic:pak-us -outlet:the-daily-test", room.Run<string>("select command from shown_list"));

        var opml = new StringWriter();
        await SourceCommandLine.ExportAsync(Room.Desk.Sources, room.Db, opml, default);
        Assert.Contains($"xmlUrl=\"{Feed}\"", opml.ToString(), StringComparison.Ordinal);
        await room.SayAsync("sources remove the-daily-test");
        Assert.Contains("No source that is followed here has this site.", await room.SayAsync("why https://daily.example/77"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("sources add https://daily.example/page", "Not added")]
    [InlineData("sources add http://127.0.0.1/feed", "Not added")]
    [InlineData("sources pause nothing-like-it", "No such source")]
    [InlineData("sources pause", "Which source?")]
    public async Task What_cannot_be_done_says_why(string line, string told)
    {
        await using var room = new Room();
        room.Web.Serve("https://daily.example/page", "<html><body>News</body></html>");
        Assert.Contains(told, await room.SayAsync(line), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("U1", "slack", "U1", true)]
    [InlineData("29:1aBc", "msteams", "29:1aBc", true)]
    [InlineData("slack:U1", "slack", "U1", true)]
    [InlineData("msteams:29:1aBc", "msteams", "29:1aBc", true)]
    [InlineData("webchat:person-0f", "webchat", "person-0f", true)]
    [InlineData("directline:desk-1", "directline", "desk-1", true)]
    [InlineData("*", "directline", "U1", true)]
    [InlineData("U1", "directline", "U1", false)]
    [InlineData("U1", "webchat", "U1", false)]
    [InlineData("slack:U1", "directline", "U1", false)]
    [InlineData("slack:U1", "directline", "slack:U1", false)]
    [InlineData("slack:U1", "msteams", "U1", false)]
    [InlineData("slack:U1", "slack", "U2", false)]
    public void Who_names_itself_as_an_editor_of_another_channel_is_none(string editors, string channel, string person, bool isEditor)
    {
        var settings = new ConfigurationBuilder().AddInMemoryCollection([new("Editors", editors)]).Build();
        var conversation = new Conversation
        {
            Id = 1,
            Channel = channel,
            ExternalId = "c",
            Kind = ConversationKind.Personal,
            Reference = "{}",
            Zone = "UTC",
            ZoneSource = ZoneSource.Default,
            Joined = DateTimeOffset.UnixEpoch,
            State = ConversationState.Open,
        };
        Assert.Equal(isEditor, new Editors(settings, new HostingEnvironment { EnvironmentName = "Production" }).Has(new Request(conversation, person, person, "")));
    }

    [Fact]
    public async Task Nobody_but_an_editor_changes_what_everybody_reads()
    {
        await using var room = new Room();
        await new SourceTable(room.Db, room.Clock).EnsureAsync(Room.Desk.Sources, default);
        var refused = await room.SayAsync("sources pause gazette", "Mallory", name: "Una");
        Assert.Contains("Only editors", refused, StringComparison.Ordinal);
        Assert.Contains("Your entry there is test:Mallory", refused, StringComparison.Ordinal);
        Assert.Single(await new FeedTable(room.Db).DueAsync(room.Clock.GetUtcNow(), 9, default));
        Assert.Contains("The Gazette", await room.SayAsync("sources", "Mallory"), StringComparison.Ordinal);
    }
}
