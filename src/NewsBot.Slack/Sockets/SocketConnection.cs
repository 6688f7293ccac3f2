using System.Net.WebSockets;
using System.Text.Json.Nodes;
using NewsBot.Slack.Incoming;

namespace NewsBot.Slack.Sockets;

/// <summary>One socket, from its hello to its end. What it brings is handled beside the reading, and acknowledged when it is safe.</summary>
internal sealed class SocketConnection : IAsyncDisposable
{
    /// <summary>Largest message, in bytes; interactions with large views have some 60 KB.</summary>
    public const int Largest = 4 * 1024 * 1024;

    private static readonly TimeSpan CloseLimit = TimeSpan.FromSeconds(1);

    // An acknowledgement that comes later is none to Slack.
    private static readonly TimeSpan AcknowledgeLimit = TimeSpan.FromSeconds(3);

    private readonly ClientWebSocket _socket;
    private readonly Func<SlackPayload, CancellationToken, Task<JsonNode?>> _receive;
    private readonly TimeProvider _clock;
    private readonly SemaphoreSlim _sending = new(1);
    private readonly CancellationTokenSource _stop = new();
    private readonly TaskCompletionSource _hello = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<string> _leaving = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _idle = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task _reading = Task.CompletedTask;

    // One for the connection itself until it is closed, and one for each thing that is being handled.
    private int _busy = 1;

    private SocketConnection(
        ClientWebSocket socket, Func<SlackPayload, CancellationToken, Task<JsonNode?>> receive, TimeProvider clock) =>
        (_socket, _receive, _clock) = (socket, receive, clock);

    /// <summary>Slack wants the connection to be replaced, or it has ended; the reason.</summary>
    public Task<string> Leaving => _leaving.Task;

    /// <summary>The connection has ended.</summary>
    public Task Ended => _reading;

    /// <summary>Connects and waits for Slack's hello; what Slack brings before it is taken.</summary>
    /// <param name="address">Slack's address, good for once.</param>
    /// <param name="receive">Takes what is brought.</param>
    /// <param name="limits">How long it may be silent.</param>
    /// <param name="clock">Tells the time.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="Exception">A <see cref="WebSocketException"/>, or an <see cref="OperationCanceledException"/> when it took
    /// too long.</exception>
    public static async Task<SocketConnection> OpenAsync(
        Uri address,
        Func<SlackPayload, CancellationToken, Task<JsonNode?>> receive,
        SocketLimits limits,
        TimeProvider clock,
        CancellationToken cancellationToken)
    {
        var socket = new ClientWebSocket();
        (socket.Options.KeepAliveInterval, socket.Options.KeepAliveTimeout) = (limits.Ping, limits.Pong);
        var connection = new SocketConnection(socket, receive, clock);
        try
        {
            using var late = new CancellationTokenSource(limits.Hello, clock);
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, late.Token);
            await socket.ConnectAsync(address, stop.Token);
            connection._reading = connection.ReadAsync();
            await connection._hello.Task.WaitAsync(stop.Token);
            return connection;
        }
        catch (Exception)
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <summary>Closes, after what is being handled has been acknowledged. Slack does not answer a close: it is given a
    /// second.</summary>
    public async ValueTask DisposeAsync()
    {
        Rest();
        await _idle.Task.WaitAsync(AcknowledgeLimit, _clock).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        try
        {
            using var limit = new CancellationTokenSource(CloseLimit, _clock);
            if (_socket.State is WebSocketState.Open or WebSocketState.CloseReceived)
                await _socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, limit.Token);
            await _reading.WaitAsync(limit.Token);
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException or InvalidOperationException)
        {
            // It is thrown away in any case.
        }

        await _stop.CancelAsync();
        _socket.Abort();
        await _reading;
        _socket.Dispose();
        _stop.Dispose();
        _sending.Dispose();
    }

    private async Task ReadAsync()
    {
        var buffer = new byte[16 * 1024];
        using var message = new MemoryStream();
        var reason = "closed";
        try
        {
            while (true)
            {
                var part = await _socket.ReceiveAsync(buffer.AsMemory(), _stop.Token);
                if (part.MessageType == WebSocketMessageType.Close)
                    break;
                if (message.Length + part.Count > Largest)
                {
                    reason = "message too large";
                    break;
                }

                message.Write(buffer, 0, part.Count);
                if (!part.EndOfMessage)
                    continue;
                Take(SocketEnvelope.Read(message.GetBuffer().AsMemory(0, (int)message.Length)));
                message.SetLength(0);
            }
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException or ObjectDisposedException or InvalidOperationException)
        {
            // A socket that answers no ping ends as if it had been cancelled.
            reason = _stop.IsCancellationRequested ? "stopped" : "broken";
        }

        _hello.TrySetException(new WebSocketException("The socket ended before Slack's hello."));
        // Seen by whoever waits; nobody may be waiting.
        _ = _hello.Task.Exception;
        _leaving.TrySetResult(reason);
    }

    private void Take(SocketEnvelope? envelope)
    {
        switch (envelope)
        {
            case { Type: "hello" }:
                _hello.TrySetResult();
                break;
            case { Type: "disconnect" }:
                _leaving.TrySetResult(envelope.Reason ?? "");
                break;
            case { Id: not null }:
                Interlocked.Increment(ref _busy);
                _ = Task.Run(() => HandleAsync(envelope));
                break;
        }
    }

    private async Task HandleAsync(SocketEnvelope envelope)
    {
        try
        {
            var answer = await _receive(PayloadReader.Envelope(envelope.Type, envelope.Payload ?? default), _stop.Token);
            var acknowledgement = envelope.Acknowledge(answer);
            await _sending.WaitAsync(_stop.Token);
            try
            {
                await _socket.SendAsync(acknowledgement.AsMemory(), WebSocketMessageType.Text, endOfMessage: true, _stop.Token);
            }
            finally
            {
                _sending.Release();
            }
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // Without an acknowledgement Slack brings it again, on this socket or another; the receiver has told what is wrong with it.
        }
        finally
        {
            Rest();
        }
    }

    private void Rest()
    {
        if (Interlocked.Decrement(ref _busy) == 0)
            _idle.TrySetResult();
    }
}
