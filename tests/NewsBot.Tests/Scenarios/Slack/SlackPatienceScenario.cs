using System.Net;
using NewsBot.Slack.Tests.Fake;
using Xunit;

namespace NewsBot.Tests.Scenarios.Slack;

/// <summary>Answers that take long.</summary>
public sealed class SlackPatienceScenario
{
    private static readonly TimeSpan TooLong = TimeSpan.FromSeconds(4);

    [Fact]
    public async Task A_message_is_marked_while_its_answer_takes_long_and_no_longer()
    {
        await using var desk = await SlackDesk.OpenAsync();
        desk.Slack.Slow["chat.postMessage"] = TooLong;
        Assert.Single(await desk.MentionAsync("topics"));
        var marks = desk.Slack.Calls.Where(c => c.Method.StartsWith("reactions.", StringComparison.Ordinal)).ToList();
        Assert.Equal(["reactions.add", "reactions.remove"], marks.Select(m => m.Method));
        Assert.All(marks, m => Assert.Equal("eyes", m.Arguments["name"]));
        Assert.Empty(desk.Slack.Reactions);
    }

    [Fact]
    public async Task The_answer_comes_where_no_mark_can_be_set_and_none_is_tried_without_the_scope()
    {
        await using (var desk = await SlackDesk.OpenAsync())
        {
            desk.Slack.Slow["chat.postMessage"] = TooLong;
            desk.Slack.Fail("reactions.add", "too_many_reactions");
            Assert.Single(await desk.MentionAsync("topics"));
        }

        await using var less = await SlackDesk.OpenAsync(null, slack => slack.Scopes = slack.Scopes.Replace(",reactions:write", "", StringComparison.Ordinal));
        less.Slack.Slow["chat.postMessage"] = TooLong;
        Assert.Single(await less.MentionAsync("topics"));
        Assert.DoesNotContain(less.Slack.Calls, c => c.Method.StartsWith("reactions.", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_answer_that_has_to_wait_holds_up_nothing_that_comes_after_it()
    {
        await using var desk = await SlackDesk.OpenAsync();
        desk.Slack.Fail("chat.postMessage", HttpStatusCode.TooManyRequests, retryAfter: 3600);
        await desk.EventAsync(Payloads.Mention("subscribe pak-us"));
        await UntilAsync(desk, "select count(*) from slack_inbox where answer is not null");
        using (var asked = await desk.PostAsync("/slack/commands", SlackDesk.Form(Payloads.Command("list", url: FakeSlack.ResponseUrl + "C1/9"))))
            Assert.Equal(HttpStatusCode.OK, asked.StatusCode);
        await UntilAsync(desk, "select case when count(*) = 1 then 1 else 0 end from slack_inbox where next_try is not null");
        Assert.Contains("#1", Assert.Single(desk.Slack.Messages).Shown, StringComparison.Ordinal);
        Assert.Equal("asker", desk.Slack.Messages[0].OnlyFor);

        desk.Scene.Clock.Advance(TimeSpan.FromHours(1));
        await desk.SettleAsync();
        Assert.Contains("Subscribed: #1", desk.Slack.Messages[^1].Shown, StringComparison.Ordinal);
        Assert.Equal(2, desk.Slack.Messages.Count);
    }

    [Theory]
    [InlineData("C1", true)]
    [InlineData("D1", false)]
    public async Task An_answer_outlasts_a_gateway_that_is_out_of_order_for_minutes(string place, bool marked)
    {
        await using var desk = await SlackDesk.OpenAsync();
        for (var i = 0; i < 9; i++)
            desk.Slack.Fail("chat.postMessage", HttpStatusCode.ServiceUnavailable);
        await desk.EventAsync(place == "C1" ? Payloads.Mention("subscribe pak-us") : Payloads.Direct("subscribe pak-us"));
        await desk.SettleAsync();
        var answer = Assert.Single(desk.Slack.Messages);
        Assert.Contains("Subscribed: #1", answer.Shown, StringComparison.Ordinal);
        Assert.Equal(marked, answer.Shown.Contains("may be a repeat", StringComparison.Ordinal));
        Assert.Equal(1, await desk.AskAsync<long>("select count(*) from subscription"));
    }

    [Fact]
    public async Task An_answer_for_the_asker_alone_outlasts_a_gateway_too()
    {
        await using var desk = await SlackDesk.OpenAsync();
        for (var i = 0; i < 2; i++)
            desk.Slack.Fail("response_url", HttpStatusCode.ServiceUnavailable);
        for (var i = 0; i < 3; i++)
            desk.Slack.Fail("chat.postEphemeral", HttpStatusCode.ServiceUnavailable);
        var answer = Assert.Single(await desk.CommandAsync("list"));
        Assert.Contains("may be a repeat", answer.Shown, StringComparison.Ordinal);
        Assert.NotNull(answer.OnlyFor);
    }

    [Theory]
    [InlineData(1700, "asker")]
    [InlineData(1900, "U1")]
    public async Task An_answer_that_waits_for_half_an_hour_is_given_without_the_address_that_has_ended_by_then(int seconds, string reader)
    {
        await using var desk = await SlackDesk.OpenAsync();
        desk.Slack.Fail("response_url", HttpStatusCode.ServiceUnavailable);
        desk.Slack.Fail("chat.postEphemeral", HttpStatusCode.TooManyRequests, retryAfter: seconds);
        using (var asked = await desk.PostAsync("/slack/commands", SlackDesk.Form(Payloads.Command("list", url: FakeSlack.ResponseUrl + "C1/9"))))
            Assert.Equal(HttpStatusCode.OK, asked.StatusCode);
        await UntilAsync(desk, "select count(*) from slack_inbox where answer is not null");
        desk.Scene.Clock.Advance(TimeSpan.FromSeconds(seconds));
        await desk.SettleAsync();
        Assert.Equal(reader, Assert.Single(desk.Slack.Messages).OnlyFor);
    }

    [Theory]
    [InlineData("C1")]
    [InlineData("D1")]
    public async Task Nobody_is_asked_to_say_again_what_was_done_and_may_have_been_answered(string place)
    {
        await using var desk = await SlackDesk.OpenAsync();
        desk.Slack.LoseAnswerOf("chat.postMessage");
        var said = place == "C1" ? await desk.MentionAsync("subscribe pak-us") : await desk.DirectAsync("subscribe pak-us");
        Assert.All(said, m => Assert.Contains("Subscribed: #1", m.Shown, StringComparison.Ordinal));
        Assert.Equal(place == "C1" ? 2 : 1, said.Count);
        Assert.Equal(place == "C1" ? 1 : 0, said.Count(m => m.Shown.Contains("may be a repeat", StringComparison.Ordinal)));
    }

    private static async Task UntilAsync(SlackDesk desk, string sql)
    {
        for (var i = 0; i < 3000 && await desk.AskAsync<long>(sql) == 0; i++)
        {
            desk.Scene.Clock.Advance(TimeSpan.FromMilliseconds(10));
            await Task.Delay(5);
        }

        Assert.NotEqual(0, await desk.AskAsync<long>(sql));
    }

    [Fact]
    public async Task What_the_installation_may_not_do_is_told_once_in_the_log_and_at_the_Home()
    {
        await using var desk = await SlackDesk.OpenAsync(null, slack => slack.Scopes = slack.Scopes.Replace(",reactions:write", "", StringComparison.Ordinal));
        await desk.TellAsync(new() { ["type"] = "app_home_opened", ["user"] = "U1", ["channel"] = "D1", ["tab"] = "home" });
        Assert.Contains("(reactions:write)", string.Join('\n', FakeSlack.Texts(desk.Slack.Views[^1].View)), StringComparison.Ordinal);
        Assert.Single(desk.Logs.Text.Split('\n'), l => l.Contains("Slack:BotToken lacks reactions:write", StringComparison.Ordinal));
    }
}
