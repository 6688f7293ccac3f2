using System.Net.WebSockets;
using System.Text.Json.Nodes;
using NewsBot.Slack.Incoming;
using NewsBot.Slack.Web;

namespace NewsBot.Slack.Sockets;

/// <summary>What happens to the sockets, for the log.</summary>
public enum SocketNews
{
    /// <summary>A socket is up.</summary>
    Connected,

    /// <summary>Slack wants a socket replaced, or it has ended.</summary>
    Leaving,

    /// <summary>A connection could not be made; another try follows.</summary>
    Failed,

    /// <summary>There is no further try: the token is dead, or Socket Mode is switched off for the app.</summary>
    GaveUp,
}

/// <summary>Socket Mode: Slack brings over web sockets that we open what it would otherwise bring to an address of ours.</summary>
/// <remarks>https://docs.slack.dev/apis/events-api/using-socket-mode</remarks>
/// <param name="api">Gives the sockets' addresses.</param>
/// <param name="appToken">Token of the app (<c>xapp-</c>) with the scope <c>connections:write</c>.</param>
/// <param name="receive">Takes what is brought; when it returns, Slack is told that it is safe, with the answer it gives, if any. When
/// it throws, Slack brings it again.</param>
/// <param name="clock">Tells the time, and when to try again.</param>
/// <param name="tell">Hears what happens.</param>
public sealed class SocketMode(
    SlackApi api,
    string appToken,
    Func<SlackPayload, CancellationToken, Task<JsonNode?>> receive,
    TimeProvider clock,
    Action<SocketNews, string> tell)
{
    /// <summary>The most sockets of one app.</summary>
    public const int MostSockets = 10;

    private static readonly TimeSpan HelloLimit = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan FirstWait = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan TooManyWait = TimeSpan.FromMinutes(1);

    /// <summary>Keeps sockets open until it is stopped or Slack says that there is no use.</summary>
    /// <param name="sockets">How many at the same time, 1 to <see cref="MostSockets"/>.</param>
    /// <param name="stop">Ends it.</param>
    /// <returns>False when it gave up.</returns>
    public async Task<bool> RunAsync(int sockets, CancellationToken stop)
    {
        using var all = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var slots = await Task.WhenAll(Enumerable.Range(0, Math.Clamp(sockets, 1, MostSockets)).Select(_ => SlotAsync(all)));
        return slots.All(kept => kept);
    }

    // One socket after another; the new one is up before the old one goes.
    private async Task<bool> SlotAsync(CancellationTokenSource all)
    {
        SocketConnection? old = null;
        var failures = 0;
        try
        {
            while (!all.IsCancellationRequested)
            {
                try
                {
                    var current = await ConnectAsync(all.Token);
                    failures = 0;
                    tell(SocketNews.Connected, "");
                    if (old is not null)
                        await old.DisposeAsync();
                    old = current;
                    var reason = await current.Leaving.WaitAsync(all.Token);
                    tell(SocketNews.Leaving, reason);
                    if (reason == "link_disabled")
                        return await GiveUpAsync(all, reason);
                    if (reason == "too_many_websockets")
                        await Task.Delay(TooManyWait * Spread(), clock, all.Token);
                }
                catch (SlackException e) when (IsFinal(e.Error))
                {
                    return await GiveUpAsync(all, e.Error);
                }
                catch (Exception e) when (e is SlackException or WebSocketException or IOException or HttpRequestException
                    || (e is OperationCanceledException && !all.IsCancellationRequested))
                {
                    tell(SocketNews.Failed, e is SlackException slack ? slack.Error : e.GetType().Name);
                    await Task.Delay(WaitAfter(++failures, e), clock, all.Token);
                }
            }
        }
        catch (OperationCanceledException) when (all.IsCancellationRequested)
        {
            // The program stops, or another slot gave up.
        }
        finally
        {
            if (old is not null)
                await old.DisposeAsync();
        }

        return true;
    }

    private async Task<SocketConnection> ConnectAsync(CancellationToken cancellationToken)
    {
        var answer = await api.CallAsync("", appToken, "apps.connections.open", [], cancellationToken);
        if (!Uri.TryCreate(answer.Text("url"), UriKind.Absolute, out var address) || address.Scheme is not ("ws" or "wss"))
            throw new SlackException("apps.connections.open", "no_url", SlackRemedy.Retry);
        return await SocketConnection.OpenAsync(address, receive, HelloLimit, cancellationToken);
    }

    private async Task<bool> GiveUpAsync(CancellationTokenSource all, string reason)
    {
        tell(SocketNews.GaveUp, reason);
        await all.CancelAsync();
        return false;
    }

    private static bool IsFinal(string error) => error is "not_authed" or "invalid_auth" or "account_inactive" or "user_removed_from_team"
        or "team_disabled" or "not_allowed_token_type" or "missing_scope" or "token_revoked" or "link_disabled";

    private static TimeSpan WaitAfter(int failures, Exception failure)
    {
        var doubled = FirstWait * Math.Pow(2, Math.Min(failures - 1, 10));
        var wait = (doubled < LongestWait ? doubled : LongestWait) * Spread();
        return failure is SlackException { RetryAfter: { } asked } && asked > wait ? asked : wait;
    }

    // Several processes must not come back in step.
    private static double Spread() => 0.75 + (Random.Shared.NextDouble() * 0.5);
}
