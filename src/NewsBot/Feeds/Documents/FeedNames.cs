using System.Collections.Frozen;

namespace NewsBot.Feeds.Documents;

/// <summary>What an element of a feed means, whichever format spells it.</summary>
internal enum Field
{
    None,
    Channel,
    Entry,
    Title,
    Link,
    Id,
    Description,
    Summary,
    Content,
    FullText,
    Author,
    AuthorName,
    Publisher,
    Published,
    Updated,
    Created,
    Category,
    CategoryText,
    Keywords,
    Subject,
    Comments,
    Enclosure,
    Source,
    Image,
    ImageLink,
    Language,
    Rights,
    TimeToLive,
    SkipHours,
    UpdatePeriod,
    UpdateFrequency,
    MediaGroup,
    MediaTitle,
    MediaText,
    Owner,
    Subtitle,
    License,
    MediaThumbnail,
    MediaCategory,
}

/// <summary>The vocabularies: namespace and local name to <see cref="Field"/>. Local names are compared without
/// case.</summary>
internal static class FeedNames
{
    public const string Xhtml = "http://www.w3.org/1999/xhtml";
    private const string DublinCore = "http://purl.org/dc/elements/1.1/";
    private const string Itunes = "http://www.itunes.com/dtds/podcast-1.0.dtd";

    /// <summary>The usual prefixes, for documents that forget to declare them.</summary>
    public static readonly FrozenDictionary<string, string> Prefixes = new Dictionary<string, string>
    {
        ["atom"] = "http://www.w3.org/2005/Atom",
        ["content"] = "http://purl.org/rss/1.0/modules/content/",
        ["dc"] = DublinCore,
        ["dcterms"] = "http://purl.org/dc/terms/",
        ["itunes"] = Itunes,
        ["media"] = "http://search.yahoo.com/mrss/",
        ["rdf"] = "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
        ["rss"] = "http://purl.org/rss/1.0/",
        ["sy"] = "http://purl.org/rss/1.0/modules/syndication/",
        ["xhtml"] = Xhtml,
    }.ToFrozenDictionary();

