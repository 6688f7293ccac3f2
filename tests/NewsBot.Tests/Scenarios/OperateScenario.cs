using System.Collections.Concurrent;
using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Dapper;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using NewsBot.Operations.Keeping;
using NewsBot.Storage;
using NewsBot.Tests.Operations;
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
        scene.Clock.Advance(TimeSpan.FromMinutes(20));
        scene.Outlets[0].Publish("talks", "Talks on trade go on", scene.Clock.GetUtcNow(), Said.OnPakUs);
        await scene.ComposeAsync();
        Assert.Contains("held back", await DoAsync(scene, "pause-conversation", id), StringComparison.Ordinal);
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
    public async Task A_source_that_was_paused_in_a_chat_is_taken_up_on_the_page()
    {
        await using var scene = await OpenAsync("--Editors=*");
        await scene.WorkAsync();
        var chat = await scene.OpenChatAsync();
        await chat.SayAsync("sources pause herald");
        var page = await PageAsync(scene);
        Assert.Contains("Paused with its source", page, StringComparison.Ordinal);
        Assert.DoesNotContain("/operate/pause-feed", page, StringComparison.Ordinal);
        var source = await scene.ScalarAsync("select id from source");
        Assert.Contains("The source is read again.", await DoAsync(scene, "resume-source", $"{source}"), StringComparison.Ordinal);
        var before = scene.Web.Count(scene.Outlets[0].FeedUrl);
        await scene.PassAsync(TimeSpan.FromHours(2));
        Assert.Equal(before + 1, scene.Web.Count(scene.Outlets[0].FeedUrl));
    }

    [Fact]
    public async Task A_post_that_was_given_up_goes_out_when_it_is_tried_again_and_the_log_says_who_pressed()
    {
        var lines = new ConcurrentQueue<string>();
        await using var scene = await OpenAsync(services => services.AddSingleton<ILoggerProvider>(new LineLog(lines)));
        await scene.WorkAsync();
        var chat = await scene.OpenChatAsync();
        await chat.SayAsync("subscribe pak-us");
        await chat.LookAsync();
        // Owed and not posted: in our own chat a post that is there is not made again.
        scene.Clock.Advance(TimeSpan.FromMinutes(20));
        scene.Outlets[0].Publish("talks", "Talks on trade go on", scene.Clock.GetUtcNow(), Said.OnPakUs);
        await scene.ComposeAsync();
        await scene.ScalarAsync("update delivery set state = 5, sent = null, next_try = null, reason_text = 'The channel was closed.' returning id");
        var delivery = await scene.ScalarAsync("select id from delivery");
        var page = await PageAsync(scene);
        Assert.Contains("The channel was closed.", page, StringComparison.Ordinal);
        Assert.Contains("/operate/retry", page, StringComparison.Ordinal);

        Assert.Contains("The delivery is owed again", await DoAsync(scene, "retry", $"{delivery}"), StringComparison.Ordinal);
        Assert.Contains("Nothing was changed", await DoAsync(scene, "retry", $"{delivery}"), StringComparison.Ordinal);
        await scene.WorkAsync();
        Assert.Single(await chat.LookAsync());
        Assert.Contains("Nothing has failed.", await PageAsync(scene), StringComparison.Ordinal);
        Assert.Contains(lines, l => l.Contains($"pressed retry for {delivery} (done: True): me at this machine", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Of_more_than_fifty_the_oldest_that_are_owed_are_listed_and_how_many_there_are()
    {
        await using var scene = await OpenAsync();
        await scene.WorkAsync();
        var chat = await scene.OpenChatAsync();
        await chat.SayAsync("subscribe pak-us");
        await scene.ScalarAsync(
            """
            insert into digest (subscription_id, conversation_id, kind, window_key, window_to, composed)
            with recursive n (i) as (select 1 union all select i + 1 from n where i < 60)
            select s.id, s.conversation_id, 3, 'outage ' || n.i, 0, 0 from n cross join subscription s returning id
            """);
        await scene.ScalarAsync("insert into delivery (digest_id, conversation_id, state, next_try) select id, conversation_id, 0, 0 from digest returning id");
        var page = await PageAsync(scene);
        Assert.Contains("Posts that are owed, the oldest first (50 of 60)", page, StringComparison.Ordinal);
        var oldest = await scene.ScalarAsync("select min(digest_id) from delivery");
        Assert.Contains($"/operate/digests/{oldest}\"", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_slow_post_and_one_whose_answer_was_lost_are_listed_and_the_lost_one_is_looked_for_when_it_is_tried_again()
    {
        await using var scene = await OpenAsync();
        await scene.WorkAsync();
        var chat = await scene.OpenChatAsync();
        await chat.SayAsync("subscribe pak-us");
        scene.Clock.Advance(TimeSpan.FromMinutes(20));
        scene.Outlets[0].Publish("talks", "Talks on trade go on", scene.Clock.GetUtcNow(), Said.OnPakUs);
        await scene.WorkAsync();
        Assert.Single(await chat.LookAsync());
        var page = await PageAsync(scene);
        Assert.Contains("Every post of the last day took less than a minute.", page, StringComparison.Ordinal);
        Assert.Contains("No answer was lost.", page, StringComparison.Ordinal);

        await scene.ScalarAsync("update delivery set sent = (select composed from digest where digest.id = digest_id) + 90000000 returning id");
        Assert.Contains("Posts of the last day that took more than a minute, the slowest first", await PageAsync(scene), StringComparison.Ordinal);

        var lost = await scene.ScalarAsync("update delivery set state = 4, sent = null, activity_id = null, told = 1 returning id");
        page = await PageAsync(scene);
        Assert.Contains("Posts whose answer was lost, the oldest first", page, StringComparison.Ordinal);
        Assert.Contains("Post again, marked as a possible repeat", page, StringComparison.Ordinal);
        Assert.Contains("owed again", await DoAsync(scene, "retry", lost.ToString(System.Globalization.CultureInfo.InvariantCulture)), StringComparison.Ordinal);
        const string posts = "select count(*) from chat_activity where client_key like 'newsbot-%'";
        Assert.Equal(1, await scene.ScalarAsync(posts));
        await scene.WorkAsync();
        // The chat can be asked, and has it.
        Assert.Equal(1, await scene.ScalarAsync(posts));
        Assert.Equal(2, await scene.ScalarAsync("select state from delivery"));
        Assert.Contains("No answer was lost.", await PageAsync(scene), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_edition_is_shown_as_it_was_posted_also_after_a_correction_and_names_nobody()
    {
        await using var scene = await OpenAsync();
        await scene.WorkAsync();
        var chat = await scene.OpenChatAsync();
        await chat.SayAsync("subscribe pak-us as:digest at:10:00");
        scene.Clock.Advance(TimeSpan.FromMinutes(20));
        scene.Outlets[0].Publish("talks", "Talks on trade go on", scene.Clock.GetUtcNow(), Said.OnPakUs);
        await scene.WorkAsync();
        await chat.SayAsync("claim #S1");
        await scene.PassAsync(TimeSpan.FromMinutes(41));
        var digest = await scene.ScalarAsync("select max(digest_id) from delivery where sent is not null");
        Assert.Equal(1, await scene.ScalarAsync("select min(d.kind) from digest d join delivery y on y.digest_id = d.id"));
        await scene.ScalarAsync("update statement set withdrawn = found, revision = revision + 1 returning id");

        var page = WebUtility.HtmlDecode(await PageAsync(scene, $"/operate/digests/{digest}"));
        var (posted, now) = (page.IndexOf("as it was posted", StringComparison.Ordinal), page.IndexOf("as it stands now", StringComparison.Ordinal));
        Assert.InRange(posted, 0, now);
        Assert.Contains("Nadia Sample", page[posted..now], StringComparison.Ordinal);
        Assert.DoesNotContain("WITHDRAWN", page[posted..now], StringComparison.Ordinal);
        Assert.Contains("WITHDRAWN", page[now..], StringComparison.Ordinal);
        Assert.DoesNotContain("on this", page[posted..now].Replace("who was on what", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_notice_is_shown_as_it_was_posted()
    {
        await using var scene = await OpenAsync();
        await scene.WorkAsync();
        var chat = await scene.OpenChatAsync();
        await chat.SayAsync("subscribe pak-us");
        var digest = await scene.ScalarAsync(
            """
            insert into digest (subscription_id, conversation_id, kind, window_key, window_to, composed)
            select id, conversation_id, 3, 'outage 1', 0, 0 from subscription returning id
            """);
        await scene.ScalarAsync(
            $"insert into notice (digest_id, title, body) values ({digest}, 'The Herald is silent', 'It is the feed.') returning digest_id");
        var shown = WebUtility.HtmlDecode(await PageAsync(scene, $"/operate/digests/{digest}"));
        Assert.Contains("The Herald is silent", shown, StringComparison.Ordinal);
        Assert.Contains("It is the feed.", shown, StringComparison.Ordinal);
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
    public async Task The_ledger_gives_a_window_in_numbers_and_a_conversation_with_its_rows_to_whoever_has_the_token()
    {
        await using var scene = await OpenAsync();
        await scene.WorkAsync();
        var began = scene.Clock.GetUtcNow();
        await (await scene.OpenChatAsync()).SayAsync("subscribe pak-us");
        scene.Clock.Advance(TimeSpan.FromMinutes(20));
        scene.Outlets[0].Publish("talks", "Talks on trade go on", scene.Clock.GetUtcNow(), Said.OnPakUs);
        await scene.WorkAsync();
        using (var stranger = await scene.Http.GetAsync("/ledger.json"))
            Assert.Equal(HttpStatusCode.Unauthorized, stranger.StatusCode);

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

    private static async Task<JsonNode> LedgerAsync(Scene scene, string window) => JsonNode.Parse(await PageAsync(scene, "/ledger.json" + window))!;

    private static Task<Scene> OpenAsync(params string[] settings) => OpenAsync(null, settings);

    private static async Task<Scene> OpenAsync(Action<IServiceCollection>? more, params string[] settings)
    {
        var scene = Scene.Prepare(more);
        scene.Settings.AddRange(["--Operate:Token=" + Token, .. settings]);
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
