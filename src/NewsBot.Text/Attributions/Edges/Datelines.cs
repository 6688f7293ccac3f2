using System.Text.RegularExpressions;

namespace NewsBot.Text.Attributions.Edges;

/// <summary>Where a report was written ("SAMPLETON (Agency) — …") is no part of the words that somebody said. Pure.</summary>
internal static partial class Datelines
{
    /// <summary>In UTF-16 code units.</summary>
    private const int Longest = 90;

    /// <summary>The spans without the dateline in which the first begins.</summary>
    public static List<TextSpan> Without(string text, List<TextSpan> content)
    {
        if (content is not [var first, ..])
            return content;
        var begins = text.LastIndexOf('\n', Math.Max(0, first.Start - 1), Math.Min(Longest, Math.Max(0, first.Start))) + 1;
        if (first.Start - begins >= Longest || Form().Match(text, begins, Math.Min(Longest, text.Length - begins)) is not { Success: true } dateline)
            return content;
        var end = dateline.Index + dateline.Length;
        if (end <= first.Start)
            return content;
        List<TextSpan> behind = [.. content.Where(part => part.End > end).Select(part => part with { Start = Math.Max(part.Start, end) })];
        return behind.Count == 0 ? content : behind;
    }

    // A colon ends a dateline of several letters; a hyphen only with room around it.
    [GeneratedRegex(@"\G[ \t]*\p{Lu}[\p{Lu}.'’-]{2,}(?: \p{Lu}[\p{Lu}.'’-]+){0,2}(?:, ?\p{Lu}[\p{L} .]{1,30})?(?: ?\([\p{L} .]{1,30}\))?(?:, \p{Lu}\p{Ll}{2,8}\.? \d{1,2})?(?:: | ?(?:—|–|--) ?| - )", RegexOptions.CultureInvariant)]
    private static partial Regex Form();
}
