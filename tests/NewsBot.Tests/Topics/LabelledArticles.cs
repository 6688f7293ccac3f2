using System.Globalization;
using System.Text.Json;
using NewsBot.TestSupport;

namespace NewsBot.Tests.Topics;

/// <summary>The shared articles that are labelled with one of our topics, or with none.</summary>
internal static class LabelledArticles
{
    private static readonly Dictionary<string, string?> Labels = new()
    {
        ["pak_us"] = "pak-us",
        ["intra_afghan"] = "intra-afghan",
        ["pak_afghan"] = "pak-afghan",
        ["negative"] = null,
    };

    public static IReadOnlyList<(string Title, string Text, DateOnly? Day, string? Topic)> All { get; } = Load();

    private static List<(string Title, string Text, DateOnly? Day, string? Topic)> Load()
    {
        var rows = new List<(string, string, DateOnly?, string?)>();
        foreach (var line in File.ReadLines(SharedData.Path("articles", "articles.jsonl")))
        {
            using var document = JsonDocument.Parse(line);
            var row = document.RootElement;
            if (!Labels.TryGetValue(row.GetProperty("label").GetString()!, out var topic))
                continue;
            var date = row.GetProperty("date").GetString() ?? "";
            var day = date.Length >= 10 ? DateOnly.Parse(date[..10], CultureInfo.InvariantCulture) : (DateOnly?)null;
            rows.Add((row.GetProperty("title").GetString() ?? "", row.GetProperty("text").GetString()!, day, topic));
        }

        return rows;
    }
}
