using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;
using NewsBot.Slack.Incoming;
using NewsBot.Slack.Sockets;
using NewsBot.Slack.Tests.Fake;
using NewsBot.Slack.Web;
using Xunit;

namespace NewsBot.Slack.Tests;

public sealed class SocketModeTests
{
    [Fact]
    public async Task What_is_brought_is_acknowledged_with_its_answer_and_doubles_are_handed_on_with_the_same_key()
    {
        await using var scene = await Scene.OpenAsync();
        await scene.Server.SendAsync(1, SocketServer.Envelope("e1", "events_api", Payloads.Direct("help")));
        await scene.Server.SendAsync(1, SocketServer.Envelope("e2", "slash_commands", Payloads.Command("help"), accepts: true));
        await scene.Server.SendAsync(1, SocketServer.Envelope("e3", "of_tomorrow", []));
        await scene.Server.SendAsync(1, new JsonObject { ["type"] = "also_of_tomorrow" });
        await scene.Server.SendAsync(1, new JsonObject { ["envelope_id"] = 7, ["type"] = null, ["payload"] = 7 });
        await scene.Server.SendAsync(1, new JsonObject { ["envelope_id"] = "e4", ["type"] = "events_api", ["payload"] = null });
        await scene.Server.SendAsync(1, new JsonObject { ["envelope_id"] = "e5", ["type"] = "interactive", ["payload"] = new JsonArray(7) });
        await scene.UntilAsync(() => scene.Server.Acknowledged.Count == 5);
        var acknowledged = scene.Server.Acknowledged.Select(a => a.Message).ToDictionary(m => (string)m["envelope_id"]!);
        Assert.Null(acknowledged["e1"]["payload"]);
        Assert.Equal("answer", (string?)acknowledged["e2"]["payload"]!["text"]);
        Assert.Contains(scene.Received, p => p.Kind == SlackKind.Command);
        Assert.Equal(3, scene.Received.Count(p => p.Kind == SlackKind.Unknown));
    }

    [Fact]
    public async Task What_comes_in_pieces_is_put_together_and_too_much_ends_the_socket_and_brings_the_next()
    {
        await using var scene = await Scene.OpenAsync();
        var form = SocketServer.Envelope("big", "interactive", new JsonObject { ["type"] = "view_submission", ["note"] = new string('x', 60_000) });
        await scene.Server.SendAsync(1, form, pieces: 3);
        await scene.UntilAsync(() => scene.Server.IsAcknowledged("big", 1));
        Assert.Equal(SlackKind.ViewSubmission, Assert.Single(scene.Received).Kind);

        await scene.Server.SendAsync(1, SocketServer.Envelope("huge", "interactive", new JsonObject { ["note"] = new string('x', 5 * 1024 * 1024) }), pieces: 50);
        await scene.UntilAsync(() => scene.Server.IsOpen(2));
        Assert.DoesNotContain(scene.Server.Acknowledged, a => (string?)a.Message["envelope_id"] == "huge");
    }

    [Fact]
    public async Task Before_a_refresh_the_new_socket_is_up_and_the_old_one_still_acknowledges()
    {
        await using var scene = await Scene.OpenAsync();
        scene.Hold = new TaskCompletionSource();
        await scene.Server.SendAsync(1, SocketServer.Envelope("slow", "events_api", Payloads.Direct("help")));
        await scene.UntilAsync(() => scene.Received.Count == 1);
        await scene.Server.DisconnectAsync(1, "warning");
        await scene.UntilAsync(() => scene.Server.Opened == 2);
        scene.Hold.SetResult();
        await scene.UntilAsync(() => scene.Server.IsAcknowledged("slow", 1));
        await scene.Server.SendAsync(2, SocketServer.Envelope("e2", "events_api", Payloads.Direct("help")));
        await scene.UntilAsync(() => scene.Server.IsAcknowledged("e2", 2));
    }

    [Fact]
    public async Task What_comes_late_on_a_replaced_socket_is_acknowledged_there_until_Slack_closes_it()
    {
        await using var scene = await Scene.OpenAsync();
        await scene.Server.DisconnectAsync(1, "warning");
        await scene.UntilAsync(() => scene.News.Count(n => n.News == SocketNews.Connected) == 2);
        await scene.Server.DisconnectAsync(1, "refresh_requested");
        await scene.Server.SendAsync(1, SocketServer.Envelope("late", "events_api", Payloads.Direct("help")));
        await scene.UntilAsync(() => scene.Server.IsAcknowledged("late", 1));
        await scene.Server.CloseAsync(1);
        await scene.UntilAsync(() => !scene.Server.IsOpen(1));
        Assert.Equal(2, scene.Server.Opened);
    }

