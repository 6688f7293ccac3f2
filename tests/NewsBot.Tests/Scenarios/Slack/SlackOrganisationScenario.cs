using System.Net;
using System.Text.Json.Nodes;
using System.Web;
using NewsBot.Slack.Tests.Fake;
using Xunit;

namespace NewsBot.Tests.Scenarios.Slack;

/// <summary>An organisation of several workspaces (Enterprise Grid) that has installed the app once, for all of them.</summary>
public sealed class SlackOrganisationScenario
{
    private const string Organisation = "E1";
    private const string OwnToken = "xoxb-own-2";
    private const string OfC1 = "select string_agg(external_id, ',') from conversation where external_id like '%:C1'";

    private const string OfD1 = "select string_agg(external_id, ',') from conversation where external_id like '%:D1'";

    private static readonly string[] Several =
    [
        "--Slack:ClientId=1.2", "--Slack:ClientSecret=client-secret-words", $"--Slack:SigningSecret={SlackDesk.Secret}", "--PublicAddress=http://localhost:1",
    ];

    [Fact]
    public async Task Two_workspaces_are_served_by_one_installation_from_the_first_word_to_its_removal_and_after_the_next()
    {
        await using var desk = await OpenAsync();
        foreach (var (team, channel) in new[] { ("T1", "C1"), ("T2", "C2") })
        {
            Assert.Contains("#1", Assert.Single(await HearAsync(desk, InTeam(Payloads.Mention("subscribe pak-us", channel: channel, ts: $"1772442000.00{channel[1]}"), team))).Shown, StringComparison.Ordinal);
            var command = Payloads.Command("list", channel, $"{FakeSlack.ResponseUrl}{channel}/list");
            (command["team_id"], command["enterprise_id"], command["is_enterprise_install"]) = (team, Organisation, "true");
            using var listed = await desk.PostAsync("/slack/commands", SlackDesk.Form(command));
            Assert.Equal(HttpStatusCode.OK, listed.StatusCode);
            await desk.SettleAsync();
        }

        Assert.All(desk.Slack.Calls.Where(c => c.Method.StartsWith("chat.", StringComparison.Ordinal)), c => Assert.Equal(FakeSlack.BotToken, c.Token));
        // Another organisation has not installed it.
        var stranger = InTeam(Payloads.Mention("topics", "1772442000.000900", "C1"), "T9");
        (stranger["context_enterprise_id"], stranger["authorizations"]![0]!["enterprise_id"]) = ("E9", "E9");
        Assert.Empty(await HearAsync(desk, stranger));

        Publish(desk, "talks", Said.OnPakUs);
        var alerts = await desk.WorkAsync();
        Assert.Equal(["C1", "C2"], alerts.Select(a => a.Channel).Order());
        var (_, button, block) = alerts[1].Buttons.Last(b => b.Title == "Why");
        var press = Payloads.Press(button, block, alerts[1].Channel, alerts[1].Ts);
        (press["team"], press["enterprise"], press["is_enterprise_install"]) = (new JsonObject { ["id"] = alerts[1].Channel == "C2" ? "T2" : "T1" }, new JsonObject { ["id"] = Organisation }, true);
        Assert.NotEmpty(await desk.InteractAsync(press));

        await HearAsync(desk, OfOrganisation(desk, "tokens_revoked", new JsonObject { ["tokens"] = new JsonObject { ["bot"] = new JsonArray(FakeSlack.BotUser) } }));
        await HearAsync(desk, OfOrganisation(desk, "app_uninstalled", []));
        Assert.Equal(0, await desk.AskAsync<long>("select count(*) from slack_installation where ended is null"));
        Assert.Equal(2, await desk.AskAsync<long>("select count(*) from conversation where channel = 'slack' and state_reason = 'The app was uninstalled.'"));
        Publish(desk, "more", Said.AlsoOnPakUs);
        Assert.Empty(await desk.WorkAsync());

        await InstallAsync(desk, organisation: true);
        Assert.Equal(["C1", "C2"], (await desk.WorkAsync()).Select(a => a.Channel).Order());
    }

