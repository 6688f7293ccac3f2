using System.Globalization;
using NewsBot.Storage;
using NewsBot.Stories;

namespace NewsBot.Digests;

/// <summary>Makes digests of the statements that alert subscriptions wait for.</summary>
public sealed class AlertComposer(NewsDb db, DigestTable digests, StatementViews views, DigestEditor editor, TimeProvider clock)
{
    // The disk is waited for once for so many, and others write in between.
    private const int ACommit = 200;

    /// <returns>How many digests were composed.</returns>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        var (composed, alerts) = (0, new List<WaitingAlert>());
        foreach (var conversation in (await digests.WaitingAlertsAsync(cancellationToken)).GroupBy(w => w.Subscription.ConversationId))
        {
            var (waiting, now) = (conversation.ToList(), clock.GetUtcNow());
            if (waiting[0].Hours.Hold(now))
                continue;
            var told = await digests.ToldAsync(conversation.Key, cancellationToken);
            var news = waiting.Where(w => !told.Contains(w.StatementId)).ToList();
            var late = DigestEditor.CatchUp([.. news.Where(w => !w.Held).Select(w => (w.StatementId, w.Found))], now);
            var held = news.Where(w => w.Held).Select(w => w.StatementId).ToHashSet();
            HashSet<long> together = late.Count > 0 || held.Count > 1 ? [.. late, .. held] : [];
            if (together.Count > 0)
                composed += await CatchUpAsync([.. waiting.Where(w => together.Contains(w.StatementId))], late.Except(held).Any(), cancellationToken);
            alerts.AddRange(waiting.Where(w => !together.Contains(w.StatementId)));
        }

        // One digest for each statement, however many subscriptions of the conversation want it.
        foreach (var some in alerts.GroupBy(w => (w.Subscription.ConversationId, w.StatementId)).Chunk(ACommit))
            composed += await AlertsAsync(some, cancellationToken);
        return composed;
    }

    private Task<int> AlertsAsync(IReadOnlyList<IEnumerable<WaitingAlert>> all, CancellationToken stop) => db.WriteAsync(
        async (connection, transaction) =>
        {
            var composed = 0;
            foreach (var wanted in all)
            {
                // The conversation sees more than a thread of it.
                var (follower, statement, _, _) = wanted.OrderBy(w => w.Subscription.Thread is not null).First();
                var digest = await digests.ToldByAsync(connection, transaction, follower.ConversationId, statement, stop);
                if (digest is null)
                {
                    var key = statement.ToString(CultureInfo.InvariantCulture);
                    var alert = new NewDigest(follower, DigestKind.Alert, key, null, [new Placed(statement)], Owed: true);
                    (digest, var isNew) = await digests.SaveAsync(connection, transaction, alert, stop);
                    composed += isNew ? 1 : 0;
                }

                var taken = wanted.Select(w => (w.Subscription.Id, w.StatementId));
                await digests.TakeAsync(connection, transaction, digest.Value, taken);
            }

            return composed;
        },
        stop);

    private async Task<int> CatchUpAsync(List<WaitingAlert> waiting, bool late, CancellationToken cancellationToken)
    {
        var news = await views.LoadAsync([.. waiting.Select(w => w.StatementId).Distinct()], cancellationToken);
        var key = DigestTable.CatchUpKey + clock.GetUtcNow().ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);
        return await db.WriteAsync(
            async (connection, transaction) =>
            {
                // Another node may have made a card of them since they were read: its key is another one.
                var untaken = await digests.UntakenAsync(connection, transaction, waiting.Select(w => w.Subscription.Id));
                var still = waiting.Where(w => untaken.Contains((w.Subscription.Id, w.StatementId))).ToList();
                if (still.Count == 0)
                    return 0;
                var listed = still.Select(w => w.StatementId).ToHashSet();
                var digest = new NewDigest(
                    still[0].Subscription,
                    DigestKind.Edition,
                    key,
                    still.Min(w => w.Found),
                    editor.Choose(new Copy { News = [.. news.Where(v => listed.Contains(v.Statement.Id))] }),
                    Owed: true)
                { Late = late };
                var (id, isNew) = await digests.SaveAsync(connection, transaction, digest, cancellationToken);
                if (isNew)
                    await digests.TakeAsync(connection, transaction, id, still.Select(w => (w.Subscription.Id, w.StatementId)));
                return isNew ? 1 : 0;
            },
            cancellationToken);
    }
}
