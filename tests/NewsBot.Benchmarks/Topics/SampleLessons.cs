using System.Text.Json;
using NewsBot.Desk;
using NewsBot.Sample;
using NewsBot.Statements;
using NewsBot.Stories.Readings;

namespace NewsBot.Benchmarks.Topics;

/// <summary>
/// A sample article with what a reader should find in it: short statements of two sides, of which few are among the annotated.
/// </summary>
internal sealed record SampleLesson(
    string Id, string Title, string Text, DateOnly Day, IReadOnlyList<IReadOnlyList<string>> Expected)
{
    /// <summary>Reports of which it is known whether they are on each topic.</summary>
    public required IReadOnlyList<SampleReport> Said { get; init; }

    /// <summary>At least half of what is expected is on the topic, or nothing of it is; null in between.</summary>
    public bool? About(string topic) =>
        Expected.Count(e => e.Contains(topic)) is var on && on == 0 ? false : on * 2 >= Expected.Count ? true : null;
}

/// <summary>A report of a sample article.</summary>
/// <param name="Topics">What it must be on; null for a report of a look-alike, which is on none.</param>
internal sealed record SampleReport(ReadReport Read, IReadOnlyList<string>? Topics)
{
    /// <summary>Expectations tell what must be there, and look-alikes what must not.</summary>
    public bool? About(string topic) => Topics is null ? false : Topics.Contains(topic) ? true : null;
}

internal static class SampleLessons
{
    public const string Prefix = "sample/";
    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web);
    private static readonly DateTimeOffset Start = new(2026, 3, 4, 9, 30, 15, TimeSpan.Zero);

    public static IEnumerable<SampleLesson> All(Newsdesk desk)
    {
        var reader = ArticleUnderstanding.Of(desk);
        var file = Path.Combine(Repository.Root, "src", "NewsBot", "Sample", "Articles", "expected.json");
        var expected = JsonSerializer.Deserialize<Dictionary<string, List<Expected>>>(File.ReadAllText(file), Format)!;
        var day = Edition.At(
            [.. DraftArticle.All.Where(d => !d.Revises)],
            new NewsroomState(9, Start, [.. Enumerable.Range(1, SampleNewsroom.Steps).Select(s => Start.AddMinutes(s))]));
        foreach (var article in day.Articles)
        {
            var wanted = expected[article.Path[1..]];
            var text = string.Join("\n\n", article.Paragraphs);
            var on = DateOnly.FromDateTime(article.Published.UtcDateTime);
            var lookAlike = wanted.All(e => e.Topics.Count == 0);
            var said = reader.Read(article.Title, text, on, CancellationToken.None).Reports
                .Select(r => (Read: r, Wanted: wanted.Find(e => r.Words.Contains(e.Words, StringComparison.Ordinal))))
                .Where(r => lookAlike || r.Wanted is not null)
                .Select(r => new SampleReport(r.Read, lookAlike ? null : r.Wanted!.Topics));
            yield return new SampleLesson(Prefix + article.Path, article.Title, text, on, [.. wanted.Select(e => e.Topics)])
            {
                Said = [.. said],
            };
        }
    }

    private sealed record Expected(string Words, IReadOnlyList<string> Topics);
}
