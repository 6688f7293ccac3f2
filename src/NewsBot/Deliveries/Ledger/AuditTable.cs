using Dapper;
using NewsBot.Conversations;
using NewsBot.Storage;
using NewsBot.Subscriptions;

namespace NewsBot.Deliveries.Ledger;

/// <summary>A conversation as the ledger names it.</summary>
public sealed record LedgerPlace(long Id, string Channel, string? Name);

/// <summary>Reads what became of everything that was found in a window.</summary>
/// <param name="db">The newsroom's database.</param>
/// <param name="clock">The time.</param>
/// <param name="settings">How long the ledger is kept; as by default when there are none.</param>
public sealed class AuditTable(NewsDb db, TimeProvider clock, IConfiguration? settings = null)
{
    private const string NoVerdict = "not exists (select 1 from verdict v where v.subscription_id = u.id and v.statement_id = t.id)";

    // Reports that a condition chooses.
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
        """;

    private const string InWindow = $"{Reports} where g.read_at >= @from and g.read_at < @to";

    private const string First = $"{Reports} where r.id = (select min(o.id) from report o where o.statement_id = @statement)";

    // By the numbers of ArticleFate.
    private const string Fates =
        """
        select a.id as article, a.url,
          case when a.state = 0 then 1 when a.state = 2 then 2
            when g.failure is not null and g.next_try is null then 4
            when a.unread = 1 then 3 else 0 end as fate,
          case when a.state = 1 then g.failure else a.problem_text end as reason
        from article a left join reading g on g.article_id = a.id and g.revision = a.revision
        where a.found >= @from and a.found < @to
        """;

    private const string Unfiled = "from feed_item i where i.article_id is null and i.found >= @from and i.found < @to";

    internal const string Articles =
        $"""
        select count(*) as found,
          count(*) filter (where w.fate = 1) as waiting,
          count(*) filter (where w.fate = 2) as unfetched,
          count(*) filter (where w.fate = 3) as unread,
          count(*) filter (where w.fate = 4) as failed,
          (select count(*) {Unfiled}) as unfiled
        from ({Fates}) w
        """;

    /// <summary>The audit of a conversation.</summary>
    /// <param name="conversation">The conversation.</param>
    /// <param name="from">Start of the window.</param>
    /// <param name="to">End of the window, exclusive.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public async Task<Audit> ReadAsync(Conversation conversation, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken) =>
        Audit.Of(from, to, await FactsAsync(conversation, InWindow, new { conversation.Id, from, to, kept = Kept() }, cancellationToken));

    /// <summary>What became of one statement in a conversation: the row of the first report that tells it.</summary>
    /// <returns>Null when no report of it is left.</returns>
    public async Task<AuditRow?> OfStatementAsync(Conversation conversation, long statement, CancellationToken cancellationToken)
    {
        var facts = await FactsAsync(conversation, First, new { conversation.Id, statement, kept = Kept() }, cancellationToken);
        return Audit.Of(DateTimeOffset.UnixEpoch, clock.GetUtcNow(), facts).Rows is [var row, ..] ? row : null;
    }

    private DateTimeOffset Kept() => RetentionPolicy.Of(settings ?? new ConfigurationBuilder().Build()).Ledger is { } age
        ? clock.GetUtcNow() - age
        : DateTimeOffset.UnixEpoch;

    private async Task<AuditFacts> FactsAsync(Conversation conversation, string reports, object values, CancellationToken cancellationToken)
    {
        await using var connection = await db.OpenAsync(cancellationToken);
        var zone = DeliveryHour.FindZone(DeliveryHour.UsableZone(conversation.Zone));
        return new AuditFacts
        {
            Reports = await RowsAsync<AuditReport>($"{reports} order by r.id"),
            Verdicts = await RowsAsync<AuditVerdict>(
                $"""
                select v.statement_id, v.outcome, v.reason, s.number, s.state, s.mode
                from subscription s join verdict v on v.subscription_id = s.id
                where s.conversation_id = @Id and v.statement_id in (select w.statement_id from ({reports}) w) order by s.number
                """),
            Deliveries = await RowsAsync<AuditDelivery>(
                $"""
                select p.statement_id, y.state, y.reason_text, d.kind, p.held
                from digest d join digest_statement p on p.digest_id = d.id
                join delivery y on y.digest_id = d.id and y.part = p.part
                where d.conversation_id = @Id and p.statement_id in (select w.statement_id from ({reports}) w) order by y.id
                """),
            Following = await connection.ExecuteScalarAsync<int>(new CommandDefinition(
                "select count(*) from subscription where conversation_id = @Id and state <> 2", values, cancellationToken: cancellationToken)) > 0,
            Open = conversation.State == ConversationState.Open,
            Paused = conversation.Paused is not null,
            Quiet = QuietHours.Of(conversation.QuietFrom, conversation.QuietTo)?.Contains(clock.GetUtcNow(), zone) == true,
        };

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

    /// <summary>The rows of <see cref="ArticlesAsync"/>, the newest first.</summary>
    /// <param name="from">Start of the window.</param>
    /// <param name="to">End of the window, exclusive.</param>
    /// <param name="unfinished">Only those that were not read.</param>
    /// <param name="cancellationToken">Stops the query.</param>
    public async Task<IReadOnlyList<ArticleRow>> ArticleRowsAsync(
        DateTimeOffset from, DateTimeOffset to, bool unfinished, CancellationToken cancellationToken)
    {
        await using var connection = await db.OpenAsync(cancellationToken);
        var rows = await connection.QueryAsync<(long? Article, string Url, int Fate, string? Reason)>(new CommandDefinition(
            $"""
            select w.article, w.url, w.fate, w.reason from ({Fates}) w{(unfinished ? " where w.fate <> 0" : "")}
            union all
            select null, i.url, 5, null {Unfiled}
            """,
            new { from, to },
            cancellationToken: cancellationToken));
        return [.. rows.OrderByDescending(r => r.Article ?? long.MaxValue).Select(r => new ArticleRow(r.Article, r.Url, (ArticleFate)r.Fate, r.Reason))];
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
