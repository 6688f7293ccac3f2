using NewsBot.Stories;
using NewsBot.Subscriptions;

namespace NewsBot.Digests;

/// <summary>Holds new and changed statements against the subscriptions and keeps the verdicts.</summary>
public sealed class StatementJudge(VerdictTable verdicts, StatementViews views, Interest interest, TimeProvider clock)
{
    // So many statements are in memory at a time.
    private const int _batch = 50;

    /// <summary>A statement that changes later than this (an outlet joins, words are corrected) is not matched anew.</summary>
    public static readonly TimeSpan Reopens = TimeSpan.FromHours(48);

    /// <returns>How many verdicts were reached.</returns>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        var (active, newest) = await verdicts.ActiveAsync(cancellationToken);
        var others = active.Select(a => a.Subscription).ToLookup(s => s.ConversationId);
        var reached = 0;
        var waiting = active.Where(a => a.Position < newest).ToList();
        for (var at = waiting.Select(a => a.Position).DefaultIfEmpty(newest).Min(); at < newest;)
        {
            var next = await verdicts.StatementsAfterAsync(at, _batch, cancellationToken);
            if (next.Count == 0)
                break;
            var batch = await views.LoadAsync([.. next.Select(n => n.Id)], cancellationToken);
            at = next[^1].Position;
            reached += await SaveAsync(
                [.. waiting.SelectMany(w => batch.Where(v => v.Statement.Position > w.Position).Select(v => Judge(w.Subscription, others, v)))],
                new JudgedUpTo([.. waiting.Where(w => w.Position < at).Select(w => w.Subscription.Id)], at),
                cancellationToken);
        }

        return reached + await AgainAsync(active.ToDictionary(a => a.Subscription.Id, a => a.Subscription), others, cancellationToken);
    }

    private async Task<int> AgainAsync(
        Dictionary<long, Subscription> active, ILookup<long, Subscription> others, CancellationToken cancellationToken)
    {
        var stale = await verdicts.StaleAsync(clock.GetUtcNow() - Reopens, cancellationToken);
        var reached = 0;
        foreach (var batch in stale.ToLookup(s => s.StatementId, s => s.SubscriptionId).Chunk(_batch))
        {
            var loaded = await views.LoadAsync([.. batch.Select(b => b.Key)], cancellationToken);
            var subscriptions = batch.ToDictionary(b => b.Key, b => b.Where(active.ContainsKey).Select(id => active[id]).ToList());
            reached += await SaveAsync(
                [.. loaded.SelectMany(v => subscriptions[v.Statement.Id].Select(s => Judge(s, others, v)))], null, cancellationToken);
        }

        return reached;
    }

    private KeptVerdict Judge(Subscription subscription, ILookup<long, Subscription> others, StatementView view) => new(
        subscription.Id,
        view.Statement.Id,
        interest.Judge(subscription, [.. others[subscription.ConversationId].Where(o => o.Id != subscription.Id)], view),
        view.Statement.Revision);

    private async Task<int> SaveAsync(List<KeptVerdict> reached, JudgedUpTo? mark, CancellationToken cancellationToken)
    {
        if (reached.Count > 0 || mark is not null)
            await verdicts.SaveAsync(reached, mark, cancellationToken);
        return reached.Count;
    }
}
