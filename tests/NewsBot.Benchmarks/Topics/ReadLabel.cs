using System.Text.Json;

namespace NewsBot.Benchmarks.Topics;

/// <summary>The topics of an article by somebody who read it, title and text, by the annotation guide.</summary>
/// <param name="Topics">The topics that it is on.</param>
/// <param name="Borderline">Topics of which it cannot be decided; they are not scored.</param>
/// <param name="Why">What decided it, where that differs from the label as given.</param>
internal sealed record ReadLabel(string Id, string[] Topics, string[] Borderline, string? Why)
{
    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web)
    {
        ReadCommentHandling = JsonCommentHandling.Skip,
    };

    public bool? Of(string topic) => Borderline.Contains(topic) ? null : Topics.Contains(topic);

    /// <summary>
    /// The readings of <c>train.jsonl</c> and of <c>relabelled.json</c>, which goes first, by article; nothing of <c>gold.jsonl</c>.
    /// </summary>
    public static IReadOnlyDictionary<string, ReadLabel> Load()
    {
        var own = Path.Combine(Repository.Root, "tests", "NewsBot.Benchmarks", "Topics", "relabelled.json");
        var all = JsonSerializer.Deserialize<List<ReadLabel>>(File.ReadAllText(own), Format)!.ToDictionary(r => r.Id);
        foreach (var line in File.ReadLines(Path.Combine(Repository.Root, "..", "shared", "data", "gold", "train.jsonl")))
        {
            using var document = JsonDocument.Parse(line);
            var id = document.RootElement.GetProperty("id").GetString()!;
            var topics = document.RootElement.GetProperty("article_topics").EnumerateArray().Select(t => t.GetString()!);
            all.TryAdd(id, new ReadLabel(id, [.. topics], [], null));
        }

        return all;
    }
}
