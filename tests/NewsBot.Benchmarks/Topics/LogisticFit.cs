using NewsBot.Topics;

namespace NewsBot.Benchmarks.Topics;

/// <summary>One thing to learn from.</summary>
/// <param name="Id">The article's id.</param>
/// <param name="Story">What is never split between learning and checking.</param>
/// <param name="Topic">The topic that was asked about.</param>
/// <param name="On">The answer.</param>
/// <param name="Features">What can be seen of it.</param>
/// <param name="Shown">What a person reads of it.</param>
internal sealed record Example(string Id, string Story, string Topic, bool On, Features Features, string Shown)
{
    /// <summary>False where the answer is not known: it is judged, and neither teaches nor is scored.</summary>
    public bool IsKnown { get; init; } = true;

    /// <summary>True where a look-alike's phrase settles it: it is off the topic and teaches nothing.</summary>
    public bool IsSettled { get; init; }

    /// <summary>The same part of five every time.</summary>
    public int Fold => Part(Story);

    public static int Part(string id) => (int)(id.Aggregate(2166136261u, (hash, c) => (hash ^ c) * 16777619u) >> 8) % 5;
}

/// <summary>
/// Logistic regression with an L2 penalty on everything but the bias, by coordinate descent. What speaks for a topic may not
/// count against it, nor the other way round: with few examples, what stands together is told apart by chance otherwise.
/// </summary>
internal static class LogisticFit
{
    private const int Sweeps = 60;
    private const double LongestStep = 2;

    // The penalty of what counts for one kind of topic only, beside that of what counts for both.
    private const double Apart = 0.5;

    private static readonly string[] Free =
        ["bias", "length", "short", "position", "early", "content.short", "speaker.unknown", "article, besides", "content.talk, others"];

    private static readonly string[] Against = ["others", "othersOnly", "against", "besides", "plain", "speaker.other"];

    public static FeatureWeights Of(IReadOnlyList<Example> examples, double penalty)
    {
        var columns = examples
            .SelectMany((e, row) => e.Features.Values.Select(v => (v.Name, Row: row, v.Value)))
            .GroupBy(v => v.Name)
            .OrderBy(g => g.Key, StringComparer.Ordinal)
            .Select(g => new Column(g.Key, [.. g.Select(v => v.Row)], [.. g.Select(v => v.Value)]))
            .ToList();
        var answers = examples.Select(e => e.On ? 1.0 : 0).ToArray();
        var scores = new double[examples.Count];
        var weights = new double[columns.Count];
        for (var sweep = 0; sweep < Sweeps; sweep++)
        {
            for (var i = 0; i < columns.Count; i++)
            {
                var (least, most, share) = Bounds(columns[i].Name);
                var (slope, curve) = (penalty * share * weights[i], (penalty * share) + 1e-9);
                for (var k = 0; k < columns[i].Rows.Length; k++)
                {
                    var (row, x) = (columns[i].Rows[k], columns[i].Values[k]);
                    var p = 1 / (1 + Math.Exp(-scores[row]));
                    slope += (p - answers[row]) * x;
                    curve += Math.Max(p * (1 - p), 1e-4) * x * x;
                }

                var now = Math.Clamp(weights[i] - Math.Clamp(slope / curve, -LongestStep, LongestStep), least, most);
                var change = now - weights[i];
                weights[i] = now;
                for (var k = 0; change != 0 && k < columns[i].Rows.Length; k++)
                    scores[columns[i].Rows[k]] += change * columns[i].Values[k];
            }
        }

        return new FeatureWeights(0, columns.Zip(weights).ToDictionary(p => p.First.Name, p => p.Second));
    }

    // The least and the most that a feature may count, and its share of the penalty.
    private static (double Least, double Most, double Share) Bounds(string name)
    {
        var apart = Features.Kinds.FirstOrDefault(k => name.EndsWith(k, StringComparison.Ordinal));
        var shared = apart is null ? name : name[..^apart.Length];
        var share = shared == "bias" ? 0 : apart is null ? 1 : Apart;
        if (Free.Contains(shared))
            return (double.NegativeInfinity, double.PositiveInfinity, share);
        var against = Against.Any(a => shared.EndsWith(a, StringComparison.Ordinal));
        return against && !shared.StartsWith("article", StringComparison.Ordinal)
            ? (double.NegativeInfinity, 0, share)
            : (0, double.PositiveInfinity, share);
    }

    private sealed record Column(string Name, int[] Rows, double[] Values);
}
