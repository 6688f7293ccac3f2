using System.Collections.Frozen;
using System.Globalization;
using System.Xml;

namespace NewsBot.Feeds.Documents;

/// <summary>Walks an XML feed of any format in one pass.</summary>
internal sealed class FeedXml(XmlReader reader, FeedOrigin origin)
{
    private readonly FeedTextReader texts = new(reader);
    private readonly FeedPeople people = new(reader);
    private readonly Dictionary<string, FrozenDictionary<string, Field>> vocabularies = new(ReferenceEqualityComparer.Instance);
    private ParsedFeed feed = null!;
    private string rootSpace = "";
    private bool atom;

    /// <summary>The feed; null when the document's root is none of the formats'.</summary>
    /// <exception cref="XmlException">The document is not well-formed.</exception>
    public ParsedFeed? Read()
    {
        if (FindRoot() is not { } version)
            return null;
        feed = new ParsedFeed { Version = version };
        feed.Head.Language = origin.ContentLanguage;
        rootSpace = reader.NamespaceURI;
        atom = version.StartsWith("atom", StringComparison.Ordinal);
        var scope = new FeedScope(origin.Address, origin.ContentLanguage).Enter(reader);
        feed.Head.Language = scope.Language ?? feed.Head.Language;
        Attributes(feed.Head, scope);
        Children(scope, (field, inner) => Part(feed.Head, field, inner, isHead: true));
        return feed;
    }

    // Some servers wrap their feed in a page: it is looked for among the first elements.
    private string? FindRoot()
    {
        for (var elements = 0; elements < 20 && reader.Read();)
        {
            if (reader.NodeType != XmlNodeType.Element)
                continue;
            elements++;
            if (reader.NamespaceURI != FeedNames.Xhtml && FeedVersion.Of(reader) is { } version)
                return version;
        }

        return null;
    }

    /// <summary>Calls the handler on each child element; it must leave the reader on the child's last node.</summary>
    private void Children(FeedScope scope, Action<Field, FeedScope> handle)
    {
        if (reader.IsEmptyElement)
            return;
        var depth = reader.Depth;
        FeedParser.CheckDepth(reader);
        while (reader.Read() && !(reader.NodeType == XmlNodeType.EndElement && reader.Depth == depth))
        {
            if (reader.NodeType == XmlNodeType.Element)
                handle(FieldHere(), scope.Enter(reader));
        }
    }

    // A reader gives the same string for the same namespace, so that the few of a document can be told apart by reference.
    private Field FieldHere()
    {
        var space = reader.NamespaceURI;
        if (!vocabularies.TryGetValue(space, out var names))
            vocabularies[space] = names = FeedNames.Of(space, rootSpace);
        return names.GetValueOrDefault(reader.LocalName);
    }

    private void Skip()
    {
        if (reader.IsEmptyElement)
            return;
        var depth = reader.Depth;
        while (reader.Read() && !(reader.NodeType == XmlNodeType.EndElement && reader.Depth == depth))
            FeedParser.CheckDepth(reader);
    }

    private void Part(FeedEntry entry, Field field, FeedScope scope, bool isHead)
    {
        switch (field)
        {
            case Field.Channel when isHead:
                Attributes(entry, scope);
                feed.Head.Language = scope.Language ?? feed.Head.Language;
                Children(scope, (inner, s) => Part(entry, inner, s, isHead: true));
                break;
            case Field.Entry when isHead && feed.Entries.Count < FeedParser.MaxEntries:
                Entry(scope);
                break;
            case Field.Source when !isHead:
                Source(entry, scope);
                break;
            case Field.TimeToLive or Field.SkipHours or Field.UpdatePeriod or Field.UpdateFrequency when isHead:
                Timing(field, scope);
                break;
            case Field.Owner when isHead:
                entry.Publisher = people.Element(scope).Text;
                break;
            case Field.Subtitle when isHead:
                Text(entry, Field.Description, scope, isHead);
                break;
            case Field.MediaGroup:
                Children(scope, (inner, s) => Part(entry, inner, s, isHead));
                break;
            case Field.Title or Field.Description or Field.Summary or Field.Content or Field.FullText or Field.Rights
                or Field.MediaTitle or Field.MediaText:
                Text(entry, field, scope, isHead);
                break;
            case Field.Author:
                if (people.Element(scope) is var author && (atom || author.Text.Length > 0))
                    entry.Authors.Add(author);
                break;
            case Field.AuthorName or Field.Publisher:
                Person(entry, field, scope);
                break;
            default:
                Detail(entry, field, scope);
                break;
        }
    }

