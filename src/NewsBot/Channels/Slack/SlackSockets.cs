using System.Diagnostics.Metrics;
using NewsBot.Slack.Sockets;
using NewsBot.Slack.Web;
using NewsBot.Telemetry;

namespace NewsBot.Channels.Slack;

/// <summary>Keeps Socket Mode going, where it is set, and knows how it does.</summary>
internal sealed partial class SlackSockets : BackgroundService
{
    private readonly SlackOptions options;
    private readonly SlackApi api;
    private readonly SlackReceiver receiver;
    private readonly TimeProvider clock;
    private readonly ILogger<SlackSockets> logger;
    private readonly Lock gate = new();
    private int open;
    private string? ended;
    private string? problem;
    private DateTimeOffset? closed;

    public SlackSockets(
        SlackOptions options, SlackApi api, SlackReceiver receiver, TimeProvider clock, IMeterFactory meters, ILogger<SlackSockets> logger)
    {
        (this.options, this.api, this.receiver, this.clock, this.logger) = (options, api, receiver, clock, logger);
        meters.Create(Instruments.Name).CreateObservableGauge(
            "newsbot.slack.sockets",
            () => IsOn ? [new Measurement<int>(Open)] : Array.Empty<Measurement<int>>(),
            description: "Sockets to Slack that are open; told where Socket Mode is set.");
    }

    /// <summary>Why nothing comes over sockets any more, until the program starts again; null while it may.</summary>
    public string? Ended
    {
        get
        {
            lock (gate)
                return ended;
        }
    }

    /// <summary>Since when no socket has been open, and what was the matter last; null while one is, or none is wanted.</summary>
    public (DateTimeOffset Since, string? Problem)? Closed
    {
        get
        {
            lock (gate)
                return closed is { } since ? (since, problem) : null;
        }
    }

    private int Open
    {
        get
        {
            lock (gate)
                return open;
        }
    }

    private bool IsOn => options is { IsOn: true, AppToken: not null };

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!IsOn || options.AppToken is not { } token)
            return;
        lock (gate)
            closed = clock.GetUtcNow();
        var mode = new SocketMode(api, token, receiver.ReceiveAsync, clock, Tell);
        await mode.RunAsync(options.Sockets, stoppingToken);
    }

    private void Tell(SocketNews news, string detail)
    {
        lock (gate)
            Note(news, detail);
        switch (news)
        {
            case SocketNews.GaveUp:
                Log.GaveUp(logger, detail);
                break;
            case SocketNews.Failed:
                Log.Failed(logger, detail);
                break;
            default:
                Log.Changed(logger, news, detail);
                break;
        }
    }

    private void Note(SocketNews news, string detail)
    {
        switch (news)
        {
            case SocketNews.Connected:
                open++;
                (closed, problem) = (null, null);
                break;
            case SocketNews.Leaving:
                open--;
                problem = detail;
                break;
            case SocketNews.Failed:
                problem = detail;
                break;
            case SocketNews.GaveUp:
                // All of them end with the first that finds it of no use.
                (open, ended) = (0, detail);
                break;
        }

        if (open == 0)
            closed ??= clock.GetUtcNow();
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Critical, "Slack's Socket Mode has ended ({Reason}): nothing comes from Slack. Mend the app or Slack:AppToken, and start again")]
        public static partial void GaveUp(ILogger logger, string reason);

        [LoggerMessage(2, LogLevel.Warning, "A socket to Slack could not be opened: {Reason}")]
        public static partial void Failed(ILogger logger, string reason);

        [LoggerMessage(3, LogLevel.Information, "A socket to Slack: {News} {Reason}")]
        public static partial void Changed(ILogger logger, SocketNews news, string reason);
    }
}
