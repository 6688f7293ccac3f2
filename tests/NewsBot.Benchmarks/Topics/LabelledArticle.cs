using System.Globalization;
using System.Text.Json;

namespace NewsBot.Benchmarks.Topics;

/// <summary>An article of <c>../shared/data/articles</c> with the label that its title got.</summary>
/// <param name="Label">A topic's key; "" for none; null when the label decides nothing (borderline, mixed, unreviewed).</param>
/// <param name="Hard">Looks much like a topic and is none.</param>
internal sealed record LabelledArticle(string Id, string Outlet, string Date, string Title, string Text, string? Label, bool Hard)
{
    private static readonly Dictionary<string, string> Labels = new()
    {
        ["pak_us"] = "pak-us",
        ["intra_afghan"] = "intra-afghan",
        ["pak_afghan"] = "pak-afghan",
        ["negative"] = "",
    };

    public DateOnly? Day => Date.Length >= 10 ? DateOnly.Parse(Date[..10], CultureInfo.InvariantCulture) : null;

    public static IEnumerable<LabelledArticle> Load()
    {
        foreach (var line in File.ReadLines(Path.Combine(Repository.Root, "..", "shared", "data", "articles", "articles.jsonl")))
        {
            using var document = JsonDocument.Parse(line);
            var row = document.RootElement;
            string Text(string name) =>
                row.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";
            var hard = row.TryGetProperty("hard", out var flag) && flag.ValueKind == JsonValueKind.True;
            var label = Labels.GetValueOrDefault(Text("label"));
            yield return new LabelledArticle(Text("id"), Text("outlet"), Text("date"), Text("title"), Text("text"), label, hard);
        }
    }
}
