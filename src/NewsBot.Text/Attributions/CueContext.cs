using NewsBot.Text.Segments;

namespace NewsBot.Text.Attributions;

/// <summary>
/// The company that a word keeps, coarse enough to be counted: what stands before its verb group and what follows it.
/// The lexicon holds counts for (word, before, after); changing a class here means counting again.
/// </summary>
internal static class CueContext
{
    public static string Before(Sentence sentence, int index)
    {
        var i = index - 1;
        while (i >= 0 && sentence.IsWord(i) && Words.IsAdverb(sentence.Lower(i))
            && sentence.Lower(i) is not ("not" or "n't" or "never"))
            i--;
        if (i < 0)
            return "start";

        var word = sentence.Lower(i);
        return sentence[i].IsQuote ? "quote"
            : sentence[i].Kind == TokenKind.Mark ? (word is "," ? (sentence.IsQuote(i - 1) ? "quote" : ",") : "mark")
            : word is "to" ? "to"
            : word is "not" or "n't" or "never" || word.EndsWith("n't", StringComparison.Ordinal) ? "not"
            : Words.Modals.Contains(word) ? "modal"
            : word is "is" or "are" or "was" or "were" or "be" or "been" or "being" ? "be"
            : Words.Auxiliaries.Contains(word) ? "have"
            : Words.Pronouns.Contains(word) ? "pronoun"
            : word is "the" or "a" or "an" or "this" or "his" or "her" or "its" or "their" or "our" or "my" or "your"
                || word.EndsWith("'s", StringComparison.Ordinal) ? "the"
            : word is "and" or "but" or "or" ? "and"
            : Words.Prepositions.Contains(word) || Words.Subordinators.Contains(word) ? "prep"
            : sentence[i].Capital ? "name"
            : word.EndsWith("ing", StringComparison.Ordinal) || word.EndsWith("ed", StringComparison.Ordinal) ? "verb"
            : "noun";
    }

    public static string After(Sentence sentence, int index)
    {
        var i = index + 1;
        if (i >= sentence.Count)
            return "end";

        var word = sentence.Lower(i);
        return sentence[i].IsQuote ? "quote"
            : word is "," ? (sentence.IsQuote(i + 1) ? "quote" : ",")
            : word is ":" ? ":"
            : sentence[i].Kind == TokenKind.Mark ? "end"
            : word is "that" or "to" or "of" or "for" or "on" or "in" or "by" or "it" ? word
            : word is "he" or "she" or "they" or "we" or "i" or "there" ? "pronoun"
            : Words.Determiners.Contains(word) ? "the"
            : Words.Days.Contains(word) ? "day"
            : Words.Prepositions.Contains(word) ? "prep"
            : Words.Auxiliaries.Contains(word) ? "aux"
            : sentence[i].Capital ? "name"
            : Words.IsAdverb(word) ? "adverb"
            : word is "and" or "or" or "but" ? "and"
            : Words.Subordinators.Contains(word) ? "sub"
            : "noun";
    }
}
