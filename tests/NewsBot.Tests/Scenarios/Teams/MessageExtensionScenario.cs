using System.Text.Json.Nodes;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using NewsBot.Channels;
using NewsBot.Tests.Scenarios.Editions;
using Xunit;

namespace NewsBot.Tests.Scenarios.Teams;

/// <summary>The newsroom asked from any chat of Teams.</summary>
public sealed class MessageExtensionScenario
{
    [Theory]
    [InlineData("walked", 1)]
    [InlineData("walked speaker:\"Nadia Sample\" topic:pak-us since:7d", 1)]
    [InlineData("walked topic:intra-afghan", 0)]
    [InlineData("Nadia Sample", 1)]
    [InlineData("", 1)]
    public async Task A_search_finds_statements_and_the_card_that_is_inserted_stays_quoted_and_sourced(string text, int found)
    {
        using var teams = await TeamsApp.OpenAsync();
        await using var scene = teams.Scene;
        var url = await PublishAsync(scene);
        var answer = await SearchAsync(teams, text);
        if (found == 0)
        {
            Assert.Equal("message", (string?)answer["type"]);
            return;
        }

        Assert.Equal(("result", "list"), ((string?)answer["type"], (string?)answer["attachmentLayout"]));
        var result = Assert.Single(answer["attachments"]!.AsArray())!;
        Assert.Equal("application/vnd.microsoft.card.adaptive", (string?)result["contentType"]);
        var card = result["content"]!.ToJsonString();
        Assert.Contains("nobody has walked out of the room", card, StringComparison.Ordinal);
        Assert.Contains(url, card, StringComparison.Ordinal);
        Assert.DoesNotContain("Action.Submit", card, StringComparison.Ordinal);
        Assert.Equal("application/vnd.microsoft.card.thumbnail", (string?)result["preview"]!["contentType"]);
        Assert.Contains("Nadia Sample", (string?)result["preview"]!["content"]!["title"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_preview_can_be_read_where_it_is_markup_and_where_it_is_not()
    {
        using var teams = await TeamsApp.OpenAsync(("cafe", "Café Tribune &amp; Sons", "press"));
        await using var scene = teams.Scene;
        var url = await PublishAsync(scene, "Talks & trade: 3 < 4");
        const string outlet = "(Café Tribune &amp;amp; Sons)";
        var found = Assert.Single((await SearchAsync(teams, "walked"))["attachments"]!.AsArray())!["preview"]!["content"]!;
        Assert.StartsWith("“The American visitors", (string?)found["text"], StringComparison.Ordinal);
        Assert.EndsWith(outlet, (string?)found["text"], StringComparison.Ordinal);
        var pasted = await teams.InvokeAsync("composeExtension/queryLink", new JsonObject { ["url"] = url });
        var preview = pasted["composeExtension"]!["attachments"]![0]!["preview"]!["content"]!;
        Assert.Equal("Talks & trade: 3 &lt; 4", (string?)preview["title"]);
        Assert.StartsWith("Nadia Sample: “The American visitors", (string?)preview["text"], StringComparison.Ordinal);
        Assert.EndsWith(outlet, (string?)preview["text"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("topic:nonsense", "not a topic")]
    [InlineData("walked since:whenever", "narrow with")]
    public async Task A_search_that_cannot_be_read_says_what_would_work(string text, string says)
    {
        using var teams = await TeamsApp.OpenAsync();
        await using var scene = teams.Scene;
        Assert.Contains(says, (string?)(await SearchAsync(teams, text))["text"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_second_page_begins_where_the_first_ended()
    {
        using var teams = await TeamsApp.OpenAsync();
        await using var scene = teams.Scene;
        await PublishAsync(scene);
        Assert.Equal("That was all.", (string?)(await SearchAsync(teams, "walked", skip: 25))["text"]);
    }

    [Fact]
    public async Task What_does_not_fit_on_a_page_stands_on_the_next()
    {
        using var teams = await TeamsApp.OpenAsync();
        await using var scene = teams.Scene;
        await scene.WorkAsync();
        await LongWords.PublishAsync(scene, 27);
        var first = (await SearchAsync(teams, ""))["attachments"]!.AsArray();
        var second = (await SearchAsync(teams, "", skip: 25))["attachments"]!.AsArray();
        Assert.Equal((25, 2), (first.Count, second.Count));
        Assert.Equal(27, first.Concat(second).Select(a => a!["content"]!.ToJsonString()).Distinct().Count());
        Assert.Equal("That was all.", (string?)(await SearchAsync(teams, "", skip: 50))["text"]);
    }

    [Fact]
    public async Task A_pasted_link_of_a_known_article_shows_its_statements_and_another_one_nothing()
    {
        using var teams = await TeamsApp.OpenAsync();
        await using var scene = teams.Scene;
        var url = await PublishAsync(scene);
        var known = await teams.InvokeAsync("composeExtension/queryLink", new JsonObject { ["url"] = url + "?utm_source=x" });
        var card = Assert.Single(known["composeExtension"]!["attachments"]!.AsArray())!;
        Assert.Contains("nobody has walked out of the room", card["content"]!.ToJsonString(), StringComparison.Ordinal);
        Assert.DoesNotContain("Action.Submit", card["content"]!.ToJsonString(), StringComparison.Ordinal);
        Assert.DoesNotContain("Press a statement", card["content"]!.ToJsonString(), StringComparison.Ordinal);
        Assert.NotNull(card["preview"]);
        foreach (var strange in new[] { "https://strange.example/x", "javascript:alert(1)", "not a link", "" })
        {
            var unknown = await teams.InvokeAsync("composeExtension/queryLink", new JsonObject { ["url"] = strange });
            Assert.Null(unknown["composeExtension"]);
        }
    }

    [Fact]
    public async Task The_link_of_a_feed_that_leads_to_a_known_article_is_known()
    {
        using var teams = await TeamsApp.OpenAsync();
        await using var scene = teams.Scene;
        var url = await PublishAsync(scene);
        var at = scene.Clock.GetUtcNow();
        var twin = scene.Outlets[0].Host + "/amp/talks-2";
        scene.Web.Serve(twin, scene.Outlets[0].Page(url, "Talks on trade go on", at, Said.AlsoOnPakUs));
        scene.Outlets[0].Announce(twin, "Talks on trade go on", at);
        await scene.PassAsync(TimeSpan.FromMinutes(20));
        var known = await teams.InvokeAsync("composeExtension/queryLink", new JsonObject { ["url"] = twin });
        Assert.Single(known["composeExtension"]!["attachments"]!.AsArray());
    }

    [Theory]
    [InlineData("<p>Look: <a href=\"{url}\">this</a></p>", "nobody has walked out of the room")]
    [InlineData("<p>Look: {url}.</p>", "nobody has walked out of the room")]
    [InlineData("<p>It is known ({url}), and more</p>", "nobody has walked out of the room")]
    [InlineData("<p>“{url}”؟</p>", "nobody has walked out of the room")]
    [InlineData("<p>Look: https://strange.example/y</p>", "not read this article")]
    [InlineData("<p>Nothing here</p>", "no link")]
    public async Task What_does_it_say_reads_the_link_in_a_message(string html, string says)
    {
        using var teams = await TeamsApp.OpenAsync();
        await using var scene = teams.Scene;
        var url = await PublishAsync(scene);
        var answer = await teams.InvokeAsync("composeExtension/fetchTask", new JsonObject
        {
            ["commandId"] = "say",
            ["commandContext"] = "message",
            ["messagePayload"] = new JsonObject
            {
                ["id"] = "1",
                ["body"] = new JsonObject { ["contentType"] = "html", ["content"] = html.Replace("{url}", url, StringComparison.Ordinal) },
            },
        });
        Assert.Equal("continue", (string?)answer["task"]!["type"]);
        Assert.Contains(says, answer["task"]!["value"]!["card"]!["content"]!.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_reads_messages_too_fast_waits_as_in_a_search()
    {
        using var teams = await TeamsApp.OpenAsync();
        await using var scene = teams.Scene;
        JsonNode answer = null!;
        for (var i = 0; i <= 120; i++)
        {
            answer = await teams.InvokeAsync(
                "composeExtension/fetchTask",
                new JsonObject { ["commandId"] = "say", ["commandContext"] = "message", ["messagePayload"] = new JsonObject { ["id"] = "1" } },
                passes: TimeSpan.Zero);
        }

        Assert.Contains("a lot in one minute", answer.ToJsonString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("composeExtension/query", "takes too long")]
    [InlineData("composeExtension/queryLink", "takes too long")]
    [InlineData("composeExtension/fetchTask", "takes too long")]
    public async Task What_holds_its_thread_for_longer_than_Teams_waits_is_answered_before(string asks, string says)
    {
        var slow = new StuckClock();
        using var teams = await TeamsApp.OpenAsync(services => services.AddSingleton(p => new Haste(p.GetRequiredService<IConfiguration>(), slow)));
        await using var scene = teams.Scene;
        await PublishAsync(scene);
        slow.Sticks = true;
        var asked = teams.InvokeAsync(asks, new JsonObject { ["commandId"] = "say", ["url"] = "https://herald.example/x", ["messagePayload"] = new JsonObject { ["id"] = "1" } });
        for (var i = 0; i < 1000 && !asked.IsCompleted; i++)
        {
            scene.Clock.Advance(TimeSpan.FromMilliseconds(100));
            await Task.Delay(10);
        }

        var inTime = asked.IsCompleted;
        slow.Sticks = false;
        Assert.Contains(says, (await asked).ToJsonString(), StringComparison.Ordinal);
        Assert.True(inTime);
    }

    private static async Task<string> PublishAsync(Scene scene, string title = "Talks on trade go on")
    {
        await scene.WorkAsync();
        scene.Clock.Advance(TimeSpan.FromMinutes(20));
        var url = scene.Outlets[0].Publish("talks", title, scene.Clock.GetUtcNow(), Said.AlsoOnPakUs);
        await scene.WorkAsync();
        return url;
    }

    private static async Task<JsonNode> SearchAsync(TeamsApp teams, string text, int skip = 0) =>
        (await teams.InvokeAsync("composeExtension/query", new JsonObject
        {
            ["commandId"] = "search",
            ["parameters"] = new JsonArray(new JsonObject { ["name"] = text.Length == 0 ? "initialRun" : "query", ["value"] = text.Length == 0 ? "true" : text }),
            ["queryOptions"] = new JsonObject { ["skip"] = skip, ["count"] = 25 },
        }))["composeExtension"]!;

    /// <summary>Holds the thread of whoever asks for the time, as a long search of SQLite does.</summary>
    private sealed class StuckClock : TimeProvider
    {
        private volatile bool sticks;

        public bool Sticks
        {
            set => sticks = value;
        }

        public override DateTimeOffset GetUtcNow()
        {
            while (sticks)
                Thread.Sleep(1);
            return DateTimeOffset.UnixEpoch;
        }
    }
}
