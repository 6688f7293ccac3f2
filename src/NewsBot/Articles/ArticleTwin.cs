namespace NewsBot.Articles;

/// <summary>Whether two addresses of one publisher hold one article, told by the words: the web and the print edition of a paper
/// name no common
/// canonical address. Pure.</summary>
internal static class ArticleTwin
{
    /// <summary>Editions of one story come within these days.</summary>
    public static readonly TimeSpan Apart = TimeSpan.FromDays(2);

    private const int Shingle = 4;
    private const double SameTitle = 0.8;
    private const double AnyTitle = 0.95;

    /// <param name="title">Title of the one.</param>
    /// <param name="text">Text of the one.</param>
    /// <param name="otherTitle">Title of the other.</param>
    /// <param name="otherText">Text of the other.</param>
    public static bool Is(string title, string text, string otherTitle, string otherText)
    {
        var (a, b) = (Shingles(text), Shingles(otherText));
        if (a.Count == 0 || b.Count == 0)
            return false;
        // The shorter edition may be cut; a daily column that opens with the same lines has other ones after them.
        var shared = (double)a.Count(b.Contains) / Math.Min(a.Count, b.Count);
        var size = (double)Math.Min(a.Count, b.Count) / Math.Max(a.Count, b.Count);
        return size >= 0.5 && shared >= (Letters(title) == Letters(otherTitle) ? SameTitle : AnyTitle);
    }

    private static string Letters(string text) => string.Concat(text.Where(char.IsLetterOrDigit)).ToUpperInvariant();

    private static HashSet<string> Shingles(string text)
    {
        var words = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        var shingles = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i + Shingle <= words.Length; i++)
            shingles.Add(string.Join(' ', words, i, Shingle));
        return shingles;
    }
}
