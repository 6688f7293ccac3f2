using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Bot.Builder;
using Microsoft.Extensions.DependencyInjection;
using NewsBot.Channels;
using NewsBot.Channels.Slack;
using NewsBot.Channels.Slack.Inbox;
using NewsBot.Conversations;
using NewsBot.Slack.Tests.Fake;
using NewsBot.Storage;
using NewsBot.Tests.Channels;
using Xunit;

namespace NewsBot.Tests.Scenarios.Slack;

/// <summary>What Slack brings to the addresses of the program, forged, doubled, odd or unfinished.</summary>
public sealed class SlackReceivingScenario
{
    [Fact]
    public async Task A_body_that_is_not_signed_is_not_read_and_the_handshake_is_answered()
    {
        await using var desk = await SlackDesk.OpenAsync();
        var mention = Payloads.Mention("help").ToJsonString();
        using (var forged = await desk.PostAsync("/slack/events", mention, "application/json", "another-secret"))
        {
            Assert.Equal(HttpStatusCode.Unauthorized, forged.StatusCode);
            Assert.Empty(await forged.Content.ReadAsStringAsync());
        }

        using (var unsigned = await desk.Scene.Http.PostAsync("/slack/events", new StringContent(mention)))
            Assert.Equal(HttpStatusCode.Unauthorized, unsigned.StatusCode);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, await EarlyAnswer.JsonAsync(desk.Scene.Http.BaseAddress!, "/slack/events", new string('x', 1_100_000)));
        using (var junk = await desk.PostAsync("/slack/events", "[]"))
        {
            Assert.Equal(HttpStatusCode.BadRequest, junk.StatusCode);
            Assert.True(junk.Headers.Contains(SlackEndpoints.NoRetryHeader));
        }

