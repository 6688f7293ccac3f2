using Dapper;
using NewsBot.Conversations;
using NewsBot.Deliveries;
using NewsBot.Deliveries.Ledger;
using NewsBot.Digests;
using NewsBot.Storage;

namespace NewsBot.Operations.Page;

/// <summary>A delivery as the page lists it.</summary>
internal sealed record DeliveryRow
{
    public required long Id { get; init; }

    public required long DigestId { get; init; }

    public required DigestKind Kind { get; init; }

    public required DeliveryState State { get; init; }

    public required int Attempts { get; init; }

    public DateTimeOffset? NextTry { get; init; }

    public string? ReasonText { get; init; }

    public required DateTimeOffset Composed { get; init; }

    public DateTimeOffset? Sent { get; init; }

    public required string Channel { get; init; }

    public string? Name { get; init; }

    public required long ConversationId { get; init; }
}

/// <summary>A conversation with what is owed to it.</summary>
internal sealed record ConversationRow
{
    public required long Id { get; init; }

    public required string Channel { get; init; }

    public string? Name { get; init; }

    public required ConversationState State { get; init; }

    public string? StateReason { get; init; }

    public DateTimeOffset? Paused { get; init; }

    public required long Subscriptions { get; init; }

    public required long Owed { get; init; }
}

/// <summary>What became of a delivery that somebody wanted tried again.</summary>
internal enum Retried
{
    /// <summary>Nothing: it is not one that can be tried again.</summary>
    Not,

    /// <summary>It is owed and goes out at once.</summary>
    Owed,

    /// <summary>It is owed and goes out when its conversation is resumed.</summary>
    Waits,

    /// <summary>Nothing: the bot may not speak in its conversation.</summary>
    Closed,
}

/// <summary>What the operators' page reads, and the few things that it changes.</summary>
internal sealed class OperateTable(NewsDb db, TimeProvider clock)
{
    private const string Columns =
        """
        select y.id, y.digest_id, d.kind, y.state, y.attempts, y.next_try, y.reason_text, d.composed, y.sent, c.channel, c.name, c.id as conversation_id
        from delivery y join digest d on d.id = y.digest_id join conversation c on c.id = y.conversation_id
        """;

    internal const string Conversations =
        """
        select c.id, c.channel, c.name, c.state, c.state_reason, c.paused,
          (select count(*) from subscription s where s.conversation_id = c.id and s.state = 0) as subscriptions,
          (select count(*) from delivery y where y.conversation_id = c.id and y.sent is null and y.state in (0, 1, 3)) as owed
        from conversation c order by owed desc, c.id desc limit @limit
        """;

    /// <summary>Deliveries in some states without a post, the oldest or the newest first.</summary>
    public Task<IReadOnlyList<DeliveryRow>> InStatesAsync(
        IEnumerable<DeliveryState> states, bool newest, int limit, CancellationToken cancellationToken) => ListAsync<DeliveryRow>(
        $"{Columns} where y.sent is null and y.state in {{=states}} order by y.id{(newest ? " desc" : "")} limit @limit",
        new { states = Numbers(states), limit },
        cancellationToken);

    /// <summary>How many deliveries without a post are in some states.</summary>
    public async Task<long> CountAsync(IEnumerable<DeliveryState> states, CancellationToken cancellationToken) =>
        (await ListAsync<long>("select count(*) from delivery where sent is null and state in {=states}", new { states = Numbers(states) }, cancellationToken))[0];

    /// <summary>Deliveries that took longer than they should, of the last day, the slowest first.</summary>
    public Task<IReadOnlyList<DeliveryRow>> SlowAsync(TimeSpan longer, int limit, CancellationToken cancellationToken) => ListAsync<DeliveryRow>(
        $"{Columns} where y.sent >= @since and y.sent - d.composed > @longer order by y.sent - d.composed desc limit @limit",
        new { since = clock.GetUtcNow().AddDays(-1), longer = longer.Ticks / TimeSpan.TicksPerMicrosecond, limit },
        cancellationToken);

    /// <summary>The digests that were posted last.</summary>
    public Task<IReadOnlyList<DeliveryRow>> LastAsync(int limit, CancellationToken cancellationToken) =>
        ListAsync<DeliveryRow>($"{Columns} where y.sent is not null order by y.sent desc, y.id desc limit @limit", new { limit }, cancellationToken);

