using System.Diagnostics.Metrics;
using System.Reflection;
using NewsBot.Telemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace NewsBot.Operations.Telemetry;

/// <summary>
/// Metrics at <c>/metrics</c> for Prometheus; metrics and traces by OTLP to where OpenTelemetry's own environment variables say
/// (<c>OTEL_EXPORTER_OTLP_ENDPOINT</c> and the like). Without them nothing is traced.
/// </summary>
internal static class TelemetryServices
{
    // The library sets aside room for 2,000 series of each instrument from its start, 144 kB; only
    // what is told of each source has more than a few.
    private const string OfSources = "newsbot.feed.";
    private const int SeriesOfOthers = 200;

    private static readonly string[] Meters =
    [
        Instruments.Name, NewsroomFigures.Meter, "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.RateLimiting", "System.Net.Http",
        "System.Runtime",
    ];

    public static IServiceCollection AddTelemetry(this IServiceCollection services)
    {
        var (metrics, traces) = (Exported("METRICS"), Exported("TRACES"));
        services.AddSingleton<NewsroomFigures>();
        var telemetry = services.AddOpenTelemetry()
            .ConfigureResource(resource => resource
                .AddService("newsbot", serviceVersion: typeof(TelemetryServices).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion)
                .AddEnvironmentVariableDetector())
            .WithMetrics(metering =>
            {
                metering.AddMeter(Meters).AddView(Room).AddPrometheusExporter();
                if (metrics)
                    metering.AddOtlpExporter();
            });
        if (traces)
            telemetry.WithTracing(tracing => tracing.AddSource(Instruments.Name).AddOtlpExporter());
        return services;
    }

    private static MetricStreamConfiguration? Room(Instrument instrument) =>
        instrument.Name.StartsWith(OfSources, StringComparison.Ordinal) ? null : new() { CardinalityLimit = SeriesOfOthers };

    /// <summary><c>GET /metrics</c>, for whom the door lets in.</summary>
    public static void MapMetrics(this WebApplication app, MetricsDoor door)
    {
        // The figures are read by whoever collects; they must be there by then.
        app.Services.GetRequiredService<NewsroomFigures>();
        _ = Instruments.LostDeliveries;
        app.UseOpenTelemetryPrometheusScrapingEndpoint(context => context.Request.Path == "/metrics" && door.LetsIn(context));
    }

    private static bool Exported(string signal) =>
        new[] { "OTEL_EXPORTER_OTLP_ENDPOINT", $"OTEL_EXPORTER_OTLP_{signal}_ENDPOINT" }
            .Any(name => !string.IsNullOrEmpty(Environment.GetEnvironmentVariable(name)));
}
