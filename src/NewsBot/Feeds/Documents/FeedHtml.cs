using System.Collections.Frozen;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using AngleSharp;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Ganss.Xss;
using NewsBot.Feeds.Documents.Markup;
using NewsBot.Text.Pages;

namespace NewsBot.Feeds.Documents;

/// <summary>Makes the texts of feeds safe: as HTML in which nothing can act, or as plain text.</summary>
public static partial class FeedHtml
{
    private static readonly HashSet<string> Blocks =
    [
        "ADDRESS", "ARTICLE", "ASIDE", "BLOCKQUOTE", "BR", "DD", "DIV", "DL", "DT", "FIGCAPTION", "FIGURE", "FOOTER",
        "H1", "H2", "H3", "H4", "H5", "H6", "HEADER", "HR", "LI", "MAIN", "NAV", "OL", "P", "PRE", "SECTION", "TABLE",
        "TD", "TH", "TR", "UL",
    ];

    private static readonly HashSet<string> Silent =
    [
        "SCRIPT", "STYLE", "TEMPLATE", "EMBED", "FRAMESET", "NOFRAMES", "HEAD", "SVG", "MATH",
    ];

    /// <summary>The text as HTML without scripts, handlers, frames, forms or addresses that act; relative addresses
    /// made absolute. Plain text comes back as it is: it is the writer's duty to escape it.</summary>
    public static string Clean(FeedText text)
    {
        if (text.Kind == FeedTextKind.Plain)
            return text.Value;
        if (text.Value.AsSpan().IndexOfAny('<', '&') < 0)
            return text.Value;
        if (!IsReasonable(text.Value))
            return WebUtility.HtmlEncode(Stripped(text.Value));
        using var document = new HtmlParser().ParseDocument("");
        var html = Mended(text.Value);
        var root = Around.TryGetValue(FirstTag().Match(html).Groups[1].Value, out var around) ? (IHtmlElement)document.CreateElement(around) : document.Body!;
        root.InnerHtml = html;
        foreach (var silent in root.QuerySelectorAll("*").Where(e => Silent.Contains(e.TagName.ToUpperInvariant())))
            silent.Remove();
        var styles = FeedStyle.Take(root);
        Sanitizer.SanitizeDom(document, root, text.Base?.AbsoluteUri ?? "");
        FeedStyle.Put(styles);
        return root.ChildNodes.ToHtml(Formatter);
    }

    /// <summary>The text without markup; blocks stand on lines of their own.</summary>
    public static string Plain(FeedText? text)
    {
        if (text is null)
            return "";
        if (text.Kind == FeedTextKind.Plain)
            return WithoutControls(text.Value);
        if (!text.Value.Contains('<'))
            return WithoutControls(WebUtility.HtmlDecode(text.Value));
        if (!IsReasonable(text.Value))
            return WithoutControls(WebUtility.HtmlDecode(Stripped(text.Value)));
        var output = new StringBuilder();
        Write(new HtmlParser().ParseDocument(Mended(text.Value)).Body!, output, 0);
        return WithoutControls(Space().Replace(output.ToString(), m => m.ValueSpan.Contains('\n') ? "\n" : " ").Trim());
    }

    /// <summary>The same on one line, for titles.</summary>
    public static string Line(FeedText? text) => AnySpace().Replace(Plain(text), " ").Trim();

    /// <summary>Whether a text that may be either is HTML: it has an end tag or a reference, and every tag is one of
    /// HTML's.</summary>
    public static bool LooksLikeHtml(string text)
    {
        if (text.AsSpan().IndexOfAny('<', '&') < 0 || !EndTagOrReference().IsMatch(text))
            return false;
        foreach (Match tag in TagName().Matches(text))
        {
            if (!KnownTags.Contains(tag.Groups[1].Value))
                return false;
        }

        foreach (Match name in ReferenceName().Matches(text))
        {
            if (NamedCharacters.Find(name.Groups[1].Value) is null)
                return false;
        }

        return true;
    }

