using System.Net;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using NewsBot.Operations.Keeping;
using Xunit;

namespace NewsBot.Tests.Scenarios;

/// <summary>An operator looks at the newsroom, holds something back and lets it go again.</summary>
public sealed partial class OperateScenario
{
    private const string Token = "an operator's long token";

    [Fact]
    public async Task Posts_to_a_paused_conversation_wait_on_the_page_and_go_out_when_it_is_resumed()
    {
        await using var scene = await OpenAsync();
        await scene.WorkAsync();
        var chat = await scene.OpenChatAsync();
        await chat.SayAsync("subscribe pak-us");
        await chat.LookAsync();
        var id = Button().Match(await PageAsync(scene)).Groups["id"].Value;
        Assert.Contains("held back", await DoAsync(scene, "pause-conversation", id), StringComparison.Ordinal);

        scene.Clock.Advance(TimeSpan.FromMinutes(20));
        scene.Outlets[0].Publish("talks", "Talks on trade go on", scene.Clock.GetUtcNow(), Said.OnPakUs);
        await scene.WorkAsync();
        Assert.Empty(await chat.LookAsync());
        var page = await PageAsync(scene);
        Assert.Contains("Posts that are owed", page, StringComparison.Ordinal);
        Assert.Contains("Paused", page, StringComparison.Ordinal);

        Assert.Contains("go out again", await DoAsync(scene, "resume-conversation", id), StringComparison.Ordinal);
        await scene.WorkAsync();
        Assert.Single(await chat.LookAsync());
        page = await PageAsync(scene);
        Assert.Contains("Nothing is owed.", page, StringComparison.Ordinal);
        var digest = Digest().Match(page).Groups["id"].Value;
        var shown = WebUtility.HtmlDecode(await PageAsync(scene, "/operate/digests/" + digest));
        Assert.Contains("Nadia Sample", shown, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_paused_feed_is_left_unread_and_read_at_once_when_it_is_resumed()
    {
        await using var scene = await OpenAsync();
        await scene.WorkAsync();
        await DoAsync(scene, "pause-feed", "1");
        scene.Outlets[0].Publish("talks", "Talks on trade go on", scene.Clock.GetUtcNow(), Said.OnPakUs);
        var before = scene.Web.Count(scene.Outlets[0].FeedUrl);
        await scene.PassAsync(TimeSpan.FromHours(2));
        Assert.Equal(before, scene.Web.Count(scene.Outlets[0].FeedUrl));
        await DoAsync(scene, "resume-feed", "1");
        await scene.WorkAsync();
        Assert.Equal(before + 1, scene.Web.Count(scene.Outlets[0].FeedUrl));
    }

    [Fact]
    public async Task Old_chats_go_away_and_those_in_use_stay()
    {
        await using var scene = await OpenAsync();
        await scene.WorkAsync();
        var old = await scene.OpenChatAsync();
        await old.SayAsync("subscribe pak-us");
        scene.Clock.Advance(TimeSpan.FromDays(60));
        var used = await scene.OpenChatAsync();
        await used.SayAsync("help");
        scene.Clock.Advance(TimeSpan.FromDays(40));
        var housekeeping = scene.Services.GetRequiredService<OldDataTable>();
        Assert.NotEqual(0, await housekeeping.RemoveAsync(scene.Clock.GetUtcNow(), 90, default));
        Assert.NotEmpty(await used.SayAsync("list"));
        await Assert.ThrowsAnyAsync<Exception>(() => old.SayAsync("list"));
        Assert.Equal(0, await housekeeping.RemoveAsync(scene.Clock.GetUtcNow(), 90, default));
    }

    private static async Task<Scene> OpenAsync()
    {
        var scene = Scene.Prepare(null);
        scene.Settings.Add("--Operate:Token=" + Token);
        await scene.StartAsync();
        return scene;
    }

    // Asked for the password the client gives it by itself; after a redirect only to an address that it was kept for.
    private static HttpClient Browser(Scene scene)
    {
        var password = new CredentialCache { { scene.Http.BaseAddress!, "Basic", new NetworkCredential("me", Token) } };
        return new(new HttpClientHandler { Credentials = password }) { BaseAddress = scene.Http.BaseAddress };
    }

    private static async Task<string> PageAsync(Scene scene, string path = "/operate")
    {
        using var browser = Browser(scene);
        return await browser.GetStringAsync(path);
    }

    private static async Task<string> DoAsync(Scene scene, string action, string id)
    {
        using var browser = Browser(scene);
        using var done = await browser.PostAsync("/operate/" + action, new FormUrlEncodedContent([new("id", id)]));
        Assert.True(done.IsSuccessStatusCode);
        return await done.Content.ReadAsStringAsync();
    }

    [GeneratedRegex("""action="/operate/pause-conversation"><input type="hidden" name="id" value="(?<id>\d+)">""")]
    private static partial Regex Button();

    [GeneratedRegex("""href="/operate/digests/(?<id>\d+)">""")]
    private static partial Regex Digest();
}
