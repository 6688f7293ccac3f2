using NewsBot.Cards;
using NewsBot.Commands.Lines;
using NewsBot.Subscriptions;

namespace NewsBot.Commands.Changes;

/// <summary><c>undo</c>: takes back the newest change of the last ten minutes.</summary>
public sealed record UndoCommand : Command
{
    internal static Reading Read(Arguments arguments)
    {
        arguments.TakeLeading("that", "this", "it", "the", "last", "change");
        return Verb.Alone(arguments, new UndoCommand());
    }

    public override bool Changes => true;

    public override string Write() => "undo";
}

/// <summary>Answers <see cref="UndoCommand"/> where the newest change was an unsubscription; another is taken back by its own
/// line.</summary>
public sealed class UndoHandler(SubscriptionTable subscriptions, UndoTable undo, CardDeck cards) : Handler<UndoCommand>
{
    public override async Task<Answer> AnswerAsync(UndoCommand command, Request request, CancellationToken cancellationToken)
    {
        var ended = await undo.TakeAsync(request.Conversation.Id, cancellationToken);
        if (ended.Count == 0)
        {
            return new Answer(cards.Notice(
                "Nothing to take back",
                $"The newest change can be taken back, once and for {UndoTable.Minutes} minutes. "
                + "A subscription that has ended: subscribe and its number.",
                Buttons.Of("list")));
        }

        foreach (var id in ended)
            await subscriptions.SetStateAsync(id, SubscriptionState.Active, null, cancellationToken);
        var all = await subscriptions.ListAsync(request.Conversation.Id, cancellationToken);
        var numbers = string.Join(", ", all.Where(s => ended.Contains(s.Id)).Select(s => $"#{s.Number}"));
        return Answer.OfChange(cards.Notice(
            "Taken back",
            $"{request.Who} took the unsubscription back: {numbers} is followed again. What was found in between is not announced.",
            Buttons.Of(["list", "since 10min"])));
    }
}
