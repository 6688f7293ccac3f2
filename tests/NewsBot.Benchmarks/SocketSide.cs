using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;

namespace NewsBot.Benchmarks;

/// <summary>Slack's side of Socket Mode as a load: brings events on the newest socket, and times each acknowledgement.</summary>
internal sealed class SocketSide : IAsyncDisposable
{
    // Slack waits three seconds; a machine that is busy with other things gets some more.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private const int MostTimes = 4;

    private readonly WebApplication app;
    private readonly ConcurrentDictionary<string, TaskCompletionSource<long>> waiting = new();
    private readonly SemaphoreSlim sending = new(1);
    private volatile WebSocket? newest;
    private int opened;
    private int again;

    private SocketSide(WebApplication app) => this.app = app;

    /// <summary>How many envelopes were not acknowledged in time and brought again.</summary>
    public int Again => Volatile.Read(ref again);

    /// <summary>What <c>apps.connections.open</c> answers with.</summary>
    public string Url => app.Urls.First().Replace("http:", "ws:", StringComparison.Ordinal) + "/link";

    public static async Task<SocketSide> StartAsync()
    {
        var builder = WebApplication.CreateBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.SetMinimumLevel(LogLevel.Error);
        var app = builder.Build();
        var side = new SocketSide(app);
        app.UseWebSockets();
        app.Map("/link", side.ServeAsync);
        await app.StartAsync();
        return side;
    }

    /// <summary>Waits until so many sockets have been opened.</summary>
    public async Task OpenedAsync(int sockets, CancellationToken cancellationToken)
    {
        while (Volatile.Read(ref opened) < sockets)
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, cancellationToken);
    }

    /// <summary>Brings an event, and brings it again while it is not acknowledged.</summary>
    /// <param name="envelope">Its envelope; an event that comes twice comes in two.</param>
    /// <param name="payload">The event, as JSON.</param>
    /// <returns>When it was acknowledged, as a time stamp of <see cref="Stopwatch"/>.</returns>
    /// <exception cref="TimeoutException">It was not.</exception>
    public async Task<long> BringAsync(string envelope, string payload)
    {
        var acknowledged = new TaskCompletionSource<long>(TaskCreationOptions.RunContinuationsAsynchronously);
        waiting[envelope] = acknowledged;
        for (var times = 1; ; times++)
        {
            await SendAsync(newest!, $$"""
                {"envelope_id":"{{envelope}}","type":"events_api","accepts_response_payload":false,"payload":{{payload}}}
                """);
            try
            {
                return await acknowledged.Task.WaitAsync(Patience, TimeProvider.System);
            }
            catch (TimeoutException) when (times < MostTimes)
            {
                Interlocked.Increment(ref again);
            }
        }
    }

    /// <summary>Has the socket replaced, as Slack does: warns, waits for the next one, and closes.</summary>
    public async Task RefreshAsync(CancellationToken cancellationToken)
    {
        var (old, before) = (newest!, Volatile.Read(ref opened));
        await SendAsync(old, """{"type":"disconnect","reason":"warning"}""");
        await OpenedAsync(before + 1, cancellationToken);
        await Task.Delay(TimeSpan.FromSeconds(1), TimeProvider.System, cancellationToken);
        await old.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        sending.Dispose();
    }

    private async Task ServeAsync(HttpContext context)
    {
        using var socket = await context.WebSockets.AcceptWebSocketAsync();
        await SendAsync(socket, """{"type":"hello","num_connections":1}""");
        newest = socket;
        Interlocked.Increment(ref opened);
        var buffer = new byte[16 * 1024];
        try
        {
            ValueWebSocketReceiveResult part;
            while ((part = await socket.ReceiveAsync(buffer.AsMemory(), context.RequestAborted)).MessageType == WebSocketMessageType.Text)
                Take(buffer.AsMemory(0, part.Count));
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException)
        {
            // The newsroom was ended.
        }
    }

    private void Take(ReadOnlyMemory<byte> acknowledgement)
    {
        var now = Stopwatch.GetTimestamp();
        using var json = JsonDocument.Parse(acknowledgement);
        if (waiting.TryRemove(json.RootElement.GetProperty("envelope_id").GetString()!, out var one))
            one.SetResult(now);
    }

    private async Task SendAsync(WebSocket socket, string message)
    {
        await sending.WaitAsync();
        try
        {
            var bytes = Encoding.UTF8.GetBytes(message);
            await socket.SendAsync(bytes, WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);
        }
        finally
        {
            sending.Release();
        }
    }
}
