using NewsBot.Text.Segments;

namespace NewsBot.Text.Attributions;

/// <summary>The word of a cue that carries the meaning: "called" of "has also called for", "quoted" of "was quoted as saying".</summary>
internal static class CueHead
{
    public static string Of(Sentence sentence, TextSpan cue)
    {
        var first = "";
        for (var i = 0; i < sentence.Count; i++)
        {
            if (sentence[i].Start < cue.Start || sentence[i].End > cue.End || !sentence.IsWord(i))
                continue;
            var word = sentence.Lower(i);
            if (!IsCompany(word))
                return word;
            first = first.Length == 0 ? word : first;
        }

        return first;
    }

    private static bool IsCompany(string word) =>
        Words.Auxiliaries.Contains(word) || Words.IsAdverb(word) || Words.Prepositions.Contains(word) || Words.Determiners.Contains(word)
        || word is "and" or "or" or "but";
}
