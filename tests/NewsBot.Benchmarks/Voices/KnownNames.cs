using System.Text.Json;
using NewsBot.Desk;

namespace NewsBot.Benchmarks.Voices;

/// <summary>Makes names comparable as <c>score_gold.py</c> does: folded, and aliases of the shared gazetteer are one.</summary>
internal sealed class KnownNames
{
    private readonly Dictionary<string, string> canonical = new(StringComparer.Ordinal);

    public KnownNames()
    {
        using var rows = JsonDocument.Parse(File.ReadAllText(Path.Combine(Repository.Root, "..", "shared", "data", "gazetteer.json")));
        foreach (var row in rows.RootElement.EnumerateArray())
        {
            var name = Fold(row.GetProperty("name").GetString()!);
            canonical[name] = name;
            foreach (var alias in row.GetProperty("aliases").EnumerateArray())
                canonical[Fold(alias.GetString()!)] = name;
        }
    }

    public HashSet<string> Of(IEnumerable<string> names) =>
        [.. names.Select(n => Fold(n)).Select(n => canonical.GetValueOrDefault(n, n))];

    private static string Fold(string name) => FoldedWord.Key(name);
}
