using System.Data.Common;
using Dapper;
using NewsBot.Cards;
using NewsBot.Conversations;
using NewsBot.Deliveries.Ledger;
using NewsBot.Digests;
using NewsBot.Storage;

namespace NewsBot.Deliveries;

/// <summary>How a statement came to a conversation.</summary>
public sealed record DeliveryOf
{
    public required long DigestId { get; init; }

    public required DigestKind Kind { get; init; }

    public required DateTimeOffset Composed { get; init; }

    /// <summary>The statement stands behind <c>more</c> of the edition.</summary>
    public required bool Held { get; init; }

    public required DeliveryState State { get; init; }

    public required int Attempts { get; init; }

    public DateTimeOffset? NextTry { get; init; }

    public DeliveryProblem? Reason { get; init; }

    public string? ReasonText { get; init; }

    public DateTimeOffset? Sent { get; init; }
}

/// <summary>The ledger of what is owed and what became of it.</summary>
public sealed class DeliveryTable(NewsDb db, TimeProvider clock, NodeName node)
{
    // What one run takes on of a channel: more than are served at a time, and few enough to be read in an instant when very much is owed.
    private const int Conversations = 128, OfEach = 25;

    // Of a failure, before its reason is recorded.
    private const string Counted = "tries = case when reason = @Problem then tries + 1 else 1 end";

    /// <summary>A condition on conversations (<c>c</c>): the bot speaks there now. What is owed to others is held.</summary>
    internal const string Spoken = "c.state = 0 and c.paused is null";

    /// <summary>
    /// Unfinished deliveries of conversations with something to do now, the oldest first: of each channel's conversations that have waited
    /// longest (those where it waits for an older one come last), and of each up to the first few that may be tried. Those of closed and
    /// paused conversations are held.
    /// </summary>
    /// <param name="busy">Conversations that are being served.</param>
    public Task<IReadOnlyList<Delivery>> UnfinishedAsync(IEnumerable<long> busy, CancellationToken cancellationToken) =>
        UnfinishedAsync(
            $$"""
            select r.conversation_id from (
              select q.conversation_id, row_number() over (partition by q.channel order by exists (
                  select 1 from delivery h where h.conversation_id = q.conversation_id and h.sent is null and h.digest_id < q.digest_id
                    and h.state in (3, 4) and h.next_try > @now and h.reason not in {=alone}), q.since) as turn
              from (
                select b.conversation_id, c.channel, min(b.digest_id) as digest_id, min(coalesce(b.next_try, b.lease)) as since
                from delivery b
                join conversation c on c.id = b.conversation_id and {{Spoken}}
                where ((b.next_try <= @now and b.state <> 2) or (b.state = 1 and b.lease <= {{db.Engine.Now}}))
                  and b.conversation_id not in {=busy}
                group by b.conversation_id, c.channel) q) r
            where r.turn <= @Conversations
            """,
            new { now = clock.GetUtcNow(), busy = busy.Append(0).ToList(), Conversations, OfEach, alone = DeliveryOrder.Alone.Select(p => (int)p).ToList() },
            cancellationToken);

    /// <summary>The unfinished deliveries of a conversation up to the first few that may be tried, the oldest first; none while it is
    /// closed or paused.</summary>
    public Task<IReadOnlyList<Delivery>> UnfinishedAsync(long conversationId, CancellationToken cancellationToken) =>
        UnfinishedAsync(
            $"select c.id from conversation c where c.id = @conversationId and {Spoken}",
            new { now = clock.GetUtcNow(), conversationId, OfEach },
            cancellationToken);

    /// <summary>Posts with a statement that has changed since the post was made or last edited, the oldest first.</summary>
    public Task<IReadOnlyList<Delivery>> OutdatedAsync(CancellationToken cancellationToken) =>
        OutdatedPosts.FindAsync(db, clock.GetUtcNow(), cancellationToken);

    /// <summary>Marks the revised statements that no post is behind any more, so that they are looked at no more.</summary>
    public Task SettleRevisedAsync(CancellationToken cancellationToken) => OutdatedPosts.SettleAsync(db, clock.GetUtcNow(), cancellationToken);

