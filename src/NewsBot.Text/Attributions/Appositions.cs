using NewsBot.Text.Segments;
using NewsBot.Text.Speakers;

namespace NewsBot.Text.Attributions;

/// <summary>
/// "According to Ann Example, the secretary of the Port Council, the bridge will open": what the network has cut off the description of
/// the speaker and counted among the words goes back to the source.
/// </summary>
internal static class Appositions
{
    private const int Longest = 14;
    private const int NounWithin = 4;
    private const int LeastWords = 3;

    /// <summary>The draft with the whole of its source.</summary>
    public static Draft Whole(Sentence sentence, Draft draft)
    {
        if (BeforeCue(sentence, draft) is { } mended)
            return mended;
        if (draft.Source is not { } source || !draft.Cue.Of(sentence.Text).Equals("according to", StringComparison.OrdinalIgnoreCase)
            || source.Start < draft.Cue.End || draft.Content is not [var words, ..] || words.Start < source.End || words.Start >= sentence.End)
            return draft;
        var first = sentence.IndexAfter(words.Start);
        var between = sentence.Text.AsSpan(source.End, words.Start - source.End).Trim();
        // Neither with the speaker nor among the words.
        if (between is [',', _, .., ','])
        {
            var described = sentence.IndexAfter(source.End + 1);
            return DescribesSomebody(sentence, described) && Comma(sentence, described) is var end and > 0 && sentence[end].End >= words.Start - 1
                ? draft with { Source = source with { End = sentence[end - 1].End } } : draft;
        }

        if (!(between.IsEmpty && Words.Prepositions.Contains(sentence.Lower(first))) && !(between is "," or ", the" or ", a" or ", an" && DescribesSomebody(sentence, first)))
            return draft;
        var comma = Comma(sentence, first);
        if (comma < 0 || sentence[comma].End >= words.End || IsNameApposed(sentence, comma + 1) || !HasClause(sentence, comma + 1, words.End))
            return draft;
        draft.Content[0] = words with { Start = sentence[comma + 1].Start };
        return draft with { Source = source with { End = sentence[comma - 1].End } };
    }

    // "The bridge is safe, Ann Example, the head of Sample Ports, said": everything between the commas is who speaks.
    private static Draft? BeforeCue(Sentence sentence, Draft draft)
    {
        if (draft.Source is not { } source || source.End > draft.Cue.Start || draft.Content.Count < 2 || sentence.Text[source.Start..draft.Cue.Start].Contains('\n'))
            return null;
        var part = draft.Content.FindIndex(c => c.Start >= source.End && c.End <= draft.Cue.Start);
        if (part < 0 || draft.Content.FindAll(c => c.Start >= source.End && c.End <= draft.Cue.Start).Count > 1)
            return null;
        var name = sentence.IndexAfter(source.End);
        while (sentence.IsWord(name) && sentence.IsCapital(name))
            name++;
        var described = name + 1;
        if (sentence.Lower(name) != "," || described >= sentence.Count || !DescribesSomebody(sentence, described) || Comma(sentence, described) is not (> 0 and var comma)
            || sentence[comma].End > draft.Cue.Start || sentence.Text.AsSpan(sentence[comma].End, draft.Cue.Start - sentence[comma].End).Trim().Length > 0)
            return null;
        draft.Content.RemoveAt(part);
        return draft with { Source = source with { End = sentence[comma - 1].End } };
    }

    // "the secretary of the Port Council", "spokesman for the ministry"
    private static bool DescribesSomebody(Sentence sentence, int first)
    {
        for (var i = first; i < Math.Min(sentence.Count, first + NounWithin); i++)
        {
            if (Names.PersonNouns.Contains(sentence.Lower(i)) && Words.Prepositions.Contains(sentence.Lower(i + 1)))
                return true;
        }

        return false;
    }

    // The comma that ends the description; -1 where a verb or a mark of quotation comes first.
    private static int Comma(Sentence sentence, int first)
    {
        for (var i = first; i < Math.Min(sentence.Count, first + Longest); i++)
        {
            if (sentence.Lower(i) == ",")
                return i;
            if (!sentence.IsWord(i) || Words.IsFinite(sentence[i]))
                return -1;
        }

        return -1;
    }

    // "the minister for ports, Bo Sample, will come": the description is of him who acts.
    private static bool IsNameApposed(Sentence sentence, int at)
    {
        while (sentence.IsCapital(at))
            at++;
        return sentence.Lower(at) == "," && sentence.IsCapital(at - 1);
    }

    private static bool HasClause(Sentence sentence, int from, int end)
    {
        var (words, finite) = (0, false);
        for (var i = from; i < sentence.Count && sentence[i].Start < end; i++)
        {
            words += sentence.IsWord(i) ? 1 : 0;
            finite |= sentence.IsWord(i) && (Words.IsFinite(sentence[i]) || Words.Auxiliaries.Contains(sentence.Lower(i)));
        }

        return words >= LeastWords && finite;
    }
}
