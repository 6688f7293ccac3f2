using System.Net.WebSockets;
using NewsBot.Slack.Web;

namespace NewsBot.Slack.Sockets;

/// <summary>One socket that is kept open: one connection after another, the new one up before the old one goes.</summary>
/// <param name="connect">Makes a connection that has had its hello.</param>
/// <param name="clock">Tells the time, and when to try again.</param>
/// <param name="tell">Hears what happens.</param>
internal sealed class SocketSlot(
    Func<CancellationToken, Task<SocketConnection>> connect, TimeProvider clock, Action<SocketNews, string> tell)
{
    /// <summary>How long a connection that has been replaced is still read where Slack does not end it.</summary>
    /// <remarks>Slack warns some ten seconds before it ends one, and brings things on it until then.</remarks>
    public static readonly TimeSpan Farewell = TimeSpan.FromSeconds(20);

    private readonly SocketPause _pause = new();
    private SocketConnection? _current;
    private Task _farewells = Task.CompletedTask;

    /// <summary>Goes on until it is stopped, or until there is no use.</summary>
    /// <returns>Why there is no use; null when it was stopped.</returns>
    public async Task<string?> RunAsync(CancellationToken stop)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(stop);
        try
        {
            while (true)
            {
                var (wait, end) = await ServeAsync(over.Token);
                if (end is not null)
                    return end;
                if (wait > TimeSpan.Zero)
                    await Task.Delay(wait, clock, over.Token);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return null;
        }
        finally
        {
            await over.CancelAsync();
            if (_current is not null)
                await _current.DisposeAsync();
            await _farewells;
        }
    }

    // One connection from its making until it is to be replaced; then how long to wait, or why there is no use.
    private async Task<(TimeSpan Wait, string? End)> ServeAsync(CancellationToken stop)
    {
        try
        {
            var next = await connect(stop);
            if (_current is { } old)
                _farewells = Task.WhenAll(_farewells, TakeLeaveAsync(old, stop));
            _current = next;
            tell(SocketNews.Connected, "");
            var up = clock.GetTimestamp();
            var reason = await next.Leaving.WaitAsync(stop);
            tell(SocketNews.Leaving, reason);
            return reason == "link_disabled"
                ? (default, reason)
                : (_pause.After(reason, clock.GetElapsedTime(up)), null);
        }
        catch (SlackException e) when (IsFinal(e.Error))
        {
            return (default, e.Error);
        }
        catch (Exception e) when (e is SlackException or WebSocketException or IOException or HttpRequestException
            || (e is OperationCanceledException && !stop.IsCancellationRequested))
        {
            tell(SocketNews.Failed, WordOf(e));
            return (_pause.After(e), null);
        }
    }

    private static string WordOf(Exception failure) => failure switch
    {
        SlackException slack => slack.Error,
        OperationCanceledException => "no hello in time",
        _ => failure.GetType().Name,
    };

    private async Task TakeLeaveAsync(SocketConnection old, CancellationToken stop)
    {
        await old.Ended.WaitAsync(Farewell, clock, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await old.DisposeAsync();
    }

    private static bool IsFinal(string error) => error is "not_authed" or "invalid_auth" or "account_inactive"
        or "user_removed_from_team" or "team_disabled" or "not_allowed_token_type" or "missing_scope" or "token_revoked"
        or "link_disabled";
}
