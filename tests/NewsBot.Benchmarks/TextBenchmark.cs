using System.Diagnostics;
using System.Text.Json;
using NewsBot.Text;

namespace NewsBot.Benchmarks;

/// <summary>
/// How many articles the text engine reads in a second of one core, how long it takes to load and what memory it adds. Real articles
/// where the shared data is at hand, else those of the sample newsroom, which are shorter; so the rate is given for 900 words too.
/// </summary>
internal static class TextBenchmark
{
    private const int WordsOfAnArticle = 900;

    public static void Run(bool isShort)
    {
        var texts = Texts(isShort ? 10 : 84);
        var before = Memory();
        var load = Stopwatch.StartNew();
        var reader = new ArticleReader();
        reader.Read("“The bridge is safe,” Ann Example said.");
        load.Stop();
        reader.Read(texts[0]);

        var processor = Processor();
        var watch = Stopwatch.StartNew();
        var reports = texts.Sum(text => reader.Read(text).Count);
        watch.Stop();
        var spent = (Processor() - processor).TotalSeconds;
        var words = texts.Sum(text => text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Length);
        Console.WriteLine($"text   {texts.Count} articles of {words / texts.Count} words, {reports} reports: {texts.Count / spent:0.0} articles a second of one core "
            + $"({texts.Count / watch.Elapsed.TotalSeconds:0.0} by the clock), {words / spent / WordsOfAnArticle:0.0} of {WordsOfAnArticle} words");
        Console.WriteLine($"text   first reading after {load.ElapsedMilliseconds} ms, {Memory() - before} MB of memory added");
        Console.WriteLine("text   for comparison: a linear model with a parser read 43, without one 110 to 140 articles a second, at 0.74 where this has its score (README)");
    }

    private static TimeSpan Processor()
    {
        using var process = Process.GetCurrentProcess();
        return process.TotalProcessorTime;
    }

    private static long Memory()
    {
        using var process = Process.GetCurrentProcess();
        return process.WorkingSet64 / (1024 * 1024);
    }

    private static List<string> Texts(int most)
    {
        var shared = Path.Combine(Repository.Root, "..", "shared", "data", "polnear", "dev.jsonl");
        if (File.Exists(shared))
            return [.. File.ReadLines(shared).Take(most).Select(line => JsonDocument.Parse(line).RootElement.GetProperty("text").GetString()!)];
        var samples = Path.Combine(Repository.Root, "src", "NewsBot", "Sample", "Articles");
        return [.. Directory.EnumerateFiles(samples, "*.md", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Take(most).Select(File.ReadAllText)];
    }
}
