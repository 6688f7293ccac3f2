using System.Text;
using System.Xml;

namespace NewsBot.Feeds.Documents;

/// <summary>Reads categories, subjects and keywords.</summary>
internal static class FeedTags
{
    private const StringSplitOptions Tidy = StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries;
    private const string MediaScheme = "http://search.yahoo.com/mrss/category_schema";
    private const string ItunesScheme = "http://www.itunes.com/";

    // Each is compared with those before it.
    private const int MaxTags = 500;

    public static void Read(XmlReader reader, FeedTextReader texts, List<FeedTag> tags, Field field, FeedScope scope)
    {
        switch (field)
        {
            case Field.CategoryText:
                Nested(reader, tags);
                break;
            case Field.Keywords:
                var scheme = reader.NamespaceURI.Contains("itunes.com", StringComparison.OrdinalIgnoreCase) ? ItunesScheme : null;
                if (!Children(reader, texts, tags, scope, out var text))
                {
                    foreach (var word in text.Split(text.Contains(',') ? ',' : ' ', Tidy))
                        Add(tags, new FeedTag(word, scheme));
                }

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
            Add(tags, new FeedTag(term, scheme, label));
    }

    private static void Add(List<FeedTag> tags, FeedTag tag)
    {
        if (tags.Count < MaxTags && !tags.Contains(tag))
            tags.Add(tag);
    }

    // iTunes nests a narrower category in a wider one.
    private static void Nested(XmlReader reader, List<FeedTag> tags)
    {
        var (depth, empty) = (reader.Depth, reader.IsEmptyElement);
        Note();
        while (!empty && reader.Read() && !(reader.NodeType == XmlNodeType.EndElement && reader.Depth == depth))
        {
            FeedParser.CheckDepth(reader);
            if (reader.NodeType == XmlNodeType.Element)
                Note();
        }

        void Note()
        {
            if (reader.GetAttribute("text") is { Length: > 0 } term)
                Add(tags, new FeedTag(term, ItunesScheme));
        }
    }

    private static bool Children(XmlReader reader, FeedTextReader texts, List<FeedTag> tags, FeedScope scope, out string text)
    {
        var whole = new StringBuilder();
        var (depth, empty, any) = (reader.Depth, reader.IsEmptyElement, false);
        while (!empty && reader.Read() && !(reader.NodeType == XmlNodeType.EndElement && reader.Depth == depth))
        {
            if (reader.NodeType == XmlNodeType.Element)
            {
                any = true;
                if (texts.Characters(scope) is { Length: > 0 } term)
                    Add(tags, new FeedTag(term));
            }
            else if (reader.NodeType is XmlNodeType.Text or XmlNodeType.CDATA)
            {
                whole.Append(reader.Value);
            }
        }

        text = whole.ToString();
        return any;
    }
}
