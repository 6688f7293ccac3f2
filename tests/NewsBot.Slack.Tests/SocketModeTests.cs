using System.Collections.Concurrent;
using System.Text.Json.Nodes;
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
        await scene.UntilAsync(() => scene.Server.Acknowledged.Count == 3);
        var acknowledged = scene.Server.Acknowledged.Select(a => a.Message).ToDictionary(m => (string)m["envelope_id"]!);
        Assert.Null(acknowledged["e1"]["payload"]);
        Assert.Equal("answer", (string?)acknowledged["e2"]["payload"]!["text"]);
        Assert.Contains(scene.Received, p => p.Kind == SlackKind.Command);
        Assert.Contains(scene.Received, p => p.Kind == SlackKind.Unknown);
    }

    [Fact]
    public async Task Before_a_refresh_the_new_socket_is_up_and_the_old_one_still_acknowledges()
    {
        await using var scene = await Scene.OpenAsync();
        scene.Hold = new TaskCompletionSource();
        await scene.Server.SendAsync(1, SocketServer.Envelope("slow", "events_api", Payloads.Direct("help")));
        await scene.UntilAsync(() => scene.Received.Count == 1);
        await scene.Server.SendAsync(1, new JsonObject { ["type"] = "disconnect", ["reason"] = "warning" });
        await scene.UntilAsync(() => scene.Server.Opened == 2);
        scene.Hold.SetResult();
        await scene.UntilAsync(() => scene.Server.Acknowledged.Any(a => a is { Socket: 1 } && (string?)a.Message["envelope_id"] == "slow"));
        await scene.Server.SendAsync(2, SocketServer.Envelope("e2", "events_api", Payloads.Direct("help")));
        await scene.UntilAsync(() => scene.Server.Acknowledged.Any(a => a.Socket == 2));
        await scene.UntilAsync(() => !scene.Server.IsOpen(1));
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

    [Theory]
    [InlineData("invalid_auth")]
    [InlineData("account_inactive")]
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
        await scene.Server.SendAsync(1, new JsonObject { ["type"] = "disconnect", ["reason"] = "link_disabled" });
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

    private sealed class Scene : IAsyncDisposable
    {
        private readonly CancellationTokenSource _stop = new();
        private HttpClient? _http;

        public required SocketServer Server { get; init; }

        public ConcurrentQueue<SlackPayload> Received { get; } = new();

        public ConcurrentQueue<(SocketNews News, string Detail)> News { get; } = new();

        public TaskCompletionSource? Hold { get; set; }

        public bool Throws { get; set; }

        public Task<bool> Running { get; private set; } = Task.FromResult(true);

        public static async Task<Scene> OpenAsync(Action<FakeSlack>? change = null, int sockets = 1)
        {
            var scene = new Scene { Server = await SocketServer.StartAsync() };
            var slack = new FakeSlack(TimeProvider.System) { SocketUrl = scene.Server.Url };
            change?.Invoke(slack);
            scene._http = new HttpClient(slack);
            var api = new SlackApi(scene._http, new SlackPace(TimeProvider.System), new Uri(FakeSlack.Api));
            var mode = new SocketMode(api, "xapp-fake", scene.ReceiveAsync, TimeProvider.System, (news, detail) => scene.News.Enqueue((news, detail)));
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
            return Throws ? throw new InvalidOperationException("not taken") : new JsonObject { ["text"] = "answer" };
        }
    }
}
