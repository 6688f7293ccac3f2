using System.Globalization;
using NewsBot.Cards;
using NewsBot.Commands.Lines;
using NewsBot.Commands.Questions;
using NewsBot.Subscriptions;

namespace NewsBot.Commands.Guides;

/// <summary><c>show #3</c>: one subscription.</summary>
public sealed record ShowCommand(int Number) : Command
{
    internal static Reading Read(Arguments arguments)
    {
        if (arguments.Take(TokenKind.StatementNumber) is { } statement)
            return new Understood(new MoreCommand(statement.Number));
        if (arguments.Take(TokenKind.SubscriptionNumber) is { } number)
            return new Understood(new ShowCommand((int)number.Number));
        return int.TryParse(arguments.TakeText(phrases: false), NumberStyles.None, CultureInfo.InvariantCulture, out var bare)
            ? new Understood(new ShowCommand(bare))
            : Verb.Unclear("Show what? A subscription by its number, or a statement: show #3, show #S12.", "list", "latest");
    }

    public override string Write() => string.Create(CultureInfo.InvariantCulture, $"show #{Number}");
}

/// <summary>Answers <see cref="ShowCommand"/>.</summary>
public sealed class ShowHandler(SubscriptionTable subscriptions, TopicFinder topics, CardDeck cards) : Handler<ShowCommand>
{
    public override async Task<Answer> AnswerAsync(ShowCommand command, Request request, CancellationToken cancellationToken)
    {
        var subscription = await subscriptions.FindAsync(request.Conversation.Id, command.Number, cancellationToken);
        if (subscription is null)
            return new Answer(cards.Error(
                "No such subscription", $"There is no #{command.Number} in this conversation.", Buttons.Of(["list", "topics"])));
        var hits = await subscriptions.LastHitsAsync(request.Conversation.Id, cancellationToken);
        var card = cards.Subscriptions([ListHandler.Row(subscription, topics, hits, request)], 1, 1);
        return subscription.State != SubscriptionState.Ended
            ? new Answer(card)
            : new Answer(cards.Notice(
                $"#{command.Number} has ended",
                $"{card.Text}\nIt can be taken up again.",
                Buttons.Of([$"subscribe #{command.Number}", "list"])));
    }
}