    /// <summary>The post that a correction follows: the conversation's first one of the same statement, or where that stands in a
    /// thread the thread's root, as no channel takes a reply to a reply. Null when the channel gave it no id.</summary>
    /// <param name="correction">The correction.</param>
    /// <param name="inThreads">Further posts of an edition stand under its first.</param>
    public async Task<string?> ThreadAsync(Delivery correction, bool inThreads)
    {
        await using var connection = await db.OpenAsync(CancellationToken.None);
        return await connection.ExecuteScalarAsync<string?>(
            """
            select coalesce(s.thread, case when @inThreads = 1 then r.activity_id end, y.activity_id) from digest_statement c
            join digest_statement p on p.statement_id = c.statement_id
            join digest d on d.id = p.digest_id and d.kind <> 2
            join subscription s on s.id = d.subscription_id
            join delivery y on y.digest_id = d.id and y.part = p.part and y.conversation_id = @ConversationId and y.state in (2, 4)
            left join delivery r on r.digest_id = d.id and r.part = 1 and r.conversation_id = @ConversationId
            where c.digest_id = @DigestId order by y.id limit 1
            """,
            new { correction.ConversationId, correction.DigestId, inThreads = inThreads ? 1 : 0 });
    }

    /// <summary>The channel's id of the first post of an edition; null when it gave none, or that post was not made.</summary>
    public async Task<string?> FirstPostAsync(Delivery part)
    {
        await using var connection = await db.OpenAsync(CancellationToken.None);
        return await connection.ExecuteScalarAsync<string?>(
            """
            select activity_id from delivery
            where digest_id = @DigestId and conversation_id = @ConversationId and part = 1 and state = 2
            """,
            new { part.DigestId, part.ConversationId });
    }

    /// <summary>Settles as how many posts a claimed edition goes out, for every later try, and owes the further ones.</summary>
    /// <param name="edition">The first post.</param>
    /// <param name="posts">The statements of each.</param>
    /// <exception cref="InvalidOperationException">Somebody else has it meanwhile.</exception>
    public async Task DivideAsync(Delivery edition, IReadOnlyList<IReadOnlyList<long>> posts)
    {
        var (parts, now) = (posts.Count, clock.GetUtcNow());
        if (parts == 1)
        {
            await db.WriteAloneAsync(connection => SettleAsync(connection, null), CancellationToken.None);
            return;
        }

        await db.WriteAsync(
            async (connection, transaction) =>
            {
                await SettleAsync(connection, transaction);
                await connection.ExecuteAsync(
                    "update digest_statement set part = @part where digest_id = @DigestId and statement_id = @statement",
                    posts.SelectMany((post, i) => post.Select(statement => new { part = i + 1, edition.DigestId, statement })),
                    transaction);
                await connection.ExecuteAsync(
                    """
                    insert into delivery (digest_id, conversation_id, part, parts, state, next_try)
                    values (@DigestId, @ConversationId, @part, @parts, 0, @now)
                    """,
                    posts.Skip(1).Select((_, i) => new { edition.DigestId, edition.ConversationId, part = i + 2, parts, now }),
                    transaction);
            },
            CancellationToken.None);

        async Task<int> SettleAsync(DbConnection connection, DbTransaction? transaction)
        {
            var settled = await connection.ExecuteAsync(
                "update delivery set parts = @parts where id = @Id and state = 1 and owner = @Value and parts is null",
                new { edition.Id, parts, node.Value },
                transaction);
            if (settled != 1)
                throw new InvalidOperationException($"Delivery {edition.Id} is no longer ours to divide.");
            return settled;
        }
    }

    /// <summary>The further posts of an edition whose first one was made, in order.</summary>
    public async Task<IReadOnlyList<Delivery>> FurtherAsync(Delivery edition)
    {
        await using var connection = await db.OpenAsync(CancellationToken.None);
        return (await connection.QueryAsync<Delivery>(
            """
            select y.*, d.kind from delivery y join digest d on d.id = y.digest_id
            where y.digest_id = @DigestId and y.conversation_id = @ConversationId and y.part > 1 order by y.part
            """,
            new { edition.DigestId, edition.ConversationId })).AsList();
    }

