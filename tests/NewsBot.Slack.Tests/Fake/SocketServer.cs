using System.Collections.Concurrent;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace NewsBot.Slack.Tests.Fake;

/// <summary>Slack's side of Socket Mode, on loopback: says hello when it likes, sends what the test wants, warns, closes and drops, and
/// keeps the acknowledgements when it comes to reading them.</summary>
internal sealed class SocketServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentDictionary<int, WebSocket> _sockets = new();
    private readonly SemaphoreSlim _sending = new(1);
    private int _count;

    private SocketServer(WebApplication app) => _app = app;

    /// <summary>Acknowledgements, with the number of the socket that they came on.</summary>
    public ConcurrentQueue<(int Socket, JsonObject Message)> Acknowledged { get; } = new();

    /// <summary>Sockets that were opened so far.</summary>
    public int Opened => Volatile.Read(ref _count);

    /// <summary>What the hello on a socket waits for, by its number; what is sent on it does not wait.</summary>
    public Func<int, Task> BeforeHello { get; set; } = _ => Task.CompletedTask;

    /// <summary>What the reading of acknowledgements waits for.</summary>
    public Task BeforeReading { get; set; } = Task.CompletedTask;

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

    /// <summary>Sends a message, in one frame or in several.</summary>
    public Task SendAsync(int socket, JsonObject message, int pieces = 1) => SendAsync(_sockets[socket], message, pieces);

    public static JsonObject Envelope(string id, string type, JsonObject payload, bool accepts = false) =>
        new() { ["envelope_id"] = id, ["type"] = type, ["payload"] = payload, ["accepts_response_payload"] = accepts };

    /// <summary>Wants a socket replaced: <c>warning</c>, <c>refresh_requested</c>, <c>too_many_websockets</c> or <c>link_disabled</c>.</summary>
    public Task DisconnectAsync(int socket, string reason) =>
        SendAsync(socket, new JsonObject { ["type"] = "disconnect", ["reason"] = reason, ["debug_info"] = new JsonObject { ["host"] = "fake" } });

    /// <summary>Ends a socket as Slack does: with a close, for whose answer it does not wait.</summary>
    public Task CloseAsync(int socket) =>
        _sockets[socket].CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None);

    /// <summary>Breaks a socket without a word.</summary>
    public void Drop(int socket) => _sockets[socket].Abort();

    public bool IsOpen(int socket) => _sockets.TryGetValue(socket, out var open) && open.State == WebSocketState.Open;

    /// <summary>Whether something was acknowledged on a socket.</summary>
    public bool IsAcknowledged(string envelope, int socket) =>
        Acknowledged.Any(a => a.Socket == socket && (string?)a.Message["envelope_id"] == envelope);

    public async ValueTask DisposeAsync()
    {
        foreach (var socket in _sockets.Values)
            socket.Abort();
        await _app.DisposeAsync();
        _sending.Dispose();
    }

    private async Task SendAsync(WebSocket socket, JsonObject message, int pieces = 1)
    {
        await _sending.WaitAsync();
        try
        {
            var bytes = Encoding.UTF8.GetBytes(message.ToJsonString());
            var length = (bytes.Length + pieces - 1) / pieces;
            for (var at = 0; at < bytes.Length; at += length)
            {
                var piece = bytes.AsMemory(at, Math.Min(length, bytes.Length - at));
                await socket.SendAsync(piece, WebSocketMessageType.Text, endOfMessage: at + length >= bytes.Length, CancellationToken.None);
            }
        }
        catch (WebSocketException) when (pieces > 1)
        {
            // The client has enough of it.
        }
        finally
        {
            _sending.Release();
        }
    }

    private async Task ServeAsync(HttpContext context)
    {
        using var socket = await context.WebSockets.AcceptWebSocketAsync();
        var number = Interlocked.Increment(ref _count);
        _sockets[number] = socket;
        var hello = HelloAsync(number, socket);
        try
        {
            while (await ReadAsync(socket, context.RequestAborted) is { } message)
                Acknowledged.Enqueue((number, message));
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException)
        {
            // The client is gone.
        }

        _sockets.TryRemove(number, out _);
        if (hello.IsCompleted)
            await hello;
    }

    private async Task HelloAsync(int number, WebSocket socket)
    {
        await BeforeHello(number);
        try
        {
            await SendAsync(socket, new JsonObject
            {
                ["type"] = "hello",
                ["num_connections"] = 1,
                ["debug_info"] = new JsonObject { ["host"] = "fake", ["build_number"] = 1, ["approximate_connection_time"] = 18060 },
                ["connection_info"] = new JsonObject { ["app_id"] = "A1" },
            });
        }
        catch (Exception e) when (e is WebSocketException or ObjectDisposedException or InvalidOperationException)
        {
            // The client has not waited.
        }
    }

    // Null when the client closes.
    private async Task<JsonObject?> ReadAsync(WebSocket socket, CancellationToken aborted)
    {
        var buffer = new byte[64 * 1024];
        using var message = new MemoryStream();
        while (true)
        {
            await BeforeReading;
            var part = await socket.ReceiveAsync(buffer.AsMemory(), aborted);
            if (part.MessageType == WebSocketMessageType.Close)
                return null;
            message.Write(buffer, 0, part.Count);
            if (part.EndOfMessage)
                return JsonNode.Parse(message.GetBuffer().AsSpan(0, (int)message.Length))!.AsObject();
        }
    }
}
