using Dapper;
using NewsBot.Storage;

namespace NewsBot.Subscriptions;

/// <summary>A subscription and the last statement that it was judged for.</summary>
public sealed record JudgedTo(Subscription Subscription, long Statement);

/// <summary>A verdict as it is kept.</summary>
/// <param name="Revision">The statement's revision that was judged.</param>
public sealed record KeptVerdict(long SubscriptionId, long StatementId, Verdict Verdict, int Revision);

/// <summary>What a statement was to one subscription of a conversation, and the digest that took it.</summary>
public sealed record VerdictOf(int Number, Outcome Outcome, string Reason, long? DigestId);

/// <summary>What was decided for each subscription and statement; a row is the mark that it was considered.</summary>
public sealed class VerdictTable(NewsDb db, TimeProvider clock)
{
    /// <summary>The active subscriptions, each with the newest statement that it has a verdict for, and the newest statement of all.</summary>
    public async Task<(IReadOnlyList<JudgedTo> Subscriptions, long Newest)> ActiveAsync(CancellationToken cancellationToken)
    {
        await using var connection = await db.OpenAsync(cancellationToken);
        var newest = await connection.ExecuteScalarAsync<long>(new CommandDefinition(
            "select coalesce(max(id), 0) from statement", cancellationToken: cancellationToken));
        // Statements are numbered as they are committed and judged in that order, so the last verdict marks how far a subscription has come.
        var subscriptions = await connection.QueryAsync<Subscription, long, JudgedTo>(
            new CommandDefinition(
                """
                select s.*, max(s.after_statement, coalesce((select max(v.statement_id) from verdict v where v.subscription_id = s.id), 0)) as judged_to
                from subscription s where s.state = 0 order by s.id
                """,
                cancellationToken: cancellationToken),
            (subscription, judgedTo) => new JudgedTo(subscription, judgedTo),
            "judged_to");
        return (subscriptions.AsList(), newest);
    }

    /// <summary>The next statements after one, in order.</summary>
    public async Task<IReadOnlyList<long>> StatementsAfterAsync(long statement, int limit, CancellationToken cancellationToken)
    {
        await using var connection = await db.OpenAsync(cancellationToken);
        return (await connection.QueryAsync<long>(new CommandDefinition(
            "select id from statement where id > @statement order by id limit @limit",
            new { statement, limit },
            cancellationToken: cancellationToken))).AsList();
    }

    /// <summary>Verdicts that nothing was sent for and that no longer hold: the statement changed since, or the filter did.</summary>
    public async Task<IReadOnlyList<(long SubscriptionId, long StatementId)>> StaleAsync(DateTimeOffset foundSince, CancellationToken cancellationToken)
    {
        await using var connection = await db.OpenAsync(cancellationToken);
        return (await connection.QueryAsync<(long, long)>(new CommandDefinition(
            """
            select v.subscription_id, v.statement_id from statement t
            join verdict v on v.statement_id = t.id and v.revision < t.revision
            join subscription s on s.id = v.subscription_id and s.state = 0
            where t.found >= @foundSince and t.revision > 1 and t.backlog = 0 and v.digest_id is null
            union
            select v.subscription_id, v.statement_id from verdict v
            join subscription s on s.id = v.subscription_id and s.state = 0
            where v.revision = 0 and v.digest_id is null
            """,
            new { foundSince },
            cancellationToken: cancellationToken))).AsList();
    }

    /// <summary>Keeps verdicts; one that a digest has already taken stays as it is.</summary>
    public Task SaveAsync(IReadOnlyList<KeptVerdict> verdicts, CancellationToken cancellationToken)
    {
        var judged = clock.GetUtcNow();
        return db.WriteAsync(
            (connection, transaction) => connection.ExecuteAsync(new CommandDefinition(
                """
                insert into verdict (subscription_id, statement_id, outcome, reason, judged, revision)
                values (@SubscriptionId, @StatementId, @Outcome, @Reason, @judged, @Revision)
                on conflict (subscription_id, statement_id) do update
                set outcome = excluded.outcome, reason = excluded.reason, judged = excluded.judged, revision = excluded.revision
                where verdict.digest_id is null
                """,
                verdicts.Select(v => new { v.SubscriptionId, v.StatementId, v.Verdict.Outcome, v.Verdict.Reason, judged, v.Revision }),
                transaction,
                cancellationToken: cancellationToken)),
            cancellationToken);
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
