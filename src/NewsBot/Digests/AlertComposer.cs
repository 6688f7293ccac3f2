using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using NewsBot.Storage;
using NewsBot.Stories;
using NewsBot.Subscriptions;

namespace NewsBot.Digests;

/// <summary>Makes digests of the statements that alert subscriptions wait for: each alone, or several on one card where they would be a
/// flood.</summary>
public sealed class AlertComposer(NewsDb db, DigestTable digests, StatementViews views, DigestEditor editor, TimeProvider clock)
{
    // The disk is waited for once for so many, and others write in between.
    private const int ACommit = 200;

    // Each with several statements.
    private const int CardsACommit = 50;

    /// <returns>How many digests were composed.</returns>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        var (alone, cards) = (new List<Wanted>(), new List<Card>());
        foreach (var conversation in (await digests.WaitingAlertsAsync(cancellationToken)).GroupBy(w => w.Subscription.ConversationId))
        {
            var now = clock.GetUtcNow();
            if (conversation.First().Hours.Hold(now))
                continue;
            var (wanted, together) = (conversation.GroupBy(w => w.StatementId).Select(g => new Wanted(g)).ToList(), new HashSet<long>());
            var told = await digests.ToldAsync(conversation.Key, [.. wanted.Select(w => w.StatementId)], cancellationToken);
            foreach (var place in wanted.Where(w => !told.Contains(w.StatementId)).GroupBy(w => w.Follower.Thread))
            {
                var untold = place.ToDictionary(w => w.StatementId);
                foreach (var roundup in Roundup.Of([.. untold.Values.Select(w => w.Untold)], now))
                {
                    together.UnionWith(roundup.Statements);
                    cards.Add(new Card(roundup, [.. roundup.Statements.Select(s => untold[s])]));
                }
            }

            alone.AddRange(wanted.Where(w => !together.Contains(w.StatementId)));
        }

        var composed = 0;
        // Many conversations are told the same: a statement is loaded once for all of them.
        var news = new Dictionary<long, StatementView>();
        foreach (var some in cards.Chunk(CardsACommit))
            composed += await RoundupsAsync(some, news, cancellationToken);
        // One digest for each statement, however many subscriptions of the conversation want it.
        foreach (var some in alone.Chunk(ACommit))
            composed += await AlertsAsync(some, cancellationToken);
        return composed;
    }

    private Task<int> AlertsAsync(IReadOnlyList<Wanted> all, CancellationToken stop) => db.WriteAsync(
        async (connection, transaction) =>
        {
            var composed = 0;
            foreach (var wanted in all)
            {
                var (follower, statement) = (wanted.Follower, wanted.StatementId);
                var digest = await digests.ToldByAsync(connection, transaction, follower.ConversationId, statement, stop);
                if (digest is null)
                {
                    var key = statement.ToString(CultureInfo.InvariantCulture);
                    var alert = new NewDigest(follower, DigestKind.Alert, key, null, [new Placed(statement)], Owed: true);
                    (digest, var isNew) = await digests.SaveAsync(connection, transaction, alert, stop);
                    composed += isNew ? 1 : 0;
                }

                await digests.TakeAsync(connection, transaction, digest.Value, wanted.Verdicts);
            }

            return composed;
        },
        stop);

    private async Task<int> RoundupsAsync(IReadOnlyList<Card> cards, Dictionary<long, StatementView> news, CancellationToken stop)
    {
        var missing = cards.SelectMany(c => c.Roundup.Statements).Distinct().Where(s => !news.ContainsKey(s)).ToList();
        foreach (var view in await views.LoadAsync(missing, stop))
            news[view.Statement.Id] = view;
        return await db.WriteAsync(
            async (connection, transaction) =>
            {
                var composed = 0;
                foreach (var (roundup, wanted) in cards)
                {
                    var (follower, verdicts) = (wanted[0].Follower, wanted.SelectMany(w => w.Verdicts).ToList());
                    // Another node may have told of some of them since they were read: what is left is for the next run to decide.
                    var untaken = await digests.UntakenAsync(connection, transaction, verdicts.Select(v => v.SubscriptionId));
                    var told = await digests.ToldAsync(connection, transaction, follower.ConversationId, roundup.Statements);
                    if (told.Count > 0 || !untaken.IsSupersetOf(verdicts))
                        continue;
                    var chosen = editor.Choose(new Copy { News = [.. roundup.Statements.Where(news.ContainsKey).Select(s => news[s])] });
                    var digest = new NewDigest(follower, DigestKind.Roundup, KeyOf(roundup.Statements), roundup.Since, chosen, Owed: true)
                    {
                        Late = roundup.Late,
                    };
                    var (id, isNew) = await digests.SaveAsync(connection, transaction, digest, stop);
                    await digests.TakeAsync(connection, transaction, id, verdicts);
                    composed += isNew ? 1 : 0;
                }

                return composed;
            },
            stop);
    }

    // What is on the card, so that two digests of one conversation have the same key only if they tell the same.
    private static string KeyOf(IEnumerable<long> statements) => Convert.ToHexStringLower(SHA256.HashData(
        Encoding.ASCII.GetBytes(string.Join(' ', statements.Order().Select(s => s.ToString(CultureInfo.InvariantCulture))))));

    private sealed record Card(Roundup Roundup, IReadOnlyList<Wanted> Wanted);

    /// <summary>A statement with all of a conversation that waits for it.</summary>
    private sealed class Wanted(IEnumerable<WaitingAlert> waiting)
    {
        private readonly List<WaitingAlert> _waiting = [.. waiting];

        public long StatementId => _waiting[0].StatementId;

        /// <summary>Says where it is told: the conversation sees more than a thread of it.</summary>
        public Subscription Follower => (_waiting.Find(w => w.Subscription.Thread is null) ?? _waiting[0]).Subscription;

        public UntoldStatement Untold => new(StatementId, _waiting[0].Found, _waiting.Exists(w => w.Held));

        public IEnumerable<(long SubscriptionId, long StatementId)> Verdicts => _waiting.Select(w => (w.Subscription.Id, w.StatementId));
    }
}
