using System.Data.Common;
using System.Text.Json;
using Dapper;
using NewsBot.Storage;

namespace NewsBot.Deliveries;

/// <summary>Posts with a statement that has changed since the post was made or last edited: of alerts and roundups in anything that they show,
/// of editions by a correction. They are found by the statements that were revised, so that a look costs nothing while none was, however much
/// was sent.</summary>
internal static class OutdatedPosts
{
    /// <summary>Statements of which some post may show too little: nearly always none.</summary>
    internal const string Revised = "select t.id from statement t where t.revision > t.shown_to";

    /// <summary>Posts that were found where their answer was lost, and for which it is not known what they show.</summary>
    internal const string Unread =
        $"""
        select y.*, d.kind from delivery y
        join digest d on d.id = y.digest_id and d.kind in (0, 1, 4)
        join conversation c on c.id = y.conversation_id and c.state = 0 and c.paused is null
        where y.shown_revision = 0 and (y.next_try is null or y.next_try <= @now) and {Behind}
        """;

    // Of an edition what DigestPoster.RevisionOf counts. It hangs on the post alone: from what hangs on its digest as well PostgreSQL goes
    // through all digests.
    private const string Behind =
        """
        y.state = 2 and y.sent >= @since and y.activity_id is not null and y.shown_revision < (
          select sum(case when o.kind <> 1 then s.revision else
            2 * coalesce((select max(k.revision) from correction k where k.statement_id = s.id), 1) + case when s.withdrawn is null then 1 else 0 end end)
          from digest_statement q join statement s on s.id = q.statement_id join digest o on o.id = q.digest_id
          where o.id = y.digest_id and q.digest_id = y.digest_id and q.part = y.part and q.held = 0)
        """;

    /// <summary>The posts, the oldest first.</summary>
    public static async Task<IReadOnlyList<Delivery>> FindAsync(NewsDb db, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var connection = await db.OpenAsync(cancellationToken);
        var values = new { since = now - RetryPlan.Edits, now, revised = await RevisedAsync(connection, cancellationToken) };
        var outdated = await connection.QueryAsync<Delivery>(new CommandDefinition(Unread, values, cancellationToken: cancellationToken));
        if (values.revised is not null)
        {
            outdated = outdated.Concat(await connection.QueryAsync<Delivery>(
                new CommandDefinition(Outdated(db.Engine), values, cancellationToken: cancellationToken)));
        }

        return [.. outdated.DistinctBy(d => d.Id).OrderBy(d => d.Id)];
    }

    /// <summary>Marks the revised statements that no post is behind any more, so that they are looked at no more.</summary>
    public static async Task SettleAsync(NewsDb db, DateTimeOffset now, CancellationToken cancellationToken)
    {
        object values;
        await using (var connection = await db.OpenAsync(cancellationToken))
        {
            if (await RevisedAsync(connection, cancellationToken) is not { } revised)
                return;
            values = new { since = now - RetryPlan.Edits, revised };
            if (!(await connection.QueryAsync<long>(new CommandDefinition(Settled(db.Engine), values, cancellationToken: cancellationToken))).Any())
                return;
        }

        // Statements are revised in the flow, so that none is while it is marked.
        await db.WriteAsync(
            (connection, transaction) => connection.ExecuteAsync(new CommandDefinition(
                $"update statement set shown_to = revision where id in ({Settled(db.Engine)})",
                values,
                transaction,
                cancellationToken: cancellationToken)),
            cancellationToken);
    }

    // By the statements that were revised, which are few, and not by the posts, which are many: cross joins keep SQLite to that order.
    internal static string Outdated(Engine engine) =>
        $"""
        select y.*, d.kind from {engine.Rows("@revised")}
        cross join digest_statement p
        cross join digest d
        cross join delivery y
        join conversation c on c.id = y.conversation_id and c.state = 0 and c.paused is null
        where p.statement_id = cast(value ->> 0 as bigint) and p.held = 0 and d.id = p.digest_id and d.kind in (0, 1, 4)
          and y.digest_id = d.id and y.part = p.part and (y.next_try is null or y.next_try <= @now) and {Behind}
        """;

    // A post that is being made has read its statements perhaps before they were revised. Counted, as PostgreSQL would take an "exists"
    // for a join and go through all that was ever sent.
    internal static string Settled(Engine engine) =>
        $"""
        select t.id from {engine.Rows("@revised")}
        cross join statement t
        where t.id = cast(value ->> 0 as bigint) and t.revision > t.shown_to and (
          select count(*) from digest_statement p
          join digest d on d.id = p.digest_id and d.kind in (0, 1, 4)
          join delivery y on y.digest_id = d.id and y.part = p.part
          where p.statement_id = t.id and p.held = 0 and (y.state = 1 or ({Behind}))) = 0
        """;

    // As rows of one column; null for none.
    private static async Task<string?> RevisedAsync(DbConnection connection, CancellationToken cancellationToken)
    {
        var revised = (await connection.QueryAsync<long>(new CommandDefinition(Revised, cancellationToken: cancellationToken))).AsList();
        return revised.Count == 0 ? null : JsonSerializer.Serialize(revised.Select(id => new[] { id }));
    }
}
