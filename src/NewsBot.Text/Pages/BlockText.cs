using System.Text;
using AngleSharp.Dom;

namespace NewsBot.Text.Pages;

/// <summary>A tree's text with a blank line between blocks and single spaces elsewhere. Walks without recursion.</summary>
internal static class BlockText
{
    private static readonly HashSet<string> Blocks = new(StringComparer.Ordinal)
    {
        "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "div", "dl", "dt", "fieldset",
        "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "nav", "ol",
            "p",
        "pre", "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
    };

    private static readonly HashSet<string> Silent = new(StringComparer.Ordinal)
    {
        "script", "style", "noscript", "template", "iframe", "object", "svg", "math", "head", "title", "textarea", "select",
            "button",
    };

    public static string Of(INode root)
    {
        var text = new StringBuilder();
        var pending = Break.None;
        for (var node = root; node is not null;)
        {
            var name = node is IElement element ? element.LocalName : "";
            var silent = Silent.Contains(name) || node.NodeType == NodeType.Comment;
            if (Blocks.Contains(name))
                pending = Break.Paragraph;
            else if (name == "br")
                pending = pending >= Break.Line ? Break.Paragraph : Break.Line;
            else if (node is IText leaf)
                pending = Append(text, leaf.Data, pending);

            node = silent ? After(node, root, ref pending) : node.FirstChild ?? After(node, root, ref pending);
        }

        return text.ToString();
    }

    private static INode? After(INode node, INode root, ref Break pending)
    {
        for (var here = node; here is not null && here != root; here = here.Parent)
        {
            if (here is IElement left && Blocks.Contains(left.LocalName))
                pending = Break.Paragraph;
            if (here.NextSibling is { } next)
                return next;
        }

        return null;
    }

    private static Break Append(StringBuilder text, string data, Break pending)
    {
        foreach (var c in data)
        {
            if (char.IsWhiteSpace(c) || char.IsControl(c))
            {
                pending = pending == Break.None ? Break.Space : pending;
                continue;
            }

            if (text.Length > 0 && pending != Break.None)
                text.Append(pending switch { Break.Space => " ", Break.Line => "\n", _ => "\n\n" });
            pending = Break.None;
            text.Append(c);
        }

        return pending;
    }

    private enum Break
    {
        None,
        Space,
        Line,
        Paragraph,
    }
}
