using NewsBot.Stories;

namespace NewsBot.Subscriptions;

/// <summary>What a subscription would have brought in a day.</summary>
/// <param name="Statements">Their ids, the newest first.</param>
/// <param name="Samples">The newest of them, three at most.</param>
public sealed record Volume(IReadOnlyList<long> Statements, IReadOnlyList<StatementView> Samples)
{
    /// <summary>How many statements.</summary>
    public int Count => Statements.Count;
}

/// <summary>Answers "how much will that be?" before the first statement comes.</summary>
public sealed class SubscriptionPreview(StatementViews views, Interest interest, TimeProvider clock)
{
    private const int _samples = 3;
    // More than any desk could read of one day.
    private const int _most = 5000;

    /// <summary>The volume of the last 24 hours for a subscription among the others of its conversation.</summary>
    public async Task<Volume> OfLastDayAsync(Subscription subscription, IReadOnlyList<Subscription> others, CancellationToken cancellationToken)
    {
        var wanted = await SinceAsync(subscription, others, clock.GetUtcNow().AddDays(-1), cancellationToken);
        return new Volume([.. wanted.Select(v => v.Statement.Id)], [.. wanted.Take(_samples)]);
    }

    /// <summary>
    /// The statements that a subscription wants since an instant, the newest first. What came with a feed's backlog counts
    /// if an outlet published it since then: to the reader it is news, whenever this program was first started.
    /// </summary>
    internal async Task<IReadOnlyList<StatementView>> SinceAsync(
        Subscription subscription, IReadOnlyList<Subscription> others, DateTimeOffset since, CancellationToken cancellationToken)
    {
        var query = new StatementQuery { Topic = subscription.Topic.Length > 0 ? subscription.Topic : null, FoundFrom = since };
        var wanted = await views.SiftAsync(
            query,
            v => v.Statement.Withdrawn is null
                && (!v.Statement.Backlog || (v.Carriers.Count > 0 && v.Carriers[0].Published >= since))
                && interest.Wants(subscription, others, v).Outcome == Outcome.Matched,
            _most,
            cancellationToken);
        return wanted.Views;
    }
}
