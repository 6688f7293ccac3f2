using System.Text.RegularExpressions;
using Dapper;
using NewsBot.Desk;
using NewsBot.Sample;
using NewsBot.Statements;
using NewsBot.Storage;
using NewsBot.Stories.Readings;
using NewsBot.Text.Pages;

namespace NewsBot.Torture.Proof;

/// <summary>Somebody's words in an article, which must become a statement and be told to whoever follows its topic.</summary>
/// <param name="Path">The article's address on the sample newsroom's site.</param>
internal sealed record DueReport(string Path, string Words);

/// <summary>What a day of the sample newsroom has to bring: read from the day itself, and not from what a node made of it. The one article
/// that is revised in the course of the day is left aside: a node may have been dead while its first text was out.</summary>
internal sealed partial record SampleDay(IReadOnlyList<DueReport> Reports)
{
    private static readonly Uri Site = new("http://127.0.0.1:9/");
    private static readonly string[] Topics = ["pak-us", "intra-afghan"];

    public static SampleDay Of(NewsroomState state)
    {
        var reader = ArticleUnderstanding.Of(Newsdesk.Load());
        var edition = Edition.At(DraftArticle.All, state);
        var revised = DraftArticle.All.Where(d => d.Revises).Select(d => (d.Outlet, d.Slug)).ToHashSet();
        var news = DraftArticle.All.Where(d => d.Step > 0 && !revised.Contains((d.Outlet, d.Slug))).Select(d => (d.Outlet, d.Slug)).ToHashSet();
        var due = new List<DueReport>();
        foreach (var article in edition.Articles.Where(a => news.Contains((a.Outlet, a.Slug))))
        {
            var page = PageReader.Read(ArticlePage.Write(Site, article, edition.Of(article.Outlet)), new Uri(Site, article.Path));
            var understood = reader.Read(article.Title, page.Text, DateOnly.FromDateTime(article.Published.UtcDateTime), default);
            due.AddRange(understood.Reports
                .Where((r, i) => r.LeftOut is null && understood.ReportTopics[i].Any(t => Topics.Contains(t.Topic)))
                .Select(r => new DueReport(article.Path, Plain(r.Words))));
        }

        return new SampleDay(due);
    }

    /// <summary>The reports that a newsroom does not have, and the statements of the others that are news: one that joined what a backlog
    /// told is none.</summary>
    public async Task<(IReadOnlyList<DueReport> Missing, IReadOnlySet<long> Statements)> FindAsync(NewsDb db)
    {
        await using var connection = await db.OpenAsync(default);
        var kept = (await connection.QueryAsync<(string Url, string Spans, string Text, long Statement, bool Backlog)>(
            """
            select a.url, r.content_spans, v.text, t.id, t.backlog from report r
            join article a on a.id = r.article_id
            join article_revision v on v.article_id = r.article_id and v.revision = r.revision
            join statement t on t.id = r.statement_id
            """)).ToLookup(r => new DueReport(new Uri(r.Url).AbsolutePath, Plain(Spans.Slice(r.Text, Spans.Read(r.Spans)) ?? "")));
        return (
            [.. Reports.Where(r => !kept.Contains(r))],
            Reports.SelectMany(r => kept[r]).Where(r => !r.Backlog).Select(r => r.Statement).ToHashSet());
    }

    private static string Plain(string words) => White().Replace(words, " ").Trim();

    [GeneratedRegex(@"\s+")]
    private static partial Regex White();
}