    /// <summary>The posts of an edition, as they were made.</summary>
    public Task<IReadOnlyList<ShownPost>> PostedAsync(long digest, CancellationToken cancellationToken) => ShownPosts.OfAsync(db, digest, cancellationToken);

    /// <summary>Where the bot speaks, with most owed first.</summary>
    public Task<IReadOnlyList<ConversationRow>> ConversationsAsync(int limit, CancellationToken cancellationToken) =>
        ListAsync<ConversationRow>(Conversations, new { limit }, cancellationToken);

    /// <summary>Owes a delivery anew that had come to an end. One whose answer was lost stays marked, so that its post says that it may be a repeat.</summary>
    /// <remarks>One to a closed conversation stays where it is: owed, it would go out to nobody and be told of by nothing.</remarks>
    public async Task<Retried> RetryAsync(long id, CancellationToken cancellationToken)
    {
        const string ended = "y.id = @id and y.state in (@failed, @unknown, @given)";
        var values = new
        {
            id,
            now = clock.GetUtcNow(),
            owed = (int)DeliveryState.Owed,
            failed = (int)DeliveryState.Failed,
            unknown = (int)DeliveryState.Unknown,
            given = (int)DeliveryState.GivenUp,
            open = (int)ConversationState.Open,
        };
        var places = await ListAsync<(ConversationState State, DateTimeOffset? Paused)>(
            $"select c.state, c.paused from delivery y join conversation c on c.id = y.conversation_id where {ended}", values, cancellationToken);
        if (places is not [var place])
            return Retried.Not;
        if (place.State == ConversationState.Closed)
            return Retried.Closed;
        var changed = await ChangeAsync(
            $"""
            update delivery as y set state = case when state = @unknown then @unknown else @owed end, attempts = 0, tries = 0, repeated = 0, next_try = @now
            where {ended} and exists (select 1 from conversation c where c.id = y.conversation_id and c.state = @open)
            """,
            values,
            cancellationToken);
        return !changed ? Retried.Not : place.Paused is null ? Retried.Owed : Retried.Waits;
    }

    /// <summary>Holds what is owed to a conversation back, or lets it go again; nothing is lost meanwhile.</summary>
    public Task<bool> PauseConversationAsync(long id, bool pause, CancellationToken cancellationToken) =>
        ChangeAsync("update conversation set paused = @at where id = @id", new { id, at = pause ? clock.GetUtcNow() : (DateTimeOffset?)null }, cancellationToken);

    public async Task<long> ConversationCountAsync(CancellationToken cancellationToken) =>
        (await ListAsync<long>("select count(*) from conversation", new { }, cancellationToken))[0];

    /// <summary>Takes up a source that an editor has paused in a chat, with every feed of it that is not paused by itself.</summary>
    public Task<bool> ResumeSourceAsync(long id, CancellationToken cancellationToken) =>
        ChangeAsync("update source set paused = null, paused_by = null, paused_person = null, paused_channel = null where id = @id and paused is not null", new { id }, cancellationToken);

    /// <summary>Leaves a feed unread, or reads it again, at once.</summary>
    public Task<bool> PauseFeedAsync(long id, bool pause, CancellationToken cancellationToken) => ChangeAsync(
        "update feed set paused = @at, next_check = case when cast(@at as bigint) is null then @now else next_check end where id = @id",
        new { id, at = pause ? clock.GetUtcNow() : (DateTimeOffset?)null, now = clock.GetUtcNow() },
        cancellationToken);

    private static int[] Numbers(IEnumerable<DeliveryState> states) => [.. states.Select(s => (int)s)];

    private async Task<IReadOnlyList<T>> ListAsync<T>(string sql, object parameters, CancellationToken cancellationToken)
    {
        await using var connection = await db.OpenAsync(cancellationToken);
        return (await connection.QueryAsync<T>(new CommandDefinition(sql, parameters, cancellationToken: cancellationToken))).AsList();
    }

    private async Task<bool> ChangeAsync(string sql, object parameters, CancellationToken cancellationToken) =>
        await db.ExecuteAsync(sql, parameters, cancellationToken) == 1;
}
