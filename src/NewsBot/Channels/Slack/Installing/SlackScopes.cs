using NewsBot.Slack.Installing;
using NewsBot.Slack.Web;
using NewsBot.Storage;

namespace NewsBot.Channels.Slack.Installing;

/// <summary>Tells of installations that were granted less than the app asks for by now; each person who installed it must allow the rest.</summary>
internal sealed partial class SlackScopes(
    SlackOptions options, SlackClient client, InstallationTable installations, SlackLife life, TimeProvider clock, ILogger<SlackScopes> logger)
    : BackgroundService
{
    private static readonly TimeSpan Again = TimeSpan.FromMinutes(1);

    /// <summary>What an installation lacks; nothing where Slack has not told what it was granted.</summary>
    public static IReadOnlyList<string> MissingOf(IReadOnlyList<string> granted) =>
        granted.Count == 0 ? [] : SlackManifest.Missing(granted);

    /// <summary>Says it once, when the program starts. A token that is set and works again, after the app was removed or something was
    /// not granted, is told of by nothing else.</summary>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!options.IsOn)
            return;
        try
        {
            while (!await LookAsync(stoppingToken))
                await Task.Delay(Again, clock, stoppingToken);
        }
        catch (SlackException e)
        {
            Log.NotKnown(logger, e.Error);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
        }
    }

    // False when it must be looked again.
    private async Task<bool> LookAsync(CancellationToken stoppingToken)
    {
        try
        {
            if (options.BotToken is not null)
                await TakeUpAsync(stoppingToken);
            else
                foreach (var (place, granted) in await installations.GrantedAsync(stoppingToken))
                    Tell(place, granted);
            return true;
        }
        catch (SlackException e) when (e.IsPassing)
        {
            Log.NotKnown(logger, e.Error);
            return false;
        }
        catch (Exception e) when (StorageException.SentenceOf(e) is { } sentence)
        {
            Log.NotStored(logger, sentence);
            return false;
        }
    }

    private async Task TakeUpAsync(CancellationToken stoppingToken)
    {
        if (await client.FindAsync(null, null, stoppingToken) is { } installation)
        {
            Tell("Slack:BotToken", installation.Scopes);
            await life.InstalledAsync(installation, stoppingToken);
        }
    }

    private void Tell(string place, IReadOnlyList<string> granted)
    {
        if (MissingOf(granted) is [_, ..] missing)
            Log.Missing(logger, place, string.Join(", ", missing));
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "The installation of {Place} lacks {Scopes}: bring the app's manifest up to date (slack manifest) and install the app again")]
        public static partial void Missing(ILogger logger, string place, string scopes);

        [LoggerMessage(2, LogLevel.Warning, "Slack does not tell what the app may do: {Error}")]
        public static partial void NotKnown(ILogger logger, string error);

        [LoggerMessage(3, LogLevel.Warning, "The installations cannot be looked at, and are again in a minute: {Problem}")]
        public static partial void NotStored(ILogger logger, string problem);
    }
}