    [Fact]
    public async Task A_replaced_socket_that_Slack_does_not_close_is_let_go()
    {
        var clock = new FakeTimeProvider();
        await using var scene = await Scene.OpenAsync(clock: clock);
        await scene.Server.DisconnectAsync(1, "refresh_requested");
        await scene.UntilAsync(() => scene.News.Count(n => n.News == SocketNews.Connected) == 2);
        await Task.Delay(100);
        Assert.True(scene.Server.IsOpen(1));
        await scene.PassUntilAsync(() => !scene.Server.IsOpen(1));
        Assert.True(scene.Server.IsOpen(2));
    }

    [Fact]
    public async Task A_hello_that_comes_late_is_waited_for_while_both_sockets_are_served()
    {
        await using var scene = await Scene.OpenAsync();
        var hello = new TaskCompletionSource();
        scene.Server.BeforeHello = _ => hello.Task;
        await scene.Server.DisconnectAsync(1, "warning");
        await scene.UntilAsync(() => scene.Server.IsOpen(2));
        await scene.Server.SendAsync(1, SocketServer.Envelope("old", "events_api", Payloads.Direct("help")));
        await scene.Server.SendAsync(2, SocketServer.Envelope("early", "events_api", Payloads.Direct("help")));
        await scene.UntilAsync(() => scene.Server.IsAcknowledged("old", 1) && scene.Server.IsAcknowledged("early", 2));
        Assert.Single(scene.News, n => n.News == SocketNews.Connected);
        hello.SetResult();
        await scene.UntilAsync(() => scene.News.Count(n => n.News == SocketNews.Connected) == 2);
    }

    [Fact]
    public async Task A_hello_that_does_not_come_is_asked_for_again_and_the_old_socket_serves_meanwhile()
    {
        var clock = new FakeTimeProvider();
        await using var scene = await Scene.OpenAsync(clock: clock);
        scene.Server.BeforeHello = number => number == 2 ? Task.Delay(Timeout.Infinite) : Task.CompletedTask;
        await scene.Server.DisconnectAsync(1, "warning");
        await scene.UntilAsync(() => scene.Server.IsOpen(2));
        await scene.PassUntilAsync(() => scene.News.Any(n => n.News == SocketNews.Failed));
        await scene.Server.SendAsync(1, SocketServer.Envelope("old", "events_api", Payloads.Direct("help")));
        await scene.UntilAsync(() => scene.Server.IsAcknowledged("old", 1));
        await scene.PassUntilAsync(() => scene.News.Count(n => n.News == SocketNews.Connected) == 2);
    }

    [Fact]
    public async Task Acknowledgements_that_Slack_is_slow_to_read_hold_up_no_reading_and_none_is_lost()
    {
        const int events = 100;
        await using var scene = await Scene.OpenAsync();
        var reading = new TaskCompletionSource();
        scene.Server.BeforeReading = reading.Task;
        // More than the buffers of both ends hold.
        scene.Answer = new string('a', 100_000);
        foreach (var i in Enumerable.Range(0, events))
            await scene.Server.SendAsync(1, SocketServer.Envelope($"e{i}", "slash_commands", Payloads.Command("help"), accepts: true));
        await scene.UntilAsync(() => scene.Received.Count == events);
        Assert.True(scene.Server.Acknowledged.Count < events);
        reading.SetResult();
        await scene.UntilAsync(() => scene.Server.Acknowledged.Count == events);
        Assert.Equal(events, scene.Server.Acknowledged.Select(a => (string?)a.Message["envelope_id"]).Distinct().Count());
        Assert.Equal(1, scene.Server.Opened);
    }

