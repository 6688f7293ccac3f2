using NewsBot.Desk;

namespace NewsBot.Statements.Speakers;

/// <summary>A stretch of capitalised words that names a person or a body.</summary>
/// <param name="From">First word of the stretch, titles included.</param>
/// <param name="NameFrom">First word of the name itself.</param>
/// <param name="To">After the last word.</param>
/// <param name="IsPerson">False for a body ("Sindh Bar Council", "SBP").</param>
internal readonly record struct NameRun(int From, int NameFrom, int To, bool IsPerson)
{
    private const int LongestPerson = 6;

    /// <summary>Every name of a text in order; titles without a name, openers and countries' adjectives are none.</summary>
    public static IEnumerable<NameRun> Find(string text, IReadOnlyList<FoldedWord> words)
    {
        for (var i = 0; i < words.Count; i++)
        {
            if (words[i].Case == LetterCase.Plain || NameWords.Openers.Contains(words[i].Folded))
                continue;
            var end = EndOf(text, words, i);
            if (Read(words, i, end) is { } run)
                yield return run;
            i = end - 1;
        }
    }

    /// <summary>Nothing but a space, a hyphen or the stop of an abbreviation stands between the words.</summary>
    public static bool Beside(string text, FoldedWord left, FoldedWord right)
    {
        var gap = text.AsSpan(left.End, right.Start - left.End);
        if (gap is " " or "-" or "" or "\u00a0")
            return true;
        return gap is ". " or "." && (left.Folded.Length <= 2 || NameWords.Titles.Contains(left.Folded));
    }

    private static int EndOf(string text, IReadOnlyList<FoldedWord> words, int start)
    {
        var end = start + 1;
        while (end < words.Count)
        {
            if (!Beside(text, words[end - 1], words[end]) || Possessive(text, words[end - 1]))
                break;
            if (words[end].Case != LetterCase.Plain && !NameWords.Openers.Contains(words[end].Folded))
                end++;
            else if (Joins(text, words, end) is var joined and > 0)
                end = joined;
            else
                break;
        }

        return end;
    }

    // "Election Commission of Pakistan", "Anwaar ul Haq": small words inside a name.
    private static int Joins(string text, IReadOnlyList<FoldedWord> words, int at)
    {
        var small = words[at].Folded;
        var next = at + 1;
        if (next < words.Count && words[next].Folded == "the" && small is "of" or "for")
            next++;
        if (next >= words.Count || words[next].Case == LetterCase.Plain || !Beside(text, words[next - 1], words[next]))
            return 0;
        var ofBody = small is "of" or "for" or "and" && NameWords.Bodies.Contains(words[at - 1].Folded);
        return ofBody || NameWords.Particles.Contains(small) ? next + 1 : 0;
    }

    // "Smith’s lawyer": the name ends with the possessive.
    private static bool Possessive(string text, FoldedWord word) => word.End < text.Length && text[word.End] is '\'' or '’';

    private static NameRun? Read(IReadOnlyList<FoldedWord> words, int from, int to)
    {
        var title = -1;
        var body = -1;
        for (var i = from; i < to; i++)
        {
            if (NameWords.Bodies.Contains(words[i].Folded))
                body = i;
            else if (NameWords.Titles.Contains(words[i].Folded))
                title = i;
        }

        var start = Math.Max(Math.Max(title, body) + 1, from);
        while (start < to && (Demonyms.CountryOf(words[start].Folded) is not null || NameWords.Regions.Contains(words[start].Folded)))
            start++;
        // "MP Ann Example": letters before two words of a name are an office or a party.
        if (to - start >= 3 && words[start].Case == LetterCase.Capitals && words[start + 1].Case == LetterCase.Capitalised)
            start++;
        // "Example Company Limited" is a company, "Example Agency Ann Sample" is Ann Sample.
        if (body > title && to - start == 1)
            start = to;
        var joined = start < to && words[start].Case == LetterCase.Plain;
        var acronym = to - start == 1 && words[start].Case == LetterCase.Capitals && words[start].Folded.Length <= 5;
        if (start < to && !joined && to - start <= LongestPerson && !acronym)
            return new NameRun(from, start, to, true);
        return body >= 0 || acronym ? new NameRun(from, acronym && body < 0 ? start : from, to, false) : null;
    }
}
