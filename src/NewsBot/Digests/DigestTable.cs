using System.Data.Common;
using System.Globalization;
using System.Text.Json;
using Dapper;
using NewsBot.Conversations;
using NewsBot.Storage;
using NewsBot.Stories.Marks;
using NewsBot.Subscriptions;

namespace NewsBot.Digests;

/// <summary>A digest to be kept.</summary>
/// <param name="WindowKey">With conversation and kind it is unique: whatever happens, one digest for each.</param>
/// <param name="Owed">It is to be delivered; otherwise it is only remembered as shown.</param>
public sealed record NewDigest(
    Subscription Subscription, DigestKind Kind, string WindowKey, DateTimeOffset? From, IReadOnlyList<Placed> Statements, bool Owed)
{
    public bool Late { get; init; }
}

/// <summary>A matched statement that no digest has taken.</summary>
public sealed record WaitingAlert(Subscription Subscription, long StatementId, DateTimeOffset Found, AlertHours Hours)
{
    /// <summary>Quiet hours kept it back, or it was found while its subscription was muted: several such come in one card.</summary>
    public bool Held(DateTimeOffset now) =>
        Hours.HeldBetween(Found, now) || (Found >= Subscription.SilentFrom && Found < Subscription.SilentTo);
}

/// <summary>The newest correction of a statement that a conversation was alerted of, which no digest tells yet.</summary>
public sealed record WaitingCorrection(Subscription Subscription, long StatementId, int Revision, DateTimeOffset Made, AlertHours Hours)
{
    /// <summary>The digest that tells it by itself, or that marks it as told on a card of many.</summary>
    public NewDigest ToDigest(bool owed) => new(
        Subscription,
        DigestKind.Correction,
        string.Create(CultureInfo.InvariantCulture, $"{StatementId} {Revision}"),
        null,
        [new Placed(StatementId, Correction: true)],
        owed);
}

/// <summary>When a conversation takes alerts.</summary>
public sealed class AlertHours
{
    public required string Zone { get; init; }

    public string? QuietFrom { get; init; }

    public string? QuietTo { get; init; }

    /// <summary>Whether alerts are held at an instant.</summary>
    public bool Hold(DateTimeOffset instant) =>
        QuietHours.Of(QuietFrom, QuietTo)?.Contains(instant, DeliveryHour.FindZone(DeliveryHour.UsableZone(Zone))) == true;

    /// <summary>Whether quiet hours came to their end between two instants.</summary>
    public bool HeldBetween(DateTimeOffset from, DateTimeOffset to) =>
        QuietHours.Of(QuietFrom, QuietTo) is { } quiet
        && new DeliveryHour(quiet.To, DeliveryHour.EveryDay, DeliveryHour.UsableZone(Zone)).NextAfter(from) <= to;
}

/// <summary>A digest subscription with the zone of its conversation.</summary>
public sealed record ZonedSubscription(Subscription Subscription, string Zone);

/// <summary>Digests, what is in them, and what waits for one.</summary>
public sealed class DigestTable(NewsDb db, TimeProvider clock)
{
    // SQLite takes expressions that are 1,000 deep.
    private const int Taken = 200;

    /// <summary>Marks the digests that hold what somebody asked for in between.</summary>
    internal const string NowKey = "now ";

    // By the conversation's own digests, to which the cross join keeps SQLite: each statement stands in those of every conversation, and
    // has a verdict for every subscription.
    internal const string Told =
        """
        select distinct p.statement_id from digest d cross join digest_statement p
        where d.conversation_id = @conversationId and d.kind in (0, 4) and p.digest_id = d.id and p.statement_id in {=statements}
        """;

    private const string Corrected =
        $"""
        select t.id from verdict v join statement t on t.id = v.statement_id
        where v.subscription_id = @subscriptionId and v.outcome = 0 and v.digest_id is not null and (t.corrected > @since or t.withdrawn > @since)
          and t.id {MarkTable.IsFree}
        order by t.id
        """;

    // They are put in order by us: to have them in order SQLite would go through all verdicts.
    internal const string WaitingAlerts =
        $"""
        select s.*, v.statement_id as waiting_statement, t.found as waiting_found, c.zone, c.quiet_from, c.quiet_to
        from verdict v
        join subscription s on s.id = v.subscription_id and s.mode = 0 and s.state = 0
        join conversation c on c.id = s.conversation_id and c.state = 0 and c.paused is null
        join statement t on t.id = v.statement_id
        where v.outcome = 0 and v.digest_id is null and v.statement_id {MarkTable.IsFree}
        """;

