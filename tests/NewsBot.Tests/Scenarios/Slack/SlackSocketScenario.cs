using NewsBot.Slack.Tests.Fake;
using Xunit;

namespace NewsBot.Tests.Scenarios.Slack;

/// <summary>The whole program in Socket Mode: no address, no signature, the same answers.</summary>
public sealed class SlackSocketScenario
{
    [Fact]
    public async Task What_comes_over_a_socket_is_answered_and_over_a_new_one_after_a_refresh()
    {
        await using var server = await SocketServer.StartAsync();
        await using var desk = await SlackDesk.OpenAsync([$"--Slack:BotToken={FakeSlack.BotToken}", "--Slack:AppToken=xapp-1-fake"], slack => slack.SocketUrl = server.Url);
        await UntilAsync(() => server.IsOpen(1));
        await server.SendAsync(1, SocketServer.Envelope("e1", "events_api", Payloads.Direct("topics", "1772442000.000100")));
        await UntilAsync(() => server.Acknowledged.Count == 1);
        await server.DisconnectAsync(1, "refresh_requested");
        await UntilAsync(() => server.IsOpen(2));

        // The same again, late on the old socket and on the new one, and a command.
        await server.SendAsync(1, SocketServer.Envelope("e1", "events_api", Payloads.Direct("topics", "1772442000.000100")));
        await server.SendAsync(2, SocketServer.Envelope("e1", "events_api", Payloads.Direct("topics", "1772442000.000100")));
        await server.SendAsync(2, SocketServer.Envelope("e2", "slash_commands", Payloads.Command("status"), accepts: true));
        await UntilAsync(() => server.Acknowledged.Count == 4);
        await server.CloseAsync(1);
        await desk.SettleAsync();
        Assert.Equal(2, desk.Slack.Messages.Count);
        using var closed = await desk.PostAsync("/slack/events", "{}");
        Assert.Equal(System.Net.HttpStatusCode.NotFound, closed.StatusCode);
    }

    private static async Task UntilAsync(Func<bool> met)
    {
        for (var i = 0; i < 3000 && !met(); i++)
            await Task.Delay(10);
        Assert.True(met());
    }
}
