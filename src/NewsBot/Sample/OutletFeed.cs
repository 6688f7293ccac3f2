using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using System.Xml;
using System.Xml.Linq;

namespace NewsBot.Sample;

/// <summary>Writes an outlet's feed: RSS 2.0, Atom or JSON Feed 1.1.</summary>
internal static class OutletFeed
{
    private static readonly XNamespace Atom = "http://www.w3.org/2005/Atom";
    private static readonly XNamespace Content = "http://purl.org/rss/1.0/modules/content/";
    private static readonly XNamespace Creator = "http://purl.org/dc/elements/1.1/";
    private static readonly JsonSerializerOptions Readable = new()
    {
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
        WriteIndented = true,
    };

    /// <param name="site">The address of the newsroom's front page.</param>
    /// <param name="outlet">Whose feed.</param>
    /// <param name="articles">Its articles, newest first.</param>
    public static string Write(Uri site, Outlet outlet, IReadOnlyList<PublishedArticle> articles) => outlet.Format switch
    {
        FeedFormat.Atom => Xml(WriteAtom(site, outlet, articles)),
        FeedFormat.Json => WriteJson(site, outlet, articles),
        _ => Xml(WriteRss(site, outlet, articles)),
    };

    private static string About(Outlet outlet) => $"{outlet.Name}: an invented outlet of NewsBot's sample newsroom";

    private static string Link(Uri site, string path) => new Uri(site, path).AbsoluteUri;

    private static XElement WriteRss(Uri site, Outlet outlet, IReadOnlyList<PublishedArticle> articles) =>
        new("rss",
            new XAttribute("version", "2.0"),
            new XAttribute(XNamespace.Xmlns + "atom", Atom),
            new XAttribute(XNamespace.Xmlns + "content", Content),
            new XAttribute(XNamespace.Xmlns + "dc", Creator),
            new XElement("channel",
                new XElement("title", outlet.Name + " (sample)"),
                new XElement("link", Link(site, outlet.HomePath)),
                new XElement("description", About(outlet)),
                new XElement("language", outlet.Language),
                new XElement(Atom + "link",
                    new XAttribute("rel", "self"),
                    new XAttribute("type", outlet.FeedType),
                    new XAttribute("href", Link(site, outlet.FeedPath))),
                articles.Select(a => new XElement("item",
                    new XElement("title", a.Title),
                    new XElement("link", Link(site, a.Path)),
                    new XElement("guid", new XAttribute("isPermaLink", "true"), Link(site, a.Path)),
                    new XElement(Creator + "creator", a.Byline),
                    new XElement("pubDate", a.Published.ToString("r", CultureInfo.InvariantCulture)),
                    a.Updated == a.Published ? null : new XElement(Atom + "updated", Instant(a.Updated)),
                    new XElement("description", a.Paragraphs[0]),
                    outlet.FullText ? new XElement(Content + "encoded", new XCData(Markup(a))) : null))));

    private static XElement WriteAtom(Uri site, Outlet outlet, IReadOnlyList<PublishedArticle> articles) =>
        new(Atom + "feed",
            new XAttribute(XNamespace.Xml + "lang", outlet.Language),
            new XElement(Atom + "title", outlet.Name + " (sample)"),
            new XElement(Atom + "subtitle", About(outlet)),
            new XElement(Atom + "id", Link(site, outlet.HomePath)),
            new XElement(Atom + "updated", Instant(articles.Select(a => a.Updated).DefaultIfEmpty().Max())),
            AtomLink("self", outlet.FeedType, Link(site, outlet.FeedPath)),
            AtomLink("alternate", "text/html", Link(site, outlet.HomePath)),
            articles.Select(a => new XElement(Atom + "entry",
                new XElement(Atom + "title", a.Title),
                new XElement(Atom + "id", Link(site, a.Path)),
                AtomLink("alternate", "text/html", Link(site, a.Path)),
                new XElement(Atom + "author", new XElement(Atom + "name", a.Byline)),
                new XElement(Atom + "published", Instant(a.Published)),
                new XElement(Atom + "updated", Instant(a.Updated)),
                new XElement(Atom + "summary", a.Paragraphs[0]))));

    private static XElement AtomLink(string relation, string type, string address) =>
        new(Atom + "link", new XAttribute("rel", relation), new XAttribute("type", type), new XAttribute("href", address));

    private static string WriteJson(Uri site, Outlet outlet, IReadOnlyList<PublishedArticle> articles) =>
        JsonSerializer.Serialize(
            new
            {
                version = "https://jsonfeed.org/version/1.1",
                title = outlet.Name + " (sample)",
                description = About(outlet),
                home_page_url = Link(site, outlet.HomePath),
                feed_url = Link(site, outlet.FeedPath),
                language = outlet.Language,
                items = articles.Select(a => new
                {
                    id = Link(site, a.Path),
                    url = Link(site, a.Path),
                    title = a.Title,
                    summary = a.Paragraphs[0],
                    content_html = Markup(a),
                    date_published = Instant(a.Published),
                    date_modified = Instant(a.Updated),
                    authors = new[] { new { name = a.Byline } },
                }),
            },
            Readable);

    private static string Markup(PublishedArticle article) =>
        string.Concat(article.Paragraphs.Select(p => $"<p>{Html.Text(p)}</p>"));

    private static string Instant(DateTimeOffset at) => at.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static string Xml(XElement root)
    {
        var text = new StringBuilder("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n");
        using (var writer = XmlWriter.Create(text, new XmlWriterSettings { OmitXmlDeclaration = true, Indent = true }))
            root.Save(writer);
        return text.ToString();
    }
}
