using Dapper;
using NewsBot.Conversations;
using NewsBot.Storage;
using NewsBot.Subscriptions;

namespace NewsBot.Deliveries.Ledger;

/// <summary>A conversation as the ledger names it.</summary>
public sealed record LedgerPlace(long Id, string Channel, string? Name);

/// <summary>Reads what became of everything that was found in a window.</summary>
public sealed class AuditTable(NewsDb db, TimeProvider clock)
{
    // The reports of readings made in a window.
    private const string Reports =
        """
        select r.id, a.url, r.left_out, r.statement_id,
          case when r.id = (select min(o.id) from report o where o.statement_id = r.statement_id) then 1 else 0 end as first,
          case when exists (
            select 1 from subscription u
            where u.conversation_id = @Id and u.state = 0 and (t.position is null or t.position > u.judged_to)) then 1 else 0 end as unjudged,
          case when t.backlog <> 0 then 1 else 0 end as backlog,
          (select h.name from statement_hold h where h.statement_id = r.statement_id) as held_by
        from reading g
        join report r on r.article_id = g.article_id and r.revision = g.revision
        join article a on a.id = r.article_id
        left join statement t on t.id = r.statement_id
        where g.read_at >= @from and g.read_at < @to
        """;

    /// <summary>The audit of a conversation.</summary>
    /// <param name="from">Start of the window.</param>
    /// <param name="to">End of the window, exclusive.</param>
    public async Task<Audit> ReadAsync(Conversation conversation, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken)
    {
        var values = new { conversation.Id, from, to };
        await using var connection = await db.OpenAsync(cancellationToken);
        var zone = DeliveryHour.FindZone(DeliveryHour.UsableZone(conversation.Zone));
        return Audit.Of(from, to, new AuditFacts
        {
            Reports = await RowsAsync<AuditReport>($"{Reports} order by r.id"),
            Verdicts = await RowsAsync<AuditVerdict>(
                $"""
                select v.statement_id, v.outcome, v.reason, s.number, s.state, s.mode
                from subscription s join verdict v on v.subscription_id = s.id
                where s.conversation_id = @Id and v.statement_id in (select w.statement_id from ({Reports}) w) order by s.number
                """),
            Deliveries = await RowsAsync<AuditDelivery>(
                $"""
                select p.statement_id, y.state, y.reason_text, d.kind, p.held
                from digest d join digest_statement p on p.digest_id = d.id
                join delivery y on y.digest_id = d.id and y.part = p.part
                where d.conversation_id = @Id and p.statement_id in (select w.statement_id from ({Reports}) w) order by y.id
                """),
            Following = await connection.ExecuteScalarAsync<int>(new CommandDefinition(
                "select count(*) from subscription where conversation_id = @Id and state <> 2", values, cancellationToken: cancellationToken)) > 0,
            Open = conversation.State == ConversationState.Open,
            Quiet = QuietHours.Of(conversation.QuietFrom, conversation.QuietTo)?.Contains(clock.GetUtcNow(), zone) == true,
        });

        async Task<IReadOnlyList<T>> RowsAsync<T>(string sql) =>
            (await connection.QueryAsync<T>(new CommandDefinition(sql, values, cancellationToken: cancellationToken))).AsList();
    }

    /// <summary>Every conversation that ever followed something.</summary>
    public async Task<IReadOnlyList<LedgerPlace>> PlacesAsync(CancellationToken cancellationToken)
    {
        await using var connection = await db.OpenAsync(cancellationToken);
        return (await connection.QueryAsync<LedgerPlace>(new CommandDefinition(
            """
            select c.id, c.channel, c.name from conversation c
            where exists (select 1 from subscription s where s.conversation_id = c.id) order by c.id
            """,
            cancellationToken: cancellationToken))).AsList();
    }
}
