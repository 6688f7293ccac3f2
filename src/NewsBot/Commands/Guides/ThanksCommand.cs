using NewsBot.Cards;
using NewsBot.Commands.Lines;

namespace NewsBot.Commands.Guides;

/// <summary><c>thanks</c>: asks for nothing, and is no error.</summary>
public sealed record ThanksCommand : Command
{
    // "thanks, list" asks for something after all.
    internal static Reading Read(Arguments arguments) =>
        arguments.Rest() is { Length: > 0 } rest && LineParser.Parse(rest) is Understood { Command: not ThanksCommand } more
            ? Verb.Unclear("You are welcome. Did you mean that line as well? Nothing was done.", more.Command.Write())
            : new Understood(new ThanksCommand());

    public override string Write() => "thanks";
}

/// <summary>Answers <see cref="ThanksCommand"/>.</summary>
public sealed class ThanksHandler(CardDeck cards) : Handler<ThanksCommand>
{
    public override Task<Answer> AnswerAsync(ThanksCommand command, Request request, CancellationToken cancellationToken) =>
        Task.FromResult(new Answer(
            cards.Notice("You are welcome", "Say “latest” for what is new.", Buttons.Of(["latest", "help"]))));
}
