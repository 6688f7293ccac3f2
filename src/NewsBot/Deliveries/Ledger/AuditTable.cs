using Dapper;
using NewsBot.Conversations;
using NewsBot.Storage;
using NewsBot.Subscriptions;

namespace NewsBot.Deliveries.Ledger;

/// <summary>A conversation as the ledger names it.</summary>
public sealed record LedgerPlace(long Id, string Channel, string? Name);

/// <summary>What became of the articles that were found in a window.</summary>
/// <param name="Waiting">Their pages are still to be fetched.</param>
/// <param name="Unfetched">Their pages cannot be had; each says why.</param>
/// <param name="Unread">Their texts are still to be read, some once more after a failure.</param>
/// <param name="Failed">Reading them failed as often as it is tried: their statements are missing.</param>
public sealed record ArticleCounts(long Found, long Waiting, long Unfetched, long Unread, long Failed);

/// <summary>Reads what became of everything that was found in a window.</summary>
/// <param name="db">The newsroom's database.</param>
/// <param name="clock">The time.</param>
/// <param name="settings">How long the ledger is kept; as by default when there are none.</param>
public sealed class AuditTable(NewsDb db, TimeProvider clock, IConfiguration? settings = null)
{
    private const string NoVerdict = "not exists (select 1 from verdict v where v.subscription_id = u.id and v.statement_id = t.id)";

    // The reports of readings made in a window.
    private const string Reports =
        $"""
        select r.id, a.url, r.left_out, r.statement_id,
          case when r.id = (select min(o.id) from report o where o.statement_id = r.statement_id) then 1 else 0 end as first,
          case when exists (
            select 1 from subscription u
            where u.conversation_id = @Id and u.state = 0 and (t.position is null or t.position > u.judged_to)) then 1 else 0 end as unjudged,
          (select min(u.number) from subscription u
           where u.conversation_id = @Id and u.state = 1 and (t.position is null or t.position > u.judged_to)) as paused,
          case when exists (
            select 1 from subscription u
            where u.conversation_id = @Id and u.state <> 2 and u.after_statement < t.position and u.judged_to >= t.position
              and {NoVerdict}) then 1 else 0 end as missed,
          case when t.found < @kept and exists (
            select 1 from subscription u where u.conversation_id = @Id and u.created <= t.found and {NoVerdict}) then 1 else 0 end as unkept,
          case when t.backlog <> 0 then 1 else 0 end as backlog,
          (select h.name from statement_hold h where h.statement_id = r.statement_id) as held_by
        from reading g
        join report r on r.article_id = g.article_id and r.revision = g.revision
        join article a on a.id = r.article_id
        left join statement t on t.id = r.statement_id
        where g.read_at >= @from and g.read_at < @to
        """;

    internal const string Articles =
        """
        select count(*) as found,
          count(*) filter (where a.state = 0) as waiting,
          count(*) filter (where a.state = 2) as unfetched,
          count(*) filter (where a.state = 1 and a.unread = 1) as unread,
          count(*) filter (where exists (
            select 1 from reading g
            where g.article_id = a.id and g.revision = a.revision and g.failure is not null and g.next_try is null)) as failed
        from article a where a.found >= @from and a.found < @to
        """;

    /// <summary>The audit of a conversation.</summary>
    /// <param name="from">Start of the window.</param>
    /// <param name="to">End of the window, exclusive.</param>
    public async Task<Audit> ReadAsync(Conversation conversation, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var kept = RetentionPolicy.Of(settings ?? new ConfigurationBuilder().Build()).Ledger is { } age ? now - age : DateTimeOffset.UnixEpoch;
        var values = new { conversation.Id, from, to, kept };
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
            Paused = conversation.Paused is not null,
            Quiet = QuietHours.Of(conversation.QuietFrom, conversation.QuietTo)?.Contains(now, zone) == true,
        });

        async Task<IReadOnlyList<T>> RowsAsync<T>(string sql) =>
            (await connection.QueryAsync<T>(new CommandDefinition(sql, values, cancellationToken: cancellationToken))).AsList();
    }

    /// <summary>What became of the articles before there were statements in them.</summary>
    /// <param name="from">Start of the window.</param>
    /// <param name="to">End of the window, exclusive.</param>
    public async Task<ArticleCounts> ArticlesAsync(DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken)
    {
        await using var connection = await db.OpenAsync(cancellationToken);
        return await connection.QuerySingleAsync<ArticleCounts>(new CommandDefinition(
            Articles, new { from, to }, cancellationToken: cancellationToken));
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
