using System.Net;
using NewsBot.Channels.Slack;
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
        await using var desk = await SlackDesk.OpenAsync(Socket, slack => slack.SocketUrl = server.Url);
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
        Assert.Equal(HttpStatusCode.NotFound, closed.StatusCode);
    }

    [Fact]
    public async Task A_program_that_Socket_Mode_has_given_up_is_not_healthy()
    {
        // Slack takes no such token.
        await using var desk = await SlackDesk.OpenAsync(Socket);
        await UntilAsync(async () => (await HealthAsync(desk)).Status == HttpStatusCode.ServiceUnavailable);
        Assert.Contains("Slack's Socket Mode has ended (invalid_auth)", (await HealthAsync(desk)).Said, StringComparison.Ordinal);
        Assert.Matches(Sockets(0), await desk.Scene.Http.GetStringAsync("/metrics"));
    }

    [Fact]
    public async Task A_program_without_a_socket_for_minutes_is_degraded_and_well_with_the_next_one()
    {
        await using var server = await SocketServer.StartAsync();
        var broken = true;
        await using var desk = await SlackDesk.OpenAsync(Socket, slack =>
        {
            slack.SocketUrl = server.Url;
            for (var i = 0; i < 100; i++)
                slack.Fail("apps.connections.open", () => broken ? new HttpResponseMessage(HttpStatusCode.ServiceUnavailable) : null);
        });
        Assert.DoesNotContain("No socket to Slack", (await HealthAsync(desk)).Said, StringComparison.Ordinal);
        desk.Scene.Clock.Advance(SlackHealth.Patience);
        var (status, said) = await HealthAsync(desk);
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Contains("No socket to Slack has been open since 2026-03-02 09:00:00Z", said, StringComparison.Ordinal);

        broken = false;
        await UntilAsync(async () =>
        {
            desk.Scene.Clock.Advance(TimeSpan.FromSeconds(1));
            return !(await HealthAsync(desk)).Said.Contains("No socket to Slack", StringComparison.Ordinal);
        });
        Assert.Matches(Sockets(1), await desk.Scene.Http.GetStringAsync("/metrics"));
    }

    private static string[] Socket => [$"--Slack:BotToken={FakeSlack.BotToken}", "--Slack:AppToken=xapp-1-fake"];

    private static string Sockets(int open) => $@"(?m)^newsbot_slack_sockets(\{{[^}}]*\}})? {open}\b";

    private static async Task<(HttpStatusCode Status, string Said)> HealthAsync(SlackDesk desk)
    {
        using var answer = await desk.Scene.Http.GetAsync("/health/ready");
        return (answer.StatusCode, System.Text.RegularExpressions.Regex.Unescape(await answer.Content.ReadAsStringAsync()));
    }

    private static Task UntilAsync(Func<bool> met) => UntilAsync(() => Task.FromResult(met()));

    private static async Task UntilAsync(Func<Task<bool>> met)
    {
        for (var i = 0; i < 3000 && !await met(); i++)
            await Task.Delay(10);
        Assert.True(await met());
    }
}
