using System.Globalization;
using System.Net;
using Xunit;

namespace NewsBot.Tests.Scenarios;

/// <summary>What the page says and does when a place is closed, when people doubt or hold something, and when the database is away.</summary>
public sealed partial class OperateScenario
{
    [Fact]
    public async Task A_post_to_a_closed_place_is_not_owed_again_and_one_to_a_paused_place_waits_for_it()
    {
        await using var scene = await OpenAsync();
        await scene.WorkAsync();
        var chat = await scene.OpenChatAsync();
        await chat.SayAsync("subscribe pak-us");
        await chat.LookAsync();
        var conversation = $"{await scene.ScalarAsync("select max(id) from conversation")}";
        scene.Clock.Advance(TimeSpan.FromMinutes(20));
        scene.Outlets[0].Publish("talks", "Talks on trade go on", scene.Clock.GetUtcNow(), Said.OnPakUs);
        await scene.ComposeAsync();
        await scene.ScalarAsync("update delivery set state = 5, sent = null, next_try = null, reason_text = 'Refused.' returning id");
        await scene.ScalarAsync("update conversation set state = 1, state_reason = 'The bot was removed.' returning id");
        var delivery = $"{await scene.ScalarAsync("select id from delivery")}";

        Assert.Contains("the conversation is closed", await DoAsync(scene, "retry", delivery), StringComparison.Ordinal);
        Assert.Equal(5, await scene.ScalarAsync("select state from delivery"));
        var page = await PageAsync(scene);
        Assert.Contains("The bot was removed.", page, StringComparison.Ordinal);
        Assert.DoesNotContain("/operate/pause-conversation", page, StringComparison.Ordinal);

        await scene.ScalarAsync("update conversation set state = 0, state_reason = null returning id");
        await DoAsync(scene, "pause-conversation", conversation);
        Assert.Contains("goes out when the conversation is resumed", await DoAsync(scene, "retry", delivery), StringComparison.Ordinal);
        await scene.WorkAsync();
        Assert.Empty(await chat.LookAsync());
        await DoAsync(scene, "resume-conversation", conversation);
        await scene.WorkAsync();
        Assert.Single(await chat.LookAsync());
    }

    [Fact]
    public async Task What_is_doubted_is_settled_and_what_is_held_is_released_on_the_page()
    {
        await using var scene = await OpenAsync("--Editors=*");
        await scene.WorkAsync();
        var chat = await scene.OpenChatAsync();
        await chat.SayAsync("subscribe pak-us");
        scene.Clock.Advance(TimeSpan.FromMinutes(20));
        scene.Outlets[0].Publish("talks", "Talks on trade go on", scene.Clock.GetUtcNow(), Said.OnPakUs);
        await scene.WorkAsync();
        await chat.SayAsync("wrong speaker #S1 it was another");
        await chat.SayAsync("hold #S1");
        var page = WebUtility.HtmlDecode(await PageAsync(scene));
        Assert.Contains("it was another", page, StringComparison.Ordinal);
        Assert.Contains("What editors hold back", page, StringComparison.Ordinal);

        Assert.Contains("What was doubted is settled.", await DoAsync(scene, "settle", "1"), StringComparison.Ordinal);
        Assert.Contains("Nothing was changed", await DoAsync(scene, "settle", "1"), StringComparison.Ordinal);
        Assert.Contains("The statement is released", await DoAsync(scene, "release", "1"), StringComparison.Ordinal);
        Assert.Contains("Nothing was changed", await DoAsync(scene, "release", "1"), StringComparison.Ordinal);
        page = await PageAsync(scene);
        Assert.Contains("Nobody doubts a speaker or a topic.", page, StringComparison.Ordinal);
        Assert.Contains("Nothing is held.", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task While_the_database_cannot_be_asked_the_page_tells_the_health_and_why_the_rest_is_missing()
    {
        await using var scene = await OpenAsync();
        await scene.WorkAsync();
        await scene.ScalarAsync("alter table digest rename to away");
        using var browser = Browser(scene);
        using (var shown = await browser.GetAsync("/operate"))
        {
            var page = await shown.Content.ReadAsStringAsync();
            Assert.Equal(HttpStatusCode.ServiceUnavailable, shown.StatusCode);
            Assert.Contains("What the program says of itself", page, StringComparison.Ordinal);
            Assert.Contains("The rest cannot be shown: The database ", page, StringComparison.Ordinal);
            Assert.Equal("no-store", shown.Headers.CacheControl?.ToString());
        }

        using (var shown = await browser.GetAsync("/operate/digests/1"))
        {
            Assert.Equal(HttpStatusCode.ServiceUnavailable, shown.StatusCode);
            Assert.StartsWith("The database ", await shown.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }

        await scene.ScalarAsync("alter table away rename to digest");
        await scene.ScalarAsync("alter table feed rename to away");
        using (var pressed = await browser.PostAsync("/operate/pause-feed", new FormUrlEncodedContent([new("id", 1.ToString(CultureInfo.InvariantCulture))])))
        {
            Assert.Equal(HttpStatusCode.ServiceUnavailable, pressed.StatusCode);
            Assert.StartsWith("The database ", await pressed.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }

        await scene.ScalarAsync("alter table away rename to feed");
    }
}
