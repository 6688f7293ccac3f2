using AngleSharp.Dom;
using AngleSharp.Html;

namespace NewsBot.Feeds.Documents.Markup;

/// <summary>Writes elements that have no end closed in themselves, as <c>&lt;br /&gt;</c>: so both HTML and XML read it (HTML Standard,
/// 13.1.2.1).</summary>
internal sealed class VoidElementFormatter : HtmlMarkupFormatter
{
    public override string OpenTag(IElement element, bool selfClosing)
    {
        var tag = base.OpenTag(element, selfClosing);
        return selfClosing && element.Flags.HasFlag(NodeFlags.SelfClosing) && tag.EndsWith('>') && !tag.EndsWith("/>", StringComparison.Ordinal) ? tag[..^1] + " />" : tag;
    }
}
