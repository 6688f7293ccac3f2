using System.Data.Common;
using Dapper;
using Microsoft.Extensions.Logging.Abstractions;
using NewsBot.Desk;
using NewsBot.Storage;

namespace NewsBot.Subscriptions;

/// <summary>What somebody asks to be kept.</summary>
public sealed record NewSubscription(
    long ConversationId, string Topic, string Filter, SubscriptionMode Mode, string? At, int Days, string PersonId, string? PersonName)
{
    /// <summary>The post under which it is to deliver; null for the conversation itself.</summary>
    public string? Thread { get; init; }
}

/// <summary>Who wants what, and when.</summary>
public sealed partial class SubscriptionTable(NewsDb db, TimeProvider clock, ILogger<SubscriptionTable>? log = null)
{
    private readonly ILogger _log = log ?? NullLogger<SubscriptionTable>.Instance;

    /// <summary>Whether anything is followed anywhere.</summary>
    public async Task<bool> AnyAsync(CancellationToken cancellationToken)
    {
        await using var connection = await db.OpenAsync(cancellationToken);
        return await connection.ExecuteScalarAsync<bool>(new CommandDefinition(
            "select exists (select 1 from subscription where state <> @ended)",
            new { ended = (int)SubscriptionState.Ended },
            cancellationToken: cancellationToken));
    }

    /// <summary>The topics that somebody follows and the desk has no more, so that nothing ever comes: one sentence each.</summary>
    public async Task<IReadOnlyList<string>> LostTopicsAsync(Newsdesk desk, CancellationToken cancellationToken)
    {
        await using var connection = await db.OpenAsync(cancellationToken);
        var followed = await connection.QueryAsync<(string Topic, long Count)>(new CommandDefinition(
            "select topic, count(*) from subscription where state <> @ended and topic <> '' group by topic order by topic",
            new { ended = (int)SubscriptionState.Ended },
            cancellationToken: cancellationToken));
        return
        [
            .. followed.Where(f => desk.Topics.All(t => t.Key != f.Topic)).Select(f =>
                $"{f.Count} {(f.Count == 1 ? "subscription follows" : "subscriptions follow")} the topic {f.Topic}, which the desk does not have."),
        ];
    }

    /// <summary>Keeps a subscription; it announces what is found from now on. Its first edition is due at the next hour of its schedule in the conversation's zone.</summary>
    /// <exception cref="TimeZoneNotFoundException">The zone is unknown.</exception>
    public Task<Subscription> AddAsync(NewSubscription wanted, string zone, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var due = NextDue(wanted.Mode, wanted.At, wanted.Days, zone, now);
        return db.WriteAsync(
            async (connection, transaction) =>
            {
                await StatementLine.PlaceAsync(connection, transaction);
                return await connection.QuerySingleAsync<Subscription>(
                    new CommandDefinition(
                        """
                        insert into subscription (
                          conversation_id, number, topic, filter, mode, at, days, next_due, created, created_by, created_by_name, thread,
                          after_statement, judged_to, due_zone)
                        values (
                          @ConversationId, (select coalesce(max(number), 0) + 1 from subscription where conversation_id = @ConversationId),
                          @Topic, @Filter, @Mode, @At, @Days, @due, @now, @PersonId, @PersonName, @Thread,
                          (select coalesce(max(position), 0) from statement), (select coalesce(max(position), 0) from statement), @zone)
                        returning *
                        """,
                        new
                        {
                            wanted.ConversationId,
                            wanted.Topic,
                            wanted.Filter,
                            wanted.Mode,
                            wanted.At,
                            wanted.Days,
                            due,
                            now,
                            zone,
                            wanted.PersonId,
                            wanted.PersonName,
                            wanted.Thread,
                        },
                        transaction,
                        cancellationToken: cancellationToken));
            },
            cancellationToken);
    }

    /// <summary>Active and paused subscriptions of a conversation, by number.</summary>
    public async Task<IReadOnlyList<Subscription>> ListAsync(long conversationId, CancellationToken cancellationToken)
    {
        await using var connection = await db.OpenAsync(cancellationToken);
        return await ListAsync(connection, null, conversationId, cancellationToken);
    }

    /// <summary>A subscription by the number that people type, ended ones included.</summary>
    public async Task<Subscription?> FindAsync(long conversationId, int number, CancellationToken cancellationToken)
    {
        await using var connection = await db.OpenAsync(cancellationToken);
        return await connection.QuerySingleOrDefaultAsync<Subscription>(new CommandDefinition(
            "select * from subscription where conversation_id = @conversationId and number = @number",
            new { conversationId, number },
            cancellationToken: cancellationToken));
    }