        using (var probe = await desk.Scene.Http.PostAsync("/slack/commands", new FormUrlEncodedContent([new("ssl_check", "1"), new("token", "x")])))
            Assert.Equal(HttpStatusCode.OK, probe.StatusCode);
        using (var probe = await desk.Scene.Http.PostAsync("/slack/interactions", new FormUrlEncodedContent([new("token", "x"), new("ssl_check", "1")])))
            Assert.Equal(HttpStatusCode.OK, probe.StatusCode);
        using (var forged = await desk.Scene.Http.PostAsync("/slack/commands", new FormUrlEncodedContent([new("ssl_check", "1"), new("command", "/newsbot"), new("text", "help")])))
            Assert.Equal(HttpStatusCode.Unauthorized, forged.StatusCode);
        using (var handshake = await desk.PostAsync("/slack/events", """{"type":"url_verification","challenge":"abc","token":"x"}"""))
            Assert.Contains("abc", await handshake.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        await desk.SettleAsync();
        Assert.Empty(desk.Slack.Messages);
        Assert.Contains("was refused", desk.Logs.Text, StringComparison.Ordinal);
        Assert.DoesNotContain($"<@{FakeSlack.BotUser}> help", desk.Logs.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Before_anybody_has_installed_the_app_the_handshake_is_answered_whichever_of_two_secrets_signs_it()
    {
        await using var desk = await SlackDesk.OpenAsync(
        [
            "--Slack:ClientId=1.2", "--Slack:ClientSecret=client-secret-words", "--PublicAddress=http://localhost:1",
            "--Slack:SigningSecret=the-new-secret", $"--Slack:OldSigningSecret={SlackDesk.Secret}",
        ]);
        foreach (var (secret, status) in new[] { ("the-new-secret", HttpStatusCode.OK), (SlackDesk.Secret, HttpStatusCode.OK), ("one-of-before", HttpStatusCode.Unauthorized) })
        {
            using var answer = await desk.PostAsync("/slack/events", """{"type":"url_verification","challenge":"abc","token":"x"}""", "application/json", secret);
            Assert.Equal(status, answer.StatusCode);
            Assert.Equal(status == HttpStatusCode.OK, (await answer.Content.ReadAsStringAsync()).Contains("abc", StringComparison.Ordinal));
        }

        Assert.Equal(0, await desk.AskAsync<long>("select count(*) from slack_installation"));
    }

    [Fact]
    public async Task Slack_is_not_counted_and_whoever_only_says_to_be_Slack_is_soon_told_to_wait()
    {
        await using var desk = await SlackDesk.OpenAsync([$"--Slack:BotToken={FakeSlack.BotToken}", $"--Slack:SigningSecret={SlackDesk.Secret}", "--Limits:RequestsAMinute=60"]);
        // A proxy on this machine, behind which all the world has one address.
        desk.Scene.Http.DefaultRequestHeaders.Add("X-Forwarded-For", "203.0.113.9");
        for (var i = 0; i < 150; i++)
            await desk.EventAsync(Payloads.Event(new JsonObject { ["type"] = "of_tomorrow" }));

        HttpResponseMessage refused;
        var forged = 0;
        do
        {
            refused = await desk.PostAsync("/slack/events", "{}", "application/json", "another-secret");
        }
        while (refused.StatusCode == HttpStatusCode.Unauthorized && ++forged < 3 * Strangers.MostAMinute);
        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.InRange(refused.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 60);
        Assert.True(forged >= Strangers.MostAMinute);
        refused.Dispose();
        // What is forged must not keep Slack itself out, which comes from the same proxy.
        await desk.EventAsync(Payloads.Event(new JsonObject { ["type"] = "of_tomorrow" }));
    }

    [Fact]
    public async Task What_cannot_be_kept_now_is_not_acknowledged_and_is_kept_when_Slack_brings_it_again()
    {
        await using var desk = await SlackDesk.OpenAsync();
        var open = new TaskCompletionSource();
        var locked = new TaskCompletionSource();
        var work = Task.Run(() => desk.Scene.Services.GetRequiredService<NewsDb>().WriteAsync(
            InboxWriter.Scope,
            async (_, _) =>
            {
                locked.SetResult();
                await open.Task;
                return true;
            },
            default));
        await locked.Task;
        var bodies = Enumerable.Range(0, 3 * InboxWriter.MostWaiting).Select(_ => Left().ToJsonString()).ToList();
        var posts = bodies.Select(b => desk.PostAsync("/slack/events", b, "application/json")).ToList();
        // Those that are refused are answered while all others wait.
        await Task.WhenAny(posts);
        open.SetResult();
        await work;
        var answers = await Task.WhenAll(posts);
        Assert.All(answers, a => Assert.True(a.StatusCode is HttpStatusCode.OK or HttpStatusCode.ServiceUnavailable));
        var refused = answers.Where(a => a.StatusCode == HttpStatusCode.ServiceUnavailable).ToList();
        Assert.NotEmpty(refused);
        Assert.All(refused, a => Assert.Equal(TimeSpan.FromSeconds(1), a.Headers.RetryAfter!.Delta));
        Assert.All(refused, a => Assert.False(a.Headers.Contains(SlackEndpoints.NoRetryHeader)));
        Assert.Equal(answers.Length - refused.Count, await desk.AskAsync<long>("select count(*) from slack_inbox"));

        foreach (var body in answers.Zip(bodies).Where(a => a.First.StatusCode != HttpStatusCode.OK).Select(a => a.Second).Take(20))
        {
            using var again = await desk.PostAsync("/slack/events", body, "application/json");
            Assert.Equal(HttpStatusCode.OK, again.StatusCode);
        }

        await desk.SettleAsync();
        Assert.Equal(answers.Length - refused.Count + Math.Min(20, refused.Count), await desk.AskAsync<long>("select count(*) from slack_inbox where attempts = 1"));
    }

    [Fact]
    public async Task A_message_is_answered_once_however_often_and_in_whatever_shape_it_comes()
    {
        await using var desk = await SlackDesk.OpenAsync();
        var mention = Payloads.Mention("topics", "1772442000.000100");
        await desk.EventAsync(mention);
        await desk.EventAsync(mention);
        var asMessage = Payloads.Mention("topics", "1772442000.000100");
        asMessage["event"]!["type"] = "message";
        asMessage["event"]!["channel_type"] = "channel";
        await desk.EventAsync(asMessage);
        await desk.SettleAsync();
        await desk.EventAsync(mention);
        await desk.SettleAsync();
        Assert.Single(desk.Slack.Messages);
    }

    [Fact]
    public async Task Its_own_words_other_bots_and_what_is_unknown_are_acknowledged_and_no_more()
    {
        await using var desk = await SlackDesk.OpenAsync();
        var own = Payloads.Direct("subscribe pak-us");
        own["event"]!["bot_id"] = "B0BOT";
        await desk.EventAsync(own);
        // A reminder: Slackbot has no bot_id.
        var reminder = Payloads.Direct("topics", "1700000000.000201");
        reminder["event"]!["user"] = "USLACKBOT";
        await desk.EventAsync(reminder);
        var mentioned = Payloads.Mention("topics", "1700000000.000202");
        mentioned["event"]!["bot_id"] = "B9";
        await desk.EventAsync(mentioned);
        await desk.EventAsync(Payloads.Event(new JsonObject { ["type"] = "of_tomorrow", ["channel"] = new JsonObject { ["id"] = "C1" } }));
        await desk.EventAsync(Payloads.Event(new JsonObject { ["type"] = "reaction_added", ["item"] = new JsonObject { ["channel"] = "C1" } }));
        await desk.EventAsync(new JsonObject { ["type"] = "app_rate_limited", ["team_id"] = "T1", ["minute_rate_limited"] = 1 });
        await desk.EventAsync(new JsonObject { ["type"] = "of_tomorrow" });
        await desk.SettleAsync();
        Assert.Empty(desk.Slack.Messages);
        Assert.Equal(0, await desk.AskAsync<long>("select count(*) from slack_inbox"));
        Assert.Contains("Slack has left out events of workspace T1", desk.Logs.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_process_that_died_left_half_done_is_made_again()
    {
        await using var desk = await SlackDesk.OpenAsync();
        // A row that was claimed at its first try, by a process that died after the bot had seen the activity.
        var mention = Payloads.Mention("topics", "1772442000.000100");
        await desk.AskAsync<long>(
            $"""
            insert into received_activity (channel, conversation, activity_id, received) values ('slack', 'T1:C1:1772442000.000100', '1772442000.000100', 1);
            insert into slack_inbox (key, kind, place, body, received, attempts, next_try)
            values ('m:T1:C1:1772442000.000100', 4, 'T1:C1', '{mention.ToJsonString().Replace("'", "''", StringComparison.Ordinal)}', 1, 1, {Micros(desk.Scene.Clock.GetUtcNow().AddSeconds(3))});
            select 1
            """);
        desk.Scene.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Empty(desk.Slack.Messages);
        desk.Scene.Clock.Advance(TimeSpan.FromSeconds(20));
        await desk.SettleAsync();
        Assert.Contains("Topics", Assert.Single(desk.Slack.Messages).Shown, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_turn_that_a_stop_has_cut_off_is_made_again_at_once_and_nobody_is_told_of_a_failure()
    {
        await using var desk = await SlackDesk.OpenAsync();
        var entered = new TaskCompletionSource();
        desk.Replace = services => services.AddSingleton<IBot>(provider => new HeldBot(provider.GetRequiredService<ReceivedActivityTable>(), entered));
        await desk.Scene.RestartAsync();
        await desk.EventAsync(Payloads.Mention("topics", "1772442000.000100"));
        await entered.Task.WaitAsync(TimeSpan.FromSeconds(30));

        desk.Replace = null;
        await desk.Scene.RestartAsync();
        // The clock stands still: nothing waits for a claim to end.
        for (var i = 0; i < 3000 && await desk.AskAsync<long>("select count(*) from slack_inbox where next_try is not null") > 0; i++)
            await Task.Delay(10);
        Assert.Contains("Topics", Assert.Single(desk.Slack.Messages).Shown, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Text_of_strangers_makes_no_link_no_mention_and_no_call_of_the_channel()
    {
        await using var desk = await SlackDesk.OpenAsync();
        var answers = await desk.DirectAsync("what does &lt;!channel&gt; *bold* say about <https://evil.example|visas>");
        foreach (var message in answers)
            Assert.DoesNotContain("<!channel", message.Text + string.Join('\n', MrkdwnOf(message.Blocks)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answer_to_a_command_is_for_the_asker_and_a_change_is_for_the_channel()
    {
        await using var desk = await SlackDesk.OpenAsync();
        Assert.Equal("asker", Assert.Single(await desk.CommandAsync("topics")).OnlyFor);
        var change = Assert.Single(await desk.CommandAsync("subscribe pak-us"));
        Assert.Null(change.OnlyFor);
        Assert.Contains("#1", change.Shown, StringComparison.Ordinal);
        Assert.Null(Assert.Single(await desk.DirectAsync("timezone")).OnlyFor);
        Assert.Contains("Asia/Karachi", desk.Slack.Messages[^1].Shown, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_command_where_the_bot_cannot_post_lets_it_join_or_says_how_it_gets_in()
    {
        await using var desk = await SlackDesk.OpenAsync();
        desk.Slack.Channels["C2"] = false;
        Assert.Single(await desk.CommandAsync("subscribe pak-us", "C2"));
        Assert.True(desk.Slack.Channels["C2"]);

        desk.Slack.Channels["G3"] = false;
        var answers = await desk.CommandAsync("subscribe pak-us", "G3");
        Assert.Contains(answers, m => m.Shown.Contains("/invite", StringComparison.Ordinal) && m.OnlyFor is not null);
        Assert.Contains(await desk.CommandAsync("subscribe pak-us", "D99"), m => m.Shown.Contains("not a conversation with me", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Where_Slack_does_not_tell_whether_the_bot_may_post_nobody_is_told_that_it_may_not()
    {
        await using var desk = await SlackDesk.OpenAsync(null, slack => slack.GroupMessages.Add("G5"));
        desk.Slack.Channels["G5"] = true;
        var answer = Assert.Single(await desk.CommandAsync("subscribe pak-us", "G5"));
        Assert.DoesNotContain("/invite", answer.Shown, StringComparison.Ordinal);
        // Slack opens no preview of it, and makes no link or mention of what is no link.
        Assert.False(answer.OpensPreviews || answer.IsParsed);
    }

    [Theory]
    [InlineData("subscribe nosuchtopic")]
    [InlineData("undo")]
    [InlineData("unsubscribe #99")]
    [InlineData("timezone nowhere")]
    [InlineData("digest off")]
    public async Task A_command_that_has_changed_nothing_is_answered_to_its_asker_and_lets_the_bot_join_nothing(string line)
    {
        await using var desk = await SlackDesk.OpenAsync();
        Assert.Equal("asker", Assert.Single(await desk.CommandAsync(line)).OnlyFor);
        desk.Slack.Channels["C2"] = desk.Slack.Channels["G3"] = false;
        Assert.Equal("asker", Assert.Single(await desk.CommandAsync(line, "C2")).OnlyFor);
        Assert.False(desk.Slack.Channels["C2"]);
        Assert.Equal("asker", Assert.Single(await desk.CommandAsync(line, "G3")).OnlyFor);
    }

    [Fact]
    public async Task A_button_that_is_kept_to_the_owners_is_refused_to_whoever_presses_it_alone()
    {
        await using var desk = await SlackDesk.OpenAsync();
        var answer = Assert.Single(await desk.MentionAsync("subscribe pak-us"));
        await desk.MentionAsync("settings changes:owners");
        var (_, element, block) = answer.Buttons.Single(b => b.Title == "Undo");
        var press = Payloads.Press(element, block, "C1", answer.Ts, $"{FakeSlack.ResponseUrl}C1/7");
        press["user"]!["id"] = "U2";
        var refused = Assert.Single(await desk.InteractAsync(press));
        Assert.Contains("Only owners change this", refused.Shown, StringComparison.Ordinal);
        Assert.Equal("asker", refused.OnlyFor);
    }

    [Fact]
    public async Task The_bot_joins_where_something_is_followed_and_no_longer_where_it_has_ended()
    {
        await using var desk = await SlackDesk.OpenAsync();
        desk.Slack.Channels["C2"] = desk.Slack.Channels["G3"] = false;
        await desk.CommandAsync("subscribe pak-us", "C2");
        Assert.True(desk.Slack.Channels["C2"]);
        desk.Slack.Channels["C2"] = false;
        Assert.Null(Assert.Single(await desk.CommandAsync("unsubscribe #1", "C2")).OnlyFor);
        Assert.False(desk.Slack.Channels["C2"]);

        await desk.CommandAsync("subscribe pak-us", "G3");
        // Nothing has changed, and what is followed still waits.
        Assert.Contains(await desk.CommandAsync("subscribe pak-us", "G3"), m => m.Shown.Contains("/invite", StringComparison.Ordinal));
    }

    // Somebody else's leaving: it is kept, and asks for nothing.
    private static JsonObject Left() =>
        Payloads.Event(new JsonObject { ["type"] = "member_left_channel", ["user"] = "U2", ["channel"] = "C1", ["team"] = "T1" });

    internal static IEnumerable<string> MrkdwnOf(JsonNode? node) => node switch
    {
        JsonArray list => list.SelectMany(MrkdwnOf),
        JsonObject one when (string?)one["type"] == "mrkdwn" => [(string)one["text"]!],
        JsonObject one => one.SelectMany(p => MrkdwnOf(p.Value)),
        _ => [],
    };

    /// <summary>A turn that has begun, as far as the bot has noted it, and does not end by itself.</summary>
    private sealed class HeldBot(ReceivedActivityTable received, TaskCompletionSource entered) : IBot
    {
        public async Task OnTurnAsync(ITurnContext turnContext, CancellationToken cancellationToken = default)
        {
            var activity = turnContext.Activity;
            await received.AddAsync(activity.ChannelId, activity.Conversation.Id, activity.Id, cancellationToken);
            entered.SetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
        }
    }

    private static long Micros(DateTimeOffset at) => (at.UtcTicks - DateTimeOffset.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond;
}
