using System.Net;
using Dapper;
using Microsoft.Extensions.DependencyInjection;
using NewsBot.Storage;
using NewsBot.Tests.Cards;
using NewsBot.Tests.Scenarios.Slack;
using NewsBot.Tests.Scenarios.Teams;
using Xunit;

namespace NewsBot.Tests.Scenarios.Sources;

/// <summary>A source goes silent, and comes back.</summary>
public sealed class OutageScenario
{
    [Fact]
    public async Task A_source_that_dies_is_told_once_where_it_mattered_and_once_when_it_is_back()
    {
        await using var scene = await Scene.OpenAsync(("herald", "Herald", "press"), ("post", "Valley Post", "press"));
        await scene.WorkAsync();
        var (chat, other) = (await scene.OpenChatAsync(), await scene.OpenChatAsync());
        await chat.SayAsync("subscribe pak-us");
        await other.SayAsync("subscribe intra-afghan");
        scene.Clock.Advance(TimeSpan.FromMinutes(20));
        scene.Outlets[0].Publish("talks", "Talks on trade go on", scene.Clock.GetUtcNow(), Said.OnPakUs);
        await scene.WorkAsync();
        Assert.Single(await chat.LookAsync());

        scene.Web.Serve(scene.Outlets[0].FeedUrl, HttpStatusCode.BadGateway);
        scene.Web.Serve(scene.Outlets[1].FeedUrl, HttpStatusCode.BadGateway);
        await scene.PassAsync(TimeSpan.FromHours(1));
        Assert.Empty(await chat.LookAsync());
        for (var hour = 0; hour < 30; hour++)
            await scene.PassAsync(TimeSpan.FromHours(1));
        var notice = Assert.Single(await chat.LookAsync());
        Assert.Contains("Herald cannot be read", notice.Text, StringComparison.Ordinal);
        Assert.Contains("502", notice.Text, StringComparison.Ordinal);
        Assert.Empty(await other.LookAsync());

        scene.Outlets[0].Open();
        for (var hour = 0; hour < 10; hour++)
            await scene.PassAsync(TimeSpan.FromHours(1));
        Assert.Contains("Herald is back", Assert.Single(await chat.LookAsync()).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_owners_of_a_team_are_mentioned_when_a_source_dies_and_when_it_is_back()
    {
        using var teams = await TeamsApp.OpenAsync(("herald", "Herald", "press"));
        await using var scene = teams.Scene;
        await scene.WorkAsync();
        await teams.InstallAsync(person: "Omar");
        await teams.SayInChannelAsync("subscribe pak-us outlet:herald");
        scene.Web.Serve(scene.Outlets[0].FeedUrl, HttpStatusCode.BadGateway);
        for (var hour = 0; hour < 30; hour++)
            await scene.PassAsync(TimeSpan.FromHours(1));
        var notice = Assert.Single(teams.Look());
        Assert.Equal("For <at>Omar</at>", (string?)notice.Body["text"]);
        var mention = Assert.Single(notice.Body["entities"]!.AsArray())!;
        Assert.Equal(("mention", "<at>Omar</at>", "29:Omar"), ((string?)mention["type"], (string?)mention["text"], (string?)mention["mentioned"]!["id"]));
        var shown = string.Join('\n', CardTexts.Of(notice.Card));
        Assert.Contains("Herald cannot be read", shown, StringComparison.Ordinal);
        Assert.Contains("For Ayesha, who set up what is followed here.", shown, StringComparison.Ordinal);

        scene.Outlets[0].Open();
        for (var hour = 0; hour < 10; hour++)
            await scene.PassAsync(TimeSpan.FromHours(1));
        Assert.Equal("For <at>Omar</at>", (string?)Assert.Single(teams.Look()).Body["text"]);
    }

    [Fact]
    public async Task Where_no_owner_is_known_who_follows_the_source_is_mentioned()
    {
        await using var desk = await SlackDesk.OpenAsync(null, ("herald", "Herald", "press"));
        await desk.MentionAsync("subscribe pak-us outlet:herald");
        desk.Scene.Web.Serve(desk.Scene.Outlets[0].FeedUrl, HttpStatusCode.BadGateway);
        var told = new List<NewsBot.Slack.Tests.Fake.FakeMessage>();
        for (var hour = 0; hour < 30; hour++)
            told.AddRange(await desk.WorkAsync(TimeSpan.FromHours(1)));
        var notice = Assert.Single(told);
        Assert.Equal("For <@U1>", (string?)notice.Blocks![0]!["text"]!["text"]);
        Assert.Contains("Herald cannot be read", notice.Shown, StringComparison.Ordinal);
        Assert.DoesNotContain("who set up", notice.Shown, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_names_the_outlet_is_told_and_nobody_who_names_another_of_a_like_name()
    {
        await using var scene = await Scene.OpenAsync(("vale", "Valley News", "press"), ("vale-urdu", "Valley News, Urdu", "press"));
        await scene.WorkAsync();
        var (urdu, both, byName) = (await scene.OpenChatAsync(), await scene.OpenChatAsync(), await scene.OpenChatAsync());
        await urdu.SayAsync("subscribe pak-us outlet:vale-urdu");
        await both.SayAsync("subscribe pak-us outlet:vale-urdu,vale");
        await byName.SayAsync("subscribe pak-us outlet:\"Valley News\"");
        scene.Web.Serve(scene.Outlets[0].FeedUrl, HttpStatusCode.BadGateway);
        for (var hour = 0; hour < 30; hour++)
            await scene.PassAsync(TimeSpan.FromHours(1));
        Assert.Empty(await urdu.LookAsync());
        Assert.Contains("Valley News cannot be read", Assert.Single(await both.LookAsync()).Text, StringComparison.Ordinal);
        Assert.Contains("Valley News cannot be read", Assert.Single(await byName.LookAsync()).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_outage_that_concerned_nobody_is_told_to_whom_it_comes_to_concern()
    {
        await using var scene = await Scene.OpenAsync();
        await scene.WorkAsync();
        scene.Web.Serve(scene.Outlets[0].FeedUrl, HttpStatusCode.BadGateway);
        for (var hour = 0; hour < 30; hour++)
            await scene.PassAsync(TimeSpan.FromHours(1));
        Assert.Equal(0, await scene.ScalarAsync("select count(*) from outage"));
        var chat = await scene.OpenChatAsync();
        await chat.SayAsync("subscribe pak-us outlet:herald");
        await scene.PassAsync(TimeSpan.FromHours(1));
        Assert.Contains("Herald cannot be read", Assert.Single(await chat.LookAsync()).Text, StringComparison.Ordinal);
        await scene.PassAsync(TimeSpan.FromHours(7));
        Assert.Empty(await chat.LookAsync());
    }

    [Fact]
    public async Task One_feed_of_an_office_that_dies_is_told_though_another_is_read()
    {
        await using var scene = await Scene.OpenAsync(("office", "The Office", "official"));
        await scene.WorkAsync();
        var chat = await scene.OpenChatAsync();
        await chat.SayAsync("subscribe pak-us outlet:office");
        await using (var connection = await scene.Services.GetRequiredService<NewsDb>().OpenAsync(default))
        {
            await connection.ExecuteAsync(
                "insert into feed (source_id, url, next_check, failures, problem, problem_text) select id, 'https://office.example/list', @later, 6, 11, 'Its shape has changed.' from source",
                new { later = scene.Clock.GetUtcNow().AddDays(99) });
        }

        await scene.PassAsync(TimeSpan.FromHours(1));
        var told = Assert.Single(await chat.LookAsync()).Text;
        Assert.Contains("The Office cannot be read in full", told, StringComparison.Ordinal);
        Assert.Contains("https://office.example/list: Its shape has changed.", told, StringComparison.Ordinal);
        await scene.PassAsync(TimeSpan.FromHours(1));
        Assert.Empty(await chat.LookAsync());
        await using (var connection = await scene.Services.GetRequiredService<NewsDb>().OpenAsync(default))
        {
            await connection.ExecuteAsync(
                "update feed set failures = 0, problem = null, last_success = @now where failures = 6", new { now = scene.Clock.GetUtcNow() });
        }

        await scene.PassAsync(TimeSpan.FromHours(1));
        Assert.Contains("The Office is back in full", Assert.Single(await chat.LookAsync()).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_outage_of_a_feed_that_is_no_longer_followed_keeps_no_later_one_from_being_told()
    {
        await using var scene = await Scene.OpenAsync(("office", "The Office", "official"));
        await scene.WorkAsync();
        var chat = await scene.OpenChatAsync();
        await chat.SayAsync("subscribe pak-us outlet:office");
        await using var connection = await scene.Services.GetRequiredService<NewsDb>().OpenAsync(default);
        foreach (var name in new[] { "list", "archive" })
        {
            await connection.ExecuteAsync(
                "insert into feed (source_id, url, next_check, failures, problem, problem_text) select id, @url, @later, 6, 11, 'Its shape has changed.' from source",
                new { url = $"https://office.example/{name}", later = scene.Clock.GetUtcNow().AddDays(99) });
            await scene.PassAsync(TimeSpan.FromHours(1));
            Assert.Contains($"https://office.example/{name}: ", Assert.Single(await chat.LookAsync()).Text, StringComparison.Ordinal);
            await connection.ExecuteAsync("update feed set active = 0 where failures = 6");
            await scene.PassAsync(TimeSpan.FromHours(1));
            Assert.Empty(await chat.LookAsync());
        }
    }

    [Fact]
    public async Task A_source_that_says_that_it_is_gone_is_told_within_hours()
    {
        await using var scene = await Scene.OpenAsync(("office", "The Office", "official"));
        await scene.WorkAsync();
        var chat = await scene.OpenChatAsync();
        await chat.SayAsync("subscribe pak-us outlet:office");
        scene.Web.Serve(scene.Outlets[0].FeedUrl, HttpStatusCode.Gone);
        for (var quarter = 0; quarter < 16; quarter++)
            await scene.PassAsync(TimeSpan.FromMinutes(15));
        Assert.Contains("The Office cannot be read", Assert.Single(await chat.LookAsync()).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_feed_that_an_operator_has_paused_neither_hides_that_the_other_is_dead_nor_is_told_of()
    {
        await using var scene = await Scene.OpenAsync(("herald", "Herald", "press"), ("office", "The Office", "official"));
        await scene.WorkAsync();
        var chat = await scene.OpenChatAsync();
        await chat.SayAsync("subscribe pak-us outlet:herald,office");
        await using (var connection = await scene.Services.GetRequiredService<NewsDb>().OpenAsync(default))
        {
            await connection.ExecuteAsync(
                """
                insert into feed (source_id, url, next_check, paused) select id, 'https://herald.example/paused', @later, @now from source where key = 'herald';
                insert into feed (source_id, url, next_check, paused, failures, problem, problem_text)
                  select id, 'https://office.example/paused', @later, @now, 6, 11, 'Its shape has changed.' from source where key = 'office'
                """,
                new { later = scene.Clock.GetUtcNow().AddDays(99), now = scene.Clock.GetUtcNow() });
        }

        scene.Web.Serve(scene.Outlets[0].FeedUrl, HttpStatusCode.BadGateway);
        for (var hour = 0; hour < 30; hour++)
            await scene.PassAsync(TimeSpan.FromHours(1));
        Assert.Contains("Herald cannot be read", Assert.Single(await chat.LookAsync()).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_feed_that_can_be_read_but_has_brought_nothing_for_nine_months_counts_as_silent()
    {
        await using var scene = await Scene.OpenAsync();
        scene.Outlets[0].Announce("https://herald.example/news/old", "An old story", Scene.Start.AddDays(-276));
        scene.Web.Serve("https://herald.example/news/old", HttpStatusCode.NotFound);
        var chat = await scene.OpenChatAsync();
        await chat.SayAsync("subscribe pak-us outlet:herald");
        await scene.WorkAsync();
        Assert.Contains("276 days old", Assert.Single(await chat.LookAsync()).Text, StringComparison.Ordinal);
    }
}