    /// <summary>Changes filter, mode or schedule and computes the next due time again; the number stays.</summary>
    /// <exception cref="TimeZoneNotFoundException">The zone is unknown.</exception>
    public Task<Subscription> ChangeAsync(
        Subscription subscription, string zone, NewSubscription wanted, CancellationToken cancellationToken)
    {
        var due = NextDue(wanted.Mode, wanted.At, wanted.Days, zone, clock.GetUtcNow());
        return db.WriteAsync(
            async (connection, transaction) =>
            {
                // What waits for the next edition was matched under the old filter; revision 0 is the mark to judge it under the new one.
                await connection.ExecuteAsync(
                    "update verdict set revision = 0 where subscription_id = @Id and outcome = 0 and digest_id is null",
                    new { subscription.Id },
                    transaction);
                return await connection.QuerySingleAsync<Subscription>(
                    """
                    update subscription set topic = @Topic, filter = @Filter, mode = @Mode, at = @At, days = @Days,
                      next_due = case state when 2 then null else @due end, due_zone = @zone
                    where id = @Id
                    returning *
                    """,
                    new { subscription.Id, wanted.Topic, wanted.Filter, wanted.Mode, wanted.At, wanted.Days, due, zone },
                    transaction);
            },
            cancellationToken);
    }

    /// <summary>Changes filter, mode or schedule and computes the next due time again; the number and the topic stay.</summary>
    /// <exception cref="TimeZoneNotFoundException">The zone is unknown.</exception>
    public Task<Subscription> ChangeAsync(
        Subscription subscription, string zone, string filter, SubscriptionMode mode, string? at, int days, CancellationToken cancellationToken) =>
        ChangeAsync(
            subscription,
            zone,
            new NewSubscription(
                subscription.ConversationId, subscription.Topic, filter, mode, at, days, subscription.CreatedBy, subscription.CreatedByName),
            cancellationToken);

    /// <summary>
    /// Ends, pauses or revives a subscription. What was found while it was ended is not announced afterwards;
    /// what was found while it was paused is. An hour that came while it was muted is kept, so that its edition comes at once.
    /// </summary>
    public Task SetStateAsync(long id, SubscriptionState state, string? reason, CancellationToken cancellationToken) =>
        SetStateAsync(id, _ => true, (state, reason, null), cancellationToken);

    /// <summary>Ends a subscription as somebody wishes.</summary>
    public Task EndAsync(long id, PersonsAct act, CancellationToken cancellationToken) =>
        SetStateAsync(id, _ => true, (SubscriptionState.Ended, act.Sentence, act), cancellationToken);

    private Task SetStateAsync(
        long id, Func<Subscription, bool> may, (SubscriptionState State, string? Reason, PersonsAct? Act) wanted, CancellationToken cancellationToken) =>
        db.WriteAsync(
            async (connection, transaction) =>
            {
                var before = await connection.QuerySingleOrDefaultAsync<Subscription>("select * from subscription where id = @id", new { id }, transaction);
                if (before is null || !may(before))
                    return;
                var (state, reason, act) = wanted;
                var now = clock.GetUtcNow();
                var revived = state == SubscriptionState.Active && before.State != SubscriptionState.Active;
                var muted = before is { State: SubscriptionState.Paused, PausedUntil: not null };
                var due = before.NextDue;
                if (state == SubscriptionState.Ended)
                    due = null;
                else if (revived && !(muted && due <= now))
                {
                    var zone = DeliveryHour.UsableZone(await ZoneAsync(connection, transaction, before.ConversationId));
                    due = NextDue(before.Mode, before.At, before.Days, zone, now);
                }

                await connection.ExecuteAsync(
                    """
                    update subscription set state = @state, state_reason = @reason, state_by = @Person, state_by_name = @Name, next_due = @due,
                      paused_until = null, silent_to = @silent
                    where id = @id
                    """,
                    new { id, state, reason, act?.Person, act?.Name, due, silent = muted && before.SilentTo > now ? now : before.SilentTo },
                    transaction);
                if (revived && before.State == SubscriptionState.Ended)
                    await StartHereAsync(connection, transaction, id);
            },
            cancellationToken);

    /// <summary>Pauses a subscription until an instant, unless it has ended; one that is muted already goes on with the same
    /// silence.</summary>
    public Task MuteAsync(long id, DateTimeOffset until, PersonsAct act, CancellationToken cancellationToken) => db.WriteAloneAsync(
        connection => connection.ExecuteAsync(new CommandDefinition(
            """
            update subscription set
              silent_from = case when state = @paused and paused_until is not null then silent_from else @now end,
              silent_to = @until, state = @paused, state_reason = @Sentence, state_by = @Person, state_by_name = @Name,
              paused_until = @until
            where id = @id and state <> @ended
            """,
            new { id, until, act.Sentence, act.Person, act.Name, now = clock.GetUtcNow(), paused = (int)SubscriptionState.Paused, ended = (int)SubscriptionState.Ended },
            cancellationToken: cancellationToken)),
        cancellationToken);

