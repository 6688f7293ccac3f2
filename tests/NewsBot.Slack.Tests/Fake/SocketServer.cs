using System.Collections.Concurrent;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace NewsBot.Slack.Tests.Fake;

/// <summary>Slack's side of Socket Mode, on loopback: says hello, sends what the test wants, keeps the acknowledgements.</summary>
internal sealed class SocketServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentDictionary<int, WebSocket> _sockets = new();
    private int _count;

    private SocketServer(WebApplication app) => _app = app;

    /// <summary>Acknowledgements, with the number of the socket that they came on.</summary>
    public ConcurrentQueue<(int Socket, JsonObject Message)> Acknowledged { get; } = new();

    /// <summary>Sockets that were opened so far.</summary>
    public int Opened => Volatile.Read(ref _count);

    /// <summary>When false, sockets are accepted and get no hello.</summary>
    public bool SaysHello { get; set; } = true;

    public string Url => _app.Urls.First().Replace("http:", "ws:", StringComparison.Ordinal) + "/link?ticket=1";

    public static async Task<SocketServer> StartAsync()
    {
        var builder = WebApplication.CreateBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var app = builder.Build();
        var server = new SocketServer(app);
        app.UseWebSockets();
        app.Map("/link", server.ServeAsync);
        await app.StartAsync();
        return server;
    }

    public Task SendAsync(int socket, JsonObject message) => SendAsync(_sockets[socket], message);

    public static JsonObject Envelope(string id, string type, JsonObject payload, bool accepts = false) =>
        new() { ["envelope_id"] = id, ["type"] = type, ["payload"] = payload, ["accepts_response_payload"] = accepts };

    /// <summary>Breaks a socket without a word.</summary>
    public void Drop(int socket) => _sockets[socket].Abort();

    public bool IsOpen(int socket) => _sockets.TryGetValue(socket, out var open) && open.State == WebSocketState.Open;

    public async ValueTask DisposeAsync()
    {
        foreach (var socket in _sockets.Values)
            socket.Abort();
        await _app.DisposeAsync();
    }

    private static Task SendAsync(WebSocket socket, JsonObject message) => socket.SendAsync(
        Encoding.UTF8.GetBytes(message.ToJsonString()), WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);

    private async Task ServeAsync(HttpContext context)
    {
        using var socket = await context.WebSockets.AcceptWebSocketAsync();
        var number = Interlocked.Increment(ref _count);
        _sockets[number] = socket;
        if (SaysHello)
            await SendAsync(socket, new JsonObject { ["type"] = "hello", ["num_connections"] = 1, ["debug_info"] = new JsonObject { ["host"] = "fake" } });
        var buffer = new byte[64 * 1024];
        try
        {
            while (true)
            {
                var part = await socket.ReceiveAsync(buffer.AsMemory(), context.RequestAborted);
                if (part.MessageType == WebSocketMessageType.Close)
                    break;
                Acknowledged.Enqueue((number, JsonNode.Parse(buffer.AsSpan(0, part.Count))!.AsObject()));
            }
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException)
        {
            // The client is gone.
        }

        _sockets.TryRemove(number, out _);
    }
}
