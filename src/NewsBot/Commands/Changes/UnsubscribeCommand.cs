using System.Globalization;
using NewsBot.Cards;
using NewsBot.Commands.Lines;
using NewsBot.Subscriptions;

namespace NewsBot.Commands.Changes;

/// <summary><c>unsubscribe #1</c>, <c>unsubscribe pak-us</c>, <c>unsubscribe all</c>.</summary>
/// <param name="Number">The subscription's number.</param>
/// <param name="Topic">A topic as typed.</param>
/// <param name="All">Everything that the conversation follows.</param>
/// <param name="Sure">That everything was meant is confirmed.</param>
public sealed record UnsubscribeCommand(int? Number, string? Topic, bool All = false, bool Sure = false) : Command
{
    internal static Reading Read(Arguments arguments)
    {
        var numbers = arguments.Left.Where(t => t.Kind == TokenKind.SubscriptionNumber).Select(t => (int)t.Number).Distinct().ToList();
        if (numbers.Count > 1)
            return new Undecided(
                "One at a time, please. Which one first?", [.. numbers.Select(n => new UnsubscribeCommand(n, null).Write())]);
        var number = arguments.Take(TokenKind.SubscriptionNumber);
        arguments.TakeLeading("to", "from");
        arguments.TakeLeading("the", "topic");
        var topic = arguments.TakeValues("topic");
        var text = string.Join(' ', topic.Append(arguments.TakeText(phrases: false)).Where(t => t.Length > 0));
        if (!arguments.Empty)
            return Verb.Unclear(
                $"I do not know which subscription “{LineParser.Echo(arguments.Rest())}” is. Name it by its number.", "list");
        if (number is not null)
            return text.Length == 0
                ? new Understood(new UnsubscribeCommand((int)number.Number, null))
                : TwoMeanings((int)number.Number, text);
        if (text.ToLowerInvariant() is "digest" or "digests" or "daily digest" or "briefing")
            return new Understood(new DigestCommand(DigestWish.Off));
        return new Understood(OfText(text));
    }

    public override bool Changes => true;

    public override string Write() =>
        "unsubscribe" + (Number is { } number ? string.Create(CultureInfo.InvariantCulture, $" #{number}") : "")
        + (Topic is null ? "" : " " + QuoteMarks.Write(Topic)) + (All ? " all" : "") + (Sure ? " yes" : "");

    private static UnsubscribeCommand OfText(string text)
    {
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            return new UnsubscribeCommand(number, null);
        return text.ToLowerInvariant() switch
        {
            "" => new UnsubscribeCommand(null, null),
            "all" or "everything" => new UnsubscribeCommand(null, null, All: true),
            "all yes" or "everything yes" or "all sure" => new UnsubscribeCommand(null, null, All: true, Sure: true),
            _ => new UnsubscribeCommand(null, text),
        };
    }

    private static Undecided TwoMeanings(int number, string text) => new(
        "That names a subscription in two ways. Which one is meant?",
        [new UnsubscribeCommand(number, null).Write(), OfText(text).Write()]);
}

