using System.Globalization;
using System.Text.Json;
using NewsBot.TestSupport;

namespace NewsBot.Tests.Topics;

/// <summary>A shared article that is labelled with one of our topics, or with none.</summary>
/// <param name="Topic">The topic of the label as given; null for none.</param>
/// <param name="Read">By the topics' keys, what somebody who read it says; null when it cannot be decided, nothing when nobody read it.</param>
internal sealed record LabelledArticle(string Title, string Text, DateOnly? Day, string? Topic, IReadOnlyDictionary<string, bool?> Read)
{
    /// <summary>Marked as one that looks like a topic and is none: the same people, countries and words.</summary>
    public bool LooksAlike { get; init; }

    /// <summary>On a topic by the reading where there is one, else by the label; null when nothing decides it.</summary>
    public bool? Is(string topic) => Read.TryGetValue(topic, out var on) ? on : Topic == topic ? true : Topic is null ? false : null;
}

internal static class LabelledArticles
{
    private static readonly JsonDocumentOptions Commented = new() { CommentHandling = JsonCommentHandling.Skip };

    private static readonly Dictionary<string, string?> Labels = new()
    {
        ["pak_us"] = "pak-us",
        ["intra_afghan"] = "intra-afghan",
        ["pak_afghan"] = "pak-afghan",
        ["negative"] = null,
    };

    public static IReadOnlyList<string> Topics { get; } = [.. Labels.Values.OfType<string>()];

    public static IReadOnlyList<LabelledArticle> All { get; } = Load();

    private static List<LabelledArticle> Load()
    {
        var read = Readings();
        var rows = new List<LabelledArticle>();
        foreach (var line in File.ReadLines(SharedData.Path("articles", "articles.jsonl")))
        {
            using var document = JsonDocument.Parse(line);
            var row = document.RootElement;
            if (!Labels.TryGetValue(row.GetProperty("label").GetString()!, out var topic))
                continue;
            var date = row.GetProperty("date").GetString() ?? "";
            var day = date.Length >= 10 ? DateOnly.Parse(date[..10], CultureInfo.InvariantCulture) : (DateOnly?)null;
            var readings = read.GetValueOrDefault(row.GetProperty("id").GetString()!, []);
            rows.Add(new LabelledArticle(row.GetProperty("title").GetString() ?? "", row.GetProperty("text").GetString()!, day, topic, readings)
            {
                LooksAlike = row.TryGetProperty("hard", out var hard) && hard.ValueKind == JsonValueKind.True,
            });
        }

        return rows;
    }

    // The corrections kept beside the benchmark go before what annotators said.
    private static Dictionary<string, Dictionary<string, bool?>> Readings()
    {
        var read = new Dictionary<string, Dictionary<string, bool?>>();
        foreach (var line in File.ReadLines(SharedData.Path("gold", "train.jsonl")))
        {
            using var document = JsonDocument.Parse(line);
            read[Id(document.RootElement)] = Topics.ToDictionary(t => t, t => (bool?)Has(document.RootElement, "article_topics", t));
        }

        var own = Path.Combine(SharedData.Root, "tests", "NewsBot.Benchmarks", "Topics", "relabelled.json");
        using var relabelled = JsonDocument.Parse(File.ReadAllText(own), Commented);
        foreach (var row in relabelled.RootElement.EnumerateArray())
            read[Id(row)] = Topics.ToDictionary(t => t, t => Has(row, "borderline", t) ? null : (bool?)Has(row, "topics", t));
        return read;
    }

    private static string Id(JsonElement row) => row.GetProperty("id").GetString()!;

    private static bool Has(JsonElement row, string list, string topic) =>
        row.GetProperty(list).EnumerateArray().Any(t => t.GetString() == topic);
}
