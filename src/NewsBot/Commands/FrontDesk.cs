using NewsBot.Cards;
using NewsBot.Commands.Changes;
using NewsBot.Commands.Copies;
using NewsBot.Commands.Lines;
using NewsBot.Commands.Lists;
using NewsBot.Commands.Questions;

namespace NewsBot.Commands;

/// <summary>Takes what a person said to the command that answers it.</summary>
public sealed class FrontDesk(
    IEnumerable<Handler> handlers,
    ChangeGate gate,
    UndoTable undo,
    FollowUps followUps,
    LastShift shift,
    Pointing pointing,
    Importing importing,
    StatementLists lists,
    CardDeck cards)
{
    private readonly Dictionary<Type, Handler> _handlers = handlers.ToDictionary(h => h.Answers);

    /// <summary>Always answers: a misspelt or unknown line gets the nearest verb and an example, and nothing is executed.</summary>
    public async Task<Answer> AnswerAsync(Request request, CancellationToken cancellationToken)
    {
        var (line, instead) = await shift.ResolveAsync(request, cancellationToken);
        if (instead is not null)
            return new Answer(instead);
        request = request with { Line = line };
        (line, instead) = await pointing.ResolveAsync(request, cancellationToken);
        if (instead is not null)
            return new Answer(instead);
        return LineParser.Parse(line) switch
        {
            Understood(var command) => await AnswerAsync(command, request, cancellationToken),
            Misunderstood { OfList: { } said } told => await FollowAsync(said, told, request, cancellationToken),
            var other => new Answer(Told(cards, other)),
        };
    }

    private async Task<Answer> FollowAsync(FollowUp said, Misunderstood told, Request request, CancellationToken cancellationToken)
    {
        var followed = await followUps.ReadAsync(said, told, request, cancellationToken);
        return followed.List switch
        {
            null => new Answer(followed.Instead!),
            // Not a list of statements, but a card of its own.
            TimelineCommand timeline => await AnswerAsync(timeline, request, cancellationToken),
            var list => await lists.AnswerAsync(list, request, followed.Before, cancellationToken),
        };
    }

    /// <summary>What is said to a line that is no command.</summary>
    internal static CardMessage Told(CardDeck cards, Reading reading) => reading switch
    {
        Undecided asked => cards.Notice("Which one do you mean?", asked.Question, Buttons.Of(asked.Lines)),
        Misunderstood { Heading: { } heading } told => cards.Notice(heading, told.Sentence, Buttons.Of(told.Suggestions)),
        Misunderstood(var sentence, var suggestions) => cards.Error("I did not understand that", sentence, Buttons.Of(suggestions)),
        _ => throw new InvalidOperationException($"{reading.GetType().Name} is not told."),
    };

    private async Task<Answer> AnswerAsync(Command said, Request request, CancellationToken cancellationToken)
    {
        var command = request.Above is { } above ? said.Under(above) : said;
        if (await gate.RefuseAsync(command, request, cancellationToken) is { } refusal)
            return new Answer(refusal);
        var here = request.Conversation.Id;
        if (command is UndoCommand && await undo.TakeLineAsync(here, cancellationToken) is { } line
            && LineParser.Parse(line) is Understood(var back))
            return await AnswerAsync(back, request, cancellationToken);
        var answer = command is ImportCommand import
            ? await importing.RunAsync(import, request, (c, r) => _handlers[c.GetType()].AnswerAsync(c, r, cancellationToken), cancellationToken)
            : await _handlers[command.GetType()].AnswerAsync(command, request, cancellationToken);
        // Typed, "undo" is the button of the newest change. One that says "undo" itself has kept what it takes back.
        if (answer.Messages.Select(m => m.Undo).FirstOrDefault(u => u is not null) is { } newest
            && LineParser.Parse(newest) is Understood(not UndoCommand))
            await undo.KeepAsync(here, newest, cancellationToken);
        return answer;
    }
}
