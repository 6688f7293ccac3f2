using System.Net;
using System.Text.Json.Nodes;
using NewsBot.Slack.Tests.Fake;
using Xunit;

namespace NewsBot.Tests.Scenarios.Slack;

/// <summary>What becomes of channels, and of posts that stand in them.</summary>
public sealed class SlackLifeScenario
{
    [Theory]
    [InlineData("channel_deleted", "The channel was deleted.")]
    [InlineData("group_deleted", "The channel was deleted.")]
    [InlineData("channel_left", "The bot was removed.")]
    [InlineData("group_left", "The bot was removed.")]
    [InlineData("channel_archive", "The channel was archived.")]
    [InlineData("group_archive", "The channel was archived.")]
    public async Task A_channel_that_is_no_more_is_closed_with_its_reason_and_nothing_is_posted_there(string told, string reason)
    {
        await using var desk = await FollowingAsync();
        await desk.TellAsync(new JsonObject { ["type"] = told, ["channel"] = "C1" });
        Assert.Equal(reason, await desk.AskAsync<string>("select state_reason from conversation where external_id = 'T1:C1'"));
        Assert.Equal(reason, await desk.AskAsync<string>("select state_reason from subscription"));
        desk.Scene.Outlets[0].Publish("talks", "Talks on trade go on", desk.Scene.Clock.GetUtcNow(), Said.OnPakUs);
        Assert.Empty(await desk.WorkAsync());
    }