    // A part of a table is dropped where it does not stand in its place (HTML Standard, 13.2.6.4.7).
    private static readonly FrozenDictionary<string, string> Around = new Dictionary<string, string>
    {
        ["td"] = "tr",
        ["th"] = "tr",
        ["tr"] = "tbody",
        ["thead"] = "table",
        ["tbody"] = "table",
        ["tfoot"] = "table",
        ["caption"] = "table",
        ["colgroup"] = "table",
        ["col"] = "colgroup",
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    // Safe to share between threads once it is set up.
    private static readonly HtmlSanitizer Sanitizer = NewSanitizer();
    private static readonly HashSet<string> KnownTags = new(Sanitizer.AllowedTags, StringComparer.OrdinalIgnoreCase);

    private static HtmlSanitizer NewSanitizer()
    {
        var sanitizer = new HtmlSanitizer { KeepChildNodes = true };
        sanitizer.AllowedTags.ExceptWith(Words(TypedInto));
        sanitizer.AllowedTags.UnionWith(Words(Passive));
        sanitizer.AllowedAttributes.UnionWith(Words(Looks));
        sanitizer.AllowedAttributes.UnionWith(Words(Addresses));
        sanitizer.UriAttributes.UnionWith(Words(Addresses));
        sanitizer.AllowedAttributes.Remove("style");
        sanitizer.AllowedSchemes.Add("mailto");
        return sanitizer;
    }

    private static readonly VoidElementFormatter Formatter = new();

    private static string[] Words(string names) => names.Split(' ');

    // What sends something, or asks a reader to type; and what only the frame of a page has.
    private const string TypedInto = "form input select textarea keygen html head body";

    // Elements that show, and do nothing without scripts, of HTML today and of earlier browsers.
    private const string Passive = "audio video source canvas command datagrid dialog event-source m multicol nextid sound spacer "
        + "fieldset legend label output button option optgroup";

    private const string Looks = "class id balance bgproperties bordercolor bordercolordark bordercolorlight bottompadding toppadding leftspacing "
        + "rightspacing ch choff controls datafld datapagesize default delay end face galleryimg gutter hidden hidefocus inputmode loop loopcount "
        + "loopstart loopend point-size pqg preload repeat-max repeat-min replace suppress template unselectable urn variable volume";

    private const string Addresses = "background datasrc dynsrc icon lowsrc ping poster usemap vrml";

    /// <summary>False for markup that would take a parser of HTML very long: no article nests or is tagged like
    /// that.</summary>
    private static bool IsReasonable(string html)
    {
        const int maxTags = 50_000;
        return html.AsSpan().Count('<') <= maxTags && MarkupLimits.Within(html);
    }

    /// <summary>The HTML without what would take in the text that follows or stands inside: frames, comments and addresses
    /// that do not end, and what only begins like a document type. What is mended is cleaned afterwards.</summary>
    private static string Mended(string html)
    {
        if (html.Contains("<!", StringComparison.Ordinal))
        {
            var open = Math.Max(0, html.LastIndexOf("-->", StringComparison.Ordinal));
            html = html[..open] + OpenComment().Replace(html[open..], "");
            html = NoDeclaration().Replace(html, "&lt;!");
        }

        html = HalfQuoted().Replace(html, "$1=\"${to}\"");
        return html.Contains("iframe", StringComparison.OrdinalIgnoreCase) ? Frame().Replace(html, "") : html;
    }

    private static string Stripped(string html)
    {
        var output = new StringBuilder(html.Length / 2);
        var inTag = false;
        foreach (var c in html)
        {
            if (c is '<' or '>')
                inTag = c == '<';
            else if (!inTag)
                output.Append(c);
        }

        return output.ToString();
    }

    private static void Write(INode node, StringBuilder output, int depth)
    {
        if (depth > FeedParser.MaxDepth)
            return;
        foreach (var child in node.ChildNodes)
        {
            if (child is IText text)
            {
                output.Append(AnySpace().Replace(text.Data, " "));
            }
            else if (child is IElement element && !Silent.Contains(element.TagName.ToUpperInvariant()))
            {
                var block = Blocks.Contains(element.TagName);
                if (block)
                    output.Append('\n');
                Write(element, output, depth + 1);
                if (block)
                    output.Append('\n');
            }
        }
    }

    // Control characters and the invisible ones that turn the direction of text.
    private static string WithoutControls(string text) => Hidden().IsMatch(text) ? Hidden().Replace(text, "") : text;

    [GeneratedRegex(@"[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F\u202A-\u202E\u2066-\u2069\uFEFF]")]
    private static partial Regex Hidden();

    [GeneratedRegex(@"[ \t\r\n\u00A0]+")]
    private static partial Regex AnySpace();

    [GeneratedRegex(@"[ \t\n]{2,}|\t")]
    private static partial Regex Space();

    [GeneratedRegex(@"</\w+>|&#?\w+;")]
    private static partial Regex EndTagOrReference();

    [GeneratedRegex(@"^\s*<(\w+)")]
    private static partial Regex FirstTag();

    [GeneratedRegex("</?iframe[^<>]*>", RegexOptions.IgnoreCase)]
    private static partial Regex Frame();

    // An address with a quotation mark at one end only.
    [GeneratedRegex("""\b(href|src)=(?:"(?<to>https?://[^"'<>\s]*)(?=>[^"<]*(?:<|$))|(?<to>https?://[^"'<>\s]*)"(?=>))""", RegexOptions.IgnoreCase)]
    private static partial Regex HalfQuoted();

    [GeneratedRegex("<!--[^>]*>?")]
    private static partial Regex OpenComment();

    [GeneratedRegex("<!(?!--|doctype[^<>]*>)", RegexOptions.IgnoreCase)]
    private static partial Regex NoDeclaration();

    [GeneratedRegex(@"</?(\w+)")]
    private static partial Regex TagName();

    [GeneratedRegex(@"&([A-Za-z]\w*);")]
    private static partial Regex ReferenceName();
}
