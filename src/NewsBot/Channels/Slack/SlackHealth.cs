using Microsoft.Extensions.Diagnostics.HealthChecks;
using NewsBot.Channels.Slack.Installing;

namespace NewsBot.Channels.Slack;

/// <summary>Whether Slack can be spoken to: what it brings has a way in, and the tokens that people's installations have left can be
/// read.</summary>
internal sealed class SlackHealth(SlackOptions options, SlackSockets sockets, InstallationTable installations, TimeProvider clock) : IHealthCheck
{
    /// <summary>Sockets come and go; one that was not replaced for so long is no such moment.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        if (!options.IsOn)
            return HealthCheckResult.Healthy("Slack is not connected.");
        if (sockets.Ended is { } reason)
            return HealthCheckResult.Unhealthy($"Slack's Socket Mode has ended ({reason}): nothing comes from Slack. Mend the app or Slack:AppToken, and start again.");
        var (live, unreadable) = options.BotToken is null ? await installations.CountAsync(cancellationToken) : (0, 0);
        if (unreadable > 0)
        {
            var sentence = $"The tokens of {unreadable} of {live} Slack installations cannot be read: bring their keys back into the folder of Slack:Keys. What is owed there waits.";
            return unreadable == live ? HealthCheckResult.Unhealthy(sentence) : HealthCheckResult.Degraded(sentence);
        }

        return sockets.Closed is { } closed && clock.GetUtcNow() - closed.Since >= Patience
            ? HealthCheckResult.Degraded($"No socket to Slack has been open since {closed.Since:u} ({closed.Problem ?? "none could be opened yet"}).")
            : HealthCheckResult.Healthy();
    }
}