    /// <summary>Matched statements of alert subscriptions in conversations that are open and not held back, the oldest first.</summary>
    public async Task<IReadOnlyList<WaitingAlert>> WaitingAlertsAsync(CancellationToken cancellationToken)
    {
        await using var connection = await db.OpenAsync(cancellationToken);
        var waiting = await connection.QueryAsync<Subscription, long, DateTimeOffset, AlertHours, WaitingAlert>(
            new CommandDefinition(WaitingAlerts, cancellationToken: cancellationToken),
            (subscription, statement, found, hours) => new WaitingAlert(subscription, statement, found, hours),
            "waiting_statement,waiting_found,zone");
        return [.. waiting.OrderBy(w => w.StatementId).ThenBy(w => w.Subscription.Id)];
    }

    // By the corrections, which are few, and not by what was sent: cross joins keep SQLite to that order. What was corrected after a post had
    // read its statements is not on it, though it was made later. A post of which nobody knows to the end may have been read.
    internal static string WaitingCorrections(bool quietOnly) =>
        $"""
        select s.*, w.statement as waiting_statement, w.revision as waiting_revision, w.made as waiting_made, q.zone, q.quiet_from, q.quiet_to
        from (
          select d.conversation_id as conversation, min(d.subscription_id) as subscription, c.statement_id as statement,
            max(c.revision) as revision, max(c.made) as made
          from correction c
          cross join digest_statement p
          cross join digest d
          cross join delivery y
          join conversation v on v.id = d.conversation_id and v.state = 0 and v.paused is null{(quietOnly ? " and v.quiet_from is not null" : "")}
          where c.made >= @since and c.statement_id {MarkTable.IsFree} and p.statement_id = c.statement_id and p.held = 0
            and d.id = p.digest_id and d.kind in (0, 4) and y.digest_id = d.id and y.part = p.part
            and ((y.state = 2 and y.sent >= @since and c.made > coalesce(y.read_at, y.sent))
              or (y.state = 4 and y.next_try is null and y.read_at >= @since and c.made > y.read_at))
          group by d.conversation_id, c.statement_id) w
        join subscription s on s.id = w.subscription
        join conversation q on q.id = w.conversation
        where not exists (
          select 1 from digest k
          where k.conversation_id = w.conversation and k.kind = 2 and k.window_key = w.statement || ' ' || w.revision)
        order by w.statement
        """;

    /// <summary>Corrections of alerts of open conversations that no operator holds back, which no digest tells yet.</summary>
    /// <param name="quietOnly">Only of conversations that have quiet hours.</param>
    public async Task<IReadOnlyList<WaitingCorrection>> WaitingCorrectionsAsync(
        DbConnection connection, DbTransaction? transaction, bool quietOnly, CancellationToken cancellationToken) =>
        (await connection.QueryAsync<Subscription, (long Statement, int Revision), DateTimeOffset, AlertHours, WaitingCorrection>(
            new CommandDefinition(
                WaitingCorrections(quietOnly),
                new { since = clock.GetUtcNow() - CorrectionComposer.Follows },
                transaction,
                cancellationToken: cancellationToken),
            (subscription, correction, made, hours) => new WaitingCorrection(subscription, correction.Statement, correction.Revision, made, hours),
            "waiting_statement,waiting_made,zone")).AsList();

    /// <summary>Those that quiet hours kept back, now that they are over.</summary>
    public async Task<IReadOnlyList<WaitingCorrection>> HeldCorrectionsAsync(CancellationToken cancellationToken)
    {
        await using var connection = await db.OpenAsync(cancellationToken);
        var now = clock.GetUtcNow();
        return [.. (await WaitingCorrectionsAsync(connection, null, quietOnly: true, cancellationToken)).Where(c => c.Hours.HeldBetween(c.Made, now))];
    }

    /// <summary>Digest subscriptions of open conversations that no operator holds back, whose hour has come.</summary>
    public async Task<IReadOnlyList<ZonedSubscription>> DueAsync(CancellationToken cancellationToken)
    {
        await using var connection = await db.OpenAsync(cancellationToken);
        return (await connection.QueryAsync<Subscription, string, ZonedSubscription>(
            new CommandDefinition(
                """
                select s.*, c.zone as conversation_zone from subscription s join conversation c on c.id = s.conversation_id and c.state = 0 and c.paused is null
                where s.next_due <= @now and s.state = 0 order by s.next_due, s.id
                """,
                new { now = clock.GetUtcNow() },
                cancellationToken: cancellationToken),
            (subscription, zone) => new ZonedSubscription(subscription, zone),
            "conversation_zone")).AsList();
    }

