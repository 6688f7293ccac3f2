using System.Globalization;
using System.Text.Json;

namespace NewsBot.Sample;

/// <summary>The page of one article, with everything around it that real pages have.</summary>
internal static class ArticlePage
{
    private const int MostRelated = 4;

    /// <param name="site">The address of the newsroom's front page.</param>
    /// <param name="article">Whose page.</param>
    /// <param name="siblings">What else the outlet has published, newest first.</param>
    public static string Write(Uri site, PublishedArticle article, IReadOnlyList<PublishedArticle> siblings) =>
        Html.Page(
            article.Outlet,
            $"{article.Title} – {article.Outlet.Name}",
            Head(site, article),
            $"""
            <main>
            {Story(article)}
            {Share(article.Outlet)}
            </main>
            {Aside(article, siblings)}
            """);

    private static string Head(Uri site, PublishedArticle article)
    {
        var address = new Uri(site, article.Path).AbsoluteUri;
        return $"""
            <link rel="canonical" href="{address}">
            <link rel="alternate" type="{article.Outlet.FeedType}" title="{Html.Text(article.Outlet.Name)}" href="{article.Outlet.FeedPath}">
            <meta property="og:type" content="article">
            <meta property="og:title" content="{Html.Text(article.Title)}">
            <meta property="og:site_name" content="{Html.Text(article.Outlet.Name)}">
            <meta property="article:published_time" content="{Instant(article.Published)}">
            <meta property="article:modified_time" content="{Instant(article.Updated)}">
            <meta name="author" content="{Html.Text(article.Byline)}">
            <meta name="description" content="{Html.Text(article.Paragraphs[0])}">
            <script type="application/ld+json">{LinkedData(address, article)}</script>
            """;
    }

    // The serialiser's default encoder escapes <, > and &, so that no text can end the script element.
    private static string LinkedData(string address, PublishedArticle article) => JsonSerializer.Serialize(new Dictionary<string, object>
    {
        ["@context"] = "https://schema.org",
        ["@type"] = "NewsArticle",
        ["headline"] = article.Title,
        ["mainEntityOfPage"] = address,
        ["datePublished"] = Instant(article.Published),
        ["dateModified"] = Instant(article.Updated),
        ["inLanguage"] = article.Outlet.Language,
        ["author"] = new Dictionary<string, string> { ["@type"] = "Person", ["name"] = article.Byline },
        ["publisher"] = new Dictionary<string, string> { ["@type"] = "NewsMediaOrganization", ["name"] = article.Outlet.Name },
    });

    private static string Story(PublishedArticle article)
    {
        var words = Furniture.For(article.Outlet);
        var updated = article.Updated == article.Published ? "" : $" · {words.Updated} {Time(article.Updated)}";
        var paragraphs = article.Paragraphs.Select(p => $"<p>{Html.Text(p)}</p>").ToList();
        return $"""
            <article>
            <header><h1>{Html.Text(article.Title)}</h1>
            <p class="byline"><span class="author">{Html.Text(article.Byline)}</span> · {Time(article.Published)}{updated}</p></header>
            <div class="story-body">
            {paragraphs[0]}
            <figure><svg width="320" height="120" role="img" aria-label="{words.Picture}"><rect width="320" height="120" fill="#c7d3df"/></svg>
            <figcaption>{words.Picture}</figcaption></figure>
            {string.Join('\n', paragraphs.Skip(1))}
            </div>
            </article>
            """;
    }

    private static string Share(Outlet outlet)
    {
        var words = Furniture.For(outlet);
        var buttons = string.Concat(words.ShareBy.Select(s => $"""<li><button type="button">{s}</button></li>"""));
        return $"""<div class="share"><p>{words.Share}</p><ul>{buttons}</ul></div>""";
    }

    private static string Aside(PublishedArticle article, IReadOnlyList<PublishedArticle> siblings)
    {
        var words = Furniture.For(article.Outlet);
        var related = string.Concat(siblings.Where(s => s != article).Take(MostRelated)
            .Select(s => $"""<li><a href="{s.Path}">{Html.Text(s.Title)}</a></li>"""));
        return $"""
            <aside aria-label="{words.Related}"><h2>{words.Related}</h2><ul>{related}</ul>
            <form><p><label>{words.Newsletter} <input type="email" autocomplete="off"></label> <button type="button">{words.Subscribe}</button></p></form>
            </aside>
            """;
    }

    private static string Time(DateTimeOffset at) =>
        $"""<time datetime="{Instant(at)}" dir="ltr">{at.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)} UTC</time>""";

    private static string Instant(DateTimeOffset at) => at.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