    private void Entry(FeedScope scope)
    {
        var entry = new FeedEntry();
        if (scope.Language is { } language)
            entry.Language = language;
        var about = reader.GetAttribute("about", "http://www.w3.org/1999/02/22-rdf-syntax-ns#");
        feed.Entries.Add(entry);
        Attributes(entry, scope);
        Children(scope, (field, inner) => Part(entry, field, inner, isHead: false));
        entry.Id ??= about;
        if (entry.Link is null && entry.Id is { } id && idIsLink)
            entry.Link = id;
        idIsLink = false;
    }

    private bool idIsLink;

    // CDF keeps on the element what others keep in children.
    private void Attributes(FeedEntry entry, FeedScope scope)
    {
        if (!reader.HasAttributes)
            return;
        entry.Updated ??= FeedDates.Parse(reader.GetAttribute("lastmod") ?? reader.GetAttribute("LASTMOD"));
        if ((reader.GetAttribute("href") ?? reader.GetAttribute("HREF")) is not { Length: > 0 } href)
            return;
        entry.Link = scope.Resolve(href.Trim());
        entry.Links.Add(new FeedLink(entry.Link, "alternate", null));
    }

    private void Source(FeedEntry entry, FeedScope scope)
    {
        var source = entry.Source = new FeedEntry();
        if (reader.GetAttribute("url") is { } url)
        {
            source.Link = scope.Resolve(url.Trim());
            source.Title = texts.Rss(scope, html: false);
        }
        else if (atom || reader.NamespaceURI == FeedNames.Prefixes["atom"])
        {
            Children(scope, (field, inner) => Part(source, field, inner, isHead: false));
        }
        else
        {
            source.Title = texts.Rss(scope, html: false);
        }
    }

    private void Text(FeedEntry entry, Field field, FeedScope scope, bool isHead)
    {
        var isAtom = atom || (reader.NamespaceURI == FeedNames.Prefixes["atom"]);
        if (field == Field.Content && reader.GetAttribute("src") is { } remote)
            entry.Links.Add(new FeedLink(scope.Resolve(remote), "content", reader.GetAttribute("type")));
        var isXhtml = reader.NamespaceURI == FeedNames.Xhtml;
        var isModule = field == Field.MediaTitle || FeedNames.IsModule(reader.NamespaceURI);
        var text = isAtom && field is not Field.FullText
            ? texts.Atom(scope, atom ? feed.Version : "atom10")
            : texts.Rss(scope, html: field is Field.Description or Field.Summary or Field.Content or Field.FullText && !isHead);
        if (isXhtml)
            text = text with { MediaType = "application/xhtml+xml" };
        switch (field)
        {
            case Field.Title or Field.MediaTitle:
                Title(entry, text, isModule);
                break;
            case Field.Rights:
                entry.Rights = text;
                break;
            case Field.MediaText:
                entry.Summary ??= text;
                break;
            case Field.Content or Field.FullText when !isHead:
                entry.Contents.Add(text);
                break;
            case Field.Summary or Field.Description when !isHead && entry.Summary is not null:
                // Of two texts the first is the summary, and the other one the longer text.
                entry.Contents.Add(text);
                break;
            default:
                if (entry.Summary is null || field == Field.Description)
                    entry.Summary = text;
                break;
        }
    }

    // An entry's own title goes before that of a picture in it, or of a module, wherever it stands.
    private void Title(FeedEntry entry, FeedText text, bool isModule)
    {
        if (entry.Title is { Value.Length: > 0 } && (isModule || titledByModule != entry || text.Value.Length == 0))
            return;
        entry.Title = text;
        titledByModule = isModule ? entry : null;
    }

    private FeedEntry? titledByModule;

    private void Person(FeedEntry entry, Field field, FeedScope scope)
    {
        var text = texts.Characters(scope);
        if (text.Length == 0)
            return;
        if (field == Field.Publisher)
            entry.Publisher = text;
        else
            entry.Authors.Add(FeedPeople.Parse(text));
    }

