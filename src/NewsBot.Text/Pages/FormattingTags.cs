namespace NewsBot.Text.Pages;

/// <summary>
/// The elements that a parser of HTML makes again in every element that follows until they are closed, and a bound on how often it can
/// have to, whatever end tags a text pretends to have: no more than three alike are kept. Source: the list of active formatting elements,
/// https://html.spec.whatwg.org/multipage/parsing.html#the-list-of-active-formatting-elements
/// </summary>
internal static class FormattingTags
{
    private const int Alike = 3;
    private const int MaxCopies = 2_000_000;

    /// <summary>Longer tags count as unlike each other.</summary>
    private const int Longest = 400;

    private static readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> Names = new HashSet<string>(
        ["a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u"],
        StringComparer.OrdinalIgnoreCase).GetAlternateLookup<ReadOnlySpan<char>>();

    public static bool Is(ReadOnlySpan<char> name) => Names.Contains(name);

    /// <summary>Whether a second one closes the first.</summary>
    public static bool StandsAlone(ReadOnlySpan<char> name) =>
        name.Equals("a", StringComparison.OrdinalIgnoreCase) || name.Equals("nobr", StringComparison.OrdinalIgnoreCase);

    /// <summary>False when the parser could be made to repeat itself millions of times. What looks like a tag counts as one, in a comment
    /// or a script as well.</summary>
    public static bool Within(ReadOnlySpan<char> html)
    {
        var seen = new Dictionary<string, int>(StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();
        var (kept, copies) = (0, 0L);
        for (var rest = html; rest.IndexOf('<') is >= 0 and var start;)
        {
            rest = rest[(start + 1)..];
            copies += kept;
            if (copies > MaxCopies)
                return false;
            var name = NameOf(rest);
            if (!Is(name) || StandsAlone(name))
                continue;
            var end = rest.IndexOf('>');
            var plain = end >= 0 && end <= Longest && IsPlain(rest[name.Length..end]);
            var count = plain && seen.TryGetValue(rest[..end], out var before) ? before : 0;
            if (count >= Alike)
                continue;
            kept++;
            if (plain)
                seen[rest[..end]] = count + 1;
        }

        return true;
    }

    // The whole name: "a<b) x" in a script is no "b".
    private static ReadOnlySpan<char> NameOf(ReadOnlySpan<char> text)
    {
        var length = 0;
        while (length < text.Length && length < 8 && char.IsAsciiLetter(text[length]))
            length++;
        return length < text.Length && text[length] is '>' or '/' or ' ' or '\t' or '\n' or '\f' or '\r' ? text[..length] : [];
    }

    // Attributes of which every reader sees the same: each quotation mark follows a "=" and is closed.
    private static bool IsPlain(ReadOnlySpan<char> attributes)
    {
        var (quote, last) = ('\0', ' ');
        foreach (var c in attributes)
        {
            if (quote != '\0')
                quote = c == quote ? '\0' : quote;
            else if (c is '"' or '\'' && last != '=')
                return false;
            else if (c is '"' or '\'')
                quote = c;
            last = c;
        }

        return quote == '\0';
    }
}
