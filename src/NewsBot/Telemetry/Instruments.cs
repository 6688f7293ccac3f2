using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace NewsBot.Telemetry;

/// <summary>
/// What the program tells of itself while it works: the source of its traces, and the meters that stages write to. They carry ids, names of
/// sources and channels, and numbers; never what people wrote, and no secret.
/// </summary>
internal static class Instruments
{
    public const string Name = "NewsBot";

    private static readonly Meter Meter = new(Name);

    /// <summary>Time from composing a digest to its post, in seconds, by <c>channel</c>.</summary>
    public static Histogram<double> DeliveryTime { get; } = Meter.CreateHistogram(
        "newsbot.delivery.time",
        "s",
        "From composing a digest to its post.",
        advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.5, 1, 2, 5, 10, 30, 60, 300, 900, 3600, 14400] });

    /// <summary>Tries to post that failed, by <c>reason</c>.</summary>
    public static Counter<long> DeliveryFailures { get; } = Meter.CreateCounter<long>("newsbot.delivery.failures", description: "Tries to post that failed.");

    /// <summary>Posts that came to no good end, by <c>state</c>: given up, or unknown for good. Told from the start, so that the first is
    /// an increase.</summary>
    public static Lost LostDeliveries { get; } = new(Meter);

    /// <summary>Tokens and signatures that came with what channels bring.</summary>
    public static Counted Tokens { get; } = new(Meter.CreateCounter<long>(
        "newsbot.channel.tokens", description: "Tokens and signatures that came with what channels bring."));

    /// <summary>Requests and lines that were told to wait, by <c>door</c>.</summary>
    public static Counter<long> Limited { get; } = Meter.CreateCounter<long>(
        "newsbot.limited", description: "Requests and lines that were told to wait, as there were too many of them.");

    private static ActivitySource Traces { get; } = new(Name);

    /// <summary>Whether somebody records traces; nothing should be looked up for them otherwise.</summary>
    public static bool Tracing => Traces.HasListeners();

    /// <summary>Begins a trace of its own, whatever goes on around it.</summary>
    /// <returns>The span; null when nobody records it.</returns>
    public static Activity? Begin(string stage, IEnumerable<string>? links = null)
    {
        var around = Activity.Current;
        Activity.Current = null;
        var span = Traces.StartActivity(stage, ActivityKind.Internal, default(ActivityContext), links: Links(links ?? []));
        if (span is null)
            Activity.Current = around;
        return span;
    }

    /// <summary>Goes on with a trace that an earlier stage began, perhaps in another process.</summary>
    /// <param name="stage">The span's name.</param>
    /// <param name="place">Where the trace is (W3C <c>traceparent</c>); null when the earlier stage was not recorded.</param>
    /// <returns>The span; null when nobody records it.</returns>
    public static Activity? Continue(string stage, string? place) =>
        place is not null && ActivityContext.TryParse(place, null, isRemote: true, out var context)
            ? Traces.StartActivity(stage, ActivityKind.Internal, context)
            : null;

    private static List<ActivityLink> Links(IEnumerable<string> places) =>
        [.. places.SelectMany(p => ActivityContext.TryParse(p, null, isRemote: true, out var context) ? [new ActivityLink(context)] : Array.Empty<ActivityLink>())];
}

/// <summary>Counts what was taken for a channel's and what was not, by <c>outcome</c> and <c>door</c>.</summary>
internal sealed class Counted(Counter<long> counter)
{
    public void Accepted(string door) => Add("accepted", door);

    public void Refused(string door) => Add("refused", door);

    private void Add(string outcome, string door) =>
        counter.Add(1, new KeyValuePair<string, object?>("outcome", outcome), new KeyValuePair<string, object?>("door", door));
}

/// <summary>Counts posts that were lost, or may be.</summary>
internal sealed class Lost
{
    private long givenUp, unknown;

    public Lost(Meter meter) => meter.CreateObservableCounter("newsbot.deliveries.lost", Now, description: "Posts that were given up, or of which nobody knows.");

    /// <param name="known">Nobody has the post; otherwise nobody knows.</param>
    public void Add(bool known) => Interlocked.Increment(ref (known ? ref givenUp : ref unknown));

    private IEnumerable<Measurement<long>> Now() =>
    [
        new(Interlocked.Read(ref givenUp), new KeyValuePair<string, object?>("state", "givenup")),
        new(Interlocked.Read(ref unknown), new KeyValuePair<string, object?>("state", "unknown")),
    ];
}
