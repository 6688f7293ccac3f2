using System.Text.Json.Nodes;
using NewsBot.Slack.Tests.Fake;
using Xunit;

namespace NewsBot.Tests.Scenarios.Slack;

/// <summary>Home, settings and the shortcut on a message.</summary>
public sealed class SlackViewsScenario
{
    [Fact]
    public async Task Home_shows_what_is_followed_and_its_buttons_do_what_can_be_typed()
    {
        await using var desk = await SlackDesk.OpenAsync();
        desk.Slack.Members.Add(("U1", "C1"));
        await desk.MentionAsync("subscribe intra-afghan");
        await desk.MentionAsync("digest at 16:00 in Asia/Karachi");
        await desk.TellAsync(new JsonObject { ["type"] = "app_home_opened", ["user"] = "U1", ["channel"] = "D1", ["tab"] = "home" });
        var (method, home, arguments) = desk.Slack.Views[^1];
        Assert.Equal(("views.publish", "U1"), (method, (string?)arguments["user_id"]));
        var shown = string.Join('\n', FakeSlack.Texts(home));
        Assert.Contains("<#C1>", shown, StringComparison.Ordinal);
        Assert.Contains("Intra-Afghan talks", shown, StringComparison.Ordinal);
        Assert.Contains("feeds answered", shown, StringComparison.Ordinal);
        Assert.Contains("<#C1> · next digest Mon 2 Mar 2026, 16:00 PKT", shown, StringComparison.Ordinal);
        // What the person asked for in their messages goes on there.
        Assert.Equal(0, await desk.AskAsync<long>("select count(*) from shown_list where person = 'U1' and command = 'list'"));

        var (_, follow, block) = FakeSlack.Buttons(home["blocks"]!.AsArray()).First(b => b.Title.StartsWith("Follow Pak", StringComparison.Ordinal));
        var press = Payloads.Press(follow, block);
        press.Remove("channel");
        press.Remove("message");
        press.Remove("response_url");
        press["container"] = new JsonObject { ["type"] = "view", ["view_id"] = "V1" };
        press["view"] = home.DeepClone();
        Assert.Equal("D1", Assert.Single(await desk.InteractAsync(press)).Channel);
        Assert.Contains("Pakistan–US talks", string.Join('\n', FakeSlack.Texts(desk.Slack.Views[^1].View)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Home_begins_with_buttons_and_health_shows_what_colleagues_follow_and_says_how_much_more_there_is()
    {
        await using var desk = await SlackDesk.OpenAsync(null, slack =>
        {
            for (var i = 1; i <= 14; i++)
            {
                slack.Channels["C" + i] = true;
                slack.Members.Add(("U2", "C" + i));
            }

            slack.Channels["C99"] = true;
            slack.Zones["U2"] = "Asia/Kabul";
        });
        for (var i = 1; i <= 14; i++)
            await desk.MentionAsync("subscribe intra-afghan", "C" + i);
        await desk.MentionAsync("subscribe intra-afghan", "C99");
        await desk.TellAsync(new JsonObject { ["type"] = "app_home_opened", ["user"] = "U2", ["channel"] = "D2", ["tab"] = "home" });
        var home = desk.Slack.Views[^1].View;
        var shown = FakeSlack.Texts(home).ToList();
        Assert.Equal("actions", (string?)home["blocks"]![0]!["type"]);
        Assert.Contains("<#C1>", shown);
        Assert.Contains("And 2 more channels.", shown);
        Assert.DoesNotContain("<#C99>", shown);
        Assert.True(home["blocks"]!.AsArray().Count <= 100);
    }

    [Fact]
    public async Task Home_shows_nothing_of_a_channel_to_whom_it_was_taken_from_and_what_they_subscribed_where_Slack_does_not_tell()
    {
        await using var desk = await SlackDesk.OpenAsync();
        desk.Slack.Channels["C9"] = true;
        desk.Slack.Members.Add(("U1", "C1"));
        foreach (var channel in new[] { "C1", "C9" })
            await desk.MentionAsync("subscribe intra-afghan", channel);
        var opened = new JsonObject { ["type"] = "app_home_opened", ["user"] = "U1", ["channel"] = "D1", ["tab"] = "home" };
        async Task<string> HomeAsync()
        {
            await desk.TellAsync(opened.DeepClone().AsObject());
            return string.Join('\n', FakeSlack.Texts(desk.Slack.Views[^1].View));
        }

        // U1 subscribed in C9, and was removed from it.
        var shown = await HomeAsync();
        Assert.Contains("<#C1>", shown, StringComparison.Ordinal);
        Assert.DoesNotContain("<#C9>", shown, StringComparison.Ordinal);

        desk.Slack.Fail("users.conversations", "missing_scope");
        shown = await HomeAsync();
        Assert.Contains("<#C1>", shown, StringComparison.Ordinal);
        Assert.Contains("<#C9>", shown, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ratelimited")]
    [InlineData("service_unavailable")]
    [InlineData("internal_error")]
    public async Task A_Home_that_Slack_does_not_take_for_now_holds_up_no_answer_and_is_made_later(string error)
    {
        await using var desk = await SlackDesk.OpenAsync();
        // Each of its tries but the last.
        for (var i = 1; i < NewsBot.Channels.Slack.Inbox.SlackInbox.MostTries; i++)
            desk.Slack.Fail("views.publish", error);
        await desk.EventAsync(Payloads.Event(new JsonObject { ["type"] = "app_home_opened", ["user"] = "U1", ["channel"] = "D1", ["tab"] = "home" }));
        for (var i = 0; i < 3000 && await desk.AskAsync<long>("select count(*) from slack_inbox where problem is not null") == 0; i++)
            await Task.Delay(10);
        await desk.EventAsync(Payloads.Direct("topics"));
        // The clock stands still.
        for (var i = 0; i < 3000 && desk.Slack.Messages.Count == 0; i++)
            await Task.Delay(10);
        Assert.Contains("Topics", Assert.Single(desk.Slack.Messages).Shown, StringComparison.Ordinal);
        Assert.Empty(desk.Slack.Views);
        await desk.SettleAsync();
        Assert.Equal("views.publish", Assert.Single(desk.Slack.Views).Method);
    }

    [Theory]
    [InlineData("invalid_arguments")]
    [InlineData("user_not_found")]
    [InlineData("missing_scope")]
    [InlineData("not_enabled")]
    [InlineData("expired_trigger_id")]
    [InlineData("a_word_of_tomorrow")]
    public async Task A_Home_that_Slack_does_not_take_at_all_is_let_go_and_the_next_one_is_made(string error)
    {
        await using var desk = await SlackDesk.OpenAsync();
        var opened = new JsonObject { ["type"] = "app_home_opened", ["user"] = "U1", ["channel"] = "D1", ["tab"] = "home" };
        desk.Slack.Fail("views.publish", error);
        Assert.Empty(await desk.TellAsync(opened.DeepClone().AsObject()));
        Assert.Empty(desk.Slack.Views);
        Assert.Single(await desk.DirectAsync("topics"));
        await desk.TellAsync(opened);
        Assert.Single(desk.Slack.Views);
    }

    [Fact]
    public async Task Settings_are_a_form_and_saving_it_is_the_same_as_typing()
    {
        await using var desk = await SlackDesk.OpenAsync();
        await desk.MentionAsync("subscribe intra-afghan");
        Assert.Empty(await desk.CommandAsync("settings"));
        var (method, form, _) = desk.Slack.Views[^1];
        Assert.Equal("views.open", method);

        using (var wrong = await desk.PostAsync("/slack/interactions", SlackDesk.Payload(Submission(form, "07:30", [], ["pak-us"], "Asia/Karachi"))))
            Assert.Contains("day", await wrong.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        using (var options = await desk.PostAsync("/slack/interactions", SlackDesk.Payload(new JsonObject { ["type"] = "block_suggestion", ["action_id"] = "value", ["value"] = "kara" })))
            Assert.Contains("Asia/Karachi", await options.Content.ReadAsStringAsync(), StringComparison.Ordinal);

        var said = await desk.InteractAsync(Submission(form, "07:30", ["mon", "tue"], ["pak-us"], "Asia/Karachi"));
        Assert.All(said, m => Assert.Equal("C1", m.Channel));
        Assert.Equal("Asia/Karachi", await desk.AskAsync<string>("select zone from conversation where external_id = 'T1:C1'"));
        Assert.Equal("intra-afghan", await desk.AskAsync<string>("select topic from subscription where state = 2"));
        Assert.Equal("07:30 3", await desk.AskAsync<string>("select at || ' ' || days from subscription where mode = 1 and state = 0"));
        Assert.Equal(1, await desk.AskAsync<long>("select count(*) from subscription where topic = 'pak-us' and state = 0"));

        // The Home of whoever saves it shows it, once there is one.
        await desk.TellAsync(new JsonObject { ["type"] = "app_home_opened", ["user"] = "U1", ["channel"] = "D1", ["tab"] = "home" });
        await desk.CommandAsync("settings");
        await desk.InteractAsync(Submission(desk.Slack.Views[^1].View, "08:00", ["mon", "tue"], ["pak-us"], "Asia/Karachi"));
        Assert.Equal("views.publish", desk.Slack.Views[^1].Method);
        await desk.CommandAsync("settings");
        await desk.InteractAsync(Submission(desk.Slack.Views[^1].View, "07:30", ["mon", "tue"], ["pak-us"], "Asia/Karachi"));

        // Saved once more as it is, nothing is said.
        await desk.CommandAsync("settings");
        Assert.Empty(await desk.InteractAsync(Submission(desk.Slack.Views[^1].View, "07:30", ["mon", "tue"], ["pak-us"], "Asia/Karachi")));
        Assert.NotEmpty(await desk.InteractAsync(Submission(desk.Slack.Views[^1].View, null, [], ["pak-us"], "Asia/Karachi")));
        Assert.Equal(0, await desk.AskAsync<long>("select count(*) from subscription where mode = 1 and state = 0"));
    }

    [Theory]
    [InlineData("settings")]
    [InlineData("list", "settings")]
    public async Task Hours_of_the_form_are_meant_in_the_zone_of_the_person_where_nobody_has_chosen_one(params string[] lines)
    {
        await using var desk = await SlackDesk.OpenAsync(null, slack => slack.Zones["U1"] = "Asia/Dubai");
        desk.Slack.Channels["C2"] = true;
        foreach (var line in lines)
            await desk.CommandAsync(line, "C2");
        var form = desk.Slack.Views[^1].View;
        var zone = form["blocks"]!.AsArray().Single(b => (string?)b!["block_id"] == "zone")!["element"]!["initial_option"]!["value"]!;
        Assert.Equal("Asia/Dubai", (string?)zone);
        Assert.NotEmpty(await desk.InteractAsync(Submission(form, "16:00", ["mon", "tue", "wed", "thu", "fri", "sat", "sun"], [], "Asia/Dubai")));
        Assert.Equal(720, await desk.AskAsync<long>("select ((next_due / 1000000) % 86400) / 60 from subscription where mode = 1"));
    }

    [Fact]
    public async Task A_zone_that_the_form_has_only_offered_is_not_set_by_what_has_no_hour()
    {
        await using var desk = await SlackDesk.OpenAsync(null, slack => slack.Zones["U1"] = "Asia/Dubai");
        await desk.CommandAsync("settings");
        await desk.InteractAsync(Submission(desk.Slack.Views[^1].View, null, ["mon", "tue", "wed", "thu", "fri", "sat", "sun"], ["pak-us"], "Asia/Dubai"));
        Assert.Equal(1, await desk.AskAsync<long>("select count(*) from subscription where topic = 'pak-us'"));
        Assert.NotEqual(2, await desk.AskAsync<long>("select zone_source from conversation where external_id = 'T1:C1'"));
    }

    [Fact]
    public async Task How_cards_look_is_chosen_in_the_form()
    {
        await using var desk = await SlackDesk.OpenAsync();
        await desk.CommandAsync("settings");
        var submission = Quiet(desk.Slack.Views[^1].View, null, null, "anyone");
        submission["view"]!["state"]!["values"]!["layout"] = Field("static_select", "selected_option", new JsonObject { ["value"] = "compact" });
        Assert.NotEmpty(await desk.InteractAsync(submission));
        Assert.Equal(1, await desk.AskAsync<long>("select layout from conversation where external_id = 'T1:C1'"));
    }

    [Fact]
    public async Task Quiet_hours_and_who_may_change_things_stand_in_the_form()
    {
        await using var desk = await SlackDesk.OpenAsync();
        await desk.CommandAsync("settings");
        var form = desk.Slack.Views[^1].View;
        using (var wrong = await desk.PostAsync("/slack/interactions", SlackDesk.Payload(Quiet(form, "22:00", null, "anyone"))))
            Assert.Contains("a beginning and an end", await wrong.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        await desk.InteractAsync(Quiet(form, "22:00", "07:00", "owners"));
        Assert.Equal("22:00 07:00 1", await desk.AskAsync<string>("select quiet_from || ' ' || quiet_to || ' ' || changes from conversation where external_id = 'T1:C1'"));

        await desk.CommandAsync("settings");
        form = desk.Slack.Views[^1].View;
        Assert.Empty(await desk.InteractAsync(Quiet(form, "22:00", "07:00", "owners")));
        await desk.InteractAsync(Quiet(form, null, null, "anyone"));
        Assert.Equal(1, await desk.AskAsync<long>("select count(*) from conversation where external_id = 'T1:C1' and quiet_from is null and changes = 0"));
    }

    [Fact]
    public async Task Who_invited_the_bot_is_an_owner_beside_whoever_keeps_changes_to_the_owners()
    {
        await using var desk = await SlackDesk.OpenAsync(null, slack => slack.Zones["U2"] = "Asia/Kabul");
        await desk.TellAsync(new JsonObject { ["type"] = "member_joined_channel", ["user"] = FakeSlack.BotUser, ["channel"] = "C1", ["inviter"] = "U2" });
        Assert.Equal("U2 Ayesha", await desk.AskAsync<string>("select string_agg(person || ' ' || name, ',') from place_owner where place = 'T1:C1'"));

        // Who takes it out and brings it back is none, once an owner has closed the place to others.
        await desk.AskAsync<object?>("update conversation set changes = 1 where external_id = 'T1:C1'");
        await desk.TellAsync(new JsonObject { ["type"] = "member_left_channel", ["user"] = FakeSlack.BotUser, ["channel"] = "C1" });
        await desk.TellAsync(new JsonObject { ["type"] = "member_joined_channel", ["user"] = FakeSlack.BotUser, ["channel"] = "C1", ["inviter"] = "U3" });
        Assert.Equal("U2", await desk.AskAsync<string>("select string_agg(person, ',') from place_owner where place = 'T1:C1'"));
    }

    [Fact]
    public async Task What_is_followed_by_a_button_where_the_bot_is_not_is_followed_where_it_then_is()
    {
        await using var desk = await SlackDesk.OpenAsync(null, slack => slack.Channels["C2"] = false);
        var topics = Assert.Single(await desk.CommandAsync("topics", "C2"));
        Assert.False(desk.Slack.Channels["C2"]);
        await desk.PressAsync(topics, topics.Buttons.First(b => b.Title.StartsWith("Follow", StringComparison.Ordinal)).Title);
        Assert.True(desk.Slack.Channels["C2"]);
        Assert.Equal(1, await desk.AskAsync<long>("select count(*) from subscription s join conversation c on c.id = s.conversation_id where c.external_id = 'T1:C2' and s.state = 0"));
    }

    [Theory]
    [InlineData("C2", true)]
    [InlineData("G2", false)]
    public async Task What_is_saved_in_the_form_where_the_bot_is_not_is_said_there_once_it_has_joined_or_else_to_the_person(string channel, bool joins)
    {
        await using var desk = await SlackDesk.OpenAsync(null, slack => slack.Channels[channel] = false);
        await desk.CommandAsync("settings", channel);
        var said = await desk.InteractAsync(Submission(desk.Slack.Views[^1].View, null, [], ["pak-us"], "UTC"));
        Assert.Equal(joins, desk.Slack.Channels[channel]);
        Assert.NotEmpty(said);
        Assert.All(said, m => Assert.Equal(joins ? channel : "D1", m.Channel));
        Assert.Equal(!joins, said.Any(m => m.Shown.Contains("/invite @NewsBot", StringComparison.Ordinal)));
        Assert.Equal(1, await desk.AskAsync<long>("select count(*) from subscription where topic = 'pak-us' and state = 0"));
    }

    [Fact]
    public async Task What_somebody_else_has_changed_while_the_form_was_open_stays_as_it_is()
    {
        await using var desk = await SlackDesk.OpenAsync();
        await desk.CommandAsync("settings");
        var form = desk.Slack.Views[^1].View;
        await desk.MentionAsync("subscribe intra-afghan");
        await desk.MentionAsync("digest at 16:00");
        await desk.MentionAsync("quiet 22:00-07:00");
        var zone = (string)form["blocks"]!.AsArray().First(b => (string?)b!["block_id"] == "zone")!["element"]!["initial_option"]!["value"]!;
        await desk.InteractAsync(Submission(form, null, ["mon", "tue", "wed", "thu", "fri", "sat", "sun"], ["pak-us"], zone));
        Assert.Equal("16:00", await desk.AskAsync<string>("select at from subscription where mode = 1 and state = 0"));
        Assert.Equal(2, await desk.AskAsync<long>("select count(*) from subscription where mode = 0 and state = 0"));
        Assert.Equal("22:00", await desk.AskAsync<string>("select quiet_from from conversation where external_id = 'T1:C1'"));
    }

    [Fact]
    public async Task A_form_that_cannot_be_opened_is_answered_in_words()
    {
        await using var desk = await SlackDesk.OpenAsync();
        desk.Slack.Fail("views.open", "expired_trigger_id");
        Assert.NotEmpty(await desk.CommandAsync("settings"));
        var offer = Assert.Single(await desk.MentionAsync("settings"));
        Assert.Empty(await desk.PressAsync(offer, "Open settings"));
        Assert.Equal("views.open", Assert.Single(desk.Slack.Views).Method);
    }

    [Fact]
    public async Task The_shortcut_says_who_says_what_in_a_message()
    {
        await using var desk = await SlackDesk.OpenAsync();
        var answer = Assert.Single(await desk.InteractAsync(Shortcut(string.Join("\n\n", Said.OnPakUs) + " https://herald.example/x")));
        Assert.NotNull(answer.OnlyFor);
        Assert.Contains("Nadia Sample", answer.Shown, StringComparison.Ordinal);
        Assert.Contains(answer.Buttons, b => b.Title == "Why");
        Assert.Contains("no statement", Assert.Single(await desk.InteractAsync(Shortcut("good morning"))).Shown, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"attachments":[{"is_share":true,"author_name":"Ayesha","text":"@","fallback":"[2 March] Ayesha: @"}]}""")]
    [InlineData("""{"attachments":[{"message_blocks":[{"team":"T1","message":{"blocks":[{"type":"rich_text","elements":[{"type":"rich_text_section","elements":[{"type":"text","text":"@"}]}]}]}}]}]}""")]
    [InlineData("""{"attachments":[null,7,{"pretext":"From the feed","title":"Talks on trade go on","title_link":"https://herald.example/x","fields":[{"title":"Text","value":"@"}]}]}""")]
    [InlineData("""{"attachments":[{"blocks":[{"type":"section","text":{"type":"mrkdwn","text":"@"}}]}]}""")]
    [InlineData("""{"blocks":[{"type":"section","fields":[{"type":"mrkdwn","text":"*Talks*"}]},{"type":"section","text":{"type":"mrkdwn","text":"@"}}]}""")]
    [InlineData("""{"blocks":[{"type":"rich_text","elements":[{"type":"rich_text_quote","elements":[{"type":"text","text":"@"}]}]}]}""")]
    public async Task The_shortcut_reads_what_was_forwarded_and_what_a_feed_has_posted(string shape)
    {
        await using var desk = await SlackDesk.OpenAsync();
        var said = JsonValue.Create(string.Join("\n\n", Said.OnPakUs)).ToJsonString()[1..^1];
        var shortcut = Shortcut("");
        var message = JsonNode.Parse(shape.Replace("@", said, StringComparison.Ordinal))!.AsObject();
        (message["text"], message["ts"]) = ("", "1.2");
        shortcut["message"] = message;
        var answer = Assert.Single(await desk.InteractAsync(shortcut)).Shown;
        Assert.Contains("Nadia Sample", answer, StringComparison.Ordinal);
        // However often a message repeats it.
        Assert.Equal(answer.IndexOf("Nadia Sample", StringComparison.Ordinal), answer.LastIndexOf("Nadia Sample", StringComparison.Ordinal));
    }

    private static JsonObject Shortcut(string text) => new()
    {
        ["type"] = "message_action",
        ["callback_id"] = "says",
        ["team"] = new JsonObject { ["id"] = FakeSlack.Team },
        ["user"] = new JsonObject { ["id"] = "U1" },
        ["channel"] = new JsonObject { ["id"] = "C1" },
        ["message"] = new JsonObject { ["text"] = text, ["ts"] = "1.2" },
        ["message_ts"] = "1.2",
        ["trigger_id"] = "t" + text.Length,
        ["response_url"] = FakeSlack.ResponseUrl + "C1/says",
    };

    private static JsonObject Submission(JsonObject form, string? hour, string[] days, string[] topics, string zone)
    {
        var view = form.DeepClone().AsObject();
        view["id"] = "V1";
        view["hash"] = Guid.NewGuid().ToString();
        view["state"] = new JsonObject
        {
            ["values"] = new JsonObject
            {
                ["topics"] = Field("checkboxes", "selected_options", Options(topics)),
                ["hour"] = Field("timepicker", "selected_time", hour),
                ["days"] = Field("checkboxes", "selected_options", Options(days)),
                ["zone"] = Field("external_select", "selected_option", new JsonObject { ["value"] = zone }),
            },
        };
        return new JsonObject
        {
            ["type"] = "view_submission",
            ["team"] = new JsonObject { ["id"] = FakeSlack.Team },
            ["user"] = new JsonObject { ["id"] = "U1" },
            ["trigger_id"] = "t" + view["hash"],
            ["view"] = view,
        };
    }

    private static JsonObject Quiet(JsonObject form, string? from, string? to, string changes)
    {
        var submission = Submission(form, null, [], [], "Asia/Karachi");
        var values = submission["view"]!["state"]!["values"]!;
        values["quiet_from"] = Field("timepicker", "selected_time", from);
        values["quiet_to"] = Field("timepicker", "selected_time", to);
        values["changes"] = Field("static_select", "selected_option", new JsonObject { ["value"] = changes });
        return submission;
    }

    private static JsonObject Field(string type, string name, JsonNode? value) => new() { ["value"] = new JsonObject { ["type"] = type, [name] = value } };

    private static JsonArray Options(string[] values) => new([.. values.Select(v => (JsonNode)new JsonObject { ["value"] = v })]);
}
