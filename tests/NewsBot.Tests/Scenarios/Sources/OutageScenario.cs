using System.Net;
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
