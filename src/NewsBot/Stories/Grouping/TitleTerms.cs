using NewsBot.Desk;
using NewsBot.Statements;

namespace NewsBot.Stories.Grouping;

/// <summary>The terms that a title is grouped by: its telling words, and each two that stand side by side.</summary>
internal static class TitleTerms
{
    /// <summary>What two words side by side weigh beside one: names are made of them, and so are phrases of chance.</summary>
    public const double Pair = 0.4;

    private static readonly HashSet<string> Furniture = new(StringComparer.Ordinal)
    {
        "new", "after", "over", "up", "out", "about", "more", "how", "what", "why", "when", "amid", "say", "report", "reports", "video", "photos",
        "watch", "not", "no",
    };

    /// <summary>Each term once, with its weight.</summary>
    public static IReadOnlyDictionary<string, double> Of(string title)
    {
        var words = FoldedWord.Split(title)
            .Where(w => !Likeness.Empty.Contains(w.Folded) && !Furniture.Contains(w.Folded))
            .Select(w => Likeness.Stem(w.Folded))
            .ToList();
        var terms = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (var word in words)
            terms[word] = 1;
        for (var i = 1; i < words.Count; i++)
            terms[$"{words[i - 1]} {words[i]}"] = Pair;
        return terms;
    }
}
