using System.Text.RegularExpressions;
using NewsBot.TestSupport;

namespace NewsBot.Tests.Operations;

/// <summary>The metrics that deploymentTemplates/monitoring asks for.</summary>
internal static partial class MetricNames
{
    /// <summary>Those that are told only after something has happened.</summary>
    public static readonly string[] Later =
    [
        "newsbot_delivery_time_seconds", "newsbot_delivery_failures_total", "newsbot_channel_tokens_total", "newsbot_feed_failures",
        "newsbot_feed_newest_age_seconds", "http_server_request_duration_seconds", "aspnetcore_rate_limiting_requests_total",
        "newsbot_slack_sockets",
    ];

    public static IReadOnlyList<string> Asked() =>
    [
        .. new[] { "alerts.yml", "dashboard.json" }
            .SelectMany(f => Name().Matches(File.ReadAllText(Path.Combine(SharedData.Root, "deploymentTemplates", "monitoring", f))))
            .Select(m => Ending().Replace(m.Value, ""))
            .Distinct()
            .Order(StringComparer.Ordinal),
    ];

    // Without what follows a brace or "by": those are labels.
    [GeneratedRegex(@"(?<!by \()\b(newsbot|http_server|dotnet|aspnetcore)_[a-z_]+\b(?!\}\})")]
    private static partial Regex Name();

    // A histogram's parts.
    [GeneratedRegex("_(bucket|sum|count)$")]
    private static partial Regex Ending();
}
