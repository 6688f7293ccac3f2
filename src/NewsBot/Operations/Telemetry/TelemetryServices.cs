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
                metering.AddMeter(Meters).AddPrometheusExporter();
                if (metrics)
                    metering.AddOtlpExporter();
            });
        if (traces)
            telemetry.WithTracing(tracing => tracing.AddSource(Instruments.Name).AddOtlpExporter());
        return services;
    }

    /// <summary><c>GET /metrics</c>, for whom the door lets in.</summary>
    public static void MapMetrics(this WebApplication app, MetricsDoor door)
    {
        // The figures are read by whoever collects; they must be there by then.
        app.Services.GetRequiredService<NewsroomFigures>();
        app.UseOpenTelemetryPrometheusScrapingEndpoint(context => context.Request.Path == "/metrics" && door.LetsIn(context));
    }

    private static bool Exported(string signal) =>
        new[] { "OTEL_EXPORTER_OTLP_ENDPOINT", $"OTEL_EXPORTER_OTLP_{signal}_ENDPOINT" }
            .Any(name => !string.IsNullOrEmpty(Environment.GetEnvironmentVariable(name)));
}
