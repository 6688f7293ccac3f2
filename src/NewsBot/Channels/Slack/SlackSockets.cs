using NewsBot.Slack.Sockets;
using NewsBot.Slack.Web;

namespace NewsBot.Channels.Slack;

/// <summary>Keeps Socket Mode going, where it is set.</summary>
internal sealed partial class SlackSockets(
    SlackOptions options, SlackApi api, SlackReceiver receiver, TimeProvider clock, ILogger<SlackSockets> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!options.IsOn || options.AppToken is not { } token)
            return;
        var mode = new SocketMode(api, token, receiver.ReceiveAsync, clock, Tell);
        await mode.RunAsync(options.Sockets, stoppingToken);
    }

    private void Tell(SocketNews news, string detail)
    {
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
