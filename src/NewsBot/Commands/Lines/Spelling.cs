namespace NewsBot.Commands.Lines;

/// <summary>How near a misspelt word is to a known one: Damerau-Levenshtein, neighbouring letters swapped count once. Pure.</summary>
internal static class Spelling
{
    /// <summary>Longer words are no slips of anything known; they are not compared.</summary>
    private const int LongestWord = 40;

    /// <summary>The nearest of the known words, the first of them when several are equally near; null when none is near enough.</summary>
    public static string? Nearest(string typed, IEnumerable<string> known) =>
        AllNearest(typed, known) is [var first, ..] ? first : null;

    /// <summary>All known words at the smallest distance, if that is small for the word's length.</summary>
    public static IReadOnlyList<string> AllNearest(string typed, IEnumerable<string> known)
    {
        var word = typed.ToLowerInvariant();
        if (word.Length is 0 or > LongestWord)
            return [];
        var best = Tolerated(word.Length);
        var nearest = new List<string>();
        foreach (var candidate in known.Where(k => Math.Abs(k.Length - word.Length) <= 3))
        {
            var distance = Distance(word, candidate.ToLowerInvariant());
            if (distance > best)
                continue;
            if (distance < best)
                nearest.Clear();
            best = distance;
            nearest.Add(candidate);
        }

        return nearest;
    }

    public static bool IsNear(string typed, string known) => AllNearest(typed, [known]).Count > 0;

    /// <summary>Slips that a word of a length may hold: one in up to four letters, two in up to eight, three in more.</summary>
    public static int Tolerated(int length) => length <= 2 ? 0 : length <= 4 ? 1 : length <= 8 ? 2 : 3;

    /// <summary>Letters to insert, drop, replace or swap with their neighbour to make one word of the other.</summary>
    public static int Distance(string a, string b)
    {
        var rows = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++)
            rows[i, 0] = i;
        for (var j = 0; j <= b.Length; j++)
            rows[0, j] = j;
        for (var i = 1; i <= a.Length; i++)
        {
            for (var j = 1; j <= b.Length; j++)
            {
                var cost = a[i - 1] == b[j - 1] ? 0 : 1;
                var least = Math.Min(Math.Min(rows[i - 1, j] + 1, rows[i, j - 1] + 1), rows[i - 1, j - 1] + cost);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                    least = Math.Min(least, rows[i - 2, j - 2] + 1);
                rows[i, j] = least;
            }
        }

        return rows[a.Length, b.Length];
    }
}
