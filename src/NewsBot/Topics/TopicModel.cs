using System.Text.Json;

namespace NewsBot.Topics;

/// <summary>How much each feature of an article and of a statement counts; learned from labelled articles.</summary>
internal sealed record TopicModel(FeatureWeights Article, FeatureWeights Statement)
{
    private static readonly JsonSerializerOptions Plain = new()
    {
        PropertyNameCaseInsensitive = true,
        ReadCommentHandling = JsonCommentHandling.Skip,
    };

    private static readonly Lazy<TopicModel> Carried = new(() =>
    {
        using var stream = typeof(TopicModel).Assembly.GetManifestResourceStream("Topics/weights.json")!;
        return JsonSerializer.Deserialize<TopicModel>(stream, Plain)!;
    });

    /// <summary>The one that the program carries.</summary>
    public static TopicModel Shipped => Carried.Value;
}

/// <summary>A logistic regression.</summary>
/// <param name="Threshold">Log-odds from where on the answer is yes.</param>
/// <param name="Weights">Log-odds for one unit of each feature; a feature without a weight counts nothing.</param>
internal sealed record FeatureWeights(double Threshold, IReadOnlyDictionary<string, double> Weights)
{
    /// <summary>The log-odds.</summary>
    public double Score(Features features) => features.Values.Sum(f => Weights.GetValueOrDefault(f.Name) * f.Value);
}
