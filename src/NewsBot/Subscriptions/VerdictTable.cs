using System.Buffers;
using System.Text;
using System.Text.Json;
using Dapper;
using NewsBot.Storage;
using NewsBot.Storage.Values;

namespace NewsBot.Subscriptions;

/// <summary>A subscription, and the position in the line up to which it has been judged.</summary>
public sealed record JudgedTo(Subscription Subscription, long Position);

/// <summary>Subscriptions that have been judged up to a position.</summary>
public sealed record JudgedUpTo(IReadOnlyList<long> Subscriptions, long Position);

/// <summary>A verdict as it is kept.</summary>
/// <param name="Revision">The statement's revision that was judged.</param>
public sealed record KeptVerdict(long SubscriptionId, long StatementId, Verdict Verdict, int Revision);

/// <summary>What a statement was to one subscription of a conversation, and the digest that took it.</summary>
public sealed record VerdictOf(int Number, Outcome Outcome, string Reason, long? DigestId);

/// <summary>What was decided for each subscription and statement; a row is the mark that it was considered.</summary>
public sealed class VerdictTable(NewsDb db, TimeProvider clock)
{
    // Few enough that others write in between, where one transaction has the whole file.
    private const int ACommit = 10_000;

    /// <summary>The active and the paused subscriptions, each with the position that it has been judged to, and the newest position of
    /// all.</summary>
    public async Task<(IReadOnlyList<JudgedTo> Subscriptions, long Newest)> FollowedAsync(CancellationToken cancellationToken)
    {
        await using var connection = await db.OpenAsync(cancellationToken);
        if (await StatementLine.AnyWaitingAsync(connection, cancellationToken))
            await db.WriteAsync(StatementLine.PlaceAsync, cancellationToken);
        var newest = await connection.ExecuteScalarAsync<long>(new CommandDefinition(
            "select coalesce(max(position), 0) from statement", cancellationToken: cancellationToken));
        var subscriptions = await connection.QueryAsync<Subscription, long, JudgedTo>(
            new CommandDefinition(
                "select s.*, s.judged_to as done_to from subscription s where s.state <> 2 order by s.id",
                cancellationToken: cancellationToken),
            (subscription, judgedTo) => new JudgedTo(subscription, judgedTo),
            "done_to");
        return (subscriptions.AsList(), newest);
    }

    /// <summary>The next statements after a position, in order, each with its own.</summary>
    public async Task<IReadOnlyList<(long Id, long Position)>> StatementsAfterAsync(long position, int limit, CancellationToken cancellationToken)
    {
        await using var connection = await db.OpenAsync(cancellationToken);
        return (await connection.QueryAsync<(long, long)>(new CommandDefinition(
            "select id, position from statement where position > @position order by position limit @limit",
            new { position, limit },
            cancellationToken: cancellationToken))).AsList();
    }

    // To drop what occurs twice is left to us: SQLite would go through all verdicts to have both halves in one order.
    internal const string Stale =
        """
        select v.subscription_id, v.statement_id from statement t
        join verdict v on v.statement_id = t.id and v.revision < t.revision
        join subscription s on s.id = v.subscription_id and s.state = 0
        where t.found >= @foundSince and t.revision > 1 and t.backlog = 0 and v.digest_id is null
        union all
        select v.subscription_id, v.statement_id from verdict v
        join subscription s on s.id = v.subscription_id and s.state = 0
        where v.revision = 0 and v.digest_id is null
        """;

    /// <summary>Verdicts that nothing was sent for and that no longer hold: the statement changed since, or the filter did.</summary>
    public async Task<IReadOnlyList<(long SubscriptionId, long StatementId)>> StaleAsync(DateTimeOffset foundSince, CancellationToken cancellationToken)
    {
        await using var connection = await db.OpenAsync(cancellationToken);
        var stale = await connection.QueryAsync<(long SubscriptionId, long StatementId)>(new CommandDefinition(
            Stale, new { foundSince }, cancellationToken: cancellationToken));
        return [.. stale.Distinct().OrderBy(v => v.StatementId).ThenBy(v => v.SubscriptionId)];
    }

    /// <summary>Keeps verdicts, and then how far they reach; one that a digest has already taken stays as it is. If it is broken
    /// off, what was kept is judged once more.</summary>
    public async Task SaveAsync(IReadOnlyList<KeptVerdict> verdicts, JudgedUpTo? mark, CancellationToken cancellationToken)
    {
        var judged = clock.GetUtcNow();
        foreach (var some in verdicts.Chunk(ACommit))
        {
            await db.WriteAsync(
                (connection, transaction) => connection.ExecuteAsync(new CommandDefinition(
                    $"""
                    insert into verdict (subscription_id, statement_id, outcome, reason, judged, revision)
                    select cast(value ->> 0 as bigint), cast(value ->> 1 as bigint), cast(value ->> 2 as bigint), value ->> 3,
                      @judged, cast(value ->> 4 as bigint)
                    from {db.Engine.Rows("@rows")} where true
                    on conflict (subscription_id, statement_id) do update
                    set outcome = excluded.outcome, reason = excluded.reason, judged = excluded.judged, revision = excluded.revision
                    where verdict.digest_id is null
                    """,
                    new { rows = Written(some), judged },
                    transaction,
                    cancellationToken: cancellationToken)),
                cancellationToken);
        }

        if (mark is not null)
        {
            await db.WriteAsync(
                (connection, transaction) => connection.ExecuteAsync(
                    "update subscription set judged_to = @Position where id in {=Subscriptions} and judged_to < @Position",
                    mark,
                    transaction),
                cancellationToken);
        }
    }

    private static string Written(KeptVerdict[] verdicts)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartArray();
            foreach (var kept in verdicts)
            {
                json.WriteStartArray();
                json.WriteNumberValue(kept.SubscriptionId);
                json.WriteNumberValue(kept.StatementId);
                json.WriteNumberValue((int)kept.Verdict.Outcome);
                json.WriteStringValue(TextHandler.Clean(kept.Verdict.Reason));
                json.WriteNumberValue(kept.Revision);
                json.WriteEndArray();
            }

            json.WriteEndArray();
        }

        return Encoding.UTF8.GetString(bytes.WrittenSpan);
    }

    /// <summary>What a statement was to each subscription of a conversation, ended ones included, by number.</summary>
    public async Task<IReadOnlyList<VerdictOf>> OfAsync(long conversationId, long statementId, CancellationToken cancellationToken)
    {
        await using var connection = await db.OpenAsync(cancellationToken);
        var rows = await connection.QueryAsync<(int Number, Outcome Outcome, string Reason, long? DigestId)>(new CommandDefinition(
            """
            select s.number, v.outcome, v.reason, v.digest_id from subscription s
            join verdict v on v.subscription_id = s.id and v.statement_id = @statementId
            where s.conversation_id = @conversationId order by s.number
            """,
            new { conversationId, statementId },
            cancellationToken: cancellationToken));
        return [.. rows.Select(r => new VerdictOf(r.Number, r.Outcome, r.Reason, r.DigestId))];
    }
}
