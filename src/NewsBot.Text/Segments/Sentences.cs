namespace NewsBot.Text.Segments;

/// <summary>Cuts a text into sentences whose quotations are single tokens.</summary>
internal static class Sentences
{
    /// <summary>How far after a quotation that ends in a stop its "X said." may reach.</summary>
    private const int Tail = 9;

    public static List<Sentence> Of(string text, CancellationToken cancellationToken)
    {
        var sentences = new List<Sentence>();
        var paragraphs = Paragraphs.Of(text);
        var open = false;
        for (var p = 0; p < paragraphs.Count; p++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var quotations = Quotations.In(text, paragraphs[p], open);
            open = quotations.Count > 0 && !quotations[^1].Closed;
            var tokens = Tokens.Of(text, paragraphs[p], quotations);
            Cut(text, p, tokens, sentences);
        }

        return sentences;
    }

    private static void Cut(string text, int paragraph, List<Token> tokens, List<Sentence> sentences)
    {
        var start = 0;
        for (var i = 0; i < tokens.Count; i++)
        {
            if (!EndsAt(text, tokens, i) && i + 1 - start < Sentence.MaxTokens && i + 1 < tokens.Count)
                continue;
            sentences.Add(new(text, paragraph, tokens.GetRange(start, i + 1 - start)));
            start = i + 1;
        }
    }

    private static bool EndsAt(string text, List<Token> tokens, int i)
    {
        if (i + 1 >= tokens.Count)
            return true;

        var next = tokens[i + 1];
        if (tokens[i].IsQuote)
            return EndsInStop(text, tokens[i]) && (next.IsQuote || next.Capital) && !IsTail(tokens, i + 1);
        if (tokens[i].Kind == TokenKind.Mark && tokens[i].Lower is "." or "?" or "!" or "…")
            return next.IsQuote || next.Capital || char.IsDigit(text[next.Start]) || next.Lower is "(" or "[" or "—" or "•";
        return tokens[i].IsWord && text[tokens[i].End - 1] == '.' && Words.MayEndSentence(tokens[i].Lower) && next.Capital
            && Words.OpensSentence(next.Lower);
    }

    private static bool EndsInStop(string text, Token quote)
    {
        for (var i = quote.End - 1; i > quote.Start; i--)
        {
            if (!Quotations.IsMark(text[i]) && !char.IsWhiteSpace(text[i]))
                return text[i] is '.' or '?' or '!' or '…' || (i == quote.End - 1 && char.IsLetterOrDigit(text[i]));
        }

        return false;
    }

    // “Why now?” Khan said. The speaker stands in the quotation's own sentence.
    private static bool IsTail(List<Token> tokens, int from)
    {
        for (var i = from; i < tokens.Count && i < from + Tail; i++)
        {
            if (tokens[i].IsQuote || tokens[i].Lower is ";" or ":")
                return false;
            if (i > from && Words.Said.Contains(tokens[i].Lower))
                return i + 1 >= tokens.Count || tokens[i + 1].Lower is "." or "," or "in" or "on" or "at"
                    || Words.Days.Contains(tokens[i + 1].Lower);
            if (tokens[i].Lower is "." or ",")
                return false;
        }

        return false;
    }
}
