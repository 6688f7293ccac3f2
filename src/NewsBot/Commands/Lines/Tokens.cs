using System.Globalization;

namespace NewsBot.Commands.Lines;

/// <summary>Cuts a cleaned line into words, phrases, qualifiers, numbers and links. Pure; one pass, never throws.</summary>
internal sealed class Tokens
{
    private readonly string _line;
    private readonly List<Token> _found = [];
    private int _at;

    private Tokens(string line) => _line = line;

    public static List<Token> Of(string line)
    {
        var tokens = new Tokens(line);
        while (tokens._at < line.Length)
            tokens.ReadOne();
        return tokens._found;
    }

    private char Here => _at < _line.Length ? _line[_at] : '\0';

    private void ReadOne()
    {
        if (Here is ' ' or ',' or ';' or '،' or '؛')
        {
            _at++;
        }
        else if (QuoteMarks.Opens(_line, _at))
        {
            AddPhrase(ReadPhrase(), excludes: false);
        }
        else if (IsSign(Here) && QuoteMarks.Opens(_line, _at + 1))
        {
            var minus = IsMinus(Here);
            _at++;
            AddPhrase(ReadPhrase(), minus);
        }
        else
        {
            ReadWord();
        }
    }

    private void AddPhrase(string text, bool excludes)
    {
        if (text.Length > 0)
            _found.Add(new Token(TokenKind.Phrase, text, excludes));
    }

    private string ReadPhrase()
    {
        var end = QuoteMarks.Close(_line, _at);
        var text = _line[(_at + 1)..end];
        _at = Math.Min(end + 1, _line.Length);
        return QuoteMarks.Without(text).Trim();
    }

    private void ReadWord()
    {
        var start = _at;
        while (_at < _line.Length && Here != ' ' && !QuoteMarks.IsDouble(Here))
        {
            if (Here == ':' && ReadQualifier(start))
                return;
            _at++;
        }

        AddWord(_line[start.._at]);
    }

    private bool ReadQualifier(int start)
    {
        var typed = _line[(IsSign(_line[start]) ? start + 1 : start).._at];
        if (QualifierKeys.Of(typed) is not { } key)
            return false;
        _at++;
        while (Here == ' ')
            _at++;
        var values = new List<string>();
        do
        {
            ReadValue(values);
        }
        while (Continues());

        _found.Add(new Token(TokenKind.Qualifier, key, IsMinus(_line[start])) { Values = values });
        return true;
    }

    /// <summary>A list goes on after a comma, and after a comma and a space when the next value is quoted.</summary>
    private bool Continues()
    {
        if (Here is not (',' or '،'))
            return false;
        var next = _at + 1;
        while (next < _line.Length && _line[next] == ' ')
            next++;
        if (next >= _line.Length || (next > _at + 1 && !QuoteMarks.Opens(_line, next)))
            return false;
        _at = next;
        return true;
    }

    private void ReadValue(List<string> values)
    {
        var start = _at;
        string value;
        if (QuoteMarks.Opens(_line, _at))
        {
            value = ReadPhrase();
        }
        else
        {
            while (_at < _line.Length && Here is not (' ' or ',' or '،') && !QuoteMarks.IsDouble(Here))
                _at++;
            value = LineText.WithoutTrailing(_line[start.._at]);
        }

        if (value.Length > 0)
            values.Add(value);
    }

    private void AddWord(string word)
    {
        word = word.TrimStart('(', '<', '[');
        if (IsLink(word))
        {
            _found.Add(new Token(TokenKind.Link, LinkOf(word)));
            return;
        }

        var signed = word.Length > 1 && IsSign(word[0]) && char.IsLetter(word[1]);
        var excludes = signed && IsMinus(word[0]);
        word = LineText.WithoutTrailing(signed ? word[1..] : word).TrimEnd(')', '>', ']');
        if (word.Length > 0)
            _found.Add(NumberOf(word) ?? new Token(TokenKind.Word, word, excludes));
    }

    private static bool IsSign(char mark) => mark == '+' || IsMinus(mark);

    private static bool IsMinus(char mark) => mark is '-' or '−' or '–';

    private static bool IsLink(string word) =>
        word.StartsWith("https://", StringComparison.OrdinalIgnoreCase)
        || word.StartsWith("http://", StringComparison.OrdinalIgnoreCase);

    // Slack writes a typed address as <https://host/path|host/path>.
    private static string LinkOf(string word)
    {
        var bar = word.IndexOf('|', StringComparison.Ordinal);
        return LineText.WithoutTrailing((bar > 0 ? word[..bar] : word).TrimEnd('>', ']'));
    }

    private static Token? NumberOf(string word)
    {
        if (word[0] is not ('#' or 's' or 'S'))
            return null;
        if (word.Length > 2 && word[0] == '#' && KindOf(word[1]) is { } kind)
        {
            return long.TryParse(word[2..], NumberStyles.None, CultureInfo.InvariantCulture, out var of)
                ? new Token(kind, word) { Number = of }
                : null;
        }

        var digits = word.TrimStart('#');
        var statement = digits.Length > 0 && digits[0] is 's' or 'S';
        if (statement)
            digits = digits[1..].TrimStart('#');
        if (!digits.All(char.IsAsciiDigit)
            || !long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            return null;
        if (!statement && (word[0] != '#' || number > int.MaxValue))
            return null;
        return new Token(statement ? TokenKind.StatementNumber : TokenKind.SubscriptionNumber, word) { Number = number };
    }

    private static TokenKind? KindOf(char letter) => letter switch
    {
        'l' or 'L' => TokenKind.ListNumber,
        'e' or 'E' => TokenKind.EditionNumber,
        _ => null,
    };
}
