using NewsBot.Articles;
using NewsBot.Cards;
using NewsBot.Commands.Changes;
using NewsBot.Conversations;
using NewsBot.Deliveries;
using NewsBot.Deliveries.Ledger;
using NewsBot.Stories;
using NewsBot.Subscriptions;

namespace NewsBot.Commands.Questions;

/// <summary>Walks the stages that an article or a statement went through, up to one conversation.</summary>
public sealed class WhyTrail(
    WhyTable table,
    DeliveryTable deliveries,
    AuditTable audits,
    SubscriptionTable subscriptions,
    VerdictTable verdicts,
    Interest interest,
    TopicFinder topics,
    TimeProvider clock)
{
    private const int MostSubscriptions = 6;

    private const int MostEnded = 2;

    /// <summary>The stages before statements: found, fetched, read.</summary>
    internal async Task<IReadOnlyList<(string Stage, string Sentence)>> OfArticleAsync(
        Article article, LocalTime time, CancellationToken cancellationToken)
    {
        var announced = await table.AnnouncedAsync(article.Id, null, cancellationToken);
        var stages = new List<(string, string)>
        {
            ("Found", WhySentences.Found(announced, time)),
            ("Fetched", WhySentences.Fetched(article, article.ProblemText, article.NextTry, time)),
        };
        if (article.State != ArticleState.Readable)
            return stages;
        var reading = await table.ReadingAsync(article.Id, cancellationToken) is [var newest, ..] ? newest : null;
        var reports = reading is null ? [] : await table.ReportsAsync(article.Id, reading.Revision, cancellationToken);
        stages.Add(("Read", WhySentences.Read(reading, reports, time)));
        return stages;
    }

    /// <summary>The stages of a statement: itself, its topics, each subscription here, and what was posted here.</summary>
    internal async Task<IReadOnlyList<(string Stage, string Sentence)>> OfStatementAsync(
        StatementView view, Conversation conversation, LocalTime time, CancellationToken cancellationToken)
    {
        var id = view.Statement.Id;
        var stages = new List<(string, string)> { ($"#S{id}", WhySentences.Statement(view)) };
        if (await table.WordsAsync(id, cancellationToken) is [var row] && WhySentences.Words(row) is { } words)
            stages.Add(("Words", words));
        stages.Add(("Topics", WhySentences.Topics(view, topics)));
        if (view.Hold is { } hold)
            stages.Add(("Held", $"{hold.By} holds it since {time.WithWeekday(hold.Held)}: it is posted nowhere until it is released."));
        var here = await subscriptions.ListAsync(conversation.Id, cancellationToken);
        var judged = (await verdicts.OfAsync(conversation.Id, id, cancellationToken)).ToDictionary(v => v.Number);
        if (here.Count == 0)
            stages.Add(("Subscriptions", "Nothing is followed in this conversation."));
        foreach (var subscription in here.Take(MostSubscriptions))
        {
            var reason = judged.GetValueOrDefault(subscription.Number)?.Reason
                ?? interest.Judge(subscription, [.. here.Where(o => o.Id != subscription.Id)], view).Reason;
            stages.Add((Subscribed.Name(subscription, topics), reason.EndsWith('.') ? reason : reason + "."));
        }

        // Without it a post stands here that nothing explains.
        stages.AddRange(judged.Values.Where(v => v.Outcome == Outcome.Matched && here.All(s => s.Number != v.Number)).TakeLast(MostEnded)
            .Select(v => ($"#{v.Number}, which has ended", v.Reason.EndsWith('.') ? v.Reason : v.Reason + ".")));
        var posts = await deliveries.ForStatementAsync(conversation.Id, id, cancellationToken);
        var barred = Audit.Barred(conversation.State == ConversationState.Open, conversation.Paused is not null);
        stages.AddRange(posts.TakeLast(3).Select(p => ("Posted", WhySentences.Delivery(p, time, clock.GetUtcNow(), barred))));
        if (posts.Count == 0)
            stages.Add(("Posted", WhySentences.NotPosted(await audits.OfStatementAsync(conversation, id, cancellationToken))));
        return stages;
    }

    /// <summary>The article that brought a statement first; null when none is left.</summary>
    public async Task<long?> FirstOfAsync(long statement, CancellationToken cancellationToken) =>
        await table.ArticlesAsync(statement, cancellationToken) is [var first, ..] ? first : null;

    /// <summary>Announcements of an address that no article was filed for yet.</summary>
    public Task<IReadOnlyList<Announced>> AnnouncedAsync(string url, CancellationToken cancellationToken) =>
        table.AnnouncedAsync(null, url, cancellationToken);
}
