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

    internal SocketLimits Limits { get; init; } = SocketLimits.Usual;

    /// <summary>Keeps sockets open until it is stopped or Slack says that there is no use.</summary>
    /// <param name="sockets">How many at the same time, 1 to <see cref="MostSockets"/>.</param>
    /// <param name="stop">Ends it.</param>
    /// <returns>False when it gave up.</returns>
    public async Task<bool> RunAsync(int sockets, CancellationToken stop)
    {
        using var all = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var slots = await Task.WhenAll(Enumerable.Range(0, Math.Clamp(sockets, 1, MostSockets)).Select(_ => KeepAsync(all)));
        return slots.All(kept => kept);
    }

    private async Task<bool> KeepAsync(CancellationTokenSource all)
    {
        if (await new SocketSlot(ConnectAsync, clock, tell).RunAsync(all.Token) is not { } reason)
            return true;
        tell(SocketNews.GaveUp, reason);
        await all.CancelAsync();
        return false;
    }

    private async Task<SocketConnection> ConnectAsync(CancellationToken cancellationToken)
    {
        var answer = await api.CallAsync("", appToken, SlackTier.Connect, [], cancellationToken);
        if (!Uri.TryCreate(answer.Text("url"), UriKind.Absolute, out var address) || address.Scheme is not ("ws" or "wss"))
            throw new SlackException(SlackTier.Connect, "no_url", SlackRemedy.Retry);
        return await SocketConnection.OpenAsync(address, receive, Limits, clock, cancellationToken);
    }
}
