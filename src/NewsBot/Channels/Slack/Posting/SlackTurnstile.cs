using System.Data.Common;
using NewsBot.Deliveries;
using NewsBot.Slack;

namespace NewsBot.Channels.Slack.Posting;

/// <summary>Lets the nodes of a newsroom keep Slack's limits together, also for what takes no turn in the outbox: answers, edits and looks.</summary>
internal sealed partial class SlackTurnstile(Pacing pacing, ILogger<SlackTurnstile> logger)
{
    /// <inheritdoc cref="SlackCount"/>
    public async Task<TimeSpan> CountAsync(SlackPlace place, CancellationToken cancellationToken)
    {
        try
        {
            return await pacing.CountAsync(SendPace.OfSlack(place.Team, place.Channel), cancellationToken);
        }
        catch (Exception failure) when (IsAway(failure))
        {
            Log.Alone(logger, failure.GetType().Name);
            return TimeSpan.Zero;
        }
    }

    /// <inheritdoc cref="NewsBot.Slack.Web.SharedPace"/>
    public async Task<TimeSpan?> TakeAsync(string team, string method, int perMinute, CancellationToken cancellationToken)
    {
        try
        {
            return await pacing.CallAsync(SendPace.SlackMethod(team, method, perMinute), cancellationToken);
        }
        catch (Exception failure) when (IsAway(failure))
        {
            Log.Alone(logger, failure.GetType().Name);
            return TimeSpan.Zero;
        }
    }

    private static bool IsAway(Exception failure) => failure is DbException or IOException or TimeoutException;

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "The limits of Slack are kept by this node alone: the database does not take the count ({Failure})")]
        public static partial void Alone(ILogger logger, string failure);
    }
}
