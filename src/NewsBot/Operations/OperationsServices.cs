using NewsBot.Operations.Keeping;
using NewsBot.Operations.Page;
using NewsBot.Operations.Security;
using NewsBot.Operations.Telemetry;

namespace NewsBot.Operations;

internal static class OperationsServices
{
    public static IServiceCollection AddOperations(this IServiceCollection services) => services
        .AddSingleton(s => OperationsOptions.From(s.GetRequiredService<IConfiguration>()))
        .AddSingleton<OperatorDoor>()
        .AddSingleton<MetricsDoor>()
        .AddSingleton<LedgerEndpoint>()
        .AddSingleton<OperateTable>()
        .AddSingleton<OperatePage>()
        .AddSingleton<OperateMarks>()
        .AddSingleton<OldDataTable>()
        .AddHostedService<Housekeeping>()
        .AddHostedService<Watchdog>()
        .AddRateLimits()
        .AddTelemetry();

    /// <summary>What stands before every endpoint, and the operators' own. Comes before the channels' endpoints.</summary>
    /// <exception cref="FormatException">A setting is wrong; the message names it.</exception>
    public static WebApplication MapOperations(this WebApplication app)
    {
        app.UseProxies();
        app.UseSafeHeaders();
        app.UseRateLimiter();
        app.MapMetrics(app.Services.GetRequiredService<MetricsDoor>());
        app.Services.GetRequiredService<OperatePage>().Map(app);
        LedgerEndpoint.Map(app);
        return app;
    }
}
