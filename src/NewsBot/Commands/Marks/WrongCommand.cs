using System.Globalization;
using NewsBot.Cards;
using NewsBot.Commands.Lines;
using NewsBot.Conversations;
using NewsBot.Deliveries;
using NewsBot.Stories.Marks;

namespace NewsBot.Commands.Marks;

/// <summary><c>wrong speaker #S12</c>, <c>wrong topic #S12</c>: for the desk's queue. What would be right may follow.</summary>
/// <param name="Kind">What is wrong.</param>
/// <param name="Statement">Null is the one that was shown last.</param>
/// <param name="Note">What would be right, as typed; empty when nothing was.</param>
public sealed record WrongCommand(DoubtKind Kind, long? Statement, string Note) : Command
{
    private const int LongestNote = 300;

    internal static Func<Arguments, Reading> ReadAs(DoubtKind kind) => arguments => Read(arguments, kind);

    /// <summary>"wrong #S12": what about it?</summary>
    internal static Reading ReadAny(Arguments arguments)
    {
        var statement = arguments.Take(TokenKind.StatementNumber);
        var note = arguments.TakeText(phrases: false);
        var lines = Enum.GetValues<DoubtKind>().Select(k => new WrongCommand(k, statement?.Number, note).Write());
        return new Undecided("What is wrong with it? It goes to the desk's queue.", [.. lines]);
    }

    /// <summary>"not wrong #S12".</summary>
    internal static Reading ReadBack(Arguments arguments) => NamedStatement.Read(arguments, "not wrong", id => new NotWrongCommand(id));

    public override Command Under(Above above) => this with { Statement = NamedStatement.Of(Statement, above) };

    public override string Write() =>
        NamedStatement.Write($"wrong {Kind.ToString().ToLowerInvariant()}", Statement) + (Note.Length == 0 ? "" : " " + QuoteMarks.Phrase(Note));

    private static Reading Read(Arguments arguments, DoubtKind kind)
    {
        var statement = arguments.Take(TokenKind.StatementNumber);
        arguments.TakeLeading("on", "for", "of", "in");
        var note = arguments.TakeText(phrases: false);
        return arguments.Empty && note.Length <= LongestNote
            ? new Understood(new WrongCommand(kind, statement?.Number, note.Any(char.IsLetterOrDigit) ? note : ""))
            : Verb.Unclear(
                $"Name the statement by the number on its card, and in up to {LongestNote} letters what would be right.",
                $"wrong {kind.ToString().ToLowerInvariant()} #S12");
    }
}

/// <summary><c>not wrong #S12</c>: the person takes back what they doubted of it.</summary>
/// <param name="Statement">Null is the one that was shown last.</param>
public sealed record NotWrongCommand(long? Statement) : Command
{
    public override Command Under(Above above) => new NotWrongCommand(NamedStatement.Of(Statement, above));

    public override string Write() => NamedStatement.Write("not wrong", Statement);
}

/// <summary>Answers <see cref="WrongCommand"/>.</summary>
public sealed class WrongHandler(NamedStatement named, MarkTable marks, DeliveryTable deliveries, CardDeck cards) : Handler<WrongCommand>
{
    public override async Task<Answer> AnswerAsync(WrongCommand command, Request request, CancellationToken cancellationToken)
    {
        var what = command.Kind.ToString().ToLowerInvariant();
        var (view, instead) = await named.FindAsync(command.Statement, request, $"wrong {what}", cancellationToken);
        if (view is null)
            return new Answer(instead!);
        var id = view.Statement.Id;
        await marks.DoubtAsync(
            request.Conversation.Id, id, command.Kind, command.Note, (request.PersonId, request.Who), cancellationToken);
        await deliveries.MarkedAsync(request.Conversation.Id, id);
        var shown = command.Kind == DoubtKind.Speaker ? view.Statement.SpeakerName : string.Join(", ", view.Topics.Select(t => t.Topic));
        var told = command.Note.Length == 0 ? "What would be right can be added: the same line with it at its end." : $"Your words: {command.Note}";
        return new Answer(cards.Notice(
            string.Create(CultureInfo.InvariantCulture, $"The {what} of #S{id} is doubted"),
            $"It stands in the desk's queue for an editor ({what} now: {(shown.Length == 0 ? "none" : shown)}). {told}\n"
            + "Until an editor has settled it, its cards here say that it is doubted. The words stay as they were published.",
            [new SayButton("Undo", new NotWrongCommand(id).Write()), .. Buttons.Of([$"why #S{id}", $"source #S{id}"])]));
    }
}

/// <summary>Answers <see cref="NotWrongCommand"/>: whoever doubted it takes that back; the doubts of others stay for an editor.</summary>
public sealed class NotWrongHandler(NamedStatement named, MarkTable marks, DeliveryTable deliveries, CardDeck cards) : Handler<NotWrongCommand>
{
    public override async Task<Answer> AnswerAsync(NotWrongCommand command, Request request, CancellationToken cancellationToken)
    {
        var (view, instead) = await named.FindAsync(command.Statement, request, "not wrong", cancellationToken);
        if (view is null)
            return new Answer(instead!);
        var id = view.Statement.Id;
        var back = await marks.UndoubtAsync(request.Conversation.Id, id, request.PersonId, cancellationToken);
        if (back.Count == 0)
        {
            return new Answer(cards.Notice(
                "Nothing to take back",
                string.Create(CultureInfo.InvariantCulture, $"You doubt nothing of #S{id} here. What others doubt, an editor settles."),
                Buttons.Of([$"why #S{id}", $"source #S{id}"])));
        }

        await deliveries.MarkedAsync(request.Conversation.Id, id);
        return new Answer(cards.Notice(
            string.Create(CultureInfo.InvariantCulture, $"#S{id} is not doubted by {(request.Who == Conversation.Nameless ? "you" : request.Who)} any more"),
            "It is out of the desk's queue, and its cards here say so no longer.",
            [.. back.Select(d => new SayButton("Undo", new WrongCommand(d.Kind, id, d.Note).Write())).Take(2), Buttons.Of($"source #S{id}")]));
    }
}
