using NewsBot.Cards;
using NewsBot.Commands.Lines;
using NewsBot.Commands.Sources;
using NewsBot.Stories;
using NewsBot.Stories.Marks;

namespace NewsBot.Commands.Marks;

/// <summary><c>held</c>: what editors hold, for editors.</summary>
public sealed record HeldCommand : Command
{
    internal static Reading Read(Arguments arguments)
    {
        arguments.TakeLeading("now", "statements", "list");
        arguments.TakeAside();
        return arguments.Empty ? new Understood(new HeldCommand()) : NamedStatement.Words(arguments, "held", "held");
    }

    public override string Write() => "held";
}

/// <summary>Answers <see cref="HeldCommand"/>.</summary>
public sealed class HeldHandler(MarkTable marks, StatementViews views, Editors editors, CardDeck cards) : Handler<HeldCommand>
{
    private const int Most = 15, MostButtons = 5;

    public override async Task<Answer> AnswerAsync(HeldCommand command, Request request, CancellationToken cancellationToken)
    {
        if (!editors.Has(request))
            return new Answer(QueueHandler.NoEditor(cards, "What is held is for editors"));
        var holds = await marks.HoldsAsync(Most, cancellationToken);
        if (holds.Count == 0)
            return new Answer(cards.Notice("Nothing is held", "An editor holds a statement back with: hold #S12.", Buttons.Of(["queue", "latest"])));
        var loaded = (await views.LoadAsync([.. holds.Select(h => h.StatementId)], cancellationToken)).ToDictionary(v => v.Statement.Id);
        var zone = request.Conversation.Zone;
        var rows = holds.Where(h => loaded.ContainsKey(h.StatementId)).Select(h => (
            $"{h.By}, {new LocalTime(zone).WithWeekday(h.Held)}", cards.Row(loaded[h.StatementId] with { Hold = null }, zone)));
        return new Answer(cards.Why(
            "Held until released", [.. rows], Buttons.Of(holds.Take(MostButtons).Select(h => $"release #S{h.StatementId}"))));
    }
}
