using System.Text.Json.Nodes;
using NewsBot.Tests.Cards;
using NewsBot.Tests.Scenarios.Teams;
using Xunit;

namespace NewsBot.Tests.Scenarios.Editions;

/// <summary>Many statements at once, as a transcript brings them: one card, and everything about it works as for an
/// alert.</summary>
public sealed class ManyTurnsScenario
{
    private static readonly string[] Answers =
    [
        "Pakistan and the United States have agreed to hold a second round of talks on trade in the first week of May.",
        "The talks with the United States will be held in Islamabad, and ministers will lead both delegations of Pakistan and America.",
        "Pakistan has asked the United States to lift the duties on textiles before the negotiations on customs begin.",
        "The American side told Pakistan in the talks that it wants to buy copper and that it will train 12 engineers.",
        "Pakistan and the United States will set up a hotline between the two armies, and the talks on it are nearly done.",
        "Pakistan did not raise the question of visas in the talks with the United States, as the embassy deals with it.",
        "The United States has offered Pakistan a loan for two dams, and the talks about the interest will go on in June.",
        "Pakistan will publish the minutes of the talks with the United States as soon as both capitals have read them.",
    ];

    [Fact]
    public async Task A_briefing_with_eight_turns_makes_one_card()
    {
        await using var scene = await Scene.OpenAsync();
        await scene.WorkAsync();
        var chat = await scene.OpenChatAsync();
        await chat.SayAsync("subscribe pak-us");
        scene.Clock.Advance(TimeSpan.FromMinutes(20));
        var at = scene.Clock.GetUtcNow();
        var url = scene.Outlets[0].Publish("briefing", "Foreign Office briefing", at, Turns(Answers));
        await scene.WorkAsync();

        var card = Assert.Single(await chat.LookAsync());
        Assert.Equal(["New statements", "8 statements at once"], Lines(card).Where((_, i) => i is 0 or 2));
        Assert.Equal(Enumerable.Range(1, 8).Select(i => (long)i), Named(card).Order());
        Assert.All(Answers, a => Assert.Contains(a.TrimEnd('.'), card.Text, StringComparison.Ordinal));
        Assert.DoesNotContain("late", card.Text, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("More", card.Buttons.Select(b => b.Title));
        Assert.Contains("on a card of new statements", (await chat.SayAsync("why #S5"))[0].Text, StringComparison.Ordinal);
        Assert.Contains("nearly done", (await chat.SayAsync("source #S5"))[0].Text, StringComparison.Ordinal);
        scene.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Contains("8 sent + 0 failed + 0 owed", (await chat.SayAsync("audit 24h"))[0].Text, StringComparison.Ordinal);

        // A correction is said under the card, and the card shows it.
        string[] corrected = [.. Answers.Select(a => a.Replace("12 engineers", "15 engineers", StringComparison.Ordinal))];
        scene.Web.Serve(url, scene.Outlets[0].Page(url, "Foreign Office briefing", at, Turns(corrected)));
        await scene.PassAsync(TimeSpan.FromMinutes(11));
        var seen = await chat.LookAsync();
        var update = Assert.Single(seen, s => Identity(s) == Identity(card));
        Assert.Contains("CORRECTED", update.Text, StringComparison.Ordinal);
        Assert.Contains("15 engineers", update.Text, StringComparison.Ordinal);
        Assert.Equal(Named(card), Named(update));
        var said = Assert.Single(seen, s => Identity(s) != Identity(card));
        Assert.Contains("12 engineers → train 15 engineers", said.Text, StringComparison.Ordinal);
        Assert.Equal((string?)card.Activity["id"], (string?)said.Activity["replyToId"]);
        await scene.PassAsync(TimeSpan.FromHours(5));
        Assert.Empty(await chat.LookAsync());
    }

    [Fact]
    public async Task A_briefing_with_three_turns_makes_three_alerts()
    {
        await using var scene = await Scene.OpenAsync();
        await scene.WorkAsync();
        var chat = await scene.OpenChatAsync();
        await chat.SayAsync("subscribe pak-us");
        scene.Clock.Advance(TimeSpan.FromMinutes(20));
        scene.Outlets[0].Publish("briefing", "Foreign Office briefing", scene.Clock.GetUtcNow(), Turns(Answers[..3]));
        await scene.WorkAsync();
        var alerts = await chat.LookAsync();
        Assert.Equal(3, alerts.Count);
        Assert.All(alerts, a => Assert.Contains("Matched", a.Text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_finds_no_place_on_the_card_is_behind_its_button_and_behind_the_typed_line()
    {
        await using var scene = await Scene.OpenAsync();
        await scene.WorkAsync();
        var chat = await scene.OpenChatAsync();
        await chat.SayAsync("subscribe pak-us");
        scene.Clock.Advance(TimeSpan.FromMinutes(20));
        var statements = await LongWords.PublishAsync(scene, 15);
        await scene.WorkAsync();
        var posts = await chat.LookAsync();
        Assert.Equal(statements.Take(12), posts.SelectMany(Named));
        var pressed = (await chat.PressAsync(posts[^1], "More"))[0];
        Assert.Equal(statements.Skip(12), Named(pressed));
        Assert.Contains("More of the new statements of Mon 2 Mar 2026", pressed.Text, StringComparison.Ordinal);
        Assert.Contains("behind “more” of a card of new statements", (await chat.SayAsync($"why #S{statements[^1]}"))[0].Text, StringComparison.Ordinal);
        var someoneElse = posts[^1].Buttons.Single(b => b.Title == "More").Say;
        Assert.Equal(statements.Skip(12), Named((await chat.SayAsync(someoneElse))[0]));
    }

    [Fact]
    public async Task In_teams_the_card_comes_into_the_thread_that_follows_and_the_thread_can_be_asked_about_it()
    {
        using var teams = await TeamsApp.OpenAsync();
        await using var scene = teams.Scene;
        await scene.WorkAsync();
        await teams.SayInChannelAsync("subscribe pak-us in:thread");
        scene.Clock.Advance(TimeSpan.FromMinutes(20));
        scene.Outlets[0].Publish("briefing", "Foreign Office briefing", scene.Clock.GetUtcNow(), Turns(Answers));
        await scene.WorkAsync();
        var card = Assert.Single(teams.Look());
        Assert.Equal($"{TeamsApp.Channel};messageid=1700000000000", card.Conversation);
        Assert.Contains("8 statements at once", card.Text, StringComparison.Ordinal);
        Assert.Contains("second round", (await teams.SayInChannelAsync("source #S1"))[0].Text, StringComparison.Ordinal);
        Assert.Contains("new statements", (await teams.SayInChannelAsync("more"))[0].Text, StringComparison.Ordinal);
    }

    private static string[] Turns(IEnumerable<string> answers) =>
    [
        "Nadia Sample, Foreign Office Spokesperson",
        "2:06 p.m.",
        .. answers.SelectMany((a, i) => new[] { $"QUESTION: And what is there to say of point {i + 1}?", $"MS. SAMPLE: {a}" }),
        "END 2:40 P.M.",
    ];

    private static List<string> Lines(Shown shown) => [.. CardTexts.Of(Card(shown))];

    private static IReadOnlyList<long> Named(Shown shown) => EditionPostsTests.Named(Card(shown));

    private static JsonObject Card(Shown shown) => shown.Activity["attachments"]![0]!["content"]!.AsObject();

    private static string? Identity(Shown shown) =>
        (string?)shown.Activity["channelData"]?["clientActivityID"] ?? (string?)shown.Activity["id"];
}