    /// <summary>Matched statements that wait for the next edition of a subscription.</summary>
    public Task<IReadOnlyList<long>> WaitingAsync(long subscriptionId, CancellationToken cancellationToken) => IdsAsync(
        $"""
        select statement_id from verdict
        where subscription_id = @subscriptionId and outcome = 0 and digest_id is null and statement_id {MarkTable.IsFree} order by statement_id
        """,
        new { subscriptionId },
        cancellationToken);

    /// <summary>Statements that the subscription's editions brought before and that were corrected or withdrawn since.</summary>
    public Task<IReadOnlyList<long>> CorrectedAsync(long subscriptionId, DateTimeOffset since, CancellationToken cancellationToken) =>
        IdsAsync(Corrected, new { subscriptionId, since }, cancellationToken);

    /// <inheritdoc cref="CorrectedAsync(long, DateTimeOffset, CancellationToken)"/>
    public static async Task<IReadOnlyList<long>> CorrectedAsync(
        DbConnection connection, DbTransaction transaction, long subscriptionId, DateTimeOffset since) =>
        (await connection.QueryAsync<long>(Corrected, new { subscriptionId, since }, transaction)).AsList();

    /// <summary>Statements that were listed for somebody who asked in between.</summary>
    public Task<IReadOnlyList<long>> ShownAsync(long subscriptionId, DateTimeOffset since, CancellationToken cancellationToken) => IdsAsync(
        """
        select distinct p.statement_id from digest d join digest_statement p on p.digest_id = d.id and p.held = 0
        where d.subscription_id = @subscriptionId and d.window_to >= @since and d.window_key like @key
        """,
        new { subscriptionId, since, key = NowKey + "%" },
        cancellationToken);

    /// <summary>
    /// Keeps a digest with what is in it, and the delivery that is owed for it. What the conversation has been told already
    /// (the same window key) is not kept again.
    /// </summary>
    /// <returns>The digest's id, and whether it is new.</returns>
    public async Task<(long Id, bool New)> SaveAsync(
        DbConnection connection, DbTransaction transaction, NewDigest digest, CancellationToken cancellationToken)
    {
        var (subscription, now) = (digest.Subscription, clock.GetUtcNow());
        var kept = await connection.ExecuteScalarAsync<long?>(
            """
            insert into digest (subscription_id, conversation_id, kind, window_key, window_from, window_to, late, composed)
            values (@Id, @ConversationId, @Kind, @WindowKey, @From, @now, @Late, @now)
            on conflict (conversation_id, kind, window_key) do nothing returning id
            """,
            new { subscription.Id, subscription.ConversationId, digest.Kind, digest.WindowKey, digest.From, digest.Late, now },
            transaction);
        if (kept is not { } id)
            return ((await KeptAsync(connection, transaction, digest, cancellationToken))!.Value, false);
        const string owe = "insert into delivery (digest_id, conversation_id, state, next_try) values (@id, @ConversationId, 0, @now)";
        await connection.ExecuteAsync(
            $"""
            insert into digest_statement (digest_id, ordinal, statement_id, held, correction)
            select @id, cast(value ->> 0 as bigint), cast(value ->> 1 as bigint), cast(value ->> 2 as bigint), cast(value ->> 3 as bigint)
            from {db.Engine.Rows("@statements")};
            {(digest.Owed ? owe : "")}
            """,
            new { id, subscription.ConversationId, now, statements = Rows(digest.Statements.Select(Row)) },
            transaction);
        using var span = await DigestTraces.BeginAsync("digest", id, connection, transaction);
        return (id, true);

        static long[] Row(Placed placed, int ordinal) => [ordinal, placed.StatementId, placed.Held ? 1 : 0, placed.Correction ? 1 : 0];
    }

    /// <summary>The kept digest of the same conversation, kind and window key; null when there is none.</summary>
    public Task<long?> KeptAsync(
        DbConnection connection, DbTransaction transaction, NewDigest digest, CancellationToken cancellationToken) =>
        connection.ExecuteScalarAsync<long?>(new CommandDefinition(
            "select id from digest where conversation_id = @ConversationId and kind = @Kind and window_key = @WindowKey",
            new { digest.Subscription.ConversationId, digest.Kind, digest.WindowKey },
            transaction,
            cancellationToken: cancellationToken));

