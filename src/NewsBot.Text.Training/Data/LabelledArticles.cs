using System.Text.Json;

namespace NewsBot.Text.Training.Data;

/// <summary>Reads the annotated sets. Their offsets count code points; these become UTF-16 units here.</summary>
internal static class LabelledArticles
{
    /// <summary>PolNeAR: text and attributions in one line.</summary>
    public static List<LabelledArticle> Polnear(string path) =>
        [.. Rows(path).Select(row => Article(row, Guide.Polnear, row.GetProperty("text").GetString()!, "attributions"))];

    /// <summary>Our own set: reports by article id, and the articles beside them.</summary>
    public static List<LabelledArticle> Own(string reports, string articles)
    {
        var rows = Rows(reports).ToList();
        var wanted = rows.Select(Id).ToHashSet();
        var texts = Rows(articles).Where(row => wanted.Contains(Id(row)))
            .ToDictionary(Id, row => row.GetProperty("text").GetString()!);
        return [.. rows.Where(row => texts.ContainsKey(Id(row))).Select(row => Article(row, Guide.Newsroom, texts[Id(row)], "reports"))];
    }

    private static string Id(JsonElement row) => row.GetProperty("id").GetString()!;

    private static LabelledArticle Article(JsonElement row, Guide guide, string text, string list)
    {
        var units = new List<int>(text.Length + 1);
        for (var i = 0; i < text.Length; i += char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]) ? 2 : 1)
            units.Add(i);
        units.Add(text.Length);
        return new(Id(row), text, guide,
            [.. row.GetProperty(list).EnumerateArray().Select(a => new LabelledAttribution(
                Spans(a, "source", units), Spans(a, "cue", units), Spans(a, "content", units), Kind(a)))]);
    }

    private static List<TextSpan> Spans(JsonElement attribution, string role, List<int> units) =>
        [.. attribution.GetProperty(role).EnumerateArray().Select(span => new TextSpan(units[span[0].GetInt32()], units[span[1].GetInt32()]))];

    private static LabelledKind? Kind(JsonElement attribution) =>
        attribution.TryGetProperty("statement", out var statement)
            ? new(statement.GetBoolean(), attribution.GetProperty("background").GetBoolean())
            : null;

    private static IEnumerable<JsonElement> Rows(string path) =>
        File.ReadLines(path).Where(line => line.Length > 0).Select(line =>
        {
            using var row = JsonDocument.Parse(line);
            return row.RootElement.Clone();
        });
}
