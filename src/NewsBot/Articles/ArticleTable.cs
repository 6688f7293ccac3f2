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

    /// <summary>Articles whose page is to be fetched now: those to be announced first, then the newest.</summary>
    internal async Task<IReadOnlyList<Article>> DueAsync(DateTimeOffset now, int limit, CancellationToken cancellationToken)
    {
        await using var connection = await db.OpenAsync(cancellationToken);
        var articles = await connection.QueryAsync<Article>(
            $"select {Columns} from article where next_try <= @now order by backlog, id desc limit @limit",
            new { now, limit });
        return articles.AsList();
    }

    /// <summary>Plans a fetch for articles of which an item has changed since the last one; what is being tried again after a
    /// failure keeps its
    /// time.</summary>
    internal async Task RefetchChangedAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var connection = await db.OpenAsync(cancellationToken);
        await connection.ExecuteAsync(
            """
            update article set next_try = @now, attempts = 0
            where (next_try is null or (next_try > @now and problem is null))
              and id in (select article_id from feed_item where article_revision is not null and revision > article_revision)
            """,
            new { now });
    }
}
