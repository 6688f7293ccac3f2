using System.Net;
using System.Text.Json.Nodes;
using System.Web;
using NewsBot.Channels.Slack.Inbox;
using NewsBot.Slack.Tests.Fake;
using Xunit;

namespace NewsBot.Tests.Scenarios.Slack;

/// <summary>A workspace from the installation of the app to its removal.</summary>
public sealed class SlackJourneyScenario
{
    private static readonly string[] Several =
    [
        "--Slack:ClientId=1.2", "--Slack:ClientSecret=client-secret-words", $"--Slack:SigningSecret={SlackDesk.Secret}", "--PublicAddress=http://localhost:1",
    ];

    [Fact]
    public async Task Install_mention_subscribe_alert_buttons_update_digest_uninstall()
    {
        await using var desk = await SlackDesk.OpenAsync(Several, ("herald", "Herald", "press"), ("wire", "Wire", "wire"));
        await InstallAsync(desk);
        var hello = Assert.Single(desk.Slack.Live);
        Assert.Equal("D1", hello.Channel);
        Assert.Contains("Pakistan–US talks", hello.Shown, StringComparison.Ordinal);
        Assert.DoesNotContain("@NewsBot", hello.Shown, StringComparison.Ordinal);

        var welcome = Assert.Single(await desk.TellAsync(new JsonObject { ["type"] = "member_joined_channel", ["user"] = FakeSlack.BotUser, ["channel"] = "C1", ["inviter"] = "U1" }));
        Assert.Null(welcome.Thread);
        Assert.Contains("@NewsBot subscribe pak-us, or /newsbot subscribe pak-us", welcome.Shown, StringComparison.Ordinal);
        var followed = Assert.Single(await desk.MentionAsync("subscribe pak-us"));
        Assert.NotNull(followed.Thread);
        Assert.Contains("#1", followed.Shown, StringComparison.Ordinal);
        Assert.Contains("Asia/Karachi", Assert.Single(await desk.CommandAsync("digest at 16:00 in Asia/Karachi")).Shown, StringComparison.Ordinal);

        desk.Scene.Clock.Advance(TimeSpan.FromMinutes(20));
        desk.Scene.Outlets[0].Publish("talks", "Talks on trade go on", desk.Scene.Clock.GetUtcNow(), Said.OnPakUs);
        var alert = Assert.Single(await desk.WorkAsync());
        Assert.Equal(("C1", (string?)null), (alert.Channel, alert.Thread));
        Assert.Contains(Said.Words.Trim('“', '”', ','), alert.Shown, StringComparison.Ordinal);
        Assert.Contains("Nadia Sample", alert.Text, StringComparison.Ordinal);

        foreach (var title in new[] { "More", "Source", "Why" })
        {
            var answers = await desk.PressAsync(alert, title);
            Assert.NotEmpty(answers);
            Assert.All(answers, m => Assert.NotNull(m.OnlyFor));
        }

        desk.Scene.Clock.Advance(TimeSpan.FromMinutes(10));
        desk.Scene.Outlets[1].Publish("talks", "US and Pakistan talk on", desk.Scene.Clock.GetUtcNow(), Said.OnPakUs);
        // The post is brought up to date, and its thread says so to those who have read it before.
        Assert.Equal(alert.Ts, Assert.Single(await desk.WorkAsync()).Thread);
        Assert.Equal(1, alert.Edits);
        Assert.Contains("Wire", alert.Shown, StringComparison.Ordinal);

        var edition = Assert.Single(await desk.WorkAsync(TimeSpan.FromHours(2)));
        Assert.Contains("Nadia Sample", edition.Shown, StringComparison.Ordinal);
        Assert.Contains(edition.Buttons, b => b.Title == "Source");

        await desk.TellAsync(new JsonObject { ["type"] = "tokens_revoked", ["tokens"] = new JsonObject { ["oauth"] = null, ["bot"] = new JsonArray("U0BOT") } });
        await desk.TellAsync(new JsonObject { ["type"] = "app_uninstalled" });
        Assert.Equal("The app was uninstalled.", await desk.AskAsync<string>("select state_reason from conversation where external_id = 'T1:C1'"));
        Assert.Equal(0, await desk.AskAsync<long>("select count(*) from slack_installation where ended is null"));
        desk.Scene.Clock.Advance(TimeSpan.FromMinutes(20));
        desk.Scene.Outlets[0].Publish("more", "Talks on minerals", desk.Scene.Clock.GetUtcNow(), Said.AlsoOnPakUs);
        Assert.Empty(await desk.WorkAsync());

        // What was owed meanwhile comes when the app is installed again.
        await InstallAsync(desk);
        var later = await desk.WorkAsync();
        Assert.Contains(later, m => m.Shown.Contains("nobody has walked out of the room", StringComparison.Ordinal));

        Assert.DoesNotContain(desk.Slack.Messages, m => m.OpensPreviews || m.IsParsed);
        Assert.DoesNotContain("xoxb", desk.Logs.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("client-secret-words", desk.Logs.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("xoxb", await desk.AskAsync<string>("select bot_token from slack_installation"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_state_of_another_browser_or_used_twice_or_too_old_installs_nothing()
    {
        await using var desk = await SlackDesk.OpenAsync(Several);
        desk.Slack.OAuth = _ => throw new InvalidOperationException("no code may be exchanged");
        using var browser = Browser(desk);
        var state = await StateAsync(browser);
        using var other = Browser(desk);
        Assert.Equal(HttpStatusCode.BadRequest, (await other.GetAsync("/slack/oauth?code=c&state=" + state)).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await browser.GetAsync("/slack/oauth?code=c&state=x" + state[1..])).StatusCode);

        state = await StateAsync(browser);
        desk.Scene.Clock.Advance(TimeSpan.FromMinutes(11));
        Assert.Equal(HttpStatusCode.BadRequest, (await browser.GetAsync("/slack/oauth?code=c&state=" + state)).StatusCode);

        state = await StateAsync(browser);
        Assert.Contains("not installed", await browser.GetStringAsync("/slack/oauth?error=access_denied&state=" + state), StringComparison.Ordinal);
        Assert.Equal(0, await desk.AskAsync<long>("select count(*) from slack_installation"));
    }

    [Fact]
    public async Task A_code_that_was_exchanged_is_an_installation_whatever_Slack_answers_next()
    {
        await using var desk = await SlackDesk.OpenAsync(Several);
        desk.Slack.Fail("auth.test", HttpStatusCode.ServiceUnavailable);
        await InstallAsync(desk);
        Assert.Equal(1, await desk.AskAsync<long>("select count(*) from slack_installation where ended is null"));
    }

    [Fact]
    public async Task An_uninstall_that_is_told_after_a_new_installation_touches_nothing()
    {
        await using var desk = await SlackDesk.OpenAsync(Several);
        await InstallAsync(desk);
        var late = Payloads.Event(new JsonObject { ["type"] = "app_uninstalled" });
        late["event_time"] = desk.Scene.Clock.GetUtcNow().AddMinutes(-1).ToUnixTimeSeconds();
        await desk.EventAsync(late);
        await desk.SettleAsync();
        Assert.Equal(1, await desk.AskAsync<long>("select count(*) from slack_installation where ended is null"));
    }

    [Fact]
    public async Task A_token_that_rotates_is_exchanged_and_kept_and_one_that_cannot_be_ends_as_an_uninstalled_app()
    {
        await using var desk = await SlackDesk.OpenAsync(Several);
        await InstallAsync(desk, expires: true);
        var exchanged = new List<string>();
        desk.Slack.OAuth = arguments =>
        {
            exchanged.Add(arguments["refresh_token"]);
            return new JsonObject { ["ok"] = true, ["access_token"] = FakeSlack.BotToken + "b", ["refresh_token"] = "xoxe-2", ["expires_in"] = 43200 };
        };
        desk.Slack.Tokens.Add(FakeSlack.BotToken + "b");
        desk.Scene.Clock.Advance(TimeSpan.FromHours(10.5));
        Assert.Single(await desk.MentionAsync("topics"));
        Assert.Equal(FakeSlack.BotToken + "b", desk.Slack.Calls.Last(c => c.Method == "chat.postMessage").Token);
        Assert.Equal("xoxe-1", Assert.Single(exchanged));

        desk.Slack.OAuth = _ => new JsonObject { ["ok"] = false, ["error"] = "invalid_refresh_token" };
        desk.Scene.Clock.Advance(TimeSpan.FromHours(11));
        Assert.Single(await desk.MentionAsync("topics"));
        desk.Scene.Clock.Advance(TimeSpan.FromHours(2));
        Assert.Empty(await desk.MentionAsync("topics"));
        Assert.Contains("invalid_refresh_token", await desk.AskAsync<string>("select ended_reason from slack_installation"), StringComparison.Ordinal);
        var calls = desk.Slack.Calls.Count;
        Assert.Empty(await desk.MentionAsync("topics"));
        Assert.Equal(calls, desk.Slack.Calls.Count);
        Assert.DoesNotContain("xoxe-", await desk.AskAsync<string>("select coalesce(refresh_token, '') from slack_installation"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_token_that_runs_out_under_a_delivery_is_exchanged_and_the_alert_comes_once()
    {
        await using var desk = await SlackDesk.OpenAsync(Several);
        await InstallAsync(desk, expires: true);
        await desk.MentionAsync("subscribe pak-us");
        desk.Slack.OAuth = _ => new JsonObject { ["ok"] = true, ["access_token"] = FakeSlack.BotToken + "b", ["refresh_token"] = "xoxe-2", ["expires_in"] = 43200 };
        desk.Slack.Tokens.Add(FakeSlack.BotToken + "b");
        desk.Scene.Clock.Advance(TimeSpan.FromMinutes(20));
        desk.Scene.Outlets[0].Publish("talks", "Talks on trade go on", desk.Scene.Clock.GetUtcNow(), Said.OnPakUs);
        desk.Slack.Fail("chat.postMessage", "token_expired");
        Assert.Contains("Nadia Sample", Assert.Single(await desk.WorkAsync()).Shown, StringComparison.Ordinal);
        Assert.Equal(FakeSlack.BotToken + "b", desk.Slack.Calls.Last(c => c.Method == "chat.postMessage").Token);
        Assert.Equal((2L, 1L), (await desk.AskAsync<long>("select state from delivery"), await desk.AskAsync<long>("select count(*) from slack_installation where ended is null")));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_removal_is_told_of_in_either_order_and_leaves_no_token_behind(bool revokedFirst)
    {
        await using var desk = await SlackDesk.OpenAsync(Several);
        await InstallAsync(desk);
        await desk.MentionAsync("subscribe pak-us");
        var revoked = new JsonObject { ["type"] = "tokens_revoked", ["tokens"] = new JsonObject { ["bot"] = new JsonArray("U0BOT") } };
        var uninstalled = new JsonObject { ["type"] = "app_uninstalled" };
        foreach (var told in revokedFirst ? new[] { revoked, uninstalled } : [uninstalled, revoked])
        {
            await desk.TellAsync(told);
            Assert.Equal("", await desk.AskAsync<string>("select bot_token || coalesce(refresh_token, '') from slack_installation where ended is not null"));
            Assert.Equal("The app was uninstalled.", await desk.AskAsync<string>("select state_reason from conversation where external_id = 'T1:C1'"));
        }

        // Posts to a person keep their distance, and nobody moves the clock while a browser waits.
        desk.Scene.Clock.Advance(TimeSpan.FromMinutes(1));
        await InstallAsync(desk);
        Assert.Equal(1, await desk.AskAsync<long>("select count(*) from subscription where state = 0"));
        Assert.Single(await desk.MentionAsync("topics"));
    }

    [Theory]
    [InlineData("account_inactive")]
    [InlineData("token_revoked")]
    [InlineData("invalid_auth")]
    public async Task A_removal_that_only_a_refused_post_tells_of_is_over_with_the_next_installation(string error)
    {
        await using var desk = await SlackDesk.OpenAsync(Several, ("herald", "Herald", "press"));
        await InstallAsync(desk);
        await desk.MentionAsync("subscribe pak-us");
        desk.Scene.Clock.Advance(TimeSpan.FromMinutes(20));
        desk.Slack.Fail("chat.postMessage", error);
        desk.Scene.Outlets[0].Publish("talks", "Talks on trade go on", desk.Scene.Clock.GetUtcNow(), Said.OnPakUs);
        Assert.Empty(await desk.WorkAsync());
        Assert.Contains(error, await desk.AskAsync<string>("select state_reason from conversation where external_id = 'T1:C1'"), StringComparison.Ordinal);

        await InstallAsync(desk);
        Assert.Contains(await desk.WorkAsync(), m => m.Channel == "C1" && m.Shown.Contains("Nadia Sample", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_node_without_the_keys_of_the_tokens_closes_nothing_and_holds_what_is_owed_and_said_until_they_are_back()
    {
        await using var desk = await SlackDesk.OpenAsync(Several, ("herald", "Herald", "press"));
        await InstallAsync(desk);
        await desk.MentionAsync("subscribe pak-us");
        var keys = Path.Combine(desk.Scene.Folder.FullName, "data", "keys");
        Directory.Move(keys, keys + "-elsewhere");
        await desk.Scene.RestartAsync();

        desk.Scene.Clock.Advance(TimeSpan.FromMinutes(20));
        desk.Scene.Outlets[0].Publish("talks", "Talks on trade go on", desk.Scene.Clock.GetUtcNow(), Said.OnPakUs);
        Assert.Empty(await desk.WorkAsync());
        Assert.Equal(0, await desk.AskAsync<long>("select state from conversation where external_id = 'T1:C1'"));
        Assert.Equal(1, await desk.AskAsync<long>("select count(*) from delivery where state = 3 and next_try is not null"));
        using (var health = await desk.Scene.Http.GetAsync("/health/ready"))
        {
            Assert.Equal(HttpStatusCode.ServiceUnavailable, health.StatusCode);
            Assert.Contains("The tokens of 1 of 1 Slack installations cannot be read", await health.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }

        // It is tried more often than what fails otherwise.
        var before = desk.Slack.Messages.Count;
        await desk.EventAsync(Payloads.Mention("topics", "1772442900.000100"));
        for (var i = 0; i < 3000 && await desk.AskAsync<long>("select max(attempts) from slack_inbox where next_try is not null") <= SlackInbox.MostTries + 1; i++)
        {
            desk.Scene.Clock.Advance(TimeSpan.FromSeconds(1));
            await Task.Delay(5);
        }

        Assert.True(await desk.AskAsync<long>("select max(attempts) from slack_inbox where next_try is not null") > SlackInbox.MostTries);
        Assert.Equal(before, desk.Slack.Messages.Count);

        Directory.Delete(keys, recursive: true);
        Directory.Move(keys + "-elsewhere", keys);
        await desk.SettleAsync();
        Assert.Contains("Topics", Assert.Single(desk.Slack.Messages.Skip(before)).Shown, StringComparison.Ordinal);
        Assert.Contains(await desk.WorkAsync(TimeSpan.FromMinutes(20)), m => m.Channel == "C1" && m.Shown.Contains("Nadia Sample", StringComparison.Ordinal));
        using (var health = await desk.Scene.Http.GetAsync("/health/ready"))
            Assert.DoesNotContain("cannot be read: bring their keys", await health.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private static async Task InstallAsync(SlackDesk desk, bool expires = false)
    {
        desk.Slack.OAuth = arguments =>
        {
            Assert.Equal("http://localhost:1/slack/oauth", arguments["redirect_uri"]);
            return new JsonObject
            {
                ["ok"] = true,
                ["access_token"] = FakeSlack.BotToken,
                ["refresh_token"] = expires ? "xoxe-1" : null,
                ["expires_in"] = expires ? 43200 : null,
                ["token_type"] = "bot",
                ["scope"] = desk.Slack.Scopes,
                ["bot_user_id"] = FakeSlack.BotUser,
                ["app_id"] = "A1",
                ["team"] = new JsonObject { ["id"] = FakeSlack.Team, ["name"] = "Newsroom" },
                ["enterprise"] = null,
                ["is_enterprise_install"] = false,
                ["authed_user"] = new JsonObject { ["id"] = "U1" },
            };
        };
        using var browser = Browser(desk);
        var state = await StateAsync(browser);
        Assert.Contains("installed in Newsroom", await browser.GetStringAsync("/slack/oauth?code=c&state=" + state), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.BadRequest, (await browser.GetAsync("/slack/oauth?code=c&state=" + state)).StatusCode);
    }

    private static async Task<string> StateAsync(HttpClient browser)
    {
        using var start = await browser.GetAsync("/slack/install");
        Assert.Equal(HttpStatusCode.Redirect, start.StatusCode);
        var query = HttpUtility.ParseQueryString(start.Headers.Location!.Query);
        Assert.Contains("app_mentions:read", query["scope"], StringComparison.Ordinal);
        return query["state"]!;
    }

    private static HttpClient Browser(SlackDesk desk) =>
        new(new HttpClientHandler { AllowAutoRedirect = false, CookieContainer = new CookieContainer() }) { BaseAddress = desk.Scene.Http.BaseAddress };
}
