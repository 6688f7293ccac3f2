using System.Net;
using System.Text.Json.Nodes;
using Dapper;
using Microsoft.Extensions.DependencyInjection;
using NewsBot.Channels.Slack;
using NewsBot.Channels.Slack.Inbox;
using NewsBot.Slack.Tests.Fake;
using NewsBot.Storage;
using Xunit;

namespace NewsBot.Tests.Scenarios.Slack;

/// <summary>The disk is slow, or much waits already: Slack, which waits three seconds, is answered in time all the same.</summary>
public sealed class SlackHasteScenario
{
    [Fact]
    public async Task What_is_still_being_kept_is_acknowledged_in_time_and_has_its_effect_once()
    {
        await using var desk = await SlackDesk.OpenAsync();
        var free = await LockAsync(desk);
        var mention = Payloads.Mention("topics", "1772442000.000100").ToJsonString();
        var command = await AnswerAsync(desk, desk.PostAsync("/slack/commands", SlackDesk.Form(Payloads.Command("subscribe pak-us"))));
        Assert.Equal(HttpStatusCode.OK, command.StatusCode);
        var said = JsonNode.Parse(await command.Content.ReadAsStringAsync())!;
        Assert.Equal("ephemeral", (string?)said["response_type"]);
        Assert.Contains("the answer comes", (string?)said["text"], StringComparison.Ordinal);
        // What is answered to a press replaces nothing only where it is empty.
        var press = await AnswerAsync(desk, desk.PostAsync("/slack/interactions", SlackDesk.Payload(Payloads.Press(new JsonObject { ["value"] = """{"say":"topics"}""" }, "b"))));
        Assert.Equal((HttpStatusCode.OK, ""), (press.StatusCode, await press.Content.ReadAsStringAsync()));
        // An event is brought again, and known again.
        var late = await AnswerAsync(desk, desk.PostAsync("/slack/events", mention, "application/json"));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, late.StatusCode);
        Assert.False(late.Headers.Contains(SlackEndpoints.NoRetryHeader));

        await free();
        using (var again = await desk.PostAsync("/slack/events", mention, "application/json"))
            Assert.Equal(HttpStatusCode.OK, again.StatusCode);
        for (var i = 0; i < 1000 && await desk.AskAsync<long>("select count(*) from slack_inbox") < 3; i++)
            await Task.Delay(10);
        await desk.SettleAsync();
        Assert.Equal(3, desk.Slack.Messages.Count);
        Assert.Equal(1, await desk.AskAsync<long>("select count(*) from subscription where state = 0"));
    }

    [Fact]
    public async Task Who_was_told_that_the_answer_comes_is_told_when_what_was_said_could_not_be_kept()
    {
        await using var desk = await SlackDesk.OpenAsync();
        // As a disk that has failed.
        var free = await LockAsync(desk, "drop table slack_inbox");
        var command = await AnswerAsync(desk, desk.PostAsync("/slack/commands", SlackDesk.Form(Payloads.Command("subscribe pak-us"))));
        Assert.Equal(HttpStatusCode.OK, command.StatusCode);
        await free();
        for (var i = 0; i < 1000 && desk.Slack.Messages.Count == 0; i++)
            await Task.Delay(10);
        var told = Assert.Single(desk.Slack.Messages);
        Assert.Contains("Say it again", told.Text, StringComparison.Ordinal);
        Assert.Equal("asker", told.OnlyFor);
    }

    [Fact]
    public async Task Over_a_socket_it_is_acknowledged_in_time_as_well()
    {
        await using var server = await SocketServer.StartAsync();
        await using var desk = await SlackDesk.OpenAsync(
            [$"--Slack:BotToken={FakeSlack.BotToken}", "--Slack:AppToken=xapp-1-fake"], slack => slack.SocketUrl = server.Url);
        await UntilAsync(() => server.IsOpen(1));
        var free = await LockAsync(desk);
        await server.SendAsync(1, SocketServer.Envelope("command", "slash_commands", Payloads.Command("subscribe pak-us"), accepts: true));
        await server.SendAsync(1, SocketServer.Envelope("event", "events_api", Payloads.Mention("topics", "1772442000.000100")));
        await Task.Delay(500);
        Assert.Empty(server.Acknowledged);
        desk.Scene.Clock.Advance(TimeSpan.FromSeconds(2.7));
        await UntilAsync(() => server.IsAcknowledged("command", 1));
        var answer = server.Acknowledged.Single().Message;
        Assert.Contains("the answer comes", (string?)answer["payload"]!["text"], StringComparison.Ordinal);

        // An event is not acknowledged: it is brought again, and known again.
        await free();
        await server.SendAsync(1, SocketServer.Envelope("event", "events_api", Payloads.Mention("topics", "1772442000.000100")));
        await UntilAsync(() => server.IsAcknowledged("event", 1));
        await desk.SettleAsync();
        Assert.Equal(2, desk.Slack.Messages.Count);
        Assert.Equal(1, await desk.AskAsync<long>("select count(*) from subscription where state = 0"));
    }

    private static async Task UntilAsync(Func<bool> met)
    {
        for (var i = 0; i < 3000 && !met(); i++)
            await Task.Delay(10);
        Assert.True(met());
    }

    // Holds the turn of whoever writes the inbox; what frees it again waits until it has.
    private static async Task<Func<Task>> LockAsync(SlackDesk desk, string? atLast = null)
    {
        var (open, locked) = (new TaskCompletionSource(), new TaskCompletionSource());
        var work = Task.Run(() => desk.Scene.Services.GetRequiredService<NewsDb>().WriteAsync(
            InboxWriter.Scope,
            async (connection, transaction) =>
            {
                locked.SetResult();
                await open.Task;
                if (atLast is not null)
                    await connection.ExecuteAsync(atLast, transaction: transaction);
                return true;
            },
            default));
        await locked.Task;
        return () =>
        {
            open.SetResult();
            return work;
        };
    }

    // Slack gives up after three seconds from when it has brought something; here that may take longer than the clock tells.
    private static async Task<HttpResponseMessage> AnswerAsync(SlackDesk desk, Task<HttpResponseMessage> posted)
    {
        Assert.InRange(SlackReceiver.Patience, TimeSpan.Zero, TimeSpan.FromSeconds(2.7));
        for (var i = 0; i < 500 && await Task.WhenAny(posted, Task.Delay(60)) != posted; i++)
            desk.Scene.Clock.Advance(TimeSpan.FromSeconds(0.1));
        Assert.True(posted.IsCompleted, "Slack is not answered.");
        return await posted;
    }
}
