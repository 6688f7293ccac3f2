using System.Globalization;

namespace NewsBot.Sample;

/// <summary>The pages that list: the newsroom's front page, an outlet's home page, and the one for an address that is none.</summary>
internal static class ListPages
{
    public static string Front(NewsroomSite.View view) =>
        Html.Page(
            null,
            "NewsBot sample newsroom",
            "",
            $"""
            <main>
            <h1>NewsBot sample newsroom</h1>
            <p>Seven invented outlets with real feeds. {view.Progress}</p>
            <h2>Outlets</h2>
            <table><thead><tr><th scope="col">Outlet</th><th scope="col">Feed</th><th scope="col">Articles</th></tr></thead><tbody>
            {string.Join('\n', Outlet.All.Select(o => Row(o, view.Edition.Of(o).Count)))}
            </tbody></table>
            <h2>Published so far</h2>
            {List(view.Edition.Articles)}
            </main>
            """);

    public static string Home(Uri site, Outlet outlet, IReadOnlyList<PublishedArticle> articles) =>
        Html.Page(
            outlet,
            $"{outlet.Name} (sample)",
            $"""
            <link rel="canonical" href="{new Uri(site, outlet.HomePath).AbsoluteUri}">
            <link rel="alternate" type="{outlet.FeedType}" title="{Html.Text(outlet.Name)}" href="{outlet.FeedPath}">
            """,
            $"""
            <main>
            <h1>{Html.Text(outlet.Name)}</h1>
            {List(articles)}
            </main>
            """);

    public static string Missing(Uri site) =>
        Html.Page(
            null,
            "No such page in the sample newsroom",
            "",
            $"""<main><h1>No such page</h1><p>The <a href="{site.AbsoluteUri}">front page</a> lists what is published.</p></main>""");

    private static string Row(Outlet outlet, int articles) => $"""
        <tr><td><a href="{outlet.HomePath}" lang="{outlet.Language}">{Html.Text(outlet.Name)}</a></td><td><a href="{outlet.FeedPath}">{outlet.FormatName}</a></td><td>{articles}</td></tr>
        """;

    private static string List(IReadOnlyList<PublishedArticle> articles) =>
        $"<ul>{string.Join('\n', articles.Select(Item))}</ul>";

    private static string Item(PublishedArticle article)
    {
        var direction = article.Outlet.RightToLeft ? "rtl" : "ltr";
        var time = article.Published.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
        return $"""
            <li lang="{article.Outlet.Language}" dir="{direction}"><a href="{article.Path}">{Html.Text(article.Title)}</a> · {Html.Text(article.Outlet.Name)} · <bdi dir="ltr">{time} UTC</bdi></li>
            """;
    }
}
