using System.Data.Common;
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
        var alerts = (await digests.WaitingAlertsAsync(cancellationToken)).ToLookup(w => w.Subscription.ConversationId);
        var corrections = (await digests.HeldCorrectionsAsync(cancellationToken)).ToLookup(c => c.Subscription.ConversationId);
        foreach (var conversation in alerts.Select(a => a.Key).Union(corrections.Select(c => c.Key)))
        {
            var now = clock.GetUtcNow();
            var hours = alerts[conversation].Select(w => w.Hours).Concat(corrections[conversation].Select(c => c.Hours)).First();
            if (hours.Hold(now))
                continue;
            var wanted = alerts[conversation].GroupBy(w => w.StatementId).Select(g => new Wanted(g)).ToList();
            var told = wanted.Count == 0
                ? new HashSet<long>()
                : await digests.ToldAsync(conversation, [.. wanted.Select(w => w.StatementId)], cancellationToken);
            var together = Together([.. wanted.Where(w => !told.Contains(w.StatementId))], [.. corrections[conversation]], now).ToList();
            cards.AddRange(together);
            alone.AddRange(wanted.Except(together.SelectMany(c => c.Wanted)));
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

    // What quiet hours kept back is one card, corrections of earlier alerts included; one that comes alone goes to its alert's thread.
    private static IEnumerable<Card> Together(IReadOnlyList<Wanted> untold, IReadOnlyList<WaitingCorrection> corrections, DateTimeOffset now)
    {
        foreach (var place in untold.Select(w => w.Follower.Thread).Union(corrections.Select(c => c.Subscription.Thread)))
        {
            var news = untold.Where(w => w.Follower.Thread == place).ToDictionary(w => w.StatementId);
            var corrected = corrections.Where(c => c.Subscription.Thread == place).ToDictionary(c => c.StatementId);
            List<UntoldStatement> all =
            [
                .. news.Values.Select(w => w.Untold(now)),
                .. corrected.Values.Select(c => new UntoldStatement(c.StatementId, c.Made, Held: true)),
            ];
            foreach (var roundup in Roundup.Of(all, now))
            {
                yield return new Card(
                    roundup,
                    [.. roundup.Statements.Where(news.ContainsKey).Select(s => news[s])],
                    [.. roundup.Statements.Where(corrected.ContainsKey).Select(s => corrected[s])]);
            }
        }
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

                await DigestTable.TakeAsync(connection, transaction, digest.Value, wanted.Verdicts);
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
                foreach (var card in cards)
                    composed += await RoundupAsync(connection, transaction, card, news, stop) ? 1 : 0;
                return composed;
            },
            stop);
    }

    private async Task<bool> RoundupAsync(
        DbConnection connection, DbTransaction transaction, Card card, Dictionary<long, StatementView> loaded, CancellationToken stop)
    {
        var verdicts = card.Wanted.SelectMany(w => w.Verdicts).ToList();
        // Another node may have told of some of it since it was read: what is left is for the next run to decide.
        if (card.Wanted.Count > 0)
        {
            var untaken = await digests.UntakenAsync(connection, transaction, verdicts.Select(v => v.SubscriptionId));
            var told = await digests.ToldAsync(connection, transaction, card.Follower.ConversationId, [.. card.Wanted.Select(w => w.StatementId)]);
            if (told.Count > 0 || !untaken.IsSupersetOf(verdicts))
                return false;
        }

        var marks = card.Corrections.Select(c => c.ToDigest(owed: false)).ToList();
        foreach (var mark in marks)
        {
            if (await digests.KeptAsync(connection, transaction, mark, stop) is not null)
                return false;
        }

        var chosen = editor.Choose(new Copy
        {
            Corrections = [.. card.Corrections.Where(c => loaded.ContainsKey(c.StatementId)).Select(c => loaded[c.StatementId])],
            News = [.. card.Wanted.Where(w => loaded.ContainsKey(w.StatementId)).Select(w => loaded[w.StatementId])],
        });
        var digest = new NewDigest(card.Follower, DigestKind.Roundup, card.Key, card.Roundup.Since, chosen, Owed: true) { Late = card.Roundup.Late };
        var (id, isNew) = await digests.SaveAsync(connection, transaction, digest, stop);
        await DigestTable.TakeAsync(connection, transaction, id, verdicts);
        foreach (var mark in marks)
            await digests.SaveAsync(connection, transaction, mark, stop);
        return isNew;
    }

    /// <summary>Statements of one place that come together.</summary>
    private sealed record Card(Roundup Roundup, IReadOnlyList<Wanted> Wanted, IReadOnlyList<WaitingCorrection> Corrections)
    {
        public Subscription Follower => Wanted.Count > 0 ? Wanted[0].Follower : Corrections[0].Subscription;

        /// <summary>What is on the card, so that two digests of one conversation have the same key only if they tell the same.</summary>
        public string Key => Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(string.Join(' ', Roundup.Statements.Order().Select(s =>
            string.Create(CultureInfo.InvariantCulture, $"{s}{(Corrections.FirstOrDefault(c => c.StatementId == s) is { } c ? $"/{c.Revision}" : "")}"))))));
    }

    /// <summary>A statement with all of a conversation that waits for it.</summary>
    private sealed class Wanted(IEnumerable<WaitingAlert> waiting)
    {
        private readonly List<WaitingAlert> _waiting = [.. waiting];

        public long StatementId => _waiting[0].StatementId;

        /// <summary>Says where it is told: the conversation sees more than a thread of it.</summary>
        public Subscription Follower => (_waiting.Find(w => w.Subscription.Thread is null) ?? _waiting[0]).Subscription;

        public UntoldStatement Untold(DateTimeOffset now) => new(StatementId, _waiting[0].Found, _waiting.Exists(w => w.Held(now)));

        public IEnumerable<(long SubscriptionId, long StatementId)> Verdicts => _waiting.Select(w => (w.Subscription.Id, w.StatementId));
    }
}
