using NewsBot.Operations.Security;

namespace NewsBot.Operations.Telemetry;

/// <summary>Who may read the metrics: an operator, or everybody who reaches the port when the setting <c>Metrics</c> is <c>on</c>.</summary>
internal sealed class MetricsDoor(OperationsOptions options, OperatorDoor operators)
{
    public bool LetsIn(HttpContext context) => options.MetricsOpen ?? operators.LetsRead(context);
}
