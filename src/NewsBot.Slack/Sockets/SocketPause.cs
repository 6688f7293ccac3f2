using NewsBot.Slack.Web;

namespace NewsBot.Slack.Sockets;

/// <summary>How long to wait before the next connection is made. Pure but for chance, which keeps processes out of step.</summary>
internal sealed class SocketPause
{
    /// <summary>Slack's word for more sockets than an app may have.</summary>
    public const string TooMany = "too_many_websockets";

    /// <summary>A connection that breaks sooner counts as one that could not be made.</summary>
    public static readonly TimeSpan Settled = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan First = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan FirstCrowded = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LongestCrowded = TimeSpan.FromMinutes(10);

    private int _failures;
    private int _refusals;

    /// <summary>After a connection that Slack wants replaced, or that has ended.</summary>
    /// <param name="reason">Slack's word, or ours for an end without one.</param>
    /// <param name="lasted">The time since its hello.</param>
    public TimeSpan After(string reason, TimeSpan lasted)
    {
        if (reason == TooMany)
            return Crowded();
        if (lasted < Settled && reason is not ("warning" or "refresh_requested"))
            return Failed();
        (_failures, _refusals) = (0, 0);
        return TimeSpan.Zero;
    }

    /// <summary>After a connection that could not be made.</summary>
    public TimeSpan After(Exception failure)
    {
        if (failure is SlackException { Error: TooMany })
            return Crowded();
        var wait = Failed();
        return failure is SlackException { RetryAfter: { } asked } && asked > wait ? asked : wait;
    }

    private TimeSpan Failed() => Doubled(First, Longest, _failures++);

    // Another process has the sockets: it may be the one that this one replaces, or there are too many for good.
    private TimeSpan Crowded() => Doubled(FirstCrowded, LongestCrowded, _refusals++);

    private static TimeSpan Doubled(TimeSpan first, TimeSpan longest, int before)
    {
        var doubled = first * Math.Pow(2, Math.Min(before, 10));
        return (doubled < longest ? doubled : longest) * (0.75 + (Random.Shared.NextDouble() * 0.5));
    }
}
