namespace AdaptiveCards.Expressions;

/// <summary>A stretch of a template's text: literal, or the inside of <c>${…}</c>.</summary>
internal readonly record struct Piece(string Text, bool IsExpression);

/// <summary>Cuts text at its <c>${…}</c>.</summary>
internal static class Pieces
{
    /// <summary>The pieces in order. A <c>${</c> without an end is literal text, and so is one after a backslash, which falls away, as it does
    /// before any dollar sign beside a place.</summary>
    public static List<Piece> Split(string text)
    {
        var pieces = new List<Piece>();
        var literal = 0;
        for (var i = text.IndexOf("${", StringComparison.Ordinal); i >= 0;)
        {
            if (i > literal && text[i - 1] == '\\')
            {
                pieces.Add(new(Unescaped(text[literal..(i - 1)]) + "${", false));
                literal = i + 2;
                i = text.IndexOf("${", literal, StringComparison.Ordinal);
                continue;
            }

            var end = EndOf(text, i + 2);
            if (end < 0)
                break;
            if (i > literal)
                pieces.Add(new(Unescaped(text[literal..i]), false));
            pieces.Add(new(text[(i + 2)..end], true));
            literal = end + 1;
            i = text.IndexOf("${", literal, StringComparison.Ordinal);
        }

        if (literal < text.Length || pieces.Count == 0)
            pieces.Add(new(pieces.Count == 0 ? text : Unescaped(text[literal..]), false));
        return pieces;
    }

    private static string Unescaped(string literal) => literal.Replace("\\$", "$", StringComparison.Ordinal);

    // Position of the brace that closes an expression: braces inside of it and braces in its texts do not count.
    private static int EndOf(string text, int start)
    {
        var open = 0;
        for (var i = start; i < text.Length; i++)
        {
            switch (text[i])
            {
                case '\'' or '"' or '`':
                    var close = CloseOf(text, i);
                    if (close < 0)
                        return -1;
                    i = close;
                    break;
                case '{':
                    open++;
                    break;
                case '}' when open == 0:
                    return i;
                case '}':
                    open--;
                    break;
            }
        }

        return -1;
    }

    private static int CloseOf(string text, int start)
    {
        for (var i = start + 1; i < text.Length; i++)
        {
            if (text[i] == '\\')
                i++;
            else if (text[i] == text[start])
                return i;
        }

        return -1;
    }
}
