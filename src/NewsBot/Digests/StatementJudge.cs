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
        var (followed, newest) = await verdicts.FollowedAsync(cancellationToken);
        var active = followed.Where(f => f.Subscription.State == SubscriptionState.Active).ToList();
        // What is muted still says what a digest of everything is about.
        var others = followed.Select(f => f.Subscription).ToLookup(s => s.ConversationId);
        var reached = 0;
        var waiting = active.Where(a => a.Position < newest).ToList();
        for (var at = waiting.Select(a => a.Position).DefaultIfEmpty(newest).Min(); at < newest;)
        {
            var next = await verdicts.StatementsAfterAsync(at, _batch, cancellationToken);
            if (next.Count == 0)
                break;
            var batch = await views.LoadAsync([.. next.Select(n => n.Id)], cancellationToken);
            var known = new Dictionary<Asked, Verdict>();
            at = next[^1].Position;
            reached += await SaveAsync(
                [
                    .. waiting.SelectMany(w => batch.Where(v => v.Statement.Position > w.Position)
                        .Select(v => Judge(w.Subscription, others, v, known))),
                ],
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
            var known = new Dictionary<Asked, Verdict>();
            var subscriptions = batch.ToDictionary(b => b.Key, b => b.Where(active.ContainsKey).Select(id => active[id]).ToList());
            reached += await SaveAsync(
                [.. loaded.SelectMany(v => subscriptions[v.Statement.Id].Select(s => Judge(s, others, v, known)))],
                null,
                cancellationToken);
        }

        return reached;
    }

    private KeptVerdict Judge(
        Subscription subscription, ILookup<long, Subscription> all, StatementView view, Dictionary<Asked, Verdict> known) => new(
        subscription.Id,
        view.Statement.Id,
        Interest.Bar(subscription, view) ?? Wants(subscription, all, view, known),
        view.Statement.Revision);

    private Verdict Wants(
        Subscription subscription, ILookup<long, Subscription> all, StatementView view, Dictionary<Asked, Verdict> known)
    {
        // A digest of everything hangs on the others of its conversation.
        if (subscription is { Topic: "", Mode: SubscriptionMode.Digest })
            return interest.Wants(subscription, [.. all[subscription.ConversationId].Where(o => o.Id != subscription.Id)], view);
        var asked = new Asked(view.Statement.Id, subscription.Topic, subscription.Filter);
        return known.TryGetValue(asked, out var verdict) ? verdict : known[asked] = interest.Wants(subscription, [], view);
    }

    private async Task<int> SaveAsync(List<KeptVerdict> reached, JudgedUpTo? mark, CancellationToken cancellationToken)
    {
        if (reached.Count > 0 || mark is not null)
            await verdicts.SaveAsync(reached, mark, cancellationToken);
        return reached.Count;
    }

    // Subscriptions that say the same get the same verdict, which is reached once: a thousand conversations follow a few topics.
    private readonly record struct Asked(long Statement, string Topic, string Filter);
}
