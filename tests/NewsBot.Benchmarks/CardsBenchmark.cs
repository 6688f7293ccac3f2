using System.Diagnostics;
using AdaptiveCards.Templating;

namespace NewsBot.Benchmarks;

/// <summary>How many of the project's own templates are expanded with their sample data in a second, on one thread.</summary>
internal static class CardsBenchmark
{
    public static void Run(bool isShort)
    {
        var folder = Path.Combine(Repository.Root, "cards");
        foreach (var sample in Directory.EnumerateFiles(folder, "*.sample.json").Order(StringComparer.Ordinal))
        {
            var name = Path.GetFileName(sample)[..^".sample.json".Length];
            var template = new AdaptiveCardTemplate(File.ReadAllText(Path.Combine(folder, name + ".json")));
            var data = new EvaluationContext { Root = File.ReadAllText(sample) };
            var rounds = isShort ? 200 : 5000;
            for (var i = 0; i < rounds / 4; i++)
                template.Expand(data);
            var watch = Stopwatch.StartNew();
            for (var i = 0; i < rounds; i++)
                template.Expand(data);
            Console.WriteLine($"cards  {name,-14} {rounds / watch.Elapsed.TotalSeconds,9:N0} templates a second");
        }
    }
}