    [Fact]
    public async Task A_workspace_that_is_let_out_of_the_installation_waits_and_the_other_goes_on()
    {
        await using var desk = await OpenAsync();
        await FollowAsync(desk);
        await HearAsync(desk, OfOrganisation(desk, "team_access_revoked", new JsonObject { ["team_ids"] = new JsonArray("T2") }));
        Publish(desk, "talks", Said.OnPakUs);
        // The installation lives; T2 waits.
        Assert.NotEmpty(await desk.WorkAsync());
        Assert.Equal(1, await desk.AskAsync<long>("select state from conversation where external_id = 'T2:C2'"));
        Assert.Equal(0, await desk.AskAsync<long>("select state from conversation where external_id = 'T1:C1'"));
        await HearAsync(desk, OfOrganisation(desk, "team_access_granted", new JsonObject { ["team_ids"] = new JsonArray("T2") }));
        Assert.Equal("C2", Assert.Single(await desk.WorkAsync()).Channel);
    }

    [Fact]
    public async Task A_refusal_of_one_workspace_does_not_end_the_installation_of_all()
    {
        await using var desk = await OpenAsync();
        await FollowAsync(desk);
        Publish(desk, "talks", Said.OnPakUs);
        desk.Slack.Fail("chat.postMessage", "team_access_not_granted");
        Assert.Single(await desk.WorkAsync());
        Assert.Equal(1, await desk.AskAsync<long>("select count(*) from slack_installation where ended is null"));
    }

    [Fact]
    public async Task A_workspace_s_own_installation_comes_before_the_organisation_s_which_takes_over_when_it_ends()
    {
        await using var desk = await OpenAsync();
        desk.Slack.Tokens.Add(OwnToken);
        await InstallAsync(desk, organisation: false);
        await HearAsync(desk, InTeam(Payloads.Mention("topics", "1772442000.000100", "C2"), "T2"));
        Assert.Equal(OwnToken, desk.Slack.Calls.Last(c => c.Method.StartsWith("chat.", StringComparison.Ordinal)).Token);

        var removed = InTeam(Payloads.Event(new JsonObject { ["type"] = "app_uninstalled" }), "T2");
        removed["event_time"] = desk.Scene.Clock.GetUtcNow().ToUnixTimeSeconds();
        removed["authorizations"]![0]!["is_enterprise_install"] = false;
        await HearAsync(desk, removed);
        Assert.Equal(0, await desk.AskAsync<long>("select state from conversation where external_id = 'T2:C2'"));
        await HearAsync(desk, InTeam(Payloads.Mention("topics", "1772442000.000200", "C2"), "T2"));
        Assert.Equal(FakeSlack.BotToken, desk.Slack.Calls.Last(c => c.Method.StartsWith("chat.", StringComparison.Ordinal)).Token);
    }