    private static readonly FrozenDictionary<string, Field> Core = new Dictionary<string, Field>
    {
        ["channel"] = Field.Channel,
        ["item"] = Field.Entry,
        ["entry"] = Field.Entry,
        ["product"] = Field.Entry,
        ["title"] = Field.Title,
        ["link"] = Field.Link,
        ["guid"] = Field.Id,
        ["id"] = Field.Id,
        ["description"] = Field.Description,
        ["subtitle"] = Field.Description,
        ["tagline"] = Field.Description,
        ["abstract"] = Field.Description,
        ["info"] = Field.None,
        ["summary"] = Field.Summary,
        ["content"] = Field.Content,
        ["body"] = Field.FullText,
        ["fullitem"] = Field.FullText,
        ["author"] = Field.Author,
        ["managingeditor"] = Field.AuthorName,
        ["webmaster"] = Field.Publisher,
        ["pubdate"] = Field.Published,
        ["published"] = Field.Published,
        ["issued"] = Field.Published,
        ["updated"] = Field.Updated,
        ["modified"] = Field.Updated,
        ["lastbuilddate"] = Field.Updated,
        ["created"] = Field.Created,
        ["category"] = Field.Category,
        ["tags"] = Field.Keywords,
        ["tag"] = Field.Subject,
        ["comments"] = Field.Comments,
        ["enclosure"] = Field.Enclosure,
        ["source"] = Field.Source,
        ["image"] = Field.Image,
        ["logo"] = Field.ImageLink,
        ["language"] = Field.Language,
        ["copyright"] = Field.Rights,
        ["rights"] = Field.Rights,
        ["ttl"] = Field.TimeToLive,
        ["skiphours"] = Field.SkipHours,
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenDictionary<string, Field> Dc = new Dictionary<string, Field>
    {
        ["title"] = Field.Title,
        ["description"] = Field.Description,
        ["creator"] = Field.AuthorName,
        ["author"] = Field.AuthorName,
        ["publisher"] = Field.Publisher,
        ["date"] = Field.Updated,
        ["issued"] = Field.Published,
        ["modified"] = Field.Updated,
        ["created"] = Field.Created,
        ["subject"] = Field.Subject,
        ["language"] = Field.Language,
        ["rights"] = Field.Rights,
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenDictionary<string, Field> Podcast = new Dictionary<string, Field>
    {
        ["title"] = Field.MediaTitle,
        ["author"] = Field.AuthorName,
        ["summary"] = Field.Summary,
        ["subtitle"] = Field.Subtitle,
        ["owner"] = Field.Owner,
        ["category"] = Field.CategoryText,
        ["keywords"] = Field.Keywords,
        ["image"] = Field.ImageLink,
        ["link"] = Field.Link,
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenDictionary<string, Field> Media = new Dictionary<string, Field>
    {
        ["group"] = Field.MediaGroup,
        ["content"] = Field.MediaGroup,
        ["title"] = Field.MediaTitle,
        ["description"] = Field.MediaText,
        ["thumbnail"] = Field.MediaThumbnail,
        ["category"] = Field.MediaCategory,
        ["keywords"] = Field.Keywords,
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenDictionary<string, Field> Licenses =
        new Dictionary<string, Field> { ["license"] = Field.License }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenDictionary<string, Field> Full = new Dictionary<string, Field>
    {
        ["encoded"] = Field.FullText,
        ["body"] = Field.FullText,
        ["updateperiod"] = Field.UpdatePeriod,
        ["updatefrequency"] = Field.UpdateFrequency,
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenDictionary<string, FrozenDictionary<string, Field>> Vocabularies =
        new Dictionary<string, FrozenDictionary<string, Field>>
        {
            [""] = Core,
            ["http://purl.org/rss/1.0"] = Core,
            ["http://purl.org/net/rss1.1"] = Core,
            ["http://my.netscape.com/rdf/simple/0.9"] = Core,
            ["http://channel.netscape.com/rdf/simple/0.9"] = Core,
            ["http://purl.org/atom/ns"] = Core,
            ["http://www.w3.org/2005/atom"] = Core,
            ["http://purl.org/rss/1.0/modules/rss091"] = Core,
            ["http://blogs.law.harvard.edu/tech/rss"] = Core,
            ["http://www.w3.org/1999/02/22-rdf-syntax-ns"] = FrozenDictionary<string, Field>.Empty,
            ["http://purl.org/dc/elements/1.1"] = Dc,
            ["http://purl.org/dc/elements/1.0"] = Dc,
            ["http://purl.org/dc/terms"] = Dc,
            ["http://purl.org/rss/1.0/modules/content"] = Full,
            ["http://purl.org/rss/1.0/modules/syndication"] = Full,
            ["http://www.w3.org/1999/xhtml"] = Full,
            ["http://www.itunes.com/dtds/podcast-1.0.dtd"] = Podcast,
            ["http://backend.userland.com/creativeCommonsRssModule"] = Licenses,
            ["http://cyber.law.harvard.edu/rss/creativeCommonsRssModule.html"] = Licenses,
            ["http://web.resource.org/cc"] = Licenses,
            ["http://search.yahoo.com/mrss"] = Media,
            ["http://tools.search.yahoo.com/mrss"] = Media,
            ["http://video.search.yahoo.com/mrss"] = Media,
        }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>The names of a namespace that matter here; none for vocabularies that do not.</summary>
    /// <param name="space">Namespace address.</param>
    /// <param name="rootSpace">Namespace of the document's root: whatever it is, the core names in it are core.</param>
    public static FrozenDictionary<string, Field> Of(string space, string rootSpace)
    {
        if (Vocabularies.TryGetValue(space.TrimEnd('/', '#'), out var vocabulary))
            return vocabulary;
        return space == rootSpace || IsUserlandRss(space) ? Core : FrozenDictionary<string, Field>.Empty;
    }

    /// <summary>Whether a namespace is one of a vocabulary that adds to the formats, and not of a format.</summary>
    public static bool IsModule(string space) => Vocabularies.TryGetValue(space.TrimEnd('/', '#'), out var names) && names != Core;

    private static bool IsUserlandRss(string space) =>
        space.StartsWith("http://backend.userland.com/", StringComparison.OrdinalIgnoreCase);
}
