using System.Net;
using System.Text.RegularExpressions;
using Dapper;
using Microsoft.Extensions.DependencyInjection;
using NewsBot.Storage;
using NewsBot.Tests.Web;
using NewsBot.TestSupport;
using Xunit;

namespace NewsBot.Tests.Scenarios.Sources;

/// <summary>An outlet changes what it has published, and a cache gives out an old copy.</summary>
public sealed partial class CorrectionScenario
{
    private const string Was = "“Pakistan and the United States signed 12 agreements on trade today,” Foreign Office spokesperson Nadia Sample told reporters in Islamabad.";
    private static readonly string Now = Was.Replace("12", "15", StringComparison.Ordinal);

    [Fact]
    public async Task A_changed_number_updates_the_card_and_its_thread_says_which_words_changed()
    {
        await using var scene = await Scene.OpenAsync();
        var (chat, card, url, at) = await AlertedAsync(scene);
        scene.Web.Serve(url, scene.Outlets[0].Page(url, "Agreements signed", at, Paragraphs(Was.Replace("agreements on", "agreements, on", StringComparison.Ordinal))));
        await scene.PassAsync(TimeSpan.FromMinutes(11));
        Assert.Empty(await chat.LookAsync());

        scene.Web.Serve(url, scene.Outlets[0].Page(url, "Agreements signed", at, Paragraphs(Now)));
        await scene.PassAsync(TimeSpan.FromMinutes(31));
        var seen = await chat.LookAsync();
        var update = Assert.Single(seen, s => Identity(s) == Identity(card));
        Assert.Contains("CORRECTED", update.Text, StringComparison.Ordinal);
        Assert.Contains("15 agreements", update.Text, StringComparison.Ordinal);
        var thread = Assert.Single(seen, s => Identity(s) != Identity(card));
        Assert.Contains("signed 12 agreements → signed 15 agreements", thread.Text, StringComparison.Ordinal);
        Assert.Equal((string?)card.Activity["id"], (string?)thread.Activity["replyToId"]);
        Assert.Contains("corrected", string.Concat((await chat.SayAsync("why #S1")).Select(s => s.Text)), StringComparison.OrdinalIgnoreCase);
        await scene.PassAsync(TimeSpan.FromHours(5));
        Assert.Empty(await chat.LookAsync());
    }

