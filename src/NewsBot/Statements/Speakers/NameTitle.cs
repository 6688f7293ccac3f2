using NewsBot.Desk;
using NewsBot.Text;

namespace NewsBot.Statements.Speakers;

/// <summary>The title that stands beside a name in the text, before it or behind a comma.</summary>
internal static class NameTitle
{
    private const int LongestTitle = 110;
    private static readonly char[] Breaks = [',', '(', ')', ';', ':', '\n', '“', '”', '"'];

    /// <summary>"Treasury Secretary" of "the Treasury Secretary Ann Example"; null when there is none.</summary>
    public static string? Beside(string text, TextSpan name)
    {
        var from = Math.Max(0, name.Start - LongestTitle);
        var before = Before(text[from..name.Start].Split(Breaks)[^1]);
        if (before is not null)
            return before;
        var after = text[name.End..Math.Min(text.Length, name.End + LongestTitle)];
        var behind = after.StartsWith(", ", StringComparison.Ordinal) ? Tidy(ToSentenceEnd(after[2..].Split(Breaks)[0])) : "";
        return behind.Length is > 1 and < LongestTitle && HoldsTitle(behind) && !IsClause(behind) && char.IsLetter(after[2]) ? behind : null;
    }

    // The capital words and what joins them, right before the name.
    private static string? Before(string text)
    {
        var words = FoldedWord.Split(text);
        var first = words.Count;
        while (first > 0 && NameRun.Beside(text, words[first - 1], first < words.Count ? words[first] : words[first - 1] with { Start = text.Length })
            && (words[first - 1].Case != LetterCase.Plain || NameWords.Titles.Contains(words[first - 1].Folded) || words[first - 1].Folded is "of" or "for" or "the" or "on"))
            first--;
        while (first < words.Count && (words[first].Folded is "of" or "for" or "the" or "on" || NameWords.Openers.Contains(words[first].Folded)))
            first++;
        if (first >= words.Count)
            return null;
        var title = Tidy(text[words[first].Start..]);
        return title.Length is > 1 and < LongestTitle && HoldsTitle(title) ? title : null;
    }

    private static bool HoldsTitle(string words) =>
        FoldedWord.Split(words).Any(w => NameWords.Titles.Contains(w.Folded) || NameWords.Mouths.Contains(w.Folded));

    // "In an interview with Ann Example, the minister said that": the subject of the next clause is nobody's title.
    private static bool IsClause(string words) => FoldedWord.Split(words).TakeWhile(w => w.Folded is not ("who" or "which" or "that")).Any(w => NameWords.Finite.Contains(w.Folded));

    private static string ToSentenceEnd(string text)
    {
        for (var stop = text.IndexOf(". ", StringComparison.Ordinal); stop > 1; stop = text.IndexOf(". ", stop + 1, StringComparison.Ordinal))
        {
            if (char.IsLower(text[stop - 1]) && char.IsLower(text[stop - 2]))
                return text[..stop];
        }

        return text;
    }

    private static string Tidy(string title)
    {
        var text = title.Trim(' ', ',', '.', '-', '–', '—');
        foreach (var article in new[] { "the ", "a ", "an ", "his ", "her ", "its ", "their " })
        {
            if (text.StartsWith(article, StringComparison.OrdinalIgnoreCase))
                return text[article.Length..].Trim();
        }

        return text;
    }
}
