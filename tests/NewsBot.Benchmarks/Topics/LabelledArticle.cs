using System.Globalization;
using System.Text.Json;

namespace NewsBot.Benchmarks.Topics;

/// <summary>An article of <c>../shared/data/articles</c> with the label that its title got, and what a reading of it said.</summary>
/// <param name="Label">A topic's key; "" for none; null when the label decides nothing (borderline, mixed, unreviewed).</param>
/// <param name="Hard">Looks much like a topic and is none.</param>
/// <param name="Event">What it reports, where other articles report the same; null when that is not known.</param>
internal sealed record LabelledArticle(
    string Id, string Outlet, string Date, string Title, string Text, string? Label, bool Hard, string? Event)
{
    private static readonly Dictionary<string, string> Labels = new()
    {
        ["pak_us"] = "pak-us",
        ["intra_afghan"] = "intra-afghan",
        ["pak_afghan"] = "pak-afghan",
        ["negative"] = "",
    };

    /// <summary>What somebody who read it said of it; null when nobody did.</summary>
    public ReadLabel? Read { get; init; }

    public DateOnly? Day => Date.Length >= 10 ? DateOnly.Parse(Date[..10], CultureInfo.InvariantCulture) : null;

    /// <summary>What must not be split between learning and checking: reports of one event, and one text under two addresses.</summary>
    public string Story => Event ?? Title;

    /// <summary>On the topic by the label as given; null when that says nothing of it.</summary>
    public bool? Given(string topic) => Label is null ? null : Label == topic ? true : Label == "" ? false : null;

    /// <summary>On the topic by the reading where there is one, else as given; null when nothing decides it.</summary>
    public bool? Corrected(string topic) => Read is null ? Given(topic) : Read.Of(topic);

    public static IEnumerable<LabelledArticle> Load()
    {
        var read = ReadLabel.Load();
        foreach (var line in File.ReadLines(Path.Combine(Repository.Root, "..", "shared", "data", "articles", "articles.jsonl")))
        {
            using var document = JsonDocument.Parse(line);
            var row = document.RootElement;
            string Text(string name) =>
                row.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";
            var hard = row.TryGetProperty("hard", out var flag) && flag.ValueKind == JsonValueKind.True;
            var label = Labels.GetValueOrDefault(Text("label"));
            var (id, story) = (Text("id"), Text("event"));
            yield return new LabelledArticle(
                id, Text("outlet"), Text("date"), Text("title"), Text("text"), label, hard, story.Length > 0 ? story : null)
            {
                Read = read.GetValueOrDefault(id),
            };
        }
    }
}
