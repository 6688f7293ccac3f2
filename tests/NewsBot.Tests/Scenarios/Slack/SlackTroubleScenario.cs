using System.Net;
using System.Text.Json.Nodes;
using NewsBot.Slack.Tests.Fake;
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
        Assert.Empty(await desk.WorkAsync());
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

    [Fact]
    public async Task While_Slack_is_out_of_order_what_was_asked_is_not_forgotten()
    {
        await using var desk = await SlackDesk.OpenAsync();
        desk.Slack.Fail("auth.test", HttpStatusCode.ServiceUnavailable);
        var answers = await desk.MentionAsync("topics");
        Assert.Single(answers);
    }

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
