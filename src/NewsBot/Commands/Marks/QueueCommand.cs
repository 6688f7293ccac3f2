using System.Globalization;
using NewsBot.Cards;
using NewsBot.Commands.Lines;
using NewsBot.Commands.Sources;
using NewsBot.Conversations;
using NewsBot.Deliveries;
using NewsBot.Stories;
using NewsBot.Stories.Marks;

namespace NewsBot.Commands.Marks;

/// <summary><c>queue</c>: what readers doubt, for editors; <c>settle #S12</c> takes a statement out of it.</summary>
/// <param name="Settles">The statement that is settled; null lists the queue.</param>
public sealed record QueueCommand(long? Settles) : Command
{
    internal static Reading Read(Arguments arguments)
    {
        arguments.TakeLeading("of", "the", "desk", "corrections", "doubts");
        return Verb.Alone(arguments, new QueueCommand((long?)null));
    }

    internal static Reading ReadSettle(Arguments arguments) => arguments.Take(TokenKind.StatementNumber) is { } statement
        ? Verb.Alone(arguments, new QueueCommand(statement.Number))
        : Verb.Unclear("Settle what? Name the statement by its number.", "queue");

    public override string Write() =>
        Settles is { } id ? string.Create(CultureInfo.InvariantCulture, $"settle #S{id}") : "queue";
}

/// <summary>Answers <see cref="QueueCommand"/>.</summary>
public sealed class QueueHandler(MarkTable marks, StatementViews views, DeliveryTable deliveries, Editors editors, CardDeck cards)
    : Handler<QueueCommand>
{
    private const int Most = 10, MostButtons = 5;

    public override async Task<Answer> AnswerAsync(QueueCommand command, Request request, CancellationToken cancellationToken)
    {
        if (!editors.Has(request))
            return new Answer(NoEditor(cards, "The desk's queue is for editors"));
        return new Answer(command.Settles is { } id
            ? await SettleAsync(id, request, cancellationToken)
            : await ListAsync(request, cancellationToken));
    }

    /// <summary>What is said to somebody who is no editor.</summary>
    internal static CardMessage NoEditor(CardDeck cards, string title) => cards.Error(
        title, "Who is an editor is said by the setting Editors of this newsroom. Nothing was changed.", Buttons.Of(["my data", "help"]));

    private async Task<CardMessage> ListAsync(Request request, CancellationToken cancellationToken)
    {
        var (first, all) = await marks.QueueAsync(Most, cancellationToken);
        if (all == 0)
            return cards.Notice("The queue is empty", "Nobody doubts a speaker or a topic. Readers say: wrong speaker #S12.", Buttons.Of(["held", "latest"]));
        var loaded = (await views.LoadAsync([.. first.Select(d => d.StatementId)], cancellationToken)).ToDictionary(v => v.Statement.Id);
        var zone = request.Conversation.Zone;
        var rows = first.Where(d => loaded.ContainsKey(d.StatementId)).Select(d => (Head(d, zone), cards.Row(loaded[d.StatementId], zone)));
        var title = all > first.Count ? $"Doubted: the oldest {first.Count} of {all}" : $"Doubted: {all}";
        return cards.Why(title, [.. rows], Buttons.Of(first.Select(d => $"settle #S{d.StatementId}").Distinct().Take(MostButtons)));
    }

    private async Task<CardMessage> SettleAsync(long id, Request request, CancellationToken cancellationToken)
    {
        var places = await marks.SettleAsync(id, request.By, cancellationToken);
        foreach (var place in places)
            await deliveries.MarkedAsync(place, id);
        return places.Count == 0
            ? cards.Notice(
                "Nothing to settle", string.Create(CultureInfo.InvariantCulture, $"Nobody doubts #S{id}, or it is settled already."), Buttons.Of("queue"))
            : cards.Notice(
                string.Create(CultureInfo.InvariantCulture, $"#S{id} is settled"),
                $"{request.Who} settled it; its cards say nothing of doubt any more. What is known of people and topics is the desk's files; "
                + "a statement that must not go out can be held.",
                Buttons.Of([$"hold #S{id}", "queue"]));
    }

    private static string Head(Doubt doubt, string zone)
    {
        var what = doubt.Kind == DoubtKind.Speaker ? "Speaker" : "Topic";
        var note = doubt.Note.Length == 0 ? "" : $": {CardText.Line(doubt.Note, 120)}";
        var place = doubt.Place is null or Conversation.Nameless ? "" : $" in {doubt.Place}";
        var name = doubt.Name.Length == 0 || doubt.Name == Conversation.Nameless ? "somebody" : doubt.Name;
        return $"{what}{note} · {name}{place}, {new LocalTime(zone).WithWeekday(doubt.Made)}";
    }
}
