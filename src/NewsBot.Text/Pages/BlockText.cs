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
        var preformatted = 0;
        for (var walk = new TreeWalker(root); walk.MoveNext();)
        {
            var name = walk.Node is IElement element ? element.LocalName : "";
            if (Blocks.Contains(name))
                pending = Break.Paragraph;
            if (name == "pre")
                preformatted += walk.Leaving ? -1 : 1;
            if (walk.Leaving)
                continue;
            if (Silent.Contains(name) || walk.Node.NodeType == NodeType.Comment)
                walk.SkipChildren();
            else if (name == "br")
                pending = pending >= Break.Line ? Break.Paragraph : Break.Line;
            else if (walk.Node is IText leaf)
                pending = Append(text, leaf.Data, pending, blankLines: preformatted > 0);
        }

        return text.ToString();
    }

    /// <param name="text">What is written so far.</param>
    /// <param name="data">What is added.</param>
    /// <param name="pending">What separates the two.</param>
    /// <param name="blankLines">A blank line in the data separates paragraphs, as it does in preformatted text.</param>
    private static Break Append(StringBuilder text, string data, Break pending, bool blankLines)
    {
        var lines = 0;
        foreach (var c in data)
        {
            if (char.IsWhiteSpace(c) || char.IsControl(c))
            {
                lines += c == '\n' ? 1 : 0;
                pending = blankLines && lines > 1 ? Break.Paragraph : pending == Break.None ? Break.Space : pending;
                continue;
            }

            lines = 0;
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
