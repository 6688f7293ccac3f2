using System.Collections.Frozen;
using System.Globalization;

namespace NewsBot.Text.Attributions;

/// <summary>
/// How often a word carried an attribution, by the company it kept, and which words after it belonged to the cue. Counts only,
/// taken from annotated articles (see README.md); the file is written by the counting test beside it.
/// </summary>
internal sealed class CueLexicon
{
    private const string Resource = "NewsBot.Text.Attributions.cues.tsv";

    // How many sightings the coarser estimate is worth against the finer count.
    private const double Weight = 4;
    private const double PairWeight = 6;

    private readonly FrozenDictionary<string, Tally> _words;
    private readonly FrozenDictionary<string, Tally> _before;
    private readonly FrozenDictionary<string, Tally> _after;
    private readonly FrozenDictionary<string, Tally> _both;
    private readonly FrozenDictionary<string, Tally> _tails;

    private CueLexicon(IEnumerable<string> lines)
    {
        Dictionary<string, Tally> words = [], before = [], after = [], both = [], tails = [];
        foreach (var line in lines)
        {
            var cells = line.Split('\t');
            var tally = new Tally(Number(cells[^2]), Number(cells[^1]));
            if (cells.Length == 3)
            {
                tails[cells[0]] = tally;
                continue;
            }

            Add(words, cells[0], tally);
            Add(before, cells[0] + "\t" + cells[1], tally);
            Add(after, cells[0] + "\t" + cells[2], tally);
            Add(both, cells[0] + "\t" + cells[1] + "\t" + cells[2], tally);
        }

        (_words, _before, _after) = (words.ToFrozenDictionary(), before.ToFrozenDictionary(), after.ToFrozenDictionary());
        (_both, _tails) = (both.ToFrozenDictionary(), tails.ToFrozenDictionary());
    }

    public static CueLexicon Shipped { get; } = Load();

    public bool Knows(string word) => word.Length > 0 && _words.ContainsKey(word);

    /// <summary>The estimated share of attributions among sightings of the word in this company; 0 for a word never seen as a
    /// cue.</summary>
    public double Share(string word, string before, string after)
    {
        if (!_words.TryGetValue(word, out var seen))
            return 0;

        var alone = (seen.Yes + 0.5) / (seen.All + 2);
        var left = Backed(_before, word + "\t" + before, alone, Weight);
        var right = Backed(_after, word + "\t" + after, alone, Weight);
        var joint = Odds(left) * Odds(right) / Odds(alone);
        return Backed(_both, word + "\t" + before + "\t" + after, joint / (1 + joint), PairWeight);
    }

    /// <summary>Whether these words after a cue ("said" + "in a statement") mostly belong to it.</summary>
    public bool IsTail(string phrase) => _tails.TryGetValue(phrase, out var seen) && seen.Yes * 2 >= seen.All;

    private static double Backed(FrozenDictionary<string, Tally> counts, string key, double prior, double weight) =>
        counts.TryGetValue(key, out var seen) ? (seen.Yes + weight * prior) / (seen.All + weight) : prior;

    private static double Odds(double share) => Math.Clamp(share, 0.002, 0.998) is var p ? p / (1 - p) : 0;

    private static void Add(Dictionary<string, Tally> counts, string key, Tally more)
    {
        var old = counts.GetValueOrDefault(key);
        counts[key] = new(old.Yes + more.Yes, old.All + more.All);
    }

    private static int Number(string cell) => int.Parse(cell, CultureInfo.InvariantCulture);

    private static CueLexicon Load()
    {
        using var stream = typeof(CueLexicon).Assembly.GetManifestResourceStream(Resource)
            ?? throw new InvalidOperationException(Resource + " is not embedded.");
        using var reader = new StreamReader(stream);
        return new(reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(line => line[0] != '#'));
    }

    private readonly record struct Tally(int Yes, int All);
}
