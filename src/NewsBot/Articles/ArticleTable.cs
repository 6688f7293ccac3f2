using Dapper;
using NewsBot.Storage;

namespace NewsBot.Articles;

/// <summary>Articles, their texts and every revision of them.</summary>
public sealed class ArticleTable(NewsDb db)
{
    private const string Columns =
        """
        article.id, article.url, article.source_id, article.title, byline, language, article.published, article.found,
        article.backlog, state, article.revision, text, text_hash, from_feed, attempts, next_try, article.etag,
        article.last_modified, doubted_hash, article.problem, article.problem_text
        """;

    /// <summary>An article by its row; null when there is none.</summary>
    public async Task<Article?> FindAsync(long id, CancellationToken cancellationToken)
    {
        await using var connection = await db.OpenAsync(cancellationToken);
        return await connection.QuerySingleOrDefaultAsync<Article>($"select {Columns} from article where id = @id", new { id });
    }

    /// <summary>An article by any address under which it is known: its own, one that differs only by what
    /// <see cref="ArticleKey"/> leaves out, or one that a feed announced. Null when there is none.</summary>
    public async Task<Article?> FindByUrlAsync(string url, CancellationToken cancellationToken)
    {
        await using var connection = await db.OpenAsync(cancellationToken);
        return await connection.QueryFirstOrDefaultAsync<Article>(
            $"""
            select {Columns} from article where key = @key or url = @url
            union all
            select {Columns} from article join feed_item on article_id = article.id where feed_item.url = @url
            limit 1
            """,
            new { key = ArticleKey.Of(url), url = url.Trim() });
    }

    /// <summary>The text of a revision; null when there is none. Offsets of reports count in it.</summary>
    public async Task<string?> RevisionTextAsync(long articleId, int revision, CancellationToken cancellationToken)
    {
        await using var connection = await db.OpenAsync(cancellationToken);
        return await connection.ExecuteScalarAsync<string?>(
            "select text from article_revision where article_id = @articleId and revision = @revision",
            new { articleId, revision });
    }

    /// <summary>Articles whose page is to be fetched now: those to be announced first, then the newest; of each site in turn, so that one
    /// of which many wait does not keep the others waiting.</summary>
    internal async Task<IReadOnlyList<Article>> DueAsync(DateTimeOffset now, int limit, CancellationToken cancellationToken)
    {
        await using var connection = await db.OpenAsync(cancellationToken);
        var waiting = await connection.QueryAsync<(long Id, string Url, bool Backlog)>(
            "select id, url, backlog from article where next_try <= @now order by backlog, id desc limit @most",
            new { now, most = limit * 20 });
        var next = waiting
            .GroupBy(w => (w.Backlog, new Uri(w.Url).Authority))
            .SelectMany(site => site.Select((w, turn) => (w.Id, w.Backlog, Turn: turn)))
            .OrderBy(w => w.Backlog).ThenBy(w => w.Turn).ThenByDescending(w => w.Id)
            .Take(limit).Select(w => w.Id).ToList();
        if (next.Count == 0)
            return [];
        var rows = await connection.QueryAsync<Article>($"select {Columns} from article where id in {{=next}}", new { next });
        var articles = rows.ToDictionary(a => a.Id);
        return [.. next.Where(articles.ContainsKey).Select(id => articles[id])];
    }

    /// <summary>Puts off whatever is due of a site; it counts as no attempt.</summary>
    /// <param name="authority">Host and port of the site, as in the articles' addresses.</param>
    /// <param name="now">What waits at this time is due.</param>
    /// <param name="rest">For how long.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    internal Task PutOffAsync(string authority, DateTimeOffset now, TimeSpan rest, CancellationToken cancellationToken) => db.WriteAloneAsync(
        connection => connection.ExecuteAsync(new CommandDefinition(
            """
            update article set next_try = @until
            where next_try <= @now and (substr(url, 1, length(@https)) = @https or substr(url, 1, length(@http)) = @http)
            """,
            new { now, until = now + rest, https = $"https://{authority}/", http = $"http://{authority}/" },
            cancellationToken: cancellationToken)),
        cancellationToken);

    /// <summary>Plans a fetch for articles of which an item has changed since the last one; what is being tried again after a
    /// failure keeps its
    /// time. An item that changes at each look brings its page no more often than the page's age asks for.</summary>
    internal Task RefetchChangedAsync(DateTimeOffset now, CancellationToken cancellationToken) => db.WriteAloneAsync(
        connection => connection.ExecuteAsync(new CommandDefinition(
            """
            update article set next_try = @now, attempts = 0
            where (next_try is null or (next_try > @now and problem is null)) and found > @since
              and (looked is null or (@now - looked) * 5 >= @now - found)
              and id in (select article_id from feed_item where article_revision is not null and revision > article_revision)
            """,
            new { now, since = now - RefetchPlan.Watched },
            cancellationToken: cancellationToken)),
        cancellationToken);
}
