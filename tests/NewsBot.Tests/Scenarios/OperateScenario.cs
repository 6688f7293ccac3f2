using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Dapper;
using Microsoft.Extensions.DependencyInjection;
using NewsBot.Operations.Keeping;
using NewsBot.Storage;
using Xunit;

namespace NewsBot.Tests.Scenarios;

/// <summary>An operator looks at the newsroom, holds something back and lets it go again.</summary>
public sealed partial class OperateScenario
{
    private const string Token = "an operator's long token";
    private const string Key = "sixteen-characters-and-more";

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

    [Fact]
    public async Task A_chat_that_nobody_writes_in_is_closed_however_much_the_bot_posts_there()
    {
        await using var scene = await OpenAsync();
        await scene.WorkAsync();
        await (await scene.OpenChatAsync()).SayAsync("subscribe pak-us");
        await using var connection = await scene.Services.GetRequiredService<NewsDb>().OpenAsync(default);
        await connection.ExecuteAsync(
            """
            update conversation set joined = 0;
            update chat_activity set at = 0;
            insert into chat_activity (chat_id, sequence, activity_id, client_key, activity, at)
            select external_id, 900, 'b900', 'newsbot-1-1', '{}', @now from conversation
            """,
            new { now = scene.Clock.GetUtcNow() });
        await scene.Services.GetRequiredService<OldDataTable>().RemoveAsync(scene.Clock.GetUtcNow(), 90, default);
        Assert.Equal(1, await connection.ExecuteScalarAsync<long>("select state from conversation"));
    }

    [Fact]
    public async Task The_ledger_gives_a_window_in_numbers_and_a_conversation_with_its_rows_to_whoever_has_the_key()
    {
        await using var scene = Scene.Prepare(null);
        scene.Settings.AddRange(["--Operate:Token=" + Token, "--OperatorKey=" + Key]);
        await scene.StartAsync();
        await scene.WorkAsync();
        var began = scene.Clock.GetUtcNow();
        await (await scene.OpenChatAsync()).SayAsync("subscribe pak-us");
        scene.Clock.Advance(TimeSpan.FromMinutes(20));
        scene.Outlets[0].Publish("talks", "Talks on trade go on", scene.Clock.GetUtcNow(), Said.OnPakUs);
        await scene.WorkAsync();
        using (var stranger = await scene.Http.GetAsync("/ledger.json"))
            Assert.Equal(HttpStatusCode.Forbidden, stranger.StatusCode);

        var end = scene.Clock.GetUtcNow().AddMinutes(1);
        var all = await LedgerAsync(scene, $"?from={began:yyyy-MM-ddTHH:mm:ssZ}&to={end:yyyy-MM-ddTHH:mm:ssZ}");
        Assert.Equal(1, (int)all["articles"]!["found"]!);
        var place = Assert.Single(all["conversations"]!.AsArray())!;
        Assert.Null(place["rows"]);
        string[] fates = ["merged", "filtered", "held", "sent", "failed", "owed", "missed", "unkept"];
        Assert.Equal((int)place["found"]!, fates.Sum(f => (int)place[f]!));
        Assert.True((int)place["sent"]! > 0);

        var one = await LedgerAsync(scene, $"?from={began:yyyy-MM-ddTHH:mm:ssZ}&to={end:yyyy-MM-ddTHH:mm:ssZ}&conversation={place["id"]}");
        var rows = one["conversations"]![0]!["rows"]!.AsArray();
        Assert.Equal((int)place["found"]!, rows.Count);
        Assert.Contains(rows, r => (string?)r!["fate"] == "sent" && ((string?)r["reason"])!.StartsWith("posted", StringComparison.Ordinal));
        var before = await LedgerAsync(scene, $"?from={began.AddDays(-2):yyyy-MM-ddTHH:mm:ssZ}&to={began.AddDays(-1):yyyy-MM-ddTHH:mm:ssZ}");
        Assert.Equal(0, (int)before["conversations"]![0]!["found"]!);
    }

    private static async Task<JsonNode> LedgerAsync(Scene scene, string window)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/ledger.json" + window);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Key);
        using var answer = await scene.Http.SendAsync(request);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
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