    /// <summary>Claims a delivery for a try, for as long as the lease lasts.</summary>
    /// <returns>False when it is not as it was, or is just being claimed: somebody else has it; or an editor holds a statement of it, which
    /// is then taken out of it.</returns>
    public async Task<bool> ClaimAsync(Delivery delivery, CancellationToken cancellationToken)
    {
        var claim = new CommandDefinition(
            $"""
            update delivery set state = 1, unposted = state, attempts = attempts + 1, next_try = null, held = 0, owner = @Value, lease = {db.Engine.Now} + @claim,
              read_at = case when state = 4 then coalesce(read_at, @now) else @now end
            where id = (select id from delivery where id = @Id and state = @State and attempts = @Attempts {db.Engine.SkipLocked})
              and not exists (
                select 1 from digest_statement p join statement_hold h on h.statement_id = p.statement_id
                where p.digest_id = delivery.digest_id and p.part = delivery.part)
            """,
            new { delivery.Id, delivery.State, delivery.Attempts, node.Value, now = clock.GetUtcNow(), claim = Microseconds(RetryPlan.Claim) },
            cancellationToken: cancellationToken);
        return await db.WriteAloneAsync(connection => connection.ExecuteAsync(claim), cancellationToken) == 1;
    }

    /// <summary>Keeps that a claimed delivery is about to be handed over: from here on whoever dies with it leaves a doubt.</summary>
    /// <param name="delivery">As it was when it was claimed.</param>
    /// <param name="repeats">It is a second time, without anybody knowing of the first: there is no third.</param>
    /// <returns>Whether the claim still holds, and for longer than a send may take.</returns>
    public async Task<bool> HandOverAsync(Delivery delivery, bool repeats) => await ExecuteAsync(
        $"""
        update delivery set unposted = null, repeated = case when @repeats = 1 then 1 else repeated end
        where id = @Id and state = 1 and owner = @Value and attempts = @Attempts + 1 and lease > {db.Engine.Now} + @send
        """,
        new { delivery.Id, delivery.Attempts, node.Value, now = clock.GetUtcNow(), repeats = repeats ? 1 : 0, send = Microseconds(RetryPlan.SendLimit) }) == 1;

    /// <summary>Claims a post for an edit, for as long as a claim lasts; what becomes of the edit ends it.</summary>
    /// <returns>False when it is not as it was: somebody else edits it, or has.</returns>
    public async Task<bool> ClaimEditAsync(Delivery delivery)
    {
        var now = clock.GetUtcNow();
        return await ExecuteAsync(
            """
            update delivery set next_try = @until
            where id = @Id and state = 2 and shown_revision = @ShownRevision and (next_try is null or next_try <= @now)
            """,
            new { delivery.Id, delivery.ShownRevision, now, until = now + RetryPlan.Claim }) == 1;
    }

    /// <summary>Has the posts of a statement in a conversation brought up to date: its marks there have changed.</summary>
    public Task MarkedAsync(long conversationId, long statementId) => ExecuteAsync(
        """
        update delivery set shown_revision = 0 where conversation_id = @conversationId and state = 2 and digest_id in (
          select p.digest_id from digest_statement p join digest d on d.id = p.digest_id and d.kind in (0, 1, 4)
          where p.statement_id = @statementId and p.held = 0)
        """,
        new { conversationId, statementId });

    /// <summary>How many conversations a statement was posted in.</summary>
    public async Task<int> PostedInAsync(long statementId, CancellationToken cancellationToken)
    {
        await using var connection = await db.OpenAsync(cancellationToken);
        return await connection.ExecuteScalarAsync<int>(new CommandDefinition(
            """
            select count(distinct y.conversation_id) from digest_statement p
            join delivery y on y.digest_id = p.digest_id and y.part = p.part and y.state in (1, 2)
            where p.statement_id = @statementId and p.held = 0
            """,
            new { statementId },
            cancellationToken: cancellationToken));
    }

