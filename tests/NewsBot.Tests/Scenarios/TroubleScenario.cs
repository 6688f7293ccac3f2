using System.Net;
using Xunit;

namespace NewsBot.Tests.Scenarios;

/// <summary>A feed breaks, a page cannot be read, and nothing is lost without a word.</summary>
public sealed class TroubleScenario
{
    [Fact]
    public async Task A_broken_feed_stops_no_other_and_comes_back_by_itself()
    {
        await using var scene = await Scene.OpenAsync(("herald", "Herald", "press"), ("post", "Valley Post", "press"));
        await scene.WorkAsync();
        var chat = await scene.OpenChatAsync();
        await chat.SayAsync("subscribe pak-us");
        scene.Clock.Advance(TimeSpan.FromMinutes(20));
        scene.Web.Serve(scene.Outlets[0].FeedUrl, "<html><body>Just a moment…</body></html>");
        scene.Outlets[1].Publish("talks", "Talks on trade go on", scene.Clock.GetUtcNow(), Said.OnPakUs);
        await scene.WorkAsync();
        Assert.Single(await chat.LookAsync());
        Assert.Contains("Herald", (await chat.SayAsync("status"))[0].Text, StringComparison.Ordinal);

        scene.Outlets[0].Publish("second", "A second story", scene.Clock.GetUtcNow(), Said.AlsoOnPakUs);
        await scene.PassAsync(TimeSpan.FromHours(7));
        Assert.Contains("nobody has walked out", Assert.Single(await chat.LookAsync()).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_page_that_cannot_be_read_is_explained_tried_again_and_then_delivered()
    {
        await using var scene = await Scene.OpenAsync();
        await scene.WorkAsync();
        var chat = await scene.OpenChatAsync();
        await chat.SayAsync("subscribe pak-us");
        scene.Clock.Advance(TimeSpan.FromMinutes(20));
        var outlet = scene.Outlets[0];
        var at = scene.Clock.GetUtcNow();
        var url = outlet.Host + "/news/talks";
        scene.Web.Serve(url, HttpStatusCode.ServiceUnavailable);
        outlet.Announce(url, "Talks on trade go on", at);
        await scene.WorkAsync();
        Assert.Empty(await chat.LookAsync());
        Assert.Contains("503", (await chat.SayAsync("why " + url))[0].Text, StringComparison.Ordinal);

        scene.Web.Serve(url, outlet.Page(url, "Talks on trade go on", at, Said.OnPakUs));
        await scene.PassAsync(TimeSpan.FromHours(2));
        Assert.Single(await chat.LookAsync());
    }
}
