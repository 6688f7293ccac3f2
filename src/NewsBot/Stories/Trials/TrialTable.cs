using System.Data.Common;
using System.Runtime.CompilerServices;
using Dapper;
using NewsBot.Storage;

namespace NewsBot.Stories.Trials;

/// <summary>Reads what is stored, for trying topics on it. It writes nothing and changes no schema.</summary>
internal sealed class TrialTable(NewsDb db)
{
    private const int Page = 200;

    /// <summary>Why the database cannot be read by this program; null when it can.</summary>
    public async Task<string?> TroubleAsync(CancellationToken cancellationToken)
    {
        await using var connection = await db.OpenAsync(cancellationToken);
        var done = await KnownSchema.DoneAsync(connection, cancellationToken);
        return KnownSchema.Refusal(done) ?? (KnownSchema.Steps.All(done.Contains)
            ? null
            : "The database was last used by an earlier version of NewsBot: start the newsroom of this version once.");
    }

    /// <summary>The articles since an instant, in no order that matters; a few are held in memory at a time.</summary>
    public async IAsyncEnumerable<TrialArticle> SinceAsync(
        DateTimeOffset since, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var connection = await db.OpenAsync(cancellationToken);
        for (var after = 0L; ;)
        {
            var articles = await ArticlesAsync(connection, since, after, cancellationToken);
            if (articles.Count == 0)
                yield break;
            var reports = await ReportsAsync(connection, [.. articles.Select(a => a.Id)], cancellationToken);
            foreach (var article in articles)
                yield return article with { Reports = [.. reports[article.Id]] };
            after = articles[^1].Id;
        }
    }

    // Offsets of reports count in the text that was read.
    private static async Task<List<TrialArticle>> ArticlesAsync(
        DbConnection connection, DateTimeOffset since, long after, CancellationToken cancellationToken)
    {
        const string sql = """
            select a.id, a.url, s.name as outlet, a.title, v.text, coalesce(a.published, a.found) as at
            from article a
            join source s on s.id = a.source_id
            join article_revision v on v.article_id = a.id and v.revision = coalesce(
              (select max(n.revision) from reading n where n.article_id = a.id and n.failure is null), a.revision)
            where coalesce(a.published, a.found) >= @since and a.id > @after
            order by a.id limit @Page
            """;
        return (await connection.QueryAsync<TrialArticle>(
            new CommandDefinition(sql, new { since, after, Page }, cancellationToken: cancellationToken))).AsList();
    }

    private async Task<ILookup<long, TrialReport>> ReportsAsync(
        DbConnection connection, long[] ids, CancellationToken cancellationToken)
    {
        var sql = $"""
            select r.article_id, r.statement_id, s.speaker_key, s.speaker_name, s.office,
                   r.source_spans, r.cue_span, r.content_spans, r.type
            from report r
            join statement s on s.id = r.statement_id
            where {db.Engine.OneOf("r.article_id", "@ids")} and s.withdrawn is null and r.revision =
              (select max(n.revision) from reading n where n.article_id = r.article_id and n.failure is null)
            order by r.article_id, r.ordinal
            """;
        var rows = await connection.QueryAsync<TrialReport>(
            new CommandDefinition(sql, new { ids }, cancellationToken: cancellationToken));
        return rows.ToLookup(r => r.ArticleId);
    }
}