    [Theory]
    [InlineData("channel_archive", "channel_unarchive")]
    [InlineData("group_archive", "group_unarchive")]
    public async Task What_was_owed_in_an_archived_channel_comes_once_it_is_none(string closed, string opened)
    {
        await using var desk = await FollowingAsync();
        await desk.TellAsync(new JsonObject { ["type"] = closed, ["channel"] = "C1" });
        desk.Scene.Outlets[0].Publish("talks", "Talks on trade go on", desk.Scene.Clock.GetUtcNow(), Said.OnPakUs);
        Assert.Empty(await desk.WorkAsync());
        await desk.TellAsync(new JsonObject { ["type"] = opened, ["channel"] = "C1" });
        Assert.Contains("Nadia Sample", Assert.Single(await desk.WorkAsync()).Shown, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_digest_comes_at_the_hour_of_whoever_has_set_it_unless_the_channel_has_a_zone_of_its_own()
    {
        await using var desk = await SlackDesk.OpenAsync(null, slack =>
        {
            slack.Channels["C2"] = true;
            slack.Zones["U2"] = "Asia/Dubai";
        });
        foreach (var channel in new[] { "C1", "C2" })
        {
            // Somebody else has spoken first.
            await desk.MentionAsync("topics", channel);
            if (channel == "C2")
                await desk.MentionAsync("timezone Asia/Kabul", channel);
            var mention = Payloads.Mention("digest at 16:00", channel == "C1" ? "1772442000.000801" : "1772442000.000802", channel);
            mention["event"]!["user"] = "U2";
            await desk.EventAsync(mention);
            await desk.SettleAsync();
        }

        Assert.Equal("Asia/Dubai Asia/Kabul", await desk.AskAsync<string>("select string_agg(zone, ' ') from (select zone from conversation where external_id in ('T1:C1', 'T1:C2') order by external_id) z"));
        var hours = await desk.AskAsync<string>("select string_agg(hour, ' ') from (select ((next_due / 1000000) % 86400) / 60 || '' as hour from subscription where mode = 1 order by id) h");
        Assert.Equal("720 690", hours);
        // Whoever only looks changes nothing.
        await desk.MentionAsync("digest", "C1");
        Assert.Equal("Asia/Dubai", await desk.AskAsync<string>("select zone from conversation where external_id = 'T1:C1'"));
    }

    [Theory]
    [InlineData("channel_rename")]
    [InlineData("group_rename")]
    public async Task A_renamed_channel_goes_on_under_its_new_name(string told)
    {
        await using var desk = await FollowingAsync();
        await desk.TellAsync(new JsonObject { ["type"] = told, ["channel"] = new JsonObject { ["id"] = "C1", ["name"] = "south-asia" } });
        Assert.Equal("south-asia", await desk.AskAsync<string>("select name from conversation where external_id = 'T1:C1'"));
        // A command tells another name for every private channel.
        var command = Payloads.Command("list", url: FakeSlack.ResponseUrl + "C1/7");
        command["channel_name"] = "privategroup";
        using (var asked = await desk.PostAsync("/slack/commands", SlackDesk.Form(command)))
            Assert.Equal(HttpStatusCode.OK, asked.StatusCode);
        await desk.SettleAsync();
        Assert.Equal("south-asia", await desk.AskAsync<string>("select name from conversation where external_id = 'T1:C1'"));
    }

    [Theory]
    [InlineData("429", true)]
    [InlineData("lost", true)]
    [InlineData("message_not_found", false)]
    [InlineData("edit_window_closed", false)]
    public async Task A_post_that_cannot_be_brought_up_to_date_at_once_is_later_or_stays_and_is_never_posted_again(string fault, bool edited)
    {
        await using var desk = await FollowingAsync();
        desk.Scene.Outlets[0].Publish("talks", "Talks on trade go on", desk.Scene.Clock.GetUtcNow(), Said.OnPakUs);
        var alert = Assert.Single(await desk.WorkAsync());
        switch (fault)
        {
            case "429":
                desk.Slack.Fail("chat.update", HttpStatusCode.TooManyRequests, retryAfter: 60);
                break;
            case "lost":
                desk.Slack.LoseAnswerOf("chat.update");
                break;
            default:
                desk.Slack.Fail("chat.update", fault);
                break;
        }

        desk.Scene.Clock.Advance(TimeSpan.FromMinutes(10));
        desk.Scene.Outlets[1].Publish("talks", "US and Pakistan talk on", desk.Scene.Clock.GetUtcNow(), Said.OnPakUs);
        await desk.WorkAsync();
        for (var i = 0; i < 4; i++)
            await desk.WorkAsync(TimeSpan.FromMinutes(15));
        Assert.Equal(edited, alert.Shown.Contains("Hill Wire", StringComparison.Ordinal));
        Assert.Single(desk.Slack.Messages, m => m.Thread is null && m.Shown.Contains("until every question", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_question_in_the_thread_of_an_alert_is_about_its_statement_and_its_menu_s_lines_do_what_they_say()
    {
        await using var desk = await FollowingAsync();
        desk.Scene.Outlets[0].Publish("talks", "Talks on trade go on", desk.Scene.Clock.GetUtcNow(), Said.OnPakUs);
        var alert = Assert.Single(await desk.WorkAsync());
        desk.Scene.Clock.Advance(TimeSpan.FromMinutes(10));
        desk.Scene.Outlets[0].Publish("minerals", "Talks on minerals", desk.Scene.Clock.GetUtcNow(), Said.AlsoOnPakUs);
        Assert.Contains("walked out", Assert.Single(await desk.WorkAsync()).Shown, StringComparison.Ordinal);

        var answers = await desk.MentionAsync("source", thread: alert.Ts);
        Assert.All(answers, a => Assert.Equal(alert.Ts, a.Thread));
        Assert.Contains("https://herald.example/news/talks", answers[0].Blocks!.ToJsonString(), StringComparison.Ordinal);
        Assert.All(answers, a => Assert.DoesNotContain("walked out", a.Shown, StringComparison.Ordinal));

        await desk.InteractAsync(Chosen(alert, "Claim"));
        await desk.WorkAsync();
        Assert.Contains("Ayesha", alert.Shown, StringComparison.Ordinal);
        Assert.Contains("#S1", Assert.Single(await desk.MentionAsync("claims")).Shown, StringComparison.Ordinal);
        Assert.NotEmpty(await desk.InteractAsync(Chosen(alert, "Wrong")));
        Assert.Equal(1, await desk.AskAsync<long>("select count(*) from claim"));
    }

    [Theory]
    [InlineData("member_left_channel", "member_joined_channel")]
    [InlineData("channel_archive", "channel_unarchive")]
    [InlineData("group_archive", "group_unarchive")]
    public async Task What_is_over_by_the_time_that_it_is_told_closes_nothing(string old, string late)
    {
        await using var desk = await FollowingAsync();
        var now = desk.Scene.Clock.GetUtcNow().ToUnixTimeSeconds();
        await TellOfAsync(desk, old, now - 400);
        Assert.Equal(1, await desk.AskAsync<long>("select state from conversation where external_id = 'T1:C1'"));
        await TellOfAsync(desk, late, now - 100);
        // Slack could not bring it before.
        await TellOfAsync(desk, old, now - 300);
        Assert.Equal(0, await desk.AskAsync<long>("select state from conversation where external_id = 'T1:C1'"));
        desk.Scene.Outlets[0].Publish("talks", "Talks on trade go on", desk.Scene.Clock.GetUtcNow(), Said.OnPakUs);
        Assert.Contains(await desk.WorkAsync(), m => m.Shown.Contains("Nadia Sample", StringComparison.Ordinal));
        await TellOfAsync(desk, old, now);
        Assert.Equal(1, await desk.AskAsync<long>("select state from conversation where external_id = 'T1:C1'"));
    }

    [Fact]
    public async Task A_name_that_is_an_older_one_by_the_time_that_it_is_told_is_not_taken()
    {
        await using var desk = await FollowingAsync();
        var now = desk.Scene.Clock.GetUtcNow().ToUnixTimeSeconds();
        foreach (var (name, ts) in new[] { ("south-asia", now - 10), ("asia", now - 20) })
            await desk.TellAsync(new JsonObject { ["type"] = "channel_rename", ["channel"] = new JsonObject { ["id"] = "C1", ["name"] = name }, ["event_ts"] = $"{ts}.000100" });
        Assert.Equal("south-asia", await desk.AskAsync<string>("select name from conversation where external_id = 'T1:C1'"));
    }

    [Theory]
    [InlineData("list", false)]
    [InlineData("subscribe intra-afghan", true)]
    public async Task A_command_in_a_channel_that_the_bot_has_left_is_answered_and_opens_it_only_when_it_asks_the_bot_in(string line, bool opens)
    {
        await using var desk = await FollowingAsync();
        desk.Slack.Channels["C1"] = false;
        await TellOfAsync(desk, "member_left_channel", desk.Scene.Clock.GetUtcNow().ToUnixTimeSeconds());
        Assert.Contains("Pakistan–US talks", string.Join('\n', (await desk.CommandAsync("list")).Select(m => m.Shown)), StringComparison.Ordinal);
        Assert.NotEmpty(await desk.CommandAsync(line));
        Assert.Equal(opens ? 0 : 1, await desk.AskAsync<long>("select state from conversation where external_id = 'T1:C1'"));
        desk.Scene.Outlets[0].Publish("talks", "Talks on trade go on", desk.Scene.Clock.GetUtcNow(), Said.OnPakUs);
        Assert.Equal(opens ? ["C1"] : [], (await desk.WorkAsync()).Select(m => m.Channel));
        Assert.DoesNotContain(desk.Slack.Messages, m => m.Shown.Contains("/invite", StringComparison.Ordinal));
    }

    [Fact]
    public async Task In_a_workspace_whose_token_is_set_a_removal_closes_nothing_once_the_app_is_back()
    {
        await using var desk = await FollowingAsync();
        await desk.TellAsync(new JsonObject { ["type"] = "app_uninstalled" });
        Assert.Equal(0, await desk.AskAsync<long>("select state from conversation where external_id = 'T1:C1'"));
        desk.Slack.Tokens.Clear();
        await desk.TellAsync(new JsonObject { ["type"] = "tokens_revoked", ["tokens"] = new JsonObject { ["bot"] = new JsonArray(FakeSlack.BotUser) } });
        Assert.Equal(1, await desk.AskAsync<long>("select state from conversation where external_id = 'T1:C1'"));
    }

    [Fact]
    public async Task A_channel_that_the_bot_is_in_already_is_as_good_as_joined()
    {
        await using var desk = await SlackDesk.OpenAsync(null, slack => slack.Channels["C2"] = false);
        desk.Slack.Fail("conversations.join", "already_in_channel");
        Assert.DoesNotContain(await desk.CommandAsync("subscribe pak-us", "C2"), m => m.Shown.Contains("/invite", StringComparison.Ordinal));
    }

    private static Task<IReadOnlyList<FakeMessage>> TellOfAsync(SlackDesk desk, string what, long second) => desk.TellAsync(new JsonObject
    {
        ["type"] = what,
        ["channel"] = "C1",
        ["user"] = FakeSlack.BotUser,
        ["event_ts"] = $"{second}.000100",
    });

    // What Slack sends when somebody chooses behind the dots.
    private static JsonObject Chosen(FakeMessage message, string label)
    {
        var (menu, block) = message.Blocks!.OfType<JsonObject>()
            .SelectMany(b => new[] { b["accessory"] }.Concat(b["elements"] as JsonArray ?? []).Select(e => (Menu: e as JsonObject, Block: (string?)b["block_id"] ?? "")))
            .First(m => (string?)m.Menu?["type"] == "overflow");
        var option = menu!["options"]!.AsArray().Single(o => ((string)o!["text"]!["text"]!).StartsWith(label, StringComparison.Ordinal))!;
        var press = Payloads.Press(menu, block, message.Channel, message.Ts, $"{FakeSlack.ResponseUrl}C1/{label}");
        var action = press["actions"]![0]!.AsObject();
        action.Remove("value");
        (action["type"], action["selected_option"]) = ("overflow", option.DeepClone());
        return press;
    }

    private static async Task<SlackDesk> FollowingAsync()
    {
        var desk = await SlackDesk.OpenAsync(null, ("herald", "Herald", "press"), ("wire", "Hill Wire", "wire"));
        await desk.MentionAsync("subscribe pak-us");
        desk.Scene.Clock.Advance(TimeSpan.FromMinutes(20));
        return desk;
    }
}
