using System.Globalization;

namespace NewsBot.Commands.Lines;

/// <summary>Cuts a cleaned line into words, phrases, qualifiers, numbers and links. Pure; one pass, never throws.</summary>
internal sealed class Tokens
{
    private readonly string line;
    private readonly List<Token> found = [];
    private int at;

    private Tokens(string line) => this.line = line;

    public static List<Token> Of(string line)
    {
        var tokens = new Tokens(line);
        while (tokens.at < line.Length)
            tokens.ReadOne();
        return tokens.found;
    }

    private char Here => at < line.Length ? line[at] : '\0';

    private void ReadOne()
    {
        if (Here is ' ' or ',' or ';' or '،' or '؛')
        {
            at++;
        }
        else if (QuoteMarks.Opens(line, at))
        {
            AddPhrase(ReadPhrase(), excludes: false);
        }
        else if (Here is '-' or '+' && QuoteMarks.Opens(line, at + 1))
        {
            var minus = Here == '-';
            at++;
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
            found.Add(new Token(TokenKind.Phrase, text, excludes));
    }

    private string ReadPhrase()
    {
        var end = QuoteMarks.Close(line, at);
        var text = line[(at + 1)..end];
        at = Math.Min(end + 1, line.Length);
        return QuoteMarks.Without(text).Trim();
    }

    private void ReadWord()
    {
        var start = at;
        while (at < line.Length && Here != ' ' && !QuoteMarks.IsDouble(Here))
        {
            if (Here == ':' && ReadQualifier(start))
                return;
            at++;
        }

        if (at == start)
            at++;
        AddWord(line[start..at]);
    }

    private bool ReadQualifier(int start)
    {
        var sign = line[start] is '-' or '+';
        var typed = line[(sign ? start + 1 : start)..at];
        if (QualifierKeys.Of(typed) is not { } key)
            return false;
        at++;
        while (Here == ' ')
            at++;
        var values = new List<string>();
        do
        {
            ReadValue(values);
        }
        while (Continues());

        found.Add(new Token(TokenKind.Qualifier, key, line[start] == '-') { Values = values });
        return true;
    }

    /// <summary>A list goes on after a comma, and after a comma and a space when the next value is quoted.</summary>
    private bool Continues()
    {
        if (Here is not (',' or '،'))
            return false;
        var next = at + 1;
        while (next < line.Length && line[next] == ' ')
            next++;
        if (next >= line.Length || (next > at + 1 && !QuoteMarks.Opens(line, next)))
            return false;
        at = next;
        return true;
    }

    private void ReadValue(List<string> values)
    {
        var start = at;
        string value;
        if (QuoteMarks.Opens(line, at))
        {
            value = ReadPhrase();
        }
        else
        {
            while (at < line.Length && Here is not (' ' or ',' or '،' or ';') && !QuoteMarks.IsDouble(Here))
                at++;
            value = line[start..at];
        }

        if (value.Length > 0)
            values.Add(value);
    }

    private void AddWord(string word)
    {
        word = word.TrimStart('(', '<', '[');
        if (IsLink(word))
        {
            found.Add(new Token(TokenKind.Link, LinkOf(word)));
            return;
        }

        var excludes = word.Length > 1 && word[0] == '-' && char.IsLetter(word[1]);
        word = LineText.WithoutTrailing(excludes || (word.Length > 1 && word[0] == '+' && char.IsLetter(word[1])) ? word[1..] : word)
            .TrimEnd(')', '>', ']');
        if (word.Length == 0)
            return;
        found.Add(NumberOf(word) ?? new Token(TokenKind.Word, word, excludes));
    }

    private static bool IsLink(string word) =>
        word.StartsWith("https://", StringComparison.OrdinalIgnoreCase) || word.StartsWith("http://", StringComparison.OrdinalIgnoreCase);

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
        var digits = word.TrimStart('#');
        var statement = digits.Length > 0 && digits[0] is 's' or 'S';
        if (statement)
            digits = digits[1..].TrimStart('#');
        if (!digits.All(char.IsAsciiDigit) || !long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            return null;
        if (!statement && (word[0] != '#' || number > int.MaxValue))
            return null;
        return new Token(statement ? TokenKind.StatementNumber : TokenKind.SubscriptionNumber, word) { Number = number };
    }
}
