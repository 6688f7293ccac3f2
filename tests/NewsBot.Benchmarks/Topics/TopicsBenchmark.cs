using System.Globalization;
using System.Text.Json;
using NewsBot.Desk;
using NewsBot.Topics;

namespace NewsBot.Benchmarks.Topics;

/// <summary>Topics of the shared labelled articles: precision and recall for each topic, by outlet, with the look-alikes apart.</summary>
internal static class TopicsBenchmark
{
    private static readonly Dictionary<string, string> Labels = new() { ["pak_us"] = "pak-us", ["intra_afghan"] = "intra-afghan", ["pak_afghan"] = "pak-afghan", ["negative"] = "" };

    /// <summary>Measures the articles of <c>../shared/data/articles</c>; borderline, mixed and unreviewed ones are not scored.</summary>
    /// <param name="misses">The topic whose mistakes to list; null for none.</param>
    public static void Run(string? misses)
    {
        var desk = Newsdesk.Load();
        var tagger = new TopicTagger(desk);
        var judged = new List<Judged>();
        foreach (var line in File.ReadLines(Path.Combine(Repository.Root, "..", "shared", "data", "articles", "articles.jsonl")))
        {
            using var document = JsonDocument.Parse(line);
            if (Judge(document.RootElement, tagger) is { } one)
                judged.Add(one);
        }

        foreach (var topic in desk.Topics.Select(t => t.Key))
            Write(topic, judged);
        foreach (var one in judged.Where(j => misses is not null && (j.Label == misses) != j.Topics.Any(t => t.Topic == misses)))
            Console.WriteLine($"{(one.Label == misses ? "missed" : "false ")} {one.Id} [{(one.Label.Length > 0 ? one.Label : one.Hard ? "hard" : "other")}] {one.Outlet} {one.Day}: {one.Title} {string.Join(" | ", one.Topics)}");
    }

    private static Judged? Judge(JsonElement row, TopicTagger tagger)
    {
        string Text(string name) => row.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";
        if (!Labels.TryGetValue(Text("label"), out var label))
            return null;
        var date = Text("date");
        var day = date.Length >= 10 ? DateOnly.Parse(date[..10], CultureInfo.InvariantCulture) : (DateOnly?)null;
        var hard = row.TryGetProperty("hard", out var flag) && flag.ValueKind == JsonValueKind.True;
        return new Judged(Text("id"), Text("outlet"), date, Text("title"), label, hard, tagger.Article(Text("title"), Text("text"), day));
    }

    private static void Write(string topic, List<Judged> judged)
    {
        var on = judged.Where(j => j.Label == topic).ToList();
        var found = on.Count(j => j.Has(topic));
        var hard = judged.Count(j => j.Label == "" && j.Hard && j.Has(topic));
        var easy = judged.Count(j => j.Label == "" && !j.Hard && j.Has(topic));
        var other = judged.Count(j => j.Label != "" && j.Label != topic && j.Has(topic));
        Console.WriteLine(
            $"topics {topic,-14} P {Ratio(found, found + hard + easy):0.000}  R {Ratio(found, on.Count):0.000}  ({found} of {on.Count} found; false: {hard} look-alikes, {easy} others; {other} labelled with another topic)");
        foreach (var outlet in on.GroupBy(j => j.Outlet).OrderByDescending(g => g.Count()))
        {
            var wrong = judged.Count(j => j.Label == "" && j.Outlet == outlet.Key && j.Has(topic));
            Console.WriteLine($"       {outlet.Key,-28} {outlet.Count(j => j.Has(topic)),3} of {outlet.Count(),3} found, {wrong} false");
        }
    }

    private static double Ratio(int part, int of) => of == 0 ? 0 : (double)part / of;

    private sealed record Judged(string Id, string Outlet, string Day, string Title, string Label, bool Hard, IReadOnlyList<TopicMatch> Topics)
    {
        public bool Has(string topic) => Topics.Any(t => t.Topic == topic);
    }
}