    private void Detail(FeedEntry entry, Field field, FeedScope scope)
    {
        switch (field)
        {
            case Field.License:
                License(entry, scope);
                break;
            case Field.Link or Field.Enclosure:
                Link(entry, field, scope);
                break;
            case Field.Id:
                var permanent = !string.Equals(reader.GetAttribute("isPermaLink"), "false", StringComparison.OrdinalIgnoreCase);
                var isGuid = reader.LocalName.Equals("guid", StringComparison.OrdinalIgnoreCase);
                var id = texts.Characters(scope);
                entry.Id = permanent && id.Length > 0 ? scope.Resolve(id) : id;
                idIsLink = isGuid && permanent;
                break;
            case Field.Published:
                entry.Published = FeedDates.Parse(texts.Characters(scope)) ?? entry.Published;
                break;
            case Field.Updated:
                entry.Updated = FeedDates.Parse(texts.Characters(scope)) ?? entry.Updated;
                break;
            case Field.Created:
                entry.Created = FeedDates.Parse(texts.Characters(scope)) ?? entry.Created;
                break;
            case Field.Category or Field.CategoryText or Field.MediaCategory or Field.Subject or Field.Keywords:
                FeedTags.Read(reader, texts, entry.Tags, field, scope);
                break;
            case Field.Comments:
                entry.Comments = scope.Resolve(texts.Characters(scope));
                break;
            case Field.Language:
                entry.Language = texts.Characters(scope);
                break;
            case Field.Image or Field.ImageLink or Field.MediaThumbnail:
                Image(entry, scope);
                break;
            default:
                Skip();
                break;
        }
    }

    private void License(FeedEntry entry, FeedScope scope)
    {
        var resource = reader.GetAttribute("resource", FeedNames.Prefixes["rdf"]);
        var text = texts.Characters(scope);
        if ((resource ?? text) is { Length: > 0 } address)
            entry.Links.Add(new FeedLink(scope.Resolve(address.Trim()), "license", null));
    }

    private void Link(FeedEntry entry, Field field, FeedScope scope)
    {
        var relation = field == Field.Link ? reader.GetAttribute("rel")?.Trim() ?? "alternate" : "enclosure";
        var type = reader.GetAttribute("type")?.Trim();
        var (title, length) = (reader.GetAttribute("title"), reader.GetAttribute("length") ?? reader.GetAttribute("fileSize"));
        var written = reader.GetAttribute("href") ?? reader.GetAttribute("url");
        var inner = texts.Characters(scope);
        var address = (written ?? inner).Trim();
        var absolute = address.Length == 0 ? null : scope.Resolve(address);
        type ??= relation == "self" ? "application/atom+xml" : field == Field.Link ? "text/html" : null;
        entry.Links.Add(new FeedLink(absolute, relation, type, title, length));
        if (relation == "alternate" && type is null or "text/html" or "application/xhtml+xml" && absolute is not null)
            entry.Link ??= absolute;
        else if (relation == "image")
            entry.Image ??= absolute;
        else if (relation == "hub")
            feed.Hub ??= absolute;
    }

    private void Image(FeedEntry entry, FeedScope scope)
    {
        var written = reader.GetAttribute("href") ?? reader.GetAttribute("url");
        if (written is not null)
        {
            entry.Image ??= scope.Resolve(written.Trim());
            Skip();
        }
        else if (reader.LocalName.Equals("logo", StringComparison.OrdinalIgnoreCase))
        {
            entry.Image ??= scope.Resolve(texts.Characters(scope));
        }
        else
        {
            Children(scope, (_, inner) =>
            {
                if (reader.LocalName.Equals("url", StringComparison.OrdinalIgnoreCase))
                    entry.Image ??= inner.Resolve(texts.Characters(inner));
                else
                    Skip();
            });
        }
    }

    private int? Number(FeedScope scope) =>
        int.TryParse(texts.Characters(scope), NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) ? number : null;

    private void Timing(Field field, FeedScope scope)
    {
        switch (field)
        {
            case Field.TimeToLive:
                if (Number(scope) is { } minutes and > 0 and < 100_000)
                    feed.TimeToLive = TimeSpan.FromMinutes(minutes);
                break;
            case Field.UpdatePeriod:
                feed.UpdatePeriod ??= texts.Characters(scope).Trim().ToLowerInvariant() switch
                {
                    "hourly" => TimeSpan.FromHours(1),
                    "daily" => TimeSpan.FromDays(1),
                    "weekly" => TimeSpan.FromDays(7),
                    "monthly" => TimeSpan.FromDays(30),
                    "yearly" => TimeSpan.FromDays(365),
                    _ => null,
                };
                break;
            case Field.UpdateFrequency:
                if (Number(scope) is { } times and > 0 and < 100_000)
                    feed.UpdateFrequency = times;
                break;
            default:
                Children(scope, (_, inner) =>
                {
                    if (Number(inner) is { } hour and >= 0 and <= 24 && !feed.SkipHours.Contains(hour % 24))
                        feed.SkipHours.Add(hour % 24);
                });
                break;
        }
    }
}