    [Fact]
    public async Task Too_many_sockets_are_a_reason_to_wait_a_minute_whichever_way_Slack_says_so()
    {
        var clock = new FakeTimeProvider();
        await using var scene = await Scene.OpenAsync(slack => slack.Fail("apps.connections.open", "too_many_websockets"), clock: clock);
        await scene.UntilAsync(() => scene.News.Contains((SocketNews.Failed, "too_many_websockets")));
        await scene.PassAsync(TimeSpan.FromSeconds(40));
        Assert.Single(scene.Slack.Calls);
        await scene.PassUntilAsync(() => scene.News.Any(n => n.News == SocketNews.Connected));

        var opened = scene.Server.Opened;
        await scene.Server.DisconnectAsync(opened, "too_many_websockets");
        await scene.UntilAsync(() => scene.News.Contains((SocketNews.Leaving, "too_many_websockets")));
        // The second time in a row: two minutes or so.
        await scene.PassAsync(TimeSpan.FromSeconds(80));
        await scene.Server.SendAsync(opened, SocketServer.Envelope("still", "events_api", Payloads.Direct("help")));
        await scene.UntilAsync(() => scene.Server.IsAcknowledged("still", opened));
        Assert.Equal(opened, scene.Server.Opened);
        await scene.PassUntilAsync(() => scene.Server.Opened > opened);
    }

    [Fact]
    public async Task A_socket_that_breaks_as_soon_as_it_is_up_is_not_replaced_at_once()
    {
        var clock = new FakeTimeProvider();
        await using var scene = await Scene.OpenAsync(clock: clock);
        scene.Server.Drop(1);
        await scene.UntilAsync(() => scene.News.Any(n => n.News == SocketNews.Leaving));
        await Task.Delay(300);
        Assert.Single(scene.Slack.Calls);
        await scene.PassUntilAsync(() => scene.News.Count(n => n.News == SocketNews.Connected) == 2);

        // One that has lasted is.
        await scene.PassAsync(TimeSpan.FromHours(1));
        scene.Server.Drop(scene.Server.Opened);
        await scene.UntilAsync(() => scene.News.Count(n => n.News == SocketNews.Connected) == 3);
    }

    [Fact]
    public async Task A_socket_that_breaks_is_replaced_and_what_was_not_taken_is_not_acknowledged()
    {
        await using var scene = await Scene.OpenAsync();
        scene.Throws = true;
        await scene.Server.SendAsync(1, SocketServer.Envelope("bad", "events_api", Payloads.Direct("help")));
        await scene.UntilAsync(() => scene.Received.Count == 1);
        scene.Throws = false;
        scene.Server.Drop(1);
        await scene.UntilAsync(() => scene.Server.Opened == 2);
        await scene.Server.SendAsync(2, SocketServer.Envelope("bad", "events_api", Payloads.Direct("help")));
        await scene.UntilAsync(() => scene.Server.Acknowledged.Count == 1);
        Assert.Equal(2, scene.Server.Acknowledged.Single().Socket);
    }

    [Fact]
    public async Task A_socket_that_brings_nothing_and_answers_no_ping_is_replaced()
    {
        // Slack's end neither closes nor reads: a proxy on the way has forgotten the connection.
        await using var scene = await Scene.OpenAsync(
            prepare: server => server.BeforeReading = Task.Delay(Timeout.Infinite),
            limits: SocketLimits.Usual with { Ping = TimeSpan.FromMilliseconds(100), Pong = TimeSpan.FromMilliseconds(500) });
        await scene.UntilAsync(() => scene.Server.Opened >= 2);
        Assert.Contains((SocketNews.Leaving, "broken"), scene.News);
    }

    [Theory]
    [InlineData("invalid_auth")]
    [InlineData("account_inactive")]
    [InlineData("not_authed")]
    [InlineData("user_removed_from_team")]
    [InlineData("team_disabled")]
    [InlineData("link_disabled")]
    [InlineData("missing_scope")]
    public async Task A_dead_token_ends_it(string error)
    {
        await using var scene = await Scene.OpenAsync(slack => slack.Fail("apps.connections.open", error));
        Assert.False(await scene.Running);
        Assert.Contains(scene.News, n => n == (SocketNews.GaveUp, error));
    }

    [Fact]
    public async Task Socket_Mode_switched_off_ends_it()
    {
        await using var scene = await Scene.OpenAsync();
        await scene.Server.DisconnectAsync(1, "link_disabled");
        Assert.False(await scene.Running);
    }

