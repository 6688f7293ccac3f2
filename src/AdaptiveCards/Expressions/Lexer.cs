using System.Text;

namespace AdaptiveCards.Expressions;

/// <summary>Cuts an expression into tokens.</summary>
internal static class Lexer
{
    private static readonly string[] Symbols =
        ["&&", "||", "==", "!=", "<>", "<=", ">=", "??", "=>", "<", ">", "+", "-", "*", "/", "%", "^", "&", "!", "?", ":", "(", ")", "[", "]", "{", "}", ",", "."];

    /// <exception cref="FormatException">A character that no expression has, or text without its end.</exception>
    public static List<Token> Read(string source)
    {
        var tokens = new List<Token>();
        for (var i = 0; i < source.Length;)
        {
            var c = source[i];
            if (char.IsWhiteSpace(c))
            {
                i++;
                continue;
            }

            var start = i;
            if (c is '\'' or '"' or '`')
            {
                i = EndOfText(source, i);
                var inner = source[(start + 1)..(i - 1)];
                tokens.Add(c == '`' ? new(TokenKind.Interpolation, inner, start) : new(TokenKind.Text, Unescape(inner), start));
            }
            else if (char.IsAsciiDigit(c) || StartsFraction(source, i, tokens))
            {
                i = EndOfNumber(source, i);
                tokens.Add(new(TokenKind.Number, source[start..i], start));
            }
            else if (IsNameStart(c))
            {
                while (i < source.Length && (IsNameStart(source[i]) || char.IsDigit(source[i])))
                    i++;
                tokens.Add(new(TokenKind.Name, source[start..i], start));
            }
            else
            {
                var symbol = Array.Find(Symbols, s => string.CompareOrdinal(source, start, s, 0, s.Length) == 0)
                    ?? throw new FormatException($"'{c}' at position {start} is not part of an expression");
                i += symbol.Length;
                tokens.Add(new(TokenKind.Symbol, symbol, start));
            }
        }

        tokens.Add(new(TokenKind.End, "", source.Length));
        return tokens;
    }

    /// <summary>Position after the closing mark of the text that starts at <paramref name="start"/>.</summary>
    /// <exception cref="FormatException">There is no closing mark.</exception>
    public static int EndOfText(string source, int start)
    {
        for (var i = start + 1; i < source.Length; i++)
        {
            if (source[i] == '\\')
                i++;
            else if (source[i] == source[start])
                return i + 1;
        }

        throw new FormatException($"The text that starts at position {start} has no end");
    }

    // ".3" where a value may stand: elsewhere the dot leads to a member.
    private static bool StartsFraction(string source, int i, List<Token> tokens) =>
        source[i] == '.' && i + 1 < source.Length && char.IsAsciiDigit(source[i + 1])
        && (tokens.Count == 0 || tokens[^1] is { Kind: TokenKind.Symbol, Text: not (")" or "]" or "}") });

    private static bool IsNameStart(char c) => char.IsLetter(c) || c is '_' or '$' or '@' or '#';

    private static int EndOfNumber(string source, int i)
    {
        while (i < source.Length && char.IsAsciiDigit(source[i]))
            i++;
        if (i + 1 >= source.Length || source[i] != '.' || !char.IsAsciiDigit(source[i + 1]))
            return i;
        i++;
        while (i < source.Length && char.IsAsciiDigit(source[i]))
            i++;
        return i;
    }

    /// <summary>A text without its escapes; a backslash before any other character stays.</summary>
    public static string Unescape(string text)
    {
        if (!text.Contains('\\'))
            return text;
        var result = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] != '\\' || i + 1 == text.Length)
            {
                result.Append(text[i]);
                continue;
            }

            var next = text[++i];
            _ = next switch
            {
                'n' => result.Append('\n'),
                'r' => result.Append('\r'),
                't' => result.Append('\t'),
                '\\' or '\'' or '"' or '`' or '$' => result.Append(next),
                _ => result.Append('\\').Append(next),
            };
        }

        return result.ToString();
    }
}