    /// <summary>Those of some statements that a conversation has been told of outside of the editions.</summary>
    public async Task<IReadOnlySet<long>> ToldAsync(long conversationId, IReadOnlyList<long> statements, CancellationToken cancellationToken) =>
        (await IdsAsync(Told, new { conversationId, statements }, cancellationToken)).ToHashSet();

    /// <inheritdoc cref="ToldAsync(long, IReadOnlyList{long}, CancellationToken)"/>
    public async Task<IReadOnlySet<long>> ToldAsync(
        DbConnection connection, DbTransaction transaction, long conversationId, IReadOnlyList<long> statements) =>
        (await connection.QueryAsync<long>(Told, new { conversationId, statements }, transaction)).ToHashSet();

    /// <summary>The digest that told a conversation of a statement outside of the editions; null when none did.</summary>
    public Task<long?> ToldByAsync(
        DbConnection connection, DbTransaction transaction, long conversationId, long statementId, CancellationToken cancellationToken) =>
        connection.ExecuteScalarAsync<long?>(new CommandDefinition(
            """
            select d.id from digest_statement p join digest d on d.id = p.digest_id and d.conversation_id = @conversationId
            where p.statement_id = @statementId and d.kind in (0, 4) limit 1
            """,
            new { conversationId, statementId },
            transaction,
            cancellationToken: cancellationToken));

    /// <summary>The matched verdicts of subscriptions that no digest has taken.</summary>
    public async Task<IReadOnlySet<(long SubscriptionId, long StatementId)>> UntakenAsync(
        DbConnection connection, DbTransaction transaction, IEnumerable<long> subscriptions) =>
        (await connection.QueryAsync<(long, long)>(
            """
            select subscription_id, statement_id from verdict
            where outcome = 0 and digest_id is null and subscription_id in {=subscriptions}
            """,
            new { subscriptions = subscriptions.Distinct().ToList() },
            transaction)).ToHashSet();

    /// <summary>Marks matched verdicts as taken by a digest.</summary>
    public static async Task TakeAsync(
        DbConnection connection, DbTransaction transaction, long digestId, IEnumerable<(long SubscriptionId, long StatementId)> verdicts)
    {
        foreach (var some in verdicts.Chunk(Taken))
            await connection.ExecuteAsync(Take(some), new { digestId }, transaction);
    }

    // Each by its key, in the text: from a list of rows PostgreSQL would go through all that wait, as long as it knows nothing of the table.
    internal static string Take(IEnumerable<(long SubscriptionId, long StatementId)> verdicts) =>
        $"""
        update verdict set digest_id = @digestId
        where outcome = 0 and digest_id is null and ({string.Join(" or ", verdicts.Select(v =>
            string.Create(CultureInfo.InvariantCulture, $"subscription_id = {v.SubscriptionId} and statement_id = {v.StatementId}")))})
        """;

    private static string Rows(IEnumerable<long[]> rows) => JsonSerializer.Serialize(rows);

    /// <summary>Moves a schedule on after its hour; false when somebody changed the schedule meanwhile.</summary>
    /// <param name="connection">The transaction's.</param>
    /// <param name="transaction">A transaction of the flow.</param>
    /// <param name="due">The subscription, with the zone that the next hour was computed in.</param>
    /// <param name="next">The next hour; null for none.</param>
    public async Task<bool> MoveOnAsync(DbConnection connection, DbTransaction transaction, ZonedSubscription due, DateTimeOffset? next) =>
        await connection.ExecuteAsync(
            "update subscription set next_due = @next, due_zone = @Zone where id = @Id and state = 0 and next_due = @NextDue",
            new { due.Subscription.Id, due.Subscription.NextDue, due.Zone, next },
            transaction) == 1;

    /// <summary>Begins a subscription's next edition where the one that was just made ends.</summary>
    public Task MarkEditionAsync(DbConnection connection, DbTransaction transaction, long subscriptionId) => connection.ExecuteAsync(
        "update subscription set last_edition = @now where id = @subscriptionId", new { subscriptionId, now = clock.GetUtcNow() }, transaction);

    private async Task<IReadOnlyList<long>> IdsAsync(string sql, object parameters, CancellationToken cancellationToken)
    {
        await using var connection = await db.OpenAsync(cancellationToken);
        return (await connection.QueryAsync<long>(new CommandDefinition(sql, parameters, cancellationToken: cancellationToken))).AsList();
    }
}
