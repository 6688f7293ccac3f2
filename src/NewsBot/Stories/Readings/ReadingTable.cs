using System.Data.Common;
using Dapper;
using NewsBot.Storage;
using NewsBot.Text;

namespace NewsBot.Stories.Readings;

/// <summary>An article's text that waits to be read.</summary>
public sealed record WaitingText
{
    public required long ArticleId { get; init; }

    public required int Revision { get; init; }

    public required string Title { get; init; }

    public required string Text { get; init; }

    public string? Language { get; init; }

    public required string SourceLanguage { get; init; }

    public DateTimeOffset? Published { get; init; }

    public required DateTimeOffset Found { get; init; }

    public bool Backlog { get; init; }

    /// <summary>The publisher is an office that speaks for itself.</summary>
    public bool Official { get; init; }

    /// <summary>Failed tries to read this revision.</summary>
    public int Tries { get; init; }

    /// <summary>The day that undated words count as said on, in UTC.</summary>
    public DateOnly Day => DateOnly.FromDateTime((Published ?? Found).UtcDateTime);
}

/// <summary>A text that waits to be read, without the text.</summary>
public sealed record WaitingMark
{
    public required long ArticleId { get; init; }

    public required int Revision { get; init; }

    public bool Backlog { get; init; }

    public required DateTimeOffset Found { get; init; }
}

/// <summary>Which revisions of which articles have been read; a row is the mark.</summary>
public sealed class ReadingTable(NewsDb db)
{
    /// <summary>A condition on articles (<c>a</c>): the text waits to be read now. One that failed is the mark until its next try.</summary>
    internal const string Waiting =
        """
        a.state = 1 and a.unread = 1 and a.text is not null
          and not exists (
            select 1 from reading r where r.article_id = a.id and r.revision = a.revision and (r.next_try is null or r.next_try > @now))
        """;

    /// <summary>Readable articles without a reading of their revision; what is to be announced comes before backlog.</summary>
    public async Task<IReadOnlyList<WaitingMark>> WaitingAsync(DateTimeOffset now, int limit, CancellationToken cancellationToken)
    {
        await using var connection = await db.OpenAsync(cancellationToken);
        return (await connection.QueryAsync<WaitingMark>(new CommandDefinition(
            $"select a.id as article_id, a.revision, a.backlog, a.found from article a where {Waiting} order by a.backlog, a.id limit @limit",
            new { now, limit },
            cancellationToken: cancellationToken))).AsList();
    }

    /// <summary>The texts of articles that wait; not of those that have been read meanwhile.</summary>
    public async Task<IReadOnlyList<WaitingText>> TextsAsync(
        IReadOnlyList<long> articles, DateTimeOffset now, CancellationToken cancellationToken)
    {
        // An empty list would be written as a select of no type, which PostgreSQL compares with nothing.
        if (articles.Count == 0)
            return [];
        await using var connection = await db.OpenAsync(cancellationToken);
        return (await connection.QueryAsync<WaitingText>(new CommandDefinition(
            $$"""
            select a.id as article_id, a.revision, a.title, a.text, a.language, s.language as source_language, a.published, a.found, a.backlog,
                   s.class = 0 as official,
                   coalesce((select r.tries from reading r where r.article_id = a.id and r.revision = a.revision), 0) as tries
            from article a
            join source s on s.id = a.source_id
            where a.id in {=articles} and {{Waiting}}
            """,
            new { now, articles },
            cancellationToken: cancellationToken))).AsList();
    }

    /// <summary>The text that was read of an article before a revision, and whether it was the feed's own; a null text when none was.</summary>
    public Task<(string? Text, bool FromFeed)> TextBeforeAsync(
        DbTransaction transaction, long articleId, int revision) =>
        transaction.Connection!.QueryFirstOrDefaultAsync<(string? Text, bool FromFeed)>(
        """
        select v.text, v.from_feed from article_revision v
        join reading r on r.article_id = v.article_id and r.revision = v.revision and r.failure is null
        where v.article_id = @articleId and v.revision < @revision order by v.revision desc limit 1
        """,
        new { articleId, revision },
        transaction);

    /// <summary>Makes news of what was said today or yesterday and was first found in a backlog, once an article carries it that is
    /// announced.</summary>
    public async Task AnnounceAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        var day = DateOnly.FromDateTime(now.UtcDateTime).AddDays(-1);
        var fresh = new { day, since = now - TimeSpan.FromDays(3) };
        const string said = """
            found >= @since and backlog = 1 and said_on >= @day
              and exists (select 1 from report r join article a on a.id = r.article_id where r.statement_id = statement.id and a.backlog = 0)
            """;
        await using (var connection = await db.OpenAsync(cancellationToken))
        {
            if (await connection.ExecuteScalarAsync<long?>($"select id from statement where {said} limit 1", fresh) is null)
                return;
        }

        await db.WriteAsync(
            (connection, transaction) => connection.ExecuteAsync(
                $"update statement set backlog = 0, revision = revision + 1 where {said}", fresh, transaction),
            cancellationToken);
    }

    /// <summary>Marks a revision as read.</summary>
    /// <param name="transaction">The transaction that holds what was read.</param>
    /// <param name="text">What was read.</param>
    /// <param name="engine">What read it.</param>
    /// <param name="now">The time.</param>
    /// <param name="reports">How many reports were found.</param>
    public Task MarkAsync(DbTransaction transaction, WaitingText text, string engine, DateTimeOffset now, int reports) =>
        transaction.Connection!.ExecuteAsync(
            """
            insert into reading (article_id, revision, engine, read_at, reports)
            values (@ArticleId, @Revision, @engine, @now, @reports)
            on conflict (article_id, revision) do update
            set engine = excluded.engine, read_at = excluded.read_at, reports = excluded.reports, failure = null, next_try = null;
            update article set unread = 0 where id = @ArticleId and revision = @Revision
            """,
            new { text.ArticleId, text.Revision, engine, now, reports },
            transaction);

    /// <summary>Marks that reading a revision failed.</summary>
    /// <returns>The next try; null when it is left.</returns>
    public async Task<DateTimeOffset?> FailAsync(DbTransaction transaction, WaitingText text, string failure, DateTimeOffset now)
    {
        var next = ReadingPlan.After(text.Tries + 1, now);
        await transaction.Connection!.ExecuteAsync(
            """
            insert into reading (article_id, revision, engine, read_at, reports, failure, next_try)
            values (@ArticleId, @Revision, @Engine, @now, 0, @failure, @next)
            on conflict (article_id, revision) do update
            set engine = excluded.engine, read_at = excluded.read_at, failure = excluded.failure, next_try = excluded.next_try,
              tries = reading.tries + 1;
            update article set unread = case when cast(@next as bigint) is null then 0 else 1 end
            where id = @ArticleId and revision = @Revision
            """,
            new { text.ArticleId, text.Revision, ArticleReader.Engine, failure, now, next },
            transaction);
        return next;
    }
}
