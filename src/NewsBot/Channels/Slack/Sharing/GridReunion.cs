namespace NewsBot.Channels.Slack.Sharing;

/// <summary>When the program starts, makes one conversation of those that older versions have kept of one channel: where nobody
/// speaks, all would be told twice.</summary>
internal sealed partial class GridReunion(SlackOptions options, GridChannels grid, ILogger<GridReunion> logger)
    : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!options.IsOn)
            return;
        try
        {
            await grid.UniteAsync(stoppingToken);
        }
        catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
        {
            Log.NotUnited(logger, failure);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "Conversations of one channel could not be made one; somebody who speaks there gives another try")]
        public static partial void NotUnited(ILogger logger, Exception failure);
    }
}
