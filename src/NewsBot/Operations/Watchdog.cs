using System.Globalization;
using Microsoft.Extensions.Hosting.Systemd;

namespace NewsBot.Operations;

/// <summary>Tells systemd, as often as its unit asks (<c>WatchdogSec</c>), that the program lives.</summary>
/// <remarks>Of its database it says nothing here: a restart brings no server back, and <c>/health/ready</c> tells of it.
/// https://www.freedesktop.org/software/systemd/man/latest/sd_watchdog_enabled.html</remarks>
internal sealed class Watchdog(IServiceProvider services) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (services.GetService<ISystemdNotifier>() is not { IsEnabled: true } systemd || Period() is not { } period)
            return;
        using var timer = new PeriodicTimer(period / 2, TimeProvider.System);
        while (await timer.WaitForNextTickAsync(stoppingToken))
            systemd.Notify(new ServiceState("WATCHDOG=1"));
    }

    private static TimeSpan? Period() =>
        long.TryParse(Environment.GetEnvironmentVariable("WATCHDOG_USEC"), NumberStyles.None, CultureInfo.InvariantCulture, out var microseconds) && microseconds > 0
            ? TimeSpan.FromMicroseconds(microseconds)
            : null;
}
