using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using NewsBot.Text;
using NewsBot.Text.Attributions;
using NewsBot.Text.Segments;

namespace NewsBot.Benchmarks.Voices;

/// <summary>A report as annotators marked it.</summary>
/// <param name="Spans">Source (null when there is none), cue and content, in UTF-16 code units.</param>
/// <param name="Speakers">Canonical names; empty when nobody can be named.</param>
/// <param name="Via">The outlet that the words came through.</param>
/// <param name="Topics">Keys of the desk's topics.</param>
/// <param name="Statement">Counts as something said.</param>
/// <param name="Background">Older words, or context.</param>
internal sealed record AnnotatedReport(
    (TextSpan? Source, TextSpan Cue, List<TextSpan> Content) Spans, string[] Speakers, string? Via, string[] Topics, bool Statement, bool Background);

/// <summary>One article with everything that annotators marked in it.</summary>
internal sealed record AnnotatedArticle(string Id, string Title, string Text, DateOnly? Day, string[] Topics, List<AnnotatedReport> Reports)
{
    /// <summary>One of the third of the articles on which rules are checked that the others suggested.</summary>
    public bool IsHeldOut => SHA256.HashData(Encoding.UTF8.GetBytes(Id))[0] % 3 == 0;

    /// <summary>The annotated articles of a file of <c>../shared/data/gold</c> whose text is at hand.</summary>
    public static IEnumerable<AnnotatedArticle> Load(string file) => Of(Rows(Shared("gold", file)));

    /// <summary>
    /// Articles whose statements were found by the reader and read for their topics by section 8 of the annotation guide; of the rest
    /// nothing is marked, and what the guide does not decide is left out.
    /// </summary>
    public static IEnumerable<AnnotatedArticle> LoadTopics() =>
        Of(Rows(Path.Combine(Repository.Root, "tests", "NewsBot.Benchmarks", "Topics", "statements.jsonl")));

    private static IEnumerable<AnnotatedArticle> Of(IEnumerable<JsonElement> annotated)
    {
        var gold = annotated.ToDictionary(r => r.GetProperty("id").GetString()!);
        foreach (var row in Rows(Shared("articles", "articles.jsonl")))
        {
            if (gold.TryGetValue(row.GetProperty("id").GetString()!, out var marked))
                yield return Of(row, marked);
        }
    }

    /// <summary>The annotated spans as an engine would give them.</summary>
    public (List<Sentence> Sentences, List<Draft> Drafts) Drafts()
    {
        var sentences = Sentences.Of(Text, CancellationToken.None);
        var starts = sentences.ConvertAll(s => s.Start);
        var drafts = Reports.ConvertAll(r =>
        {
            var at = starts.BinarySearch(r.Spans.Cue.Start);
            return new Draft(Math.Max(0, at < 0 ? ~at - 1 : at), r.Spans.Source, r.Spans.Cue, Head(r.Spans.Cue), r.Spans.Content, null);
        });
        return (sentences, drafts);
    }

    // The last verb-like word: "was quoted as saying" has "saying", "said in a statement" has "said".
    private string Head(TextSpan cue)
    {
        var words = cue.Of(Text).ToLowerInvariant().Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var end = Array.FindIndex(words, 1, w => w is "in" or "on" or "at" or "to" or "that" or "of" or "for" or "with" or "during" or "out" or "by");
        return words[(end > 0 ? end : words.Length) - 1];
    }

    private static AnnotatedArticle Of(JsonElement row, JsonElement marked)
    {
        var text = row.GetProperty("text").GetString()!;
        var units = Units(text);
        var date = row.GetProperty("date").GetString() ?? "";
        return new AnnotatedArticle(
            row.GetProperty("id").GetString()!,
            row.GetProperty("title").GetString() ?? "",
            text,
            date.Length >= 10 ? DateOnly.Parse(date[..10], CultureInfo.InvariantCulture) : null,
            marked.TryGetProperty("article_topics", out var topics) ? Texts(topics) : [],
            [.. marked.GetProperty("reports").EnumerateArray().Select(r => Report(r, units)).OrderBy(r => r.Spans.Cue.Start)]);
    }

    private static AnnotatedReport Report(JsonElement report, int[] units)
    {
        List<TextSpan> Spans(string role) =>
            [.. report.GetProperty(role).EnumerateArray().Select(p => new TextSpan(units[p[0].GetInt32()], units[p[1].GetInt32()]))];
        var source = Spans("source");
        return new AnnotatedReport(
            (source.Count > 0 ? source[0] : null, Spans("cue")[0], Spans("content")),
            Text("speaker")?.Split("; ") ?? [],
            Text("via"),
            Texts(report.GetProperty("topics")),
            !report.TryGetProperty("statement", out var statement) || statement.GetBoolean(),
            report.TryGetProperty("background", out var background) && background.GetBoolean());

        string? Text(string name) => report.TryGetProperty(name, out var value) ? value.GetString() : null;
    }

    // The annotations count code points, .NET counts UTF-16 code units.
    private static int[] Units(string text)
    {
        var units = new List<int>(text.Length + 1);
        for (var i = 0; i < text.Length; i += char.IsSurrogatePair(text, i) ? 2 : 1)
            units.Add(i);
        units.Add(text.Length);
        return [.. units];
    }

    private static string[] Texts(JsonElement list) => [.. list.EnumerateArray().Select(t => t.GetString()!)];

    private static string Shared(string folder, string file) => Path.Combine(Repository.Root, "..", "shared", "data", folder, file);

    private static IEnumerable<JsonElement> Rows(string path) => File.ReadLines(path).Select(l => JsonDocument.Parse(l).RootElement);
}