/// <summary>Answers <see cref="UnsubscribeCommand"/>.</summary>
public sealed class UnsubscribeHandler(SubscriptionTable subscriptions, UndoTable undo, TopicFinder topics, CardDeck cards)
    : Handler<UnsubscribeCommand>
{
    public override async Task<Answer> AnswerAsync(
        UnsubscribeCommand command, Request request, CancellationToken cancellationToken)
    {
        var all = await subscriptions.ListAsync(request.Conversation.Id, cancellationToken);
        if (all.Count == 0)
            return new Answer(cards.Notice(
                "Nothing is followed here", "There is nothing to unsubscribe from.", Buttons.Of("topics")));
        if (command.All)
            return command.Sure ? await EndAsync(all, all, request, cancellationToken) : new Answer(AskForAll(all));
        if (command.Number is { } number)
        {
            return all.FirstOrDefault(s => s.Number == number) is { } one
                ? await EndAsync([one], all, request, cancellationToken)
                : new Answer(cards.Error(
                    "No such subscription", $"There is no #{number} here. Followed are: {Names(all)}.", Choices(all)));
        }

        if (command.Topic is not { } typed)
            return new Answer(cards.Notice("Which one?", $"Followed here: {Names(all)}.", Choices(all)));
        if (topics.Find(typed) is not { } topic)
            return new Answer(OfWord(typed, all));
        return all.Where(s => s.Topic == topic.Key).ToList() switch
        {
            [] => new Answer(cards.Notice(
                "Not followed", $"{topic.Name} is not followed here. Followed are: {Names(all)}.", Choices(all))),
            [var one] => await EndAsync([one], all, request, cancellationToken),
            var several => new Answer(cards.Notice(
                "Which one?", $"{topic.Name} is followed more than once: {Names(several)}.", Choices(several))),
        };
    }

    private async Task<Answer> EndAsync(
        IReadOnlyList<Subscription> ended, IReadOnlyList<Subscription> all, Request request, CancellationToken cancellationToken)
    {
        foreach (var subscription in ended)
            await subscriptions.EndAsync(subscription.Id, request.Did("unsubscribed"), cancellationToken);
        await undo.KeepAsync(request.Conversation.Id, ended.Select(s => s.Id), cancellationToken);
        return Answer.OfChange(cards.Notice(
            "Unsubscribed",
            $"{request.Who} ended {Names(ended)}. Undo works for {UndoTable.Minutes} minutes.{Widened(ended, all)}",
            [new SayButton("Undo", "undo"), new SayButton("List", "list")]));
    }

    // A word that is no topic ends nothing by itself: it may stand in the filters of several.
    private CardMessage OfWord(string typed, IReadOnlyList<Subscription> all)
    {
        var near = topics.Near(typed).Select(t => t.Key).ToList();
        var named = all.Where(s => near.Contains(s.Topic) || AsksFor(s, typed)).ToList();
        return named.Count > 0
            ? cards.Notice(
                "Which one?",
                $"“{LineParser.Echo(typed)}” is no topic, but it is in {Names(named)}. Nothing was ended yet.",
                Choices(named))
            : cards.Notice(
                "Not followed",
                $"“{LineParser.Echo(typed)}” is in nothing that is followed here. Followed are: {Names(all)}.",
                Choices(all));
    }

    private bool AsksFor(Subscription subscription, string typed) =>
        SubscriptionFilter.TryParse(subscription.Filter, out var filter, out _)
        && filter.Qualifiers.Any(q => !q.Excludes && q.Values.Any(v => Folded.Holds(v, typed)
            || (q.Key == "speaker" && topics.Speakers(typed).Intersect(topics.Speakers(v)).Any())));

    // With the last topic that was followed goes what narrowed the digest of everything.
    private static string Widened(IReadOnlyList<Subscription> ended, IReadOnlyList<Subscription> all)
    {
        var left = all.Except(ended).ToList();
        return ended.Any(Interest.FeedsDigest) && !left.Exists(Interest.FeedsDigest)
            && left.Find(s => s is { Topic: "", Filter: "", Mode: SubscriptionMode.Digest }) is { } digest
            ? $"\nNothing else is followed here now, so the digest #{digest.Number} lists all topics; digest off ends it."
            : "";
    }

    private CardMessage AskForAll(IReadOnlyList<Subscription> all) => cards.Notice(
        "Unsubscribe from everything?",
        $"That ends {all.Count}: {Names(all)}. Nothing was changed yet.",
        [new SayButton("Yes, everything", "unsubscribe all yes"), new SayButton("No, show the list", "list")]);

    private string Names(IEnumerable<Subscription> some) =>
        string.Join("; ", some.Take(10).Select(s => Subscribed.Name(s, topics)));

    private static IReadOnlyList<SayButton> Choices(IEnumerable<Subscription> some) =>
        [.. some.Take(5).Select(s => Buttons.Of(new UnsubscribeCommand(s.Number, null).Write())), Buttons.Of("list")];
}
