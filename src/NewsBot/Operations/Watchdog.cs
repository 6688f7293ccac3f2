using System.Data.Common;
using System.Globalization;
using Dapper;
using Microsoft.Extensions.Hosting.Systemd;
using NewsBot.Storage;

namespace NewsBot.Operations;

/// <summary>Tells systemd, as often as its unit asks (<c>WatchdogSec</c>), that the program lives and reaches its database.</summary>
/// <remarks>https://www.freedesktop.org/software/systemd/man/latest/sd_watchdog_enabled.html</remarks>
internal sealed class Watchdog(IServiceProvider services, NewsDb db) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (services.GetService<ISystemdNotifier>() is not { IsEnabled: true } systemd || Period() is not { } period)
            return;
        using var timer = new PeriodicTimer(period / 2, TimeProvider.System);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            if (await AnswersAsync(stoppingToken))
                systemd.Notify(new ServiceState("WATCHDOG=1"));
        }
    }

    private static TimeSpan? Period() =>
        long.TryParse(Environment.GetEnvironmentVariable("WATCHDOG_USEC"), NumberStyles.None, CultureInfo.InvariantCulture, out var microseconds) && microseconds > 0
            ? TimeSpan.FromMicroseconds(microseconds)
            : null;

    private async Task<bool> AnswersAsync(CancellationToken cancellationToken)
    {
        try
        {
            await using var connection = await db.OpenAsync(cancellationToken);
            await connection.ExecuteScalarAsync<long>("select count(*) from schemaversions");
            return true;
        }
        catch (DbException)
        {
            return false;
        }
    }
}
