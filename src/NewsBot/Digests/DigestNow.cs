using NewsBot.Conversations;
using NewsBot.Storage;
using NewsBot.Subscriptions;

namespace NewsBot.Digests;

/// <summary>Composes an edition for somebody who does not want to wait for its hour.</summary>
public sealed class DigestNow(NewsDb db, DigestTable digests, DigestEditor editor, SubscriptionPreview preview, TimeProvider clock)
{
    /// <summary>
    /// Composes what is new since the last edition (of the last 24 hours, when there was none) as an answer; the schedule stays.
    /// Nothing is marked as delivered, because an answer can be lost and one person's question is not the conversation's edition:
    /// what was listed here stands in the next edition behind <c>more</c>, and is counted there.
    /// </summary>
    /// <param name="conversation">Where it was asked.</param>
    /// <param name="subscription">The digest that is meant; null for everything that the conversation follows.</param>
    /// <param name="others">The conversation's subscriptions.</param>
    public async Task<Edition> ComposeNowAsync(
        Conversation conversation, Subscription? subscription, IReadOnlyList<Subscription> others, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var asked = subscription ?? Everything(conversation);
        var since = asked.LastEdition ?? now.AddDays(-1);
        var news = await preview.SinceAsync(asked, [.. others.Where(o => o.Id != asked.Id)], since, cancellationToken);
        var chosen = editor.Choose(new Copy { Topic = asked.Topic, News = news });
        if (subscription is not null)
        {
            var shown = new NewDigest(
                subscription, DigestKind.Edition, $"{DigestTable.NowKey}{subscription.Id} {now.UtcTicks}", since, chosen, Owed: false);
            await db.WriteAsync((connection, transaction) => digests.SaveAsync(connection, transaction, shown, cancellationToken), cancellationToken);
        }

        var listed = chosen.Where(p => !p.Held).Select(p => p.StatementId).ToHashSet();
        var digest = new Digest
        {
            Kind = DigestKind.Edition,
            From = since,
            To = now,
            Zone = conversation.Zone,
            Topics = editor.Lay(
                [.. chosen.Where(p => !p.Held).Select(p => news.First(v => v.Statement.Id == p.StatementId))], new HashSet<long>(), asked.Topic),
            Held = chosen.Count - listed.Count,
            HeldStatements = [.. chosen.Where(p => p.Held).Select(p => p.StatementId)],
            SubscriptionNumber = asked.Number,
        };
        return new Edition(digest, subscription?.NextDue);
    }

    private Subscription Everything(Conversation conversation) => new()
    {
        Id = 0,
        ConversationId = conversation.Id,
        Number = 0,
        Topic = "",
        Filter = "",
        Mode = SubscriptionMode.Digest,
        Days = DeliveryHour.EveryDay,
        Created = clock.GetUtcNow(),
        CreatedBy = "",
        State = SubscriptionState.Active,
        AfterStatement = 0,
    };
}
