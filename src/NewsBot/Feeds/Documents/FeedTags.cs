using System.Xml;

namespace NewsBot.Feeds.Documents;

/// <summary>Reads categories, subjects and keywords.</summary>
internal static class FeedTags
{
    private const StringSplitOptions Tidy = StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries;
    private const string MediaScheme = "http://search.yahoo.com/mrss/category_schema";

    public static void Read(XmlReader reader, FeedTextReader texts, List<FeedTag> tags, Field field, FeedScope scope)
    {
        switch (field)
        {
            case Field.CategoryText:
                Nested(reader, tags);
                break;
            case Field.Keywords:
                if (!Children(reader, texts, tags, scope, out var text))
                    tags.AddRange(text.Split(text.Contains(',') ? ',' : ' ', Tidy).Select(t => new FeedTag(t)));
                break;
            default:
                One(reader, texts, tags, field, scope);
                break;
        }
    }

    private static void One(XmlReader reader, FeedTextReader texts, List<FeedTag> tags, Field field, FeedScope scope)
    {
        var term = reader.GetAttribute("term");
        var label = reader.GetAttribute("label");
        var scheme = reader.GetAttribute("scheme") ?? reader.GetAttribute("domain");
        scheme ??= field == Field.MediaCategory ? MediaScheme : null;
        var text = texts.Characters(scope);
        term ??= text.Length > 0 ? text : label;
        if (term is { Length: > 0 })
            tags.Add(new FeedTag(term, scheme, label));
    }

    // iTunes nests a narrower category in a wider one.
    private static void Nested(XmlReader reader, List<FeedTag> tags)
    {
        var (depth, empty) = (reader.Depth, reader.IsEmptyElement);
        Add();
        while (!empty && reader.Read() && !(reader.NodeType == XmlNodeType.EndElement && reader.Depth == depth))
        {
            if (reader.NodeType == XmlNodeType.Element)
                Add();
        }

        void Add()
        {
            if (reader.GetAttribute("text") is { Length: > 0 } term)
                tags.Add(new FeedTag(term, "http://www.itunes.com/"));
        }
    }

    private static bool Children(XmlReader reader, FeedTextReader texts, List<FeedTag> tags, FeedScope scope, out string text)
    {
        text = "";
        var (depth, empty, any) = (reader.Depth, reader.IsEmptyElement, false);
        while (!empty && reader.Read() && !(reader.NodeType == XmlNodeType.EndElement && reader.Depth == depth))
        {
            if (reader.NodeType == XmlNodeType.Element)
            {
                any = true;
                if (texts.Characters(scope) is { Length: > 0 } term)
                    tags.Add(new FeedTag(term));
            }
            else if (reader.NodeType is XmlNodeType.Text or XmlNodeType.CDATA)
            {
                text += reader.Value;
            }
        }

        return any;
    }
}
