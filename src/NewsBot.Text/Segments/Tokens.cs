namespace NewsBot.Text.Segments;

/// <summary>Cuts a paragraph into words, marks and whole quotations.</summary>
internal static class Tokens
{
    private const int ScareWords = 4;

    public static List<Token> Of(string text, TextSpan paragraph, List<Quotation> quotations)
    {
        var tokens = new List<Token>();
        var quotation = 0;
        for (var i = paragraph.Start; i < paragraph.End;)
        {
            while (quotation < quotations.Count && quotations[quotation].Span.Start < i)
                quotation++;
            if (quotation < quotations.Count && quotations[quotation].Span.Start == i)
            {
                tokens.Add(Quoted(text, quotations[quotation]));
                i = tokens[^1].End;
            }
            else if (char.IsLetterOrDigit(text[i]) || char.IsSurrogate(text[i]))
            {
                tokens.Add(Word(text, i, paragraph.End));
                i = tokens[^1].End;
            }
            else
            {
                if (!char.IsWhiteSpace(text[i])
                    && char.GetUnicodeCategory(text[i]) != System.Globalization.UnicodeCategory.Format)
                    tokens.Add(new(i, i + 1, TokenKind.Mark, text[i].ToString(), false));
                i++;
            }
        }

        return tokens;
    }

    // A phrase in marks ("the so-called “roadmap”") is a word of its sentence; an utterance is not.
    private static Token Quoted(string text, Quotation quotation)
    {
        var span = quotation.Span;
        var inside = text.AsSpan(span.Start, span.Length).Trim("\"“”„«»'‘’`‟ ");
        var scare = quotation.Closed && !quotation.Continues && span.Length < 60 && inside.Length > 0
            && inside.Count(' ') < ScareWords && inside[^1] is not (',' or '.' or '?' or '!');
        return scare
            ? new(span.Start, span.End, TokenKind.Word, "“”", char.IsUpper(inside[0]))
            : new(span.Start, span.End, TokenKind.Quote, "", false);
    }

    private static Token Word(string text, int start, int limit)
    {
        var end = start + 1;
        while (end < limit && (IsInside(text[end]) || (end + 1 < limit && IsInside(text[end + 1]) && IsJoint(text, start, end))))
            end++;

        var lower = end - start > Token.LongestWord ? "" : text[start..end].ToLowerInvariant().Replace('’', '\'');
        if (end < limit && text[end] == '.' && Words.IsAbbreviation(lower, text, start, end))
        {
            end++;
            lower += ".";
        }

        return new(start, end, TokenKind.Word, lower, char.IsUpper(text[start]));
    }

    private static bool IsInside(char c) => char.IsLetterOrDigit(c) || char.IsSurrogate(c) || c == '_'
        || char.GetUnicodeCategory(c) is System.Globalization.UnicodeCategory.NonSpacingMark
        or System.Globalization.UnicodeCategory.Format;

    // A stop joins initials, numbers and addresses; after a word and before a capital it lost its space.
    private static bool IsJoint(string text, int start, int at) => text[at] switch
    {
        '.' => at - start < 2 || text[at - 2] == '.' || char.IsDigit(text[at + 1]) || char.IsLower(text[at + 1]),
        ',' => char.IsDigit(text[at - 1]) && char.IsDigit(text[at + 1]),
        '\'' or '’' or '-' or '‑' or '&' => true,
        _ => false,
    };
}
