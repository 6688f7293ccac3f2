using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using NewsBot.Text.Pages;

namespace NewsBot.Benchmarks.Sources;

/// <summary>How much of the article's text is found in real pages, and how fast, beside SmartReader's plain text in the same
/// run. The measure is that
/// of the article-extraction benchmark: counted shingles of four words, precision and recall averaged over the pages.</summary>
internal static partial class PagesBenchmark
{
    private const double LeastF1 = 0.965;
    private const double LeastLead = 0.010;
    private const int Shingle = 4;

    public static int Run()
    {
        if (!Captures.Present)
            return 2;
        var gold = Gold();
        var pages = Captures.Pages().Where(p => gold.ContainsKey(p.Key)).ToList();
        var address = new Uri("https://news.example/1");
        foreach (var (_, html) in pages.Take(10))
        {
            PageReader.Read(html, address);
            Plain(html);
        }

        var own = Measure(pages, gold, html => PageReader.Read(html, address).Text);
        var theirs = Measure(pages, gold, Plain);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"pages  {pages.Count} pages: F1 {own.F1:0.000} at {own.Speed:0.0} pages a second; SmartReader plain {theirs.F1:0.000} at {theirs.Speed:0.0}: {own.F1 - theirs.F1:+0.000;-0.000}, {own.Speed / theirs.Speed:0.00} times its speed"));
        return own.F1 >= LeastF1 && own.F1 - theirs.F1 >= LeastLead ? 0 : 1;
    }

    private static string Plain(string html)
    {
        using var reader = new SmartReader.Reader("https://news.example/1", html);
        return reader.GetArticle().TextContent ?? "";
    }

    private static (double F1, double Speed) Measure(
        List<KeyValuePair<string, string>> pages, Dictionary<string, string> gold, Func<string, string> read)
    {
        var (precision, recall, answered, watch) = (0.0, 0.0, 0, new Stopwatch());
        foreach (var (id, html) in pages)
        {
            watch.Start();
            var text = read(html);
            watch.Stop();
            var (wanted, found) = (Shingles(gold[id]), Shingles(text));
            var both = found.Sum(s => Math.Min(s.Value, wanted.GetValueOrDefault(s.Key)));
            if (found.Count > 0)
            {
                answered++;
                precision += (double)both / found.Values.Sum();
            }

            recall += wanted.Count == 0 ? (found.Count == 0 ? 1 : 0) : (double)both / wanted.Values.Sum();
        }

        var (p, r) = (precision / Math.Max(1, answered), recall / pages.Count);
        return (2 * p * r / (p + r), pages.Count / watch.Elapsed.TotalSeconds);
    }

    private static Dictionary<string, int> Shingles(string text)
    {
        var words = Word().Matches(text).Select(m => m.Value).ToList();
        if (words.Count <= Shingle)
            return words.Count == 0 ? [] : new() { [string.Join(' ', words)] = 1 };
        return Enumerable.Range(0, words.Count - Shingle + 1).CountBy(i => string.Join(' ', words.GetRange(i, Shingle))).ToDictionary();
    }

    private static Dictionary<string, string> Gold()
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(Captures.GoldOfPages));
        return document.RootElement.EnumerateObject().ToDictionary(p => p.Name, p => p.Value.GetProperty("articleBody").GetString() ?? "");
    }

    [GeneratedRegex(@"\w+")]
    private static partial Regex Word();
}