    [Fact]
    public async Task A_channel_that_two_workspaces_share_is_one_conversation_and_is_alerted_once()
    {
        await using var desk = await OpenAsync();
        desk.Slack.Members.Add(("U1", "C1"));
        await HearAsync(desk, InTeam(Payloads.Mention("subscribe pak-us", "1772442000.000100", "C1"), "T1"));
        var listed = Assert.Single(await HearAsync(desk, InTeam(Payloads.Mention("list", "1772442000.000200", "C1"), "T2")));
        Assert.Contains("Pakistan–US talks", listed.Shown, StringComparison.Ordinal);
        // The same message, as each of the two workspaces has it.
        Assert.Single(await HearAsync(desk, InTeam(Payloads.Mention("topics", "1772442000.000300", "C1"), "T1")));
        Assert.Empty(await HearAsync(desk, InTeam(Payloads.Mention("topics", "1772442000.000300", "C1"), "T2")));
        Assert.Equal("T1:C1", await desk.AskAsync<string>("select string_agg(external_id, ',') from conversation where external_id like '%:C1'"));
        Publish(desk, "talks", Said.OnPakUs);
        Assert.Single(await desk.WorkAsync());

        // At home in T2 one sees it too.
        await HearAsync(desk, InTeam(Payloads.Event(new JsonObject { ["type"] = "app_home_opened", ["user"] = "U1", ["channel"] = "D2", ["tab"] = "home" }), "T2"));
        Assert.Contains("<#C1>", string.Join('\n', FakeSlack.Texts(desk.Slack.Views[^1].View)), StringComparison.Ordinal);

        await HearAsync(desk, InTeam(Payloads.Event(new JsonObject { ["type"] = "channel_archive", ["channel"] = "C1" }), "T2"));
        Assert.Equal("The channel was archived.", await desk.AskAsync<string>("select state_reason from conversation where external_id = 'T1:C1'"));
        await HearAsync(desk, InTeam(Payloads.Event(new JsonObject { ["type"] = "channel_unarchive", ["channel"] = "C1" }), "T2"));

        // The first workspace has lost the app, the channel has not.
        await HearAsync(desk, OfOrganisation(desk, "team_access_revoked", new JsonObject { ["team_ids"] = new JsonArray("T1") }));
        Publish(desk, "more", Said.AlsoOnPakUs);
        Assert.Empty(await desk.WorkAsync());
        Assert.Single(await HearAsync(desk, InTeam(Payloads.Mention("list", "1772442000.000400", "C1"), "T2")));
        Assert.Equal("T2:C1", await desk.AskAsync<string>("select string_agg(external_id, ',') from conversation where external_id like '%:C1'"));
        Assert.Single(await desk.WorkAsync());
    }

