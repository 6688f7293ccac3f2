using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace NewsBot.Channels.BotFramework;

/// <summary>Whether the channels' messages can be told from forgeries; while the keys are out of reach every message is
/// refused.</summary>
internal sealed class KeyHealth(ChannelRule rule, ChannelKeys keys, TimeProvider clock) : IHealthCheck
{
    // Whoever asks for the health of a program gives up soon, and takes a late answer for a dead program.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        if (rule.IsOpen)
            return HealthCheckResult.Healthy("No app id is set: Teams is not served.");
        // An outage is over when somebody asks anew, and no message may come for hours.
        if (keys.Problem is not null)
            await Task.WhenAny(keys.ReadyAsync(cancellationToken), Task.Delay(Patience, clock, cancellationToken));
        cancellationToken.ThrowIfCancellationRequested();
        if (keys.Problem is null)
            return HealthCheckResult.Healthy();
        return keys.Any
            ? HealthCheckResult.Degraded($"{keys.Problem} Messages are taken as long as Microsoft signs them with a key that is known.")
            : HealthCheckResult.Unhealthy(keys.Problem);
    }
}

/// <summary>Fetches the keys when the program starts, so that the first message does not wait for them and an outage is seen
/// before anybody writes.</summary>
internal sealed class WarmKeys(ChannelRule rule, ChannelKeys keys) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        rule.IsOpen ? Task.CompletedTask : keys.ReadyAsync(stoppingToken);
}
