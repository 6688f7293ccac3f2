namespace NewsBot.Text.Segments;

/// <summary>The sentences of words that one speaker said. Marks of quotation hide nothing here: what is quoted within the words is part
/// of them.</summary>
public static class SpokenSentences
{
    private const string Stops = ".?!…۔؟";
    private const string Closers = "\"”“’'»›)]";
    private const string Openers = "\"“”„‘'«»‹([—–•";

    /// <summary>The sentences in their order, each with its marks, without the space between them.</summary>
    /// <param name="words">What was said; line breaks end sentences.</param>
    public static IReadOnlyList<TextSpan> Of(string words)
    {
        var sentences = new List<TextSpan>();
        foreach (var paragraph in Paragraphs.Of(words))
        {
            var tokens = Tokens.Of(words, paragraph, []);
            var (first, stopped) = (0, false);
            for (var i = 0; i < tokens.Count; i++)
            {
                stopped = IsStop(words, tokens, i, stopped);
                if (i + 1 < tokens.Count && !(stopped && Opens(words, tokens[i], tokens[i + 1])))
                    continue;
                sentences.Add(new(tokens[first].Start, tokens[i].End));
                first = i + 1;
            }
        }

        return sentences;
    }

    // A mark that closes belongs to the stop before it; so does what is left out between two fragments.
    private static bool IsStop(string words, List<Token> tokens, int i, bool afterStop)
    {
        var token = tokens[i];
        if (token.IsWord)
        {
            return words[token.End - 1] == '.' && Words.MayEndSentence(token.Lower)
                && i + 1 < tokens.Count && Words.OpensSentence(tokens[i + 1].Lower);
        }

        var adjoins = i > 0 && tokens[i - 1].End == token.Start;
        return Stops.Contains(token.Lower) ? adjoins || afterStop : afterStop && adjoins && Closers.Contains(token.Lower);
    }

    private static bool Opens(string words, Token last, Token next)
    {
        if (last.End == next.Start)
            return false;
        var letter = words[next.Start];
        return next.IsWord ? next.Capital || char.IsDigit(letter) || !char.IsLower(letter) : Openers.Contains(letter);
    }
}