    [Fact]
    public async Task The_messages_of_a_person_with_the_bot_are_one_conversation_in_all_workspaces()
    {
        await using var desk = await OpenAsync();
        await HearAsync(desk, InTeam(Payloads.Direct("subscribe pak-us", "1772442000.000100"), "T1"));
        Assert.Contains("Pakistan–US talks", Assert.Single(await HearAsync(desk, InTeam(Payloads.Direct("list", "1772442000.000200"), "T2"))).Shown, StringComparison.Ordinal);
        await HearAsync(desk, InTeam(Opened("D1"), "T2"));
        Assert.Contains("Pakistan–US talks", string.Join('\n', FakeSlack.Texts(desk.Slack.Views[^1].View)), StringComparison.Ordinal);
        Assert.Equal("T1:D1", await desk.AskAsync<string>(OfD1));

        // Its buttons, and the form of the shortcut, are of the same.
        var home = desk.Slack.Views[^1].View;
        var (_, button, block) = FakeSlack.Buttons(home["blocks"]!.AsArray()).First(b => b.Title == "Topics");
        var press = Payloads.Press(button, block);
        foreach (var absent in new[] { "channel", "message", "response_url" })
            press.Remove(absent);
        (press["team"], press["enterprise"]) = (new JsonObject { ["id"] = "T2" }, new JsonObject { ["id"] = Organisation });
        (press["view"], press["container"]) = (home.DeepClone(), new JsonObject { ["type"] = "view", ["view_id"] = "V1" });
        Assert.Equal("D1", Assert.Single(await desk.InteractAsync(press)).Channel);
        // Posts keep their distance.
        desk.Scene.Clock.Advance(TimeSpan.FromSeconds(2));
        await desk.InteractAsync(new JsonObject
        {
            ["type"] = "shortcut",
            ["callback_id"] = "settings",
            ["team"] = new JsonObject { ["id"] = "T2" },
            ["enterprise"] = new JsonObject { ["id"] = Organisation },
            ["user"] = new JsonObject { ["id"] = "U1" },
            ["trigger_id"] = "t.1",
        });
        Assert.Contains("pak-us", desk.Slack.Views[^1].View["blocks"]!.AsArray().Single(b => (string?)b!["block_id"] == "topics")!["element"]!["initial_options"]!.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal("T1:D1", await desk.AskAsync<string>(OfD1));

        Publish(desk, "talks", Said.OnPakUs);
        Assert.Single(await desk.WorkAsync());
    }

    [Fact]
    public async Task Messages_with_the_bot_that_were_kept_twice_become_one_conversation_when_the_program_starts()
    {
        await using var desk = await OpenAsync();
        await HearAsync(desk, InTeam(Payloads.Direct("subscribe pak-us", "1772442000.000100"), "T1"));
        await HearAsync(desk, InTeam(Payloads.Direct("subscribe pak-us", "1772442000.000200", "D2"), "T2"));
        await desk.AskAsync<object?>("update conversation set external_id = 'T2:D1', reference = replace(reference, 'T2:D2', 'T2:D1') where external_id = 'T2:D2'");
        await desk.Scene.RestartAsync();
        for (var i = 0; i < 1000 && await desk.AskAsync<string>(OfD1) != "T1:D1"; i++)
            await Task.Delay(10);
        Assert.Equal("T1:D1", await desk.AskAsync<string>(OfD1));
        Publish(desk, "talks", Said.OnPakUs);
        Assert.Single(await desk.WorkAsync());
    }

    [Fact]
    public async Task Home_shows_what_colleagues_follow_in_the_channels_of_a_person_of_an_organisation()
    {
        await using var desk = await OpenAsync();
        desk.Slack.Members.Add(("U2", "C1"));
        await FollowAsync(desk);
        await HearAsync(desk, InTeam(Opened("D2", "U2"), "T1"));
        var shown = string.Join('\n', FakeSlack.Texts(desk.Slack.Views[^1].View));
        Assert.Contains("<#C1>", shown, StringComparison.Ordinal);
        Assert.DoesNotContain("<#C2>", shown, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_workspace_s_channel_of_the_same_id_outside_of_the_organisation_is_another_channel()
    {
        await using var desk = await OpenAsync();
        await HearAsync(desk, InTeam(Payloads.Mention("topics", "1772442000.000100", "C1"), "T1"));
        await desk.AskAsync<long>("update conversation set reference = replace(reference, 'E1', 'E8') where external_id = 'T1:C1'; select 1");
        await HearAsync(desk, InTeam(Payloads.Mention("topics", "1772442000.000200", "C1"), "T2"));
        Assert.Equal(2, await desk.AskAsync<long>("select count(*) from conversation where external_id like '%:C1'"));
    }

    [Fact]
    public async Task A_channel_that_was_kept_twice_becomes_one_conversation_that_loses_nothing_and_tells_nothing_twice()
    {
        await using var desk = await OpenAsync();
        await FollowAsync(desk);
        await HearAsync(desk, InTeam(Payloads.Mention("subscribe intra-afghan", "1772442000.000300", "C2"), "T2"));
        await HearAsync(desk, InTeam(Payloads.Mention("digest at 16:00 in Asia/Karachi", "1772442000.000400", "C2"), "T2"));
        Publish(desk, "talks", Said.OnPakUs);
        Assert.Equal(2, (await desk.WorkAsync()).Count);
        await KeepApartAsync(desk);

        // Owed to both.
        desk.Slack.Fail("chat.postMessage", "service_unavailable");
        desk.Slack.Fail("chat.postMessage", "service_unavailable");
        Publish(desk, "more", Said.AlsoOnPakUs);
        Assert.Empty(await desk.WorkAsync());
        Assert.Equal(2, await desk.AskAsync<long>("select count(*) from delivery where state <> 2"));

        var listed = Assert.Single(await HearAsync(desk, InTeam(Payloads.Mention("list", "1772442000.000500", "C1"), "T2"))).Shown;
        Assert.Contains("Pakistan–US talks", listed, StringComparison.Ordinal);
        Assert.Contains("Intra-Afghan talks", listed, StringComparison.Ordinal);
        Assert.Equal("T1:C1", await desk.AskAsync<string>(OfC1));
        Assert.Equal("Asia/Karachi 2", await desk.AskAsync<string>("select zone || ' ' || zone_source from conversation where external_id = 'T1:C1'"));
        Assert.Equal("1 3 4", await desk.AskAsync<string>("select string_agg(n, ' ') from (select number || '' as n from subscription where state = 0 order by number) s"));
        Assert.Contains("nobody has walked out", Assert.Single(await desk.WorkAsync(TimeSpan.FromMinutes(1))).Shown, StringComparison.Ordinal);

        var edition = Assert.Single(await desk.WorkAsync(TimeSpan.FromHours(2)));
        Assert.Contains("Nadia Sample", edition.Shown, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_channel_that_was_kept_twice_becomes_one_conversation_when_the_program_starts()
    {
        await using var desk = await OpenAsync();
        await FollowAsync(desk);
        await KeepApartAsync(desk);
        await desk.Scene.RestartAsync();
        for (var i = 0; i < 1000 && await desk.AskAsync<string>(OfC1) != "T1:C1"; i++)
            await Task.Delay(10);
        Assert.Equal("T1:C1", await desk.AskAsync<string>(OfC1));
        Publish(desk, "talks", Said.OnPakUs);
        Assert.Single(await desk.WorkAsync());
    }

    [Fact]
    public async Task What_was_followed_where_the_app_is_gone_goes_on_where_it_is()
    {
        await using var desk = await OpenAsync();
        await FollowAsync(desk);
        await HearAsync(desk, InTeam(Payloads.Mention("subscribe intra-afghan", "1772442000.000300", "C1"), "T1"));
        await HearAsync(desk, OfOrganisation(desk, "team_access_revoked", new JsonObject { ["team_ids"] = new JsonArray("T1") }));
        await KeepApartAsync(desk);
        await HearAsync(desk, InTeam(Payloads.Mention("list", "1772442000.000400", "C1"), "T2"));
        Assert.Equal("T2:C1", await desk.AskAsync<string>(OfC1));
        Assert.Equal("intra-afghan pak-us", await desk.AskAsync<string>("select string_agg(topic, ' ') from (select topic from subscription where state = 0 order by topic) s"));
    }

    [Fact]
    public async Task A_colleague_of_another_workspace_of_the_organisation_is_no_stranger()
    {
        await using var desk = await OpenAsync();
        desk.Slack.Homes["U1"] = ("T2", Organisation);
        var mention = InTeam(Payloads.Mention("subscribe pak-us", "1772442000.000100", "C1"), "T1");
        mention["event"]!["user_team"] = "T2";
        Assert.Contains("#1", Assert.Single(await HearAsync(desk, mention)).Shown, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_installs_it_for_the_whole_organisation_is_greeted()
    {
        await using var desk = await OpenAsync();
        var hello = Assert.Single(desk.Slack.Live);
        Assert.Equal("D1", hello.Channel);
        Assert.Contains("Pakistan–US talks", hello.Shown, StringComparison.Ordinal);
        // No workspace is let in yet: it is installed all the same.
        desk.Slack.Fail("chat.postMessage", "team_access_not_granted");
        await InstallAsync(desk, organisation: true);
        Assert.Single(desk.Slack.Live);
        Assert.Equal(1, await desk.AskAsync<long>("select count(*) from slack_installation where ended is null"));
        Assert.Contains("could not be: team_access_not_granted", desk.Logs.Text, StringComparison.Ordinal);
    }

    private static async Task<SlackDesk> OpenAsync()
    {
        var desk = await SlackDesk.OpenAsync(Several, slack => slack.Channels["C2"] = slack.Channels["D2"] = true, ("herald", "Herald", "press"));
        await InstallAsync(desk, organisation: true);
        return desk;
    }

    private static async Task FollowAsync(SlackDesk desk)
    {
        await HearAsync(desk, InTeam(Payloads.Mention("subscribe pak-us", "1772442000.000100", "C1"), "T1"));
        await HearAsync(desk, InTeam(Payloads.Mention("subscribe pak-us", "1772442000.000200", "C2"), "T2"));
    }

    // The second workspace's channel is the first's, as versions of old have kept it: a conversation of each.
    private static Task<long> KeepApartAsync(SlackDesk desk) => desk.AskAsync<long>(
        """
        update conversation set external_id = 'T2:C1', reference = replace(reference, 'T2:C2', 'T2:C1') where external_id = 'T2:C2';
        select 1
        """);

    private static void Publish(SlackDesk desk, string slug, string[] text)
    {
        desk.Scene.Clock.Advance(TimeSpan.FromMinutes(20));
        desk.Scene.Outlets[0].Publish(slug, "Talks on trade go on", desk.Scene.Clock.GetUtcNow(), text);
    }

    private static async Task<IReadOnlyList<FakeMessage>> HearAsync(SlackDesk desk, JsonObject envelope)
    {
        var before = desk.Slack.Messages.Count;
        await desk.EventAsync(envelope);
        await desk.SettleAsync();
        return [.. desk.Slack.Messages.Skip(before)];
    }

    private static JsonObject Opened(string channel, string user = "U1") =>
        Payloads.Event(new JsonObject { ["type"] = "app_home_opened", ["user"] = user, ["channel"] = channel, ["tab"] = "home" });

    private static JsonObject InTeam(JsonObject envelope, string team)
    {
        (envelope["team_id"], envelope["context_team_id"], envelope["context_enterprise_id"]) = (team, team, Organisation);
        envelope["authorizations"] = new JsonArray(new JsonObject { ["enterprise_id"] = Organisation, ["team_id"] = team, ["user_id"] = FakeSlack.BotUser, ["is_bot"] = true, ["is_enterprise_install"] = true });
        return envelope;
    }

    private static JsonObject OfOrganisation(SlackDesk desk, string type, JsonObject inner)
    {
        inner["type"] = type;
        var envelope = InTeam(Payloads.Event(inner), "T1");
        envelope["event_time"] = desk.Scene.Clock.GetUtcNow().ToUnixTimeSeconds();
        return envelope;
    }

    private static async Task InstallAsync(SlackDesk desk, bool organisation)
    {
        // Whoever has installed it before was greeted just now, and posts keep their distance.
        desk.Scene.Clock.Advance(TimeSpan.FromSeconds(2));
        desk.Slack.OAuth = _ => new JsonObject
        {
            ["ok"] = true,
            ["access_token"] = organisation ? FakeSlack.BotToken : OwnToken,
            ["token_type"] = "bot",
            ["scope"] = desk.Slack.Scopes,
            ["bot_user_id"] = FakeSlack.BotUser,
            ["app_id"] = "A1",
            ["team"] = organisation ? null : new JsonObject { ["id"] = "T2", ["name"] = "Second desk" },
            ["enterprise"] = new JsonObject { ["id"] = Organisation, ["name"] = "The house" },
            ["is_enterprise_install"] = organisation,
            ["authed_user"] = new JsonObject { ["id"] = "U1" },
        };
        using var browser = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, CookieContainer = new CookieContainer() }) { BaseAddress = desk.Scene.Http.BaseAddress };
        using var start = await browser.GetAsync("/slack/install");
        var state = HttpUtility.ParseQueryString(start.Headers.Location!.Query)["state"];
        var page = await browser.GetStringAsync("/slack/oauth?code=c&state=" + state);
        Assert.Contains(organisation ? "installed in The house" : "installed in Second desk", page, StringComparison.Ordinal);
    }
}