    [Fact]
    public async Task A_sentence_taken_out_is_told_as_withdrawn_and_an_old_copy_of_the_page_changes_nothing()
    {
        await using var scene = await Scene.OpenAsync();
        var (chat, card, url, at) = await AlertedAsync(scene);
        scene.Web.Serve(url, scene.Outlets[0].Page(url, "Agreements signed", at, Paragraphs(Now)));
        await scene.PassAsync(TimeSpan.FromMinutes(11));
        Assert.Equal(2, (await chat.LookAsync()).Count);

        // The old words for one look, as a cache gives them out.
        scene.Web.Serve(url, scene.Outlets[0].Page(url, "Agreements signed", at, Paragraphs(Was)));
        await scene.PassAsync(TimeSpan.FromMinutes(21));
        Assert.Empty(await chat.LookAsync());
        scene.Web.Serve(url, scene.Outlets[0].Page(url, "Agreements signed", at, Paragraphs(Now)));
        await scene.PassAsync(TimeSpan.FromMinutes(31));
        Assert.Empty(await chat.LookAsync());

        scene.Web.Serve(url, scene.Outlets[0].Page(url, "Agreements signed", at, Paragraphs("The ministry did not say more about it.")));
        await scene.PassAsync(TimeSpan.FromHours(2));
        var seen = await chat.LookAsync();
        Assert.Contains("WITHDRAWN", Assert.Single(seen, s => Identity(s) == Identity(card)).Text, StringComparison.Ordinal);
        Assert.Contains("took the sentence out", Assert.Single(seen, s => Identity(s) != Identity(card)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_outlet_that_changed_its_text_is_named_and_not_the_first_that_carried_the_words()
    {
        await using var scene = await Scene.OpenAsync(("herald", "Herald", "press"), ("wire", "Hill Wire", "press"));
        await scene.WorkAsync();
        var chat = await scene.OpenChatAsync();
        await chat.SayAsync("subscribe pak-us");
        scene.Clock.Advance(TimeSpan.FromMinutes(20));
        scene.Outlets[0].Publish("deals", "Agreements signed", scene.Clock.GetUtcNow(), Paragraphs(
            "Pakistan and the United States signed 12 agreements on trade today, Foreign Office spokesperson Nadia Sample told reporters in Islamabad."));
        await scene.WorkAsync();
        scene.Clock.Advance(TimeSpan.FromMinutes(5));
        var at = scene.Clock.GetUtcNow();
        var url = scene.Outlets[1].Publish("deals", "Agreements on trade", at, Paragraphs(Was));
        await scene.PassAsync(TimeSpan.FromMinutes(6));
        await scene.PassAsync(TimeSpan.FromMinutes(6));
        Assert.Equal(1, await scene.ScalarAsync("select count(*) from statement"));
        await chat.LookAsync();

        scene.Web.Serve(url, scene.Outlets[1].Page(url, "Agreements on trade", at, Paragraphs(Now)));
        await scene.PassAsync(TimeSpan.FromMinutes(31));
        Assert.Contains(await chat.LookAsync(), s => s.Text.Contains("Hill Wire changed its text", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_editor_s_note_that_repeats_the_old_words_hides_no_change()
    {
        await using var scene = await Scene.OpenAsync();
        var (chat, card, url, at) = await AlertedAsync(scene);
        const string note = "Correction: An earlier version of this story quoted Ms Sample: “Pakistan and the United States signed 12 agreements on trade today.”";
        scene.Web.Serve(url, scene.Outlets[0].Page(url, "Agreements signed", at, [.. Paragraphs(Now), note]));
        await scene.PassAsync(TimeSpan.FromMinutes(31));
        var thread = Assert.Single(await chat.LookAsync(), s => Identity(s) != Identity(card));
        Assert.Contains("signed 12 agreements → signed 15 agreements", thread.Text, StringComparison.Ordinal);
        Assert.Contains("An earlier version of this story", thread.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_sentence_that_only_the_editor_s_note_repeats_is_withdrawn()
    {
        await using var scene = await Scene.OpenAsync();
        var (chat, card, url, at) = await AlertedAsync(scene);
        const string note = "Correction: An earlier version of this story quoted Ms Sample: “Pakistan and the United States signed 12 agreements on trade today.”";
        scene.Web.Serve(url, scene.Outlets[0].Page(url, "Agreements signed", at, [.. Paragraphs("The ministry did not say more about it."), note]));
        await scene.PassAsync(TimeSpan.FromMinutes(31));
        Assert.Contains("WITHDRAWN", Assert.Single(await chat.LookAsync(), s => Identity(s) == Identity(card)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_page_that_is_gone_for_good_withdraws_what_it_was_quoted_for()
    {
        await using var scene = await Scene.OpenAsync();
        var (chat, card, url, _) = await AlertedAsync(scene);
        scene.Web.Serve(url, HttpStatusCode.Gone);
        await scene.PassAsync(TimeSpan.FromMinutes(11));
        Assert.Contains("WITHDRAWN", Assert.Single(await chat.LookAsync(), s => Identity(s) == Identity(card)).Text, StringComparison.Ordinal);
        await scene.PassAsync(TimeSpan.FromHours(5));
        Assert.Empty(await chat.LookAsync());
    }

    [Fact]
    public async Task A_page_that_cannot_be_found_once_withdraws_nothing_and_one_that_stays_away_does()
    {
        await using var scene = await Scene.OpenAsync();
        var (chat, card, url, at) = await AlertedAsync(scene);
        scene.Web.Serve(url, HttpStatusCode.NotFound);
        await scene.PassAsync(TimeSpan.FromMinutes(11));
        await scene.PassAsync(TimeSpan.FromMinutes(21));
        scene.Web.Serve(url, scene.Outlets[0].Page(url, "Agreements signed", at, Paragraphs(Was)));
        await scene.PassAsync(TimeSpan.FromHours(1));
        scene.Web.Serve(url, HttpStatusCode.NotFound);
        await scene.PassAsync(TimeSpan.FromHours(2));
        await scene.PassAsync(TimeSpan.FromHours(3));
        Assert.Empty(await chat.LookAsync());
        await scene.PassAsync(TimeSpan.FromHours(6));
        await scene.PassAsync(TimeSpan.FromHours(12));
        await scene.PassAsync(TimeSpan.FromHours(24));
        Assert.Contains("WITHDRAWN", Assert.Single(await chat.LookAsync(), s => Identity(s) == Identity(card)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_card_of_an_edition_is_corrected_in_place_and_the_next_one_puts_the_correction_first()
    {
        await using var scene = await Scene.OpenAsync();
        await scene.WorkAsync();
        var chat = await scene.OpenChatAsync();
        await chat.SayAsync("digest at 10:00");
        scene.Clock.Advance(TimeSpan.FromMinutes(20));
        var at = scene.Clock.GetUtcNow();
        var url = scene.Outlets[0].Publish("deals", "Agreements signed", at, Paragraphs(Was));
        await scene.PassAsync(TimeSpan.FromMinutes(41));
        var first = Assert.Single(await chat.LookAsync());

        scene.Web.Serve(url, scene.Outlets[0].Page(url, "Agreements signed", at, Paragraphs(Now)));
        await scene.PassAsync(TimeSpan.FromHours(2));
        var update = Assert.Single(await chat.LookAsync());
        Assert.Equal(Identity(first), Identity(update));
        Assert.Contains("signed 12 agreements → signed 15 agreements", update.Text, StringComparison.Ordinal);
        scene.Outlets[0].Publish("talks", "Talks on trade go on", scene.Clock.GetUtcNow(), Said.AlsoOnPakUs);
        await scene.PassAsync(TimeSpan.FromHours(22));
        var edition = Assert.Single(await chat.LookAsync()).Text;
        Assert.Contains("signed 12 agreements → signed 15 agreements", edition, StringComparison.Ordinal);
        Assert.True(edition.IndexOf("15 agreements", StringComparison.Ordinal) < edition.IndexOf("nobody has walked out", StringComparison.Ordinal));
    }

    /// <summary>Three polls of 16 March 2022: the second was answered with a copy three days old.</summary>
    [SharedDataFact]
    public async Task A_stale_copy_of_a_real_official_feed_posts_nothing_again_and_deletes_nothing()
    {
        await using var scene = await Scene.OpenAsync(("state", "State Department", "official"));
        var feed = scene.Outlets[0].FeedUrl;
        scene.Clock.AdjustTime(new DateTimeOffset(2022, 3, 16, 0, 30, 0, TimeSpan.Zero));
        var (early, current, stale) = (Capture("2022-02-03T0109"), Capture("2022-03-16T1206"), Capture("2022-03-16T1246_STALE"));
        foreach (var page in new[] { early, current, stale }.SelectMany(c => Links().Matches(c).Select(m => WebUtility.HtmlDecode(m.Groups[1].Value))).Distinct())
            scene.Web.Serve(page, HttpStatusCode.Forbidden);
        Serve(scene.Web, feed, early);
        await scene.WorkAsync();

        scene.Clock.AdjustTime(new DateTimeOffset(2022, 3, 16, 12, 6, 0, TimeSpan.Zero));
        Serve(scene.Web, feed, current);
        await scene.WorkAsync();
        var before = await StateAsync(scene);
        Assert.Equal(20, before.Items);

        scene.Clock.AdjustTime(new DateTimeOffset(2022, 3, 16, 12, 46, 0, TimeSpan.Zero));
        Serve(scene.Web, feed, stale);
        await scene.WorkAsync();
        Assert.Equal(before.News, (await StateAsync(scene)).News);

        scene.Clock.AdjustTime(new DateTimeOffset(2022, 3, 16, 13, 0, 0, TimeSpan.Zero));
        Serve(scene.Web, feed, current);
        await scene.WorkAsync();
        var after = await StateAsync(scene);
        Assert.Equal((before.News, before.Statements, 30L, 0L, 0L), (after.News, after.Statements, after.Items, after.Withdrawn, after.Revised));
        Assert.True(before.Statements > 10, $"{before.Statements} statements");
    }

    private static async Task<(Chat Chat, Shown Card, string Url, DateTimeOffset At)> AlertedAsync(Scene scene)
    {
        await scene.WorkAsync();
        var chat = await scene.OpenChatAsync();
        await chat.SayAsync("subscribe pak-us");
        scene.Clock.Advance(TimeSpan.FromMinutes(20));
        var at = scene.Clock.GetUtcNow();
        var url = scene.Outlets[0].Publish("deals", "Agreements signed", at, Paragraphs(Was));
        await scene.WorkAsync();
        return (chat, Assert.Single(await chat.LookAsync()), url, at);
    }

    private static string[] Paragraphs(string said) => [Said.OnPakUs[0], said, Said.OnPakUs[2]];

    private static string? Identity(Shown shown) =>
        (string?)shown.Activity["channelData"]?["clientActivityID"] ?? (string?)shown.Activity["id"];

    // The long transcripts among them take the reader minutes, and show no more than the statements do.
    private static string Capture(string at) =>
        Contents().Replace(File.ReadAllText(SharedData.Path("feeds", $"state.gov_press-releases_{at}.rss")), c => c.Length > 5000 ? "" : c.Value);

    private static void Serve(FakeWeb web, string feed, string capture) => web.Serve(feed, capture, "application/rss+xml; charset=utf-8");

    private static async Task<State> StateAsync(Scene scene)
    {
        await using var connection = await scene.Services.GetRequiredService<NewsDb>().OpenAsync(default);
        return await connection.QuerySingleAsync<State>(
            """
            select (select count(*) from feed_item) as items, (select count(*) from feed_item where revision > 1) as revised,
              (select count(*) from statement where backlog = 0) as news, (select count(*) from statement where found < 1647434000000000) as statements,
              (select count(*) from statement where withdrawn is not null) as withdrawn
            """);
    }

    private sealed record State
    {
        public long Items { get; init; }

        public long Revised { get; init; }

        public long News { get; init; }

        public long Statements { get; init; }

        public long Withdrawn { get; init; }
    }

    [GeneratedRegex("<content:encoded>.*?</content:encoded>", RegexOptions.Singleline)]
    private static partial Regex Contents();

    [GeneratedRegex("<link>(https://www.state.gov/[^<]+?)</link>")]
    private static partial Regex Links();
}
