using NewsBot.Desk;
using NewsBot.Statements.Wording;

namespace NewsBot.Statements;

/// <summary>How alike two reports of words are, whatever the outlet trimmed or reworded.</summary>
internal sealed class Likeness
{
    /// <summary>From here on a changed text of the same article still reports the same statement.</summary>
    public const double Revised = 0.4;

    // A run of words of this length out of a longer report is no chance.
    private const int ShortestPart = 6;
    private const double Trimmed = 0.95;

    /// <summary>Words that any two sentences share.</summary>
    internal static readonly HashSet<string> Empty = new(StringComparer.Ordinal)
    {
        "the", "a", "an", "of", "to", "in", "on", "at", "by", "for", "with", "and", "or", "that", "this", "these", "those", "it", "its", "is", "are", "was",
        "were", "be", "been", "being", "has", "have", "had", "will", "would", "shall", "should", "can", "could", "may", "might", "must", "he", "she", "they",
        "we", "i", "you", "his", "her", "their", "our", "my", "your", "them", "us", "him", "as", "from", "which", "who", "there", "also", "so", "such",
        "than", "then", "into", "any", "all", "very", "do", "does", "did", "said", "says", "if", "but",
    };

    internal static readonly HashSet<string> Denials = new(StringComparer.Ordinal)
    {
        "not", "no", "never", "neither", "nor", "cannot", "cant", "wont", "dont", "doesnt", "didnt", "isnt", "arent", "wasnt", "without", "refused", "denied", "rejected",
    };

    private readonly List<string> words;
    private readonly string joined;
    private readonly HashSet<string> telling;
    private readonly HashSet<string> numbers;
    private readonly bool denies;

    /// <summary>The words of a report, folded once, to be compared with many.</summary>
    public Likeness(string text)
    {
        words = FoldedWord.Split(text).Select(w => w.Folded).ToList();
        joined = $" {string.Join(' ', words)} ";
        telling = words.Where(w => !Empty.Contains(w) && !Denials.Contains(w)).Select(Stem).ToHashSet(StringComparer.Ordinal);
        numbers = Figures.In(text);
        denies = words.Any(Denials.Contains);
    }

    /// <summary>A short form of the words that is equal for texts that differ in case, accents and punctuation only.</summary>
    public static string Fingerprint(string text) => TextProof.Hash(FoldedWord.Key(text))[..16];

    /// <summary>From 0 (nothing in common) to 1 (the same words, or the one a part of the other).</summary>
    public static double Of(string left, string right) => Of(new Likeness(left), new Likeness(right));

    /// <inheritdoc cref="Of(string, string)"/>
    public static double Of(Likeness a, Likeness b)
    {
        if (a.words.SequenceEqual(b.words))
            return 1;
        var trims = Trims(a, b);
        if (trims && Math.Min(a.words.Count, b.words.Count) >= ShortestPart)
            return Trimmed;
        if (a.telling.Count == 0 || b.telling.Count == 0)
            return 0;
        // A changed number or a denial turns a statement into another one.
        if (a.numbers.Count > 0 && b.numbers.Count > 0 && !a.numbers.Overlaps(b.numbers))
            return 0;
        var shared = a.telling.Count(b.telling.Contains);
        var smaller = Math.Min(a.telling.Count, b.telling.Count);
        var larger = Math.Max(a.telling.Count, b.telling.Count);
        var part = (double)shared / smaller;
        // A short report is part of many longer ones by chance.
        if (smaller < 4)
            part *= (double)smaller / Math.Max(4, larger);
        return a.denies == b.denies || trims ? part : part * 0.6;
    }

    /// <summary>The share of telling words in common, numbers and denials aside; for two revisions of one article, where a changed number is a correction.</summary>
    public static double Words(string left, string right)
    {
        var (a, b) = (new Likeness(left), new Likeness(right));
        var larger = Math.Max(a.telling.Count, b.telling.Count);
        return larger == 0 ? 0 : (double)a.telling.Count(b.telling.Contains) / larger;
    }

    /// <summary>Whether a number, a name or a denial is in the one and not in the other: the parts of a paraphrase that a reader
    /// would be misled by.</summary>
    public static bool ChangesFacts(string was, string became, HouseStyle style)
    {
        var (a, b) = (new Likeness(was), new Likeness(became));
        return a.denies != b.denies || OtherNumbers(a.numbers, b.numbers) || !style.SameNames(was, became);
    }

    // "Two sides" are "both sides": a two that is only left out changes nothing.
    private static bool OtherNumbers(HashSet<string> was, HashSet<string> became)
    {
        var (gone, come) = (was.Except(became).ToList(), became.Except(was).ToList());
        return (gone.Count > 0 && come.Count > 0) || gone.Concat(come).Any(n => n != "2");
    }

    private static bool Trims(Likeness a, Likeness b)
    {
        var (longer, shorter) = a.words.Count >= b.words.Count ? (a, b) : (b, a);
        return longer.joined.Contains(shorter.joined, StringComparison.Ordinal);
    }

    // "cooperating" and "cooperation" are one word here.
    internal static string Stem(string word)
    {
        foreach (var ending in new[] { "ations", "ation", "ating", "ated", "ments", "ment", "ings", "ing", "ies", "ied", "ed", "es", "s", "ly" })
        {
            if (word.Length > ending.Length + 3 && word.EndsWith(ending, StringComparison.Ordinal))
                return word[..^ending.Length];
        }

        return word.Length > 4 && word[^1] is 'e' or 'y' ? word[..^1] : word;
    }
}
