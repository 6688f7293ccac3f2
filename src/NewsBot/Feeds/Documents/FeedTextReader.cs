using System.Buffers;
using System.Text;
using System.Xml;

namespace NewsBot.Feeds.Documents;

/// <summary>Reads the text constructs of the formats: escaped, inline (XHTML), base64, or plain. After each call the
/// reader stands on the last node of the element it stood on.</summary>
internal sealed class FeedTextReader(XmlReader reader)
{
    private static readonly SearchValues<char> Escaped = SearchValues.Create("<>&");

    private static readonly HashSet<string> Void =
        ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "wbr"];

    private static readonly HashSet<string> AddressAttributes =
    [
        "action", "background", "cite", "classid", "codebase", "data", "formaction", "href", "longdesc", "poster",
        "profile", "src", "usemap",
    ];

    /// <summary>The characters of the element, markup inside written out; trimmed.</summary>
    public string Characters(FeedScope scope) => Repaired(Inner(scope, markup: false).Trim());

    /// <summary>A text of Atom: its <c>type</c> and <c>mode</c> say how it is written.</summary>
    /// <param name="scope">The scope of the element itself.</param>
    /// <param name="version">atom03 or atom10; they differ in the defaults and in the wrapping div.</param>
    public FeedText Atom(FeedScope scope, string version)
    {
        var type = reader.GetAttribute("type")?.Trim().ToLowerInvariant();
        var mode = reader.GetAttribute("mode")?.Trim().ToLowerInvariant();
        var media = type switch
        {
            null or "" or "text" => "text/plain",
            "html" => "text/html",
            "xhtml" => "application/xhtml+xml",
            _ => type,
        };
        var inline = mode == "xml" || media.EndsWith("+xml", StringComparison.Ordinal) || media.EndsWith("/xml", StringComparison.Ordinal);
        var nodes = new MarkupCounter();
        var value = Inner(scope, inline, nodes).Trim();
        if (mode == "base64" || (version == "atom10" && IsBinary(media)))
            (value, nodes.Elements) = (Base64(value), 0);
        else if (version == "atom10" && media == "application/xhtml+xml")
            value = WithoutWrapper(value, nodes);
        if (inline && nodes.Elements == 0 && media is "text/plain")
            value = System.Net.WebUtility.HtmlDecode(value);
        var kind = media is "text/plain" && nodes.Elements == 0 ? FeedTextKind.Plain : FeedTextKind.Html;
        return new FeedText(Repaired(value), kind, media, scope.Language, scope.Base);
    }

    /// <summary>A text of RSS: HTML when it must be (<paramref name="html"/>), or when it looks like it.</summary>
    public FeedText Rss(FeedScope scope, bool html)
    {
        var nodes = new MarkupCounter();
        var value = Unwrapped(Repaired(Inner(scope, markup: false, nodes).Trim()));
        var kind = html || nodes.Elements > 0 || FeedHtml.LooksLikeHtml(value) ? FeedTextKind.Html : FeedTextKind.Plain;
        return new FeedText(value, kind, kind == FeedTextKind.Html ? "text/html" : "text/plain", scope.Language, scope.Base);
    }

    // A section of character data that was escaped together with what it holds.
    private static string Unwrapped(string value) =>
        value.StartsWith("<![CDATA[", StringComparison.OrdinalIgnoreCase) && value.EndsWith("]]>", StringComparison.Ordinal) ? value[9..^3].Trim() : value;

    private sealed class MarkupCounter
    {
        public int Elements { get; set; }

        /// <summary>The content is one div and white space.</summary>
        public bool Wrapped { get; set; }
    }

    private string Inner(FeedScope scope, bool markup, MarkupCounter? counter = null)
    {
        if (reader.IsEmptyElement)
            return "";
        var depth = reader.Depth;
        string? first = null;
        StringBuilder? text = null;
        while (reader.Read() && !(reader.NodeType == XmlNodeType.EndElement && reader.Depth == depth))
        {
            switch (reader.NodeType)
            {
                case XmlNodeType.Element:
                    text ??= new StringBuilder(first);
                    if (counter is not null)
                        Count(counter, depth, text);
                    WriteElement(text, scope.Enter(reader), markup);
                    break;
                case var type when IsText(type):
                    var value = markup ? Escape(reader.Value) : reader.Value;
                    if (text is null && first is null)
                        first = value;
                    else
                        (text ??= new StringBuilder(first)).Append(value);
                    break;
                default:
                    break;
            }
        }

        return text?.ToString() ?? first ?? "";
    }

    private static bool IsText(XmlNodeType type) =>
        type is XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.Whitespace or XmlNodeType.SignificantWhitespace;

    private void Count(MarkupCounter counter, int depth, StringBuilder before)
    {
        counter.Elements++;
        counter.Wrapped = counter.Elements == 1 && reader.LocalName == "div" && reader.Depth == depth + 1
            && string.IsNullOrWhiteSpace(before.ToString());
    }

    private void WriteElement(StringBuilder text, FeedScope scope, bool markup)
    {
        var (name, depth, empty) = (reader.LocalName, reader.Depth, reader.IsEmptyElement);
        FeedParser.CheckDepth(reader);
        text.Append('<').Append(name);
        WriteAttributes(text, scope);
        if (empty && Void.Contains(name))
        {
            text.Append(" />");
            return;
        }

        text.Append('>');
        while (!empty && reader.Read() && !(reader.NodeType == XmlNodeType.EndElement && reader.Depth == depth))
        {
            if (reader.NodeType == XmlNodeType.Element)
                WriteElement(text, scope.Enter(reader), markup);
            else if (IsText(reader.NodeType))
                text.Append(markup ? Escape(reader.Value) : reader.Value);
        }

        if (!Void.Contains(name))
            text.Append("</").Append(name).Append('>');
    }

    private void WriteAttributes(StringBuilder text, FeedScope scope)
    {
        if (!reader.MoveToFirstAttribute())
            return;
        do
        {
            if (reader.Prefix is "xmlns" or "xml" || reader.Name == "xmlns")
                continue;
            var value = AddressAttributes.Contains(reader.LocalName) ? scope.Resolve(reader.Value.Trim()) : reader.Value;
            text.Append(' ').Append(reader.Name).Append("=\"").Append(Escape(value).Replace("\"", "&quot;")).Append('"');
        }
        while (reader.MoveToNextAttribute());
        reader.MoveToElement();
    }

    private static string Escape(string value) => value.AsSpan().ContainsAny(Escaped)
        ? value.Replace("&", "&amp;").Replace("<", "&lt;").Replace(">", "&gt;")
        : value;

    // RFC 4287, 3.1.1.3: the div that wraps XHTML is not part of the content.
    private static string WithoutWrapper(string value, MarkupCounter nodes)
    {
        if (!nodes.Wrapped || !value.EndsWith("</div>", StringComparison.Ordinal))
            return value;
        var start = value.IndexOf('>') + 1;
        return value[start..^"</div>".Length].Trim();
    }

    private static bool IsBinary(string media) =>
        media.Contains('/') && !media.StartsWith("text/", StringComparison.Ordinal) && !media.EndsWith("xml", StringComparison.Ordinal);

    private static string Base64(string value)
    {
        try
        {
            return Encoding.UTF8.GetString(Convert.FromBase64String(value));
        }
        catch (FormatException)
        {
            return value;
        }
    }

    /// <summary>The text with what a wrong reading of its bytes did to it undone.</summary>
    internal static string Repaired(string value) => Mojibake.Undone(WithoutControls(value));

    // Characters of windows-1252 that were passed off as Unicode code points (C1 controls).
    private static string WithoutControls(string value)
    {
        if (value.AsSpan().IndexOfAnyInRange('\u0080', '\u009F') < 0)
            return value;
        return string.Create(value.Length, value, static (span, source) =>
        {
            for (var i = 0; i < span.Length; i++)
                span[i] = source[i] is >= '\u0080' and <= '\u009F' ? XmlRepair.Windows1252[source[i] - 0x80] : source[i];
        });
    }
}