    [Fact]
    public async Task A_failed_connection_is_tried_again()
    {
        await using var scene = await Scene.OpenAsync(slack => slack.Fail("apps.connections.open", "internal_error"));
        await scene.UntilAsync(() => scene.Server.Opened == 1);
        Assert.Contains(scene.News, n => n.News == SocketNews.Failed);
    }

    [Fact]
    public async Task Several_sockets_serve_at_the_same_time()
    {
        await using var scene = await Scene.OpenAsync(sockets: 3);
        await scene.UntilAsync(() => scene.News.Count(n => n.News == SocketNews.Connected) == 3);
        Assert.True(scene.Server.IsOpen(1) && scene.Server.IsOpen(2) && scene.Server.IsOpen(3));
    }

    [Fact]
    public async Task As_many_sockets_as_an_app_may_have_come_up_without_a_failure()
    {
        await using var scene = await Scene.OpenAsync(_ => { }, SocketMode.MostSockets, new FakeTimeProvider());
        await scene.PassUntilAsync(() => scene.News.Count(n => n.News == SocketNews.Connected) == SocketMode.MostSockets);
        Assert.DoesNotContain(scene.News, n => n.News == SocketNews.Failed);
    }

    private sealed class Scene : IAsyncDisposable
    {
        private readonly CancellationTokenSource _stop = new();
        private HttpClient? _http;

        public required SocketServer Server { get; init; }

        public required FakeSlack Slack { get; init; }

        public required TimeProvider Clock { get; init; }

        public ConcurrentQueue<SlackPayload> Received { get; } = new();

        public ConcurrentQueue<(SocketNews News, string Detail)> News { get; } = new();

        public TaskCompletionSource? Hold { get; set; }

        public bool Throws { get; set; }

        public string Answer { get; set; } = "answer";

        public Task<bool> Running { get; private set; } = Task.FromResult(true);

        public static async Task<Scene> OpenAsync(
            Action<FakeSlack>? change = null, int sockets = 1, TimeProvider? clock = null, Action<SocketServer>? prepare = null, SocketLimits? limits = null)
        {
            clock ??= TimeProvider.System;
            var server = await SocketServer.StartAsync();
            prepare?.Invoke(server);
            var scene = new Scene { Server = server, Slack = new FakeSlack(clock) { SocketUrl = server.Url }, Clock = clock };
            change?.Invoke(scene.Slack);
            scene._http = new HttpClient(scene.Slack);
            var api = new SlackApi(scene._http, new SlackPace(clock), new Uri(FakeSlack.Api));
            var mode = new SocketMode(api, "xapp-fake", scene.ReceiveAsync, clock, (news, detail) => scene.News.Enqueue((news, detail)))
            {
                Limits = limits ?? SocketLimits.Usual,
            };
            scene.Running = mode.RunAsync(sockets, scene._stop.Token);
            if (change is null)
                await scene.UntilAsync(() => scene.News.Any(n => n.News == SocketNews.Connected));
            return scene;
        }

        public async Task UntilAsync(Func<bool> met)
        {
            for (var i = 0; i < 3000 && !met(); i++)
                await Task.Delay(10);
            Assert.True(met());
        }

        /// <summary>Lets the fake clock go on, slowly enough that what it wakes is done in between.</summary>
        public async Task PassAsync(TimeSpan time)
        {
            const int steps = 20;
            for (var i = 0; i < steps; i++)
            {
                ((FakeTimeProvider)Clock).Advance(time / steps);
                await Task.Delay(10);
            }
        }

        /// <summary>Lets the fake clock go on until something is so; slowly, as the limit of a connection being made runs too.</summary>
        public async Task PassUntilAsync(Func<bool> met)
        {
            for (var i = 0; i < 3000 && !met(); i++)
            {
                ((FakeTimeProvider)Clock).Advance(TimeSpan.FromMilliseconds(100));
                await Task.Delay(10);
            }

            Assert.True(met());
        }

        public async ValueTask DisposeAsync()
        {
            await _stop.CancelAsync();
            await Running;
            await Server.DisposeAsync();
            _http!.Dispose();
            _stop.Dispose();
        }

        private async Task<JsonNode?> ReceiveAsync(SlackPayload payload, CancellationToken cancellationToken)
        {
            Received.Enqueue(payload);
            if (Hold is { } hold)
                await hold.Task;
            return Throws ? throw new InvalidOperationException("not taken") : new JsonObject { ["text"] = Answer };
        }
    }
}