    /// <summary>Ends every lease of another process, and has tried at once what was owed by a clock that has been set back since. Only for an
    /// engine that is one process's: what it left behind, it left when it died.</summary>
    public Task ReleaseAsync() => ExecuteAsync(
        """
        update delivery set lease = 0 where state = 1 and (owner is null or owner <> @Value);
        update delivery set next_try = @now where state = 0 and held = 0 and next_try > @now;
        """,
        new { node.Value, now = clock.GetUtcNow() });

    /// <summary>Records what follows when a lease has ended, unless somebody did so before.</summary>
    public async Task<bool> ExpireAsync(Delivery delivery, SendOutcome outcome, RetryStep step) => await ExecuteAsync(
        $"""
        update delivery set state = @State, next_try = @NextTry, {Counted}, reason = @Problem, reason_text = @Sentence,
          owner = null, lease = null, unposted = null
        where id = @Id and state = 1 and attempts = @Attempts
        """,
        new { delivery.Id, delivery.Attempts, step.State, step.NextTry, outcome.Problem, outcome.Sentence }) == 1;

    /// <summary>Puts off what may not be posted in quiet hours, without counting it as a try; not when they were changed since the
    /// conversation was read.</summary>
    public Task HoldAsync(long id, Conversation conversation, DateTimeOffset until) => ExecuteAsync(
        """
        update delivery set next_try = @until, held = 1
        where id = @id and state in (0, 3, 4) and exists (
          select 1 from conversation c
          where c.id = delivery.conversation_id and c.quiet_from = @QuietFrom and c.quiet_to = @QuietTo and c.zone = @Zone)
        """,
        new { id, until, conversation.QuietFrom, conversation.QuietTo, conversation.Zone });

    /// <summary>Takes back what quiet hours hold, so that it is composed anew at their end.</summary>
    /// <returns>False when it stays as it is.</returns>
    public Task<bool> TakeBackAsync(Delivery delivery, CancellationToken cancellationToken) => Recall.TakeBackAsync(db, delivery, cancellationToken);

    /// <summary>Records a post that was made.</summary>
    public Task SentAsync(long id, string? activityId, int? shownRevision) => ExecuteAsync(
        """
        update delivery set state = 2, next_try = null, owner = null, lease = null, reason = null, reason_text = null,
          tries = 0, unposted = null, activity_id = @activityId, sent = @now, shown_revision = @shownRevision
        where id = @id
        """,
        new { id, activityId, shownRevision, now = clock.GetUtcNow() });

    /// <summary>Keeps what a post showed when it was made.</summary>
    public Task ShownAsync(long id, CardMessage message) => ShownPosts.KeepAsync(db, id, message, clock.GetUtcNow());

    /// <summary>Records a try that failed, and what follows; not when the lease ended meanwhile and somebody else has it. A repeat that the
    /// channel refused was none; a place that closes is as new once it opens again.</summary>
    public Task FailedAsync(long id, SendOutcome outcome, RetryStep step) => ExecuteAsync(
        $"""
        update delivery set state = @State, next_try = @NextTry, {(step.Closes ? "tries = 0" : Counted)}, owner = null, lease = null,
          reason = @Problem, reason_text = @Sentence, repeated = repeated * @doubtful, unposted = null
        where id = @id and owner = @Value
        """,
        new
        {
            id,
            node.Value,
            step.State,
            step.NextTry,
            outcome.Problem,
            outcome.Sentence,
            doubtful = outcome.Problem == DeliveryProblem.AnswerLost ? 1 : 0,
        });

    /// <summary>Records the revision that a post now shows; not where its marks have changed since the edit was claimed.</summary>
    public Task EditedAsync(Delivery delivery, int revision) => ExecuteAsync(
        """
        update delivery set next_try = null, edit_failures = 0, reason = null, reason_text = null,
          shown_revision = case when shown_revision = @ShownRevision then @revision else shown_revision end
        where id = @Id
        """,
        new { delivery.Id, delivery.ShownRevision, revision });

    /// <summary>Owes a post anew: the one that was to be edited is not there any more.</summary>
    public Task PostAnewAsync(long id, SendOutcome outcome) => ExecuteAsync(
        """
        update delivery set state = 0, next_try = @now, activity_id = null, sent = null, shown_revision = null, edit_failures = 0,
          tries = 0, repeated = 0, reason = @Problem, reason_text = @Sentence
        where id = @id and state = 2
        """,
        new { id, now = clock.GetUtcNow(), outcome.Problem, outcome.Sentence });

