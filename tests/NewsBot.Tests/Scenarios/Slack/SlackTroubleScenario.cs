using System.Net;
using System.Text.Json.Nodes;
using NewsBot.Slack.Tests.Fake;
using NewsBot.Tests.Scenarios.Editions;
using Xunit;

namespace NewsBot.Tests.Scenarios.Slack;

/// <summary>Slack is slow, refuses, loses answers, and channels come and go: nothing is lost, nothing is doubled.</summary>
public sealed class SlackTroubleScenario
{
    [Fact]
    public async Task A_pause_that_Slack_asks_for_is_kept_and_the_alert_comes_afterwards()
    {
        await using var desk = await FollowingAsync("C1");
        desk.Slack.Fail("chat.postMessage", HttpStatusCode.TooManyRequests, retryAfter: 60);
        Publish(desk);
        Assert.Empty(await desk.WorkAsync());
        Assert.Single(await desk.WorkAsync(TimeSpan.FromSeconds(90)));
        Assert.Empty(await desk.WorkAsync(TimeSpan.FromMinutes(5)));
    }

    [Fact]
    public async Task A_lost_answer_is_looked_up_where_the_bot_may_read()
    {
        await using var desk = await FollowingAsync("D1");
        desk.Slack.LoseAnswerOf("chat.postMessage");
        Publish(desk);
        Assert.Single(await desk.WorkAsync());
        Assert.Empty(await desk.WorkAsync(TimeSpan.FromMinutes(10)));
        Assert.Equal(2, await desk.AskAsync<long>("select state from delivery"));
        Assert.NotEqual("", await desk.AskAsync<string>("select coalesce(activity_id, '') from delivery"));
    }

