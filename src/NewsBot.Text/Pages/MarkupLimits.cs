namespace NewsBot.Text.Pages;

/// <summary>
/// One linear look at markup before any parser sees it. HTML parsers walk the stack of open elements for every tag and compare
/// attributes with each other, so depth and decoration cost them the square; serialisers recurse once for every level.
/// </summary>
internal static class MarkupLimits
{
    /// <summary>Real pages stay below 100.</summary>
    public const int MaxDepth = 400;

    public const int MaxAttributes = 400;

    // Never open (void), or closed by their next sibling: counting these would flag flat pages with sloppy markup.
    private static readonly HashSet<string> Flat = new(StringComparer.OrdinalIgnoreCase)
    {
        "area", "base", "br", "col", "dd", "dt", "embed", "hr", "img", "input", "li", "link", "meta", "optgroup", "option", "p",
        "param", "rp", "rt", "source", "tbody", "td", "tfoot", "th", "thead", "tr", "track", "wbr", "path", "use", "circle", "rect",
        "g", "polygon", "line", "ellipse", "polyline", "stop",
    };

    private static readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> FlatNames = Flat.GetAlternateLookup<ReadOnlySpan<char>>();

    public static bool Within(string html)
    {
        var depth = 0;
        var flat = 0;
        for (var i = html.IndexOf('<'); i >= 0 && i + 1 < html.Length; i = Next(html, i))
        {
            var closing = html[i + 1] == '/';
            var name = NameAt(html, closing ? i + 2 : i + 1);
            if (name.IsEmpty)
                continue;

            var end = EndOfTag(html, i, out var attributes);
            if (attributes > MaxAttributes)
                return false;

            var isFlat = FlatNames.Contains(name);
            if (closing)
            {
                depth = Math.Max(0, depth - (isFlat ? 0 : 1));
                flat = Math.Max(0, flat - (isFlat ? 1 : 0));
            }
            else if (html[Math.Max(i, end - 1)] != '/')
            {
                depth += isFlat ? 0 : 1;
                flat += isFlat ? 1 : 0;
            }

            if (depth > MaxDepth)
                return false;

            i = SkipRaw(html, name, closing, end);
        }

        return true;
    }

    private static int Next(string html, int from) => from + 1 >= html.Length ? -1 : html.IndexOf('<', from + 1);

    private static ReadOnlySpan<char> NameAt(string html, int start)
    {
        var end = start;
        while (end < html.Length && end - start < 32 && (char.IsAsciiLetterOrDigit(html[end]) || html[end] == '-'))
            end++;
        return start < html.Length && char.IsAsciiLetter(html[start]) ? html.AsSpan(start, end - start) : default;
    }

    private static int EndOfTag(string html, int start, out int attributes)
    {
        attributes = 0;
        var quote = '\0';
        for (var i = start; i < html.Length; i++)
        {
            var c = html[i];
            if (quote != '\0')
                quote = c == quote ? '\0' : quote;
            else if (c is '"' or '\'')
                quote = c;
            else if (c == '>')
                return i;
            else if (c is '=' or '/' || char.IsWhiteSpace(c))
                attributes += char.IsWhiteSpace(html[i - 1]) ? 0 : 1;
        }

        return html.Length - 1;
    }

    // What looks like a tag inside a script or a style is text.
    private static int SkipRaw(string html, ReadOnlySpan<char> name, bool closing, int end)
    {
        if (closing)
            return end;
        foreach (var raw in (ReadOnlySpan<string>)["script", "style", "textarea", "title"])
        {
            if (!name.Equals(raw, StringComparison.OrdinalIgnoreCase))
                continue;
            var close = html.IndexOf("</" + raw, end, StringComparison.OrdinalIgnoreCase);
            return close < 0 ? html.Length - 1 : close - 1;
        }

        return end;
    }
}