    /// <summary>Records an edit that failed; without a next try the revision is let go, and the next one is tried.</summary>
    public Task EditFailedAsync(Delivery delivery, int revision, SendOutcome outcome, DateTimeOffset? nextTry) => ExecuteAsync(
        """
        update delivery set next_try = @nextTry, reason = @Problem, reason_text = @Sentence,
          edit_failures = case when cast(@nextTry as bigint) is null then 0 else edit_failures + 1 end,
          shown_revision = case when cast(@nextTry as bigint) is null and shown_revision = @ShownRevision then @revision else shown_revision end
        where id = @Id
        """,
        new { delivery.Id, delivery.ShownRevision, revision, nextTry, outcome.Problem, outcome.Sentence });

    /// <summary>Every digest that carries a statement to a conversation, and what became of it; the oldest first.</summary>
    public async Task<IReadOnlyList<DeliveryOf>> ForStatementAsync(long conversationId, long statementId, CancellationToken cancellationToken)
    {
        await using var connection = await db.OpenAsync(cancellationToken);
        return (await connection.QueryAsync<DeliveryOf>(new CommandDefinition(
            """
            select d.id as digest_id, d.kind, d.composed, p.held, y.state, y.attempts, y.next_try, y.reason, y.reason_text, y.sent
            from digest_statement p
            join digest d on d.id = p.digest_id and d.conversation_id = @conversationId
            join delivery y on y.digest_id = d.id and y.part = p.part
            where p.statement_id = @statementId order by d.id
            """,
            new { conversationId, statementId },
            cancellationToken: cancellationToken))).AsList();
    }

    /// <summary>How many deliveries stand in each state, of those composed in a window.</summary>
    /// <param name="conversationId">One conversation; null for all.</param>
    /// <param name="from">Start of the window.</param>
    /// <param name="to">End of the window, exclusive.</param>
    /// <param name="cancellationToken">Stops the query.</param>
    public async Task<IReadOnlyDictionary<DeliveryState, int>> CountsAsync(
        long? conversationId, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken)
    {
        await using var connection = await db.OpenAsync(cancellationToken);
        var counts = await connection.QueryAsync<(DeliveryState State, int Count)>(new CommandDefinition(
            """
            select y.state, count(*) from delivery y join digest d on d.id = y.digest_id
            where d.composed >= @from and d.composed < @to and (@conversationId is null or y.conversation_id = @conversationId)
            group by y.state
            """,
            new { conversationId, from, to },
            cancellationToken: cancellationToken));
        return counts.ToDictionary(c => c.State, c => c.Count);
    }

    private static long Microseconds(TimeSpan span) => span.Ticks / TimeSpan.TicksPerMicrosecond;

    private async Task<IReadOnlyList<Delivery>> UnfinishedAsync(
        string conversations, object parameters, CancellationToken cancellationToken)
    {
        await using var connection = await db.OpenAsync(cancellationToken);
        return (await connection.QueryAsync<Delivery>(new CommandDefinition(
            $"""
            select * from (
              select y.*, d.kind, case when y.state = 1 and y.lease <= {db.Engine.Now} then 1 else 0 end as expired,
                sum(case when y.next_try <= @now or (y.state = 1 and y.lease <= {db.Engine.Now}) then 1 else 0 end)
                  over (partition by y.conversation_id order by y.digest_id, y.part) as due
              from delivery y join digest d on d.id = y.digest_id
              where y.sent is null and (y.state = 1 or y.next_try is not null) and y.conversation_id in ({conversations})) w
            where w.due <= @OfEach order by w.digest_id, w.part
            """,
            parameters,
            cancellationToken: cancellationToken))).AsList();
    }

    // What has happened is recorded even when the program is told to stop.
    private Task<int> ExecuteAsync(string sql, object parameters) =>
        db.WriteAloneAsync(connection => connection.ExecuteAsync(sql, parameters), CancellationToken.None);
}
