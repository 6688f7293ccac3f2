using NewsBot.Cards;
using NewsBot.Commands.Lines;
using NewsBot.Commands.Lists;
using NewsBot.Commands.Questions;
using NewsBot.Desk;
using NewsBot.Subscriptions;

namespace NewsBot.Commands.Guides;

/// <summary><c>list</c>: the subscriptions of a conversation.</summary>
public sealed record ListCommand : Command
{
    internal static Reading Read(Arguments arguments)
    {
        arguments.TakeLeading(
            "my", "our", "all", "the", "of", "subscriptions", "subs", "alerts", "what", "is", "followed", "everything");
        return Verb.Alone(arguments, new ListCommand());
    }

    public override string Write() => "list";
}

/// <summary>Answers <see cref="ListCommand"/>, five at a time.</summary>
public sealed class ListHandler(
    SubscriptionTable subscriptions, ShownListTable shown, TopicFinder topics, Newsdesk desk, CardDeck cards, TimeProvider clock) : Handler<ListCommand>
{
    public override async Task<Answer> AnswerAsync(ListCommand command, Request request, CancellationToken cancellationToken) =>
        new(await PageAsync(request, new ShownList(command.Write(), "", [], 0, clock.GetUtcNow()), cancellationToken));

    /// <summary>The next page; null when there is none.</summary>
    public async Task<CardMessage> PageAsync(Request request, ShownList list, CancellationToken cancellationToken)
    {
        var all = await subscriptions.ListAsync(request.Conversation.Id, cancellationToken);
        if (all.Count == 0)
            return cards.Notice(
                "Nothing is followed here",
                "Follow a topic and its statements come here as they are found.",
                Buttons.Follow(desk.Topics));
        var hits = await subscriptions.LastHitsAsync(request.Conversation.Id, cancellationToken);
        // By number and not by place: what was on a page before may have ended since.
        var before = all.Count(s => s.Number <= list.Position);
        var page = all.Skip(before).Take(StatementLists.PageSize).ToList();
        if (page.Count == 0)
            return cards.Notice("That was all", "The list has no more subscriptions.", Buttons.Of("list"));
        var next = list with { Position = page[^1].Number };
        if (before + page.Count < all.Count)
            next = await shown.NumberAsync(request, next, cancellationToken);
        await shown.KeepAsync(request, next, [], clock.GetUtcNow(), cancellationToken);
        return cards.Subscriptions(
            [.. page.Select(s => Row(s, topics, hits, request))], before + 1, all.Count, MoreCommand.OfList(next.Number));
    }

    internal static SubscriptionRow Row(
        Subscription subscription, TopicFinder topics, IReadOnlyDictionary<long, DateTimeOffset> hits, Request request) => new(
        subscription,
        subscription is { Topic: "", Filter.Length: > 0 } ? "Any topic" : subscription.Topic.Length == 0 ? "" : topics.Name(subscription.Topic),
        hits.TryGetValue(subscription.Id, out var hit) ? hit : null,
        request.Conversation.Zone);
}
