using NewsBot.Storage;

namespace NewsBot.Subscriptions;

/// <summary>What somebody asks to be kept.</summary>
public sealed record NewSubscription(
    long ConversationId, string Topic, string Filter, SubscriptionMode Mode, string? At, int Days, string PersonId, string? PersonName);

/// <summary>Who wants what, and when.</summary>
public sealed class SubscriptionTable(NewsDb db, TimeProvider clock)
{
    /// <summary>Keeps a subscription; it announces what is found from now on. Its first edition is due at the next hour of its schedule in the conversation's zone.</summary>
    public Task<Subscription> AddAsync(NewSubscription wanted, string zone, CancellationToken cancellationToken) =>
        throw new NotSupportedException($"{db} {clock}");

    /// <summary>Active and paused subscriptions of a conversation, by number.</summary>
    public Task<IReadOnlyList<Subscription>> ListAsync(long conversationId, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<Subscription?> FindAsync(long conversationId, int number, CancellationToken cancellationToken) => throw new NotSupportedException();

    /// <summary>Changes filter, mode or schedule and computes the next due time again; the number stays.</summary>
    public Task<Subscription> ChangeAsync(Subscription subscription, string zone, string filter, SubscriptionMode mode, string? at, int days, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    /// <summary>Ends, pauses or revives a subscription; what was found while it was ended is not announced afterwards.</summary>
    public Task SetStateAsync(long id, SubscriptionState state, string? reason, CancellationToken cancellationToken) => throw new NotSupportedException();

    /// <summary>Due times of all digests of a conversation, computed again after its zone changed.</summary>
    public Task RescheduleAsync(long conversationId, string zone, CancellationToken cancellationToken) => throw new NotSupportedException();

    /// <summary>When a subscription last delivered something.</summary>
    public Task<IReadOnlyDictionary<long, DateTimeOffset>> LastHitsAsync(long conversationId, CancellationToken cancellationToken) =>
        throw new NotSupportedException();
}
