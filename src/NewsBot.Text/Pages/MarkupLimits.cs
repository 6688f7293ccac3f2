using AngleSharp.Dom;

namespace NewsBot.Text.Pages;

/// <summary>
/// One linear look at markup before any parser sees it. HTML parsers walk the stack of open elements for every tag and compare
/// attributes with each other, so depth and decoration cost them the square; serialisers recurse once for every level.
/// </summary>
public static class MarkupLimits
{
    /// <summary>Real pages stay below 100.</summary>
    public const int MaxDepth = 400;

    public const int MaxAttributes = 400;

    /// <summary>How often formatting may have to be made again: 40 open elements over 12,000 tags.</summary>
    private const int MaxCopies = 500_000;

    // Never open (void), or closed by their next sibling: counting these would flag flat pages with sloppy markup.
    private static readonly HashSet<string> Flat = new(StringComparer.OrdinalIgnoreCase)
    {
        "area", "base", "br", "col", "dd", "dt", "embed", "hr", "img", "input", "li", "link", "meta", "option", "p", "param",
            "source",
        "tbody", "td", "tfoot", "th", "thead", "tr", "track", "wbr",
    };

    // What makes a parser look through all open elements.
    private static readonly HashSet<string> Costly = new(StringComparer.OrdinalIgnoreCase)
    {
        "a", "address", "article", "aside", "b", "big", "blockquote", "button", "center", "code", "dd", "details", "dialog",
            "dir", "div", "dl",
        "dt", "em", "fieldset", "figcaption", "figure", "font", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header",
            "i", "li", "main",
        "menu", "nav", "nobr", "ol", "p", "pre", "s", "search", "section", "small", "strike", "strong", "summary", "table",
            "tt", "u", "ul",
    };

    // Inside these a tag of any name nests, until one that only HTML has.
    private static readonly string[] Foreign = ["svg", "math"];
    private static readonly string[] Leaving = ["p", "div", "li", "img", "br", "span", "table", "ul", "ol", "dl", "dd", "dt",
        "h1", "h2", "h3"];

    private static readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> FlatNames = Flat.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>Whether a parser of HTML can be given the text: it neither nests nor is decorated like no page, nor makes formatting that
    /// is never closed again in element after element.</summary>
    public static bool Within(string html)
    {
        if (!FormattingTags.Within(html))
            return false;
        var open = new OpenElements();
        var copies = 0L;
        var foreign = false;
        var drawn = false;
        for (var i = html.IndexOf('<'); i >= 0 && i + 1 < html.Length; i = Next(html, i))
        {
            var closing = html[i + 1] == '/';
            var name = NameAt(html, closing ? i + 2 : i + 1);
            if (name.IsEmpty)
                continue;

            var end = EndOfTag(html, i, out var attributes);
            if (attributes > MaxAttributes)
                return false;

            if (IsOneOf(name, Foreign))
                (foreign, drawn) = (!closing, true);
            else if (foreign && !closing && IsOneOf(name, Leaving))
                foreign = false;
            if (closing)
                open.Close(name);
            else if (foreign ? html[Math.Max(i, end - 1)] != '/' : !FlatNames.Contains(name))
                open.Open(name);
            copies += open.Formatting;
            if (open.Depth > MaxDepth || copies > MaxCopies)
                return false;

            i = SkipRaw(html, name, closing, end);
            // Inside a drawing a style is no text, and whether the parser is inside one cannot be told for sure from here.
            if (drawn && i > end && Deepest(html, end, i) > MaxDepth)
                return false;
        }

        return true;
    }

    /// <summary>How deep HTML's own elements would nest in a stretch, if it were markup.</summary>
    private static int Deepest(string html, int from, int to)
    {
        var (depth, deepest) = (0, 0);
        for (var i = html.IndexOf('<', from); i >= 0 && i < to && i + 1 < html.Length; i = Next(html, i))
        {
            var closing = html[i + 1] == '/';
            var name = NameAt(html, closing ? i + 2 : i + 1);
            var after = i + (closing ? 2 : 1) + name.Length;
            // "a<b" is a comparison; "<b>" is a tag.
            var tag = after < html.Length
                && (html[after] == '>' || (name.Length > 1 && (html[after] == '/' || char.IsWhiteSpace(html[after]))));
            if (!tag || !Costly.GetAlternateLookup<ReadOnlySpan<char>>().Contains(name))
                continue;
            depth = Math.Max(0, depth + (closing ? -1 : 1));
            deepest = Math.Max(deepest, depth);
        }

        return deepest;
    }

    private static bool IsOneOf(ReadOnlySpan<char> name, string[] names)
    {
        foreach (var other in names)
        {
            if (name.Equals(other, StringComparison.OrdinalIgnoreCase))
                return true;
        }

        return false;
    }

    private static int Next(string html, int from) => from + 1 >= html.Length ? -1 : html.IndexOf('<', from + 1);

    // The whole name, for "</b!>" closes no "b".
    private static ReadOnlySpan<char> NameAt(string html, int start)
    {
        var end = start;
        while (end < html.Length && end - start < 64 && html[end] is not ('>' or '/' or ' ' or '\t' or '\n' or '\f' or '\r'))
            end++;
        return start < html.Length && char.IsAsciiLetter(html[start]) ? html.AsSpan(start, end - start) : default;
    }

    private static int EndOfTag(string html, int start, out int attributes)
    {
        attributes = 0;
        var quote = '\0';
        var last = '<';
        for (var i = start; i < html.Length; last = char.IsWhiteSpace(html[i]) ? last : html[i], i++)
        {
            var c = html[i];
            if (quote != '\0')
                quote = c == quote ? '\0' : quote;
            else if (c is '"' or '\'' && last == '=')
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

    /// <summary>What is open, by name: an end tag of a name that is not open closes nothing.</summary>
    private sealed class OpenElements
    {
        private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> names =
            new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase).GetAlternateLookup<ReadOnlySpan<char>>();

        public int Depth { get; private set; }

        /// <summary>Those that a parser makes again in what follows.</summary>
        public int Formatting { get; private set; }

        public void Open(ReadOnlySpan<char> name)
        {
            var before = names.TryGetValue(name, out var count) ? count : 0;
            names[name] = before + 1;
            Depth++;
            if (FormattingTags.Is(name) && (before == 0 || !FormattingTags.StandsAlone(name)))
                Formatting++;
        }

        public void Close(ReadOnlySpan<char> name)
        {
            if (!names.TryGetValue(name, out var before) || before == 0)
                return;
            names[name] = before - 1;
            Depth--;
            if (FormattingTags.Is(name) && (before == 1 || !FormattingTags.StandsAlone(name)))
                Formatting--;
        }
    }

    /// <summary>The same limit once the tree stands: whatever made it deep, nothing that recurses may see it.</summary>
    public static bool Within(INode root)
    {
        for (var walk = new TreeWalker(root); walk.MoveNext();)
        {
            if (walk.Depth > MaxDepth * 2)
                return false;
        }

        return true;
    }
}