    [Fact]
    public async Task Where_nobody_knows_the_ledger_says_so_and_a_second_post_is_marked()
    {
        await using var desk = await FollowingAsync("C1");
        desk.Slack.LoseAnswerOf("chat.postMessage");
        Publish(desk);
        await desk.WorkAsync();
        Assert.Equal(4, await desk.AskAsync<long>("select state from delivery"));
        var again = Assert.Single(await desk.WorkAsync(TimeSpan.FromMinutes(3)));
        Assert.Contains("may be a repeat", again.Shown, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_Slack_does_not_take_as_blocks_comes_as_plain_text()
    {
        await using var desk = await FollowingAsync("C1");
        desk.Slack.Fail("chat.postMessage", "invalid_blocks");
        Publish(desk);
        var plain = Assert.Single(await desk.WorkAsync());
        Assert.Null(plain.Blocks);
        Assert.Contains("Nadia Sample", plain.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("channel_not_found")]
    [InlineData("not_in_channel")]
    [InlineData("is_archived")]
    [InlineData("restricted_action")]
    [InlineData("missing_scope")]
    public async Task Where_the_bot_may_not_post_the_conversation_is_closed_with_the_reason_and_goes_on_when_somebody_speaks(string error)
    {
        await using var desk = await FollowingAsync("C1");
        desk.Slack.Fail("chat.postMessage", error);
        Publish(desk);
        Assert.DoesNotContain(await desk.WorkAsync(), m => m.Channel == "C1");
        Assert.Contains(error, await desk.AskAsync<string>("select state_reason from conversation where external_id = 'T1:C1'"), StringComparison.Ordinal);
        Assert.Empty(await desk.WorkAsync(TimeSpan.FromHours(1)));
        await desk.MentionAsync("list");
        Assert.Contains(await desk.WorkAsync(), m => m.Shown.Contains("Nadia Sample", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_archived_channel_waits_and_a_renamed_or_moved_one_goes_on()
    {
        await using var desk = await FollowingAsync("C1");
        await desk.TellAsync(new JsonObject { ["type"] = "channel_rename", ["channel"] = new JsonObject { ["id"] = "C1", ["name"] = "south-asia" } });
        Assert.Equal("south-asia", await desk.AskAsync<string>("select name from conversation where external_id = 'T1:C1'"));
        await desk.TellAsync(new JsonObject { ["type"] = "channel_archive", ["channel"] = "C1", ["user"] = "U1" });
        Publish(desk);
        Assert.Empty(await desk.WorkAsync());
        await desk.TellAsync(new JsonObject { ["type"] = "channel_unarchive", ["channel"] = "C1", ["user"] = "U1" });
        await desk.TellAsync(new JsonObject { ["type"] = "channel_id_changed", ["old_channel_id"] = "C1", ["new_channel_id"] = "C7" });
        desk.Slack.Channels["C7"] = true;
        Assert.Equal("C7", Assert.Single(await desk.WorkAsync()).Channel);
        await desk.TellAsync(new JsonObject { ["type"] = "member_left_channel", ["channel"] = "C7", ["user"] = FakeSlack.BotUser });
        Assert.Equal(1, await desk.AskAsync<long>("select state from conversation where external_id = 'T1:C7'"));
        await desk.TellAsync(new JsonObject { ["type"] = "channel_deleted", ["channel"] = "C7" });
        // The first reason stands: the bot was not there any more.
        Assert.Equal("The bot was removed.", await desk.AskAsync<string>("select state_reason from conversation where external_id = 'T1:C7'"));
    }

    [Fact]
    public async Task What_was_followed_under_an_old_id_goes_on_where_somebody_has_spoken_under_the_new_one_before()
    {
        await using var desk = await FollowingAsync("C1");
        desk.Slack.Channels["C7"] = true;
        await desk.MentionAsync("subscribe intra-afghan", "C7");
        await desk.TellAsync(new JsonObject { ["type"] = "channel_id_changed", ["old_channel_id"] = "C1", ["new_channel_id"] = "C7" });
        Assert.Equal(2, await desk.AskAsync<long>("select count(*) from subscription where state = 0"));
        Publish(desk);
        Assert.Equal("C7", Assert.Single(await desk.WorkAsync()).Channel);
    }

    [Theory]
    [InlineData("service_unavailable", false)]
    [InlineData("team_added_to_org", false)]
    [InlineData("message_limit_exceeded", false)]
    [InlineData("fatal_error", true)]
    [InlineData("internal_error", true)]
    [InlineData("502", true)]
    public async Task A_fault_of_Slack_loses_nothing_and_what_may_be_a_repeat_says_so(string fault, bool mayRepeat)
    {
        await using var desk = await FollowingAsync("C1");
        if (Enum.TryParse(fault, out HttpStatusCode status))
            desk.Slack.Fail("chat.postMessage", status);
        else
            desk.Slack.Fail("chat.postMessage", fault);
        Publish(desk);
        Assert.Empty(await desk.WorkAsync());
        var alert = Assert.Single(await desk.WorkAsync(TimeSpan.FromMinutes(5)));
        Assert.Equal(mayRepeat, alert.Shown.Contains("may be a repeat", StringComparison.Ordinal));
        Assert.Empty(await desk.WorkAsync(TimeSpan.FromMinutes(30)));
    }

    [Theory]
    [InlineData("C1", true)]
    [InlineData("D1", false)]
    public async Task Slack_that_cannot_be_reached_for_longer_loses_nothing(string channel, bool mayRepeat)
    {
        await using var desk = await FollowingAsync(channel);
        for (var i = 0; i < 6; i++)
            desk.Slack.Fail("chat.postMessage", HttpStatusCode.ServiceUnavailable);
        Publish(desk);
        Assert.Empty(await desk.WorkAsync());
        var posts = new List<FakeMessage>();
        for (var i = 0; i < 12; i++)
            posts.AddRange(await desk.WorkAsync(TimeSpan.FromMinutes(5)));
        Assert.Equal(mayRepeat, Assert.Single(posts).Shown.Contains("may be a repeat", StringComparison.Ordinal));
        Assert.Contains("Nadia Sample", posts[0].Shown, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("D1", false)]
    [InlineData("C1", true)]
    public async Task An_alert_whose_answer_Slack_gives_too_late_is_looked_up_or_said_to_be_a_repeat(string channel, bool mayRepeat)
    {
        await using var desk = await FollowingAsync(channel);
        desk.Slack.Late["chat.postMessage"] = TimeSpan.FromDays(1);
        Publish(desk);
        Assert.Single(await desk.WorkAsync());
        desk.Slack.Late.Clear();
        Assert.Empty(await desk.WorkAsync(TimeSpan.FromMinutes(1)));
        Assert.Equal(4, await desk.AskAsync<long>("select state from delivery"));
        var again = await desk.WorkAsync(TimeSpan.FromMinutes(5));
        Assert.Equal(mayRepeat ? 1 : 0, again.Count);
        Assert.All(again, m => Assert.Contains("may be a repeat", m.Shown, StringComparison.Ordinal));
        Assert.Equal(2, await desk.AskAsync<long>("select state from delivery"));
    }

    [Fact]
    public async Task While_Slack_is_out_of_order_what_was_asked_is_not_forgotten()
    {
        await using var desk = await SlackDesk.OpenAsync();
        desk.Slack.Fail("auth.test", HttpStatusCode.ServiceUnavailable);
        var answers = await desk.MentionAsync("topics");
        Assert.Single(answers);
    }

    [Theory]
    [InlineData(HttpStatusCode.TooManyRequests, 5)]
    [InlineData(HttpStatusCode.TooManyRequests, 70)]
    [InlineData(HttpStatusCode.ServiceUnavailable, null)]
    public async Task An_answer_that_Slack_refuses_for_a_moment_comes_afterwards_and_once(HttpStatusCode status, int? after)
    {
        await using var desk = await SlackDesk.OpenAsync();
        desk.Slack.Fail("chat.postMessage", status, after);
        Assert.Contains("Pakistan–US talks", Assert.Single(await desk.MentionAsync("topics")).Shown, StringComparison.Ordinal);
        Assert.DoesNotContain("Something went wrong", desk.Logs.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_said_has_its_effect_once_however_late_its_answer_is_taken()
    {
        await using var desk = await SlackDesk.OpenAsync();
        await desk.DirectAsync("subscribe pak-us");
        await desk.DirectAsync("subscribe intra-afghan");
        await desk.DirectAsync("unsubscribe 1");
        desk.Slack.Fail("chat.postMessage", HttpStatusCode.TooManyRequests, retryAfter: 70);
        Assert.Contains("took the unsubscription back", Assert.Single(await desk.DirectAsync("undo")).Shown, StringComparison.Ordinal);
        Assert.Equal(2, await desk.AskAsync<long>("select count(*) from subscription where state = 0"));
        Assert.Equal(0, await desk.AskAsync<long>("select count(*) from slack_inbox where body is not null or answer is not null"));
        Assert.DoesNotContain("Something went wrong", desk.Logs.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_page_of_a_list_is_not_lost_with_an_answer_that_is_refused()
    {
        await using var desk = await SlackDesk.OpenAsync();
        await LongWords.PublishAsync(desk.Scene, 12);
        Assert.Contains("1–5 of 12", Assert.Single(await desk.DirectAsync("latest")).Shown, StringComparison.Ordinal);
        desk.Slack.Fail("chat.postMessage", HttpStatusCode.TooManyRequests, retryAfter: 70);
        Assert.Contains("6–10 of 12", Assert.Single(await desk.DirectAsync("more")).Shown, StringComparison.Ordinal);
        Assert.Contains("11–12 of 12", Assert.Single(await desk.DirectAsync("more")).Shown, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_follows_upon_a_command_and_fails_does_not_repeat_the_command()
    {
        await using var desk = await SlackDesk.OpenAsync();
        for (var i = 0; i < 9; i++)
            desk.Slack.Fail("conversations.info", "service_unavailable");
        Assert.Contains("Pakistan–US talks", Assert.Single(await desk.CommandAsync("subscribe pak-us")).Shown, StringComparison.Ordinal);
        Assert.Equal(1, await desk.AskAsync<long>("select max(attempts) from slack_inbox"));
    }

    [Fact]
    public async Task A_channel_that_a_post_has_met_archived_goes_on_once_it_is_not()
    {
        await using var desk = await FollowingAsync("C1");
        desk.Slack.Archived.Add("C1");
        Publish(desk);
        Assert.Empty(await desk.WorkAsync());
        await desk.TellAsync(new JsonObject { ["type"] = "channel_archive", ["channel"] = "C1", ["user"] = "U1" });
        desk.Slack.Archived.Clear();
        await desk.TellAsync(new JsonObject { ["type"] = "channel_unarchive", ["channel"] = "C1", ["user"] = "U1" });
        Assert.Contains("Nadia Sample", Assert.Single(await desk.WorkAsync()).Shown, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("token_revoked")]
    [InlineData("missing_scope")]
    public async Task A_workspace_whose_token_is_set_goes_on_when_the_program_starts_with_one_that_works(string error)
    {
        await using var desk = await FollowingAsync("C1");
        desk.Slack.Fail("chat.postMessage", error);
        Publish(desk);
        Assert.DoesNotContain(await desk.WorkAsync(), m => m.Channel == "C1");
        desk.Scene.Clock.Advance(TimeSpan.FromHours(1));
        await desk.Scene.RestartAsync();
        // The start asks Slack behind the back of whoever waits for the program.
        for (var i = 0; i < 3000 && await desk.AskAsync<long>("select state from conversation where external_id = 'T1:C1'") != 0; i++)
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System);
        Assert.Contains(await desk.WorkAsync(TimeSpan.FromMinutes(1)), m => m.Channel == "C1" && m.Shown.Contains("Nadia Sample", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_word_that_nobody_knows_costs_one_post_and_no_channel()
    {
        await using var desk = await FollowingAsync("C1");
        desk.Slack.Fail("chat.postMessage", () => Refusal("word_of_tomorrow", "a pointer"));
        desk.Slack.Fail("chat.postMessage", "word_of_tomorrow");
        Publish(desk);
        Assert.Contains("A post was not made", Assert.Single(await desk.WorkAsync()).Shown, StringComparison.Ordinal);
        Assert.Equal(0, await desk.AskAsync<long>("select state from conversation where external_id = 'T1:C1'"));
        Assert.Contains("word_of_tomorrow (a pointer)", desk.Logs.Text, StringComparison.Ordinal);
        desk.Scene.Clock.Advance(TimeSpan.FromMinutes(20));
        desk.Scene.Outlets[0].Publish("more", "Talks on minerals", desk.Scene.Clock.GetUtcNow(), Said.AlsoOnPakUs);
        Assert.Contains("nobody has walked out of the room", Assert.Single(await desk.WorkAsync()).Shown, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_post_whose_sender_died_before_it_was_recorded_is_looked_for_and_not_doubled()
    {
        await using var desk = await FollowingAsync("D1");
        Publish(desk);
        var alert = Assert.Single(await desk.WorkAsync());
        await desk.AskAsync<object?>("update delivery set state = 1, sent = null, activity_id = null, shown_revision = null, owner = 'dead', lease = 0");
        Assert.Empty(await desk.WorkAsync(TimeSpan.FromMinutes(1)));
        Assert.Empty(await desk.WorkAsync(TimeSpan.FromMinutes(1)));
        Assert.Equal(alert.Ts, await desk.AskAsync<string>("select activity_id from delivery"));

        // Died before it: there is nothing to be found, and nothing to be marked.
        alert.Deleted = true;
        await desk.AskAsync<object?>("update delivery set state = 1, sent = null, activity_id = null, shown_revision = null, owner = 'dead', lease = 0");
        await desk.WorkAsync();
        Assert.DoesNotContain("may be a repeat", Assert.Single(await desk.WorkAsync(TimeSpan.FromMinutes(1))).Shown, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_has_subscribed_a_channel_is_told_once_when_it_is_closed_for_what_a_person_can_mend()
    {
        await using var desk = await FollowingAsync("C1");
        desk.Slack.Channels["C1"] = false;
        Publish(desk);
        var told = Assert.Single(await desk.WorkAsync());
        Assert.Equal("D1", told.Channel);
        Assert.Contains("<#C1>", told.Text, StringComparison.Ordinal);
        Assert.Contains("/invite @NewsBot", told.Text, StringComparison.Ordinal);
        Assert.Empty(await desk.WorkAsync(TimeSpan.FromHours(1)));
        desk.Slack.Channels["C1"] = true;
        await desk.TellAsync(new JsonObject { ["type"] = "member_joined_channel", ["user"] = FakeSlack.BotUser, ["channel"] = "C1", ["inviter"] = "U1" });
        Assert.Contains(await desk.WorkAsync(), m => m.Channel == "C1" && m.Shown.Contains("Nadia Sample", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("not_in_channel", "/invite @NewsBot")]
    [InlineData("is_archived", "do not come through in")]
    public async Task Whoever_has_a_chat_with_the_bot_is_told_once_too(string error, string words)
    {
        await using var desk = await FollowingAsync("C1");
        await desk.DirectAsync("topics");
        desk.Slack.Fail("chat.postMessage", error);
        Publish(desk);
        // A chat that was answered this moment takes no second message yet; then the card says it.
        var told = Assert.Single(await desk.WorkAsync(TimeSpan.FromSeconds(1)));
        Assert.Equal("D1", told.Channel);
        Assert.Contains(words, told.Shown, StringComparison.Ordinal);
        Assert.Empty(await desk.WorkAsync(TimeSpan.FromHours(1)));
    }

    [Fact]
    public async Task What_a_return_that_broke_off_has_left_paused_goes_on_when_somebody_speaks()
    {
        await using var desk = await FollowingAsync("C1");
        await desk.AskAsync<object?>("update subscription set state = 1, state_reason = 'The bot was removed.'");
        await desk.MentionAsync("topics");
        Assert.Equal(0, await desk.AskAsync<long>("select state from subscription"));
        await desk.MentionAsync("mute 2h");
        await desk.MentionAsync("topics");
        Assert.Equal(1, await desk.AskAsync<long>("select state from subscription"));
    }

    private static HttpResponseMessage Refusal(string error, string pointer) => new(HttpStatusCode.OK)
    {
        Content = new StringContent(new JsonObject
        {
            ["ok"] = false,
            ["error"] = error,
            ["response_metadata"] = new JsonObject { ["messages"] = new JsonArray(pointer) },
        }.ToJsonString()),
    };

    private static async Task<SlackDesk> FollowingAsync(string channel)
    {
        var desk = await SlackDesk.OpenAsync();
        await (channel[0] == 'D' ? desk.DirectAsync("subscribe pak-us") : desk.MentionAsync("subscribe pak-us", channel));
        desk.Scene.Clock.Advance(TimeSpan.FromMinutes(20));
        return desk;
    }

    private static void Publish(SlackDesk desk) =>
        desk.Scene.Outlets[0].Publish("talks", "Talks on trade go on", desk.Scene.Clock.GetUtcNow(), Said.OnPakUs);
}