    /// <summary>Takes up what was paused until now. One that cannot be taken up holds up no other; it is tried again.</summary>
    public async Task ResumeDueAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        await using var connection = await db.OpenAsync(cancellationToken);
        var due = await connection.QueryAsync<long>(new CommandDefinition(
            "select id from subscription where paused_until <= @now and state = 1",
            new { now },
            cancellationToken: cancellationToken));
        foreach (var id in due.AsList())
        {
            try
            {
                // It may have been ended, or muted for longer, meanwhile.
                await SetStateAsync(
                    id,
                    s => s.State == SubscriptionState.Paused && s.PausedUntil <= now,
                    (SubscriptionState.Active, null, null),
                    cancellationToken);
            }
            catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
            {
                Log.NotResumed(_log, id, failure);
            }
        }
    }

    /// <summary>Due times of all digests of a conversation, computed again after its zone changed. An hour that has come already is posted
    /// first.</summary>
    /// <exception cref="TimeZoneNotFoundException">The zone is unknown.</exception>
    public Task RescheduleAsync(long conversationId, string zone, CancellationToken cancellationToken) =>
        RescheduleAsync(conversationId, zone, zone, cancellationToken);

    /// <summary>Computes due times again where a conversation's zone is not the one that they were computed in: a client's new zone comes in
    /// with any message. An hour that has come already is posted first.</summary>
    public async Task FollowZonesAsync(CancellationToken cancellationToken)
    {
        await using var connection = await db.OpenAsync(cancellationToken);
        var moved = await connection.QueryAsync<(long Id, string Zone)>(new CommandDefinition(
            """
            select distinct c.id, c.zone from subscription s join conversation c on c.id = s.conversation_id
            where s.next_due > @now and s.due_zone <> c.zone
            """,
            new { now = clock.GetUtcNow() },
            cancellationToken: cancellationToken));
        foreach (var (id, zone) in moved.AsList())
            await RescheduleAsync(id, zone, DeliveryHour.UsableZone(zone), cancellationToken);
    }

    private Task RescheduleAsync(long conversationId, string zone, string usable, CancellationToken cancellationToken) =>
        db.WriteAsync(
            async (connection, transaction) =>
            {
                var now = clock.GetUtcNow();
                foreach (var subscription in await ListAsync(connection, transaction, conversationId, cancellationToken))
                {
                    var due = NextDue(subscription.Mode, subscription.At, subscription.Days, usable, now);
                    await connection.ExecuteAsync(
                        "update subscription set next_due = @due, due_zone = @zone where id = @Id and next_due > @now",
                        new { subscription.Id, zone, due, now },
                        transaction);
                }
            },
            cancellationToken);

    /// <summary>When a subscription last delivered something.</summary>
    public async Task<IReadOnlyDictionary<long, DateTimeOffset>> LastHitsAsync(long conversationId, CancellationToken cancellationToken)
    {
        await using var connection = await db.OpenAsync(cancellationToken);
        var hits = await connection.QueryAsync<(long Id, DateTimeOffset At)>(new CommandDefinition(
            """
            select v.subscription_id, max(y.sent) from subscription s
            join verdict v on v.subscription_id = s.id
            join delivery y on y.digest_id = v.digest_id
            where s.conversation_id = @conversationId and y.sent is not null
            group by v.subscription_id
            """,
            new { conversationId },
            cancellationToken: cancellationToken));
        return hits.ToDictionary(h => h.Id, h => h.At);
    }

    /// <summary>When a schedule is due next; null for what has no hour.</summary>
    internal static DateTimeOffset? NextDue(SubscriptionMode mode, string? at, int days, string zone, DateTimeOffset after) =>
        mode == SubscriptionMode.Digest && at is not null ? DeliveryHour.Of(at, days, zone).NextAfter(after) : null;

    private static async Task<IReadOnlyList<Subscription>> ListAsync(
        DbConnection connection, DbTransaction? transaction, long conversationId, CancellationToken cancellationToken) =>
        (await connection.QueryAsync<Subscription>(new CommandDefinition(
            "select * from subscription where conversation_id = @conversationId and state <> 2 order by number",
            new { conversationId },
            transaction,
            cancellationToken: cancellationToken))).AsList();

    // What is there is not announced.
    private static async Task StartHereAsync(DbConnection connection, DbTransaction transaction, long id)
    {
        await StatementLine.PlaceAsync(connection, transaction);
        await connection.ExecuteAsync(
            """
            update subscription set after_statement = (select coalesce(max(position), 0) from statement),
              judged_to = (select coalesce(max(position), 0) from statement)
            where id = @id
            """,
            new { id },
            transaction);
    }

    private static Task<string> ZoneAsync(DbConnection connection, DbTransaction transaction, long conversationId) =>
        connection.QuerySingleAsync<string>("select zone from conversation where id = @conversationId", new { conversationId }, transaction);

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "The silence of subscription {Subscription} is over, and yet it could not be taken up")]
        public static partial void NotResumed(ILogger logger, long subscription, Exception failure);
    }
}
