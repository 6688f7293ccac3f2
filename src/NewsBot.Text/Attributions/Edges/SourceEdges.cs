using System.Text.RegularExpressions;
using NewsBot.Text.Segments;

namespace NewsBot.Text.Attributions.Edges;

/// <summary>
/// Mends where the network has let a source begin or end: inside a word or "U.S.", after its article alone, before a dateline.
/// </summary>
internal static partial class SourceEdges
{
    private const int LongestPhrase = 6;

    /// <summary>The source with whole words.</summary>
    public static TextSpan Mended(Sentence sentence, TextSpan source, TextSpan cue)
    {
        var text = sentence.Text;
        if (Datelines().Match(text, source.Start, source.Length) is { Success: true } dateline)
            source = source with { Start = dateline.Index + dateline.Length };
        var mended = Phrase(sentence, Name(sentence, new TextSpan(Begin(text, source), End(text, source))), cue);
        return mended.Overlaps(cue) ? source : mended;
    }

    // "Sample" of "Sample TV": a name ends with its last capital word; a day behind it is no part of it.
    private static TextSpan Name(Sentence sentence, TextSpan source)
    {
        var last = sentence.IndexAfter(source.End) - 1;
        if (last < 1 || sentence[last].End != source.End || !sentence.IsCapital(last))
            return source;
        var end = last;
        if (Words.Days.Contains(sentence.Lower(end)) && sentence[end - 1].Start >= source.Start)
            return source with { End = sentence[end - 1].End };
        while (end - last < LongestPhrase && sentence.IsWord(end + 1) && sentence.IsCapital(end + 1) && sentence[end + 1].Start == sentence[end].End + 1
            && !Words.Days.Contains(sentence.Lower(end + 1)) && !Words.Months.Contains(sentence.Lower(end + 1)))
            end++;
        return source with { End = sentence[end].End };
    }

    // The rest of a word before a comma was somebody else's ("told SBC, Ann Example" cut after "SB").
    private static int Begin(string text, TextSpan source)
    {
        var start = source.Start;
        if (start > 0 && char.IsLetterOrDigit(text[start]) && char.IsLetterOrDigit(text[start - 1]))
        {
            var rest = start;
            while (rest < source.End && char.IsLetterOrDigit(text[rest]))
                rest++;
            if (rest + 2 < source.End && text[rest] == ',' && text[rest + 1] == ' ')
                return rest + 2;
        }

        while (IsInside(text, start))
            start--;
        return start < source.Start && text[source.Start - 1] == '-' ? Named(text, start) : start;
    }

    private static int End(string text, TextSpan source)
    {
        var end = source.End;
        while (end > source.Start && end < text.Length && char.IsLetterOrDigit(text[end]) && char.IsLetterOrDigit(text[end - 1]))
            end++;
        return end;
    }

    // A word goes on over this place: between letters, before the later letters of "U.S.", behind the hyphen of "editor-in-chief".
    private static bool IsInside(string text, int at)
    {
        if (at <= 0 || at >= text.Length)
            return false;
        var (before, here) = (text[at - 1], text[at]);
        if (char.IsLetterOrDigit(here) && char.IsLetterOrDigit(before))
            return true;
        if (before == '-' && at > 1 && char.IsLetter(text[at - 2]) && (char.IsLower(here) || here == '-'))
            return true;
        if (here == '-' && at + 1 < text.Length && char.IsLower(text[at + 1]) && char.IsLetter(before))
            return true;
        var letters = before == '.' && char.IsUpper(here) && at > 1 && char.IsUpper(text[at - 2]) && (at == 2 || !char.IsLetter(text[at - 3]));
        return letters || (here == '.' && at + 1 < text.Length && char.IsUpper(text[at + 1]) && char.IsUpper(before));
    }

    // The capital words before it belong to the same name: "Sample Gar-e-Ports".
    private static int Named(string text, int start)
    {
        while (start > 1 && text[start - 1] == ' ' && char.IsLetter(text[start - 2]))
        {
            var word = text.LastIndexOfAny([' ', '\n', '\u00a0'], start - 2) + 1;
            if (!char.IsUpper(text[word]) || !char.IsUpper(text[start]))
                break;
            start = word;
        }

        return start;
    }

    // "The" of "the committee": the words up to the verb belong to it.
    private static TextSpan Phrase(Sentence sentence, TextSpan source, TextSpan cue)
    {
        if (source.Of(sentence.Text).ToLowerInvariant() is not ("the" or "a" or "an"))
            return source;
        var end = source.End;
        var first = sentence.IndexAfter(source.End);
        for (var i = first; i < sentence.Count && i < first + LongestPhrase && sentence.IsWord(i) && sentence[i].End <= (cue.Start > source.Start ? cue.Start : sentence.End); i++)
        {
            if (Words.IsVerbLike(sentence[i]) || Words.Said.Contains(sentence.Lower(i)) || Words.Subordinators.Contains(sentence.Lower(i)))
                break;
            end = sentence[i].End;
        }

        return source with { End = end };
    }

    [GeneratedRegex(@"\G\p{Lu}{4,}(?: \p{Lu}{3,})?(?: [_–—-]+ )")]
    private static partial Regex Datelines();
}
