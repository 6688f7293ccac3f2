using System.Globalization;
using System.Text;

namespace NewsBot.Commands.Lines;

/// <summary>Takes off a typed line what clients and copying add to it. Pure.</summary>
internal static class LineText
{
    private const int NonJoiner = 0x200C;
    private const int Joiner = 0x200D;

    private static readonly char[] Trailing = [' ', '.', '!', '?', ',', ';', '…', '۔', '؟', '،', '؛'];
    private static readonly string[] Prefixes = ["/newsbot", "@newsbot", "newsbot"];

    /// <summary>The line in one row with single spaces, without invisible characters that spell nothing, mention, prefix and code marks.</summary>
    public static string Clean(string raw)
    {
        var line = OneRow(Entities(raw));
        for (var before = string.Empty; before != line;)
        {
            before = line;
            line = WithoutMention(line);
            line = WithoutPrefix(line);
            line = WithoutCodeMarks(line);
        }

        // A colon stays: "speaker:" without a value is a slip to be told about.
        return line.TrimEnd(Trailing);
    }

    /// <summary>Full stops and the like at the end of a line, in Latin and Arabic script; a closing quotation mark is no such sign.</summary>
    public static string WithoutTrailing(string text) => text.TrimEnd([.. Trailing, ':']);

    // Teams sends a typed non-breaking space and an ampersand as entities even in plain text.
    private static string Entities(string raw) => !raw.Contains('&', StringComparison.Ordinal) ? raw : raw
        .Replace("&nbsp;", " ", StringComparison.OrdinalIgnoreCase)
        .Replace("&quot;", "\"", StringComparison.OrdinalIgnoreCase)
        .Replace("&#39;", "'", StringComparison.Ordinal)
        .Replace("&lt;", "<", StringComparison.OrdinalIgnoreCase)
        .Replace("&gt;", ">", StringComparison.OrdinalIgnoreCase)
        .Replace("&amp;", "&", StringComparison.OrdinalIgnoreCase);

    private static string OneRow(string raw)
    {
        var row = new StringBuilder(raw.Length);
        Rune? joiner = null;
        foreach (var rune in raw.EnumerateRunes())
        {
            var category = Rune.GetUnicodeCategory(rune);
            if (rune.Value is Joiner or NonJoiner && row.Length > 0 && IsJoining(row[^1]))
            {
                // It is kept when such a letter follows.
                joiner = rune;
                continue;
            }

            if (category is UnicodeCategory.Format or UnicodeCategory.Surrogate || rune == Rune.ReplacementChar)
                continue;
            if (joiner is { } between && rune.IsBmp && IsJoining((char)rune.Value))
                row.Append(between.ToString());
            joiner = null;
            if (category is UnicodeCategory.Control || Rune.IsWhiteSpace(rune))
            {
                if (row.Length > 0 && row[^1] != ' ')
                    row.Append(' ');
                continue;
            }

            row.Append(rune.ToString());
        }

        return row.ToString().Trim();
    }

    // The letters of Persian, Urdu and Pashto, which are spelt with the two joiners; the index cuts words there.
    private static bool IsJoining(char letter) => letter is (>= '\u0600' and <= '\u08FF') or (>= '\uFB50' and <= '\uFEFC');

    // <at>NewsBot</at> is Teams' mention; <@U0123ABC> and <@U0123ABC|newsbot> are Slack's.
    private static string WithoutMention(string line)
    {
        if (line.StartsWith("<at", StringComparison.OrdinalIgnoreCase))
        {
            var close = line.IndexOf("</at>", StringComparison.OrdinalIgnoreCase);
            return close < 0 ? line : Rest(line, close + "</at>".Length);
        }

        if (!line.StartsWith("<@", StringComparison.Ordinal))
            return line;
        var end = line.IndexOf('>', StringComparison.Ordinal);
        return end < 0 ? line : Rest(line, end + 1);
    }

    private static string WithoutPrefix(string line)
    {
        foreach (var prefix in Prefixes)
        {
            if (!line.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))
                continue;
            if (line.Length == prefix.Length || line[prefix.Length] is ' ' or ':' or ',')
                return Rest(line, prefix.Length);
        }

        // "/subscribe pak-us" is typed by people who expect a command of each name.
        return line.Length > 1 && line[0] is '/' && char.IsLetter(line[1]) ? line[1..] : line;
    }

    private static string WithoutCodeMarks(string line) =>
        line.Length > 1 && line[0] == '`' && line[^1] == '`' ? line.Trim('`').Trim() : line;

    private static string Rest(string line, int start) => line[start..].TrimStart(' ', ':', ',');
}
