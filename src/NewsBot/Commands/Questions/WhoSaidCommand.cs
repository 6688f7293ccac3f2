using NewsBot.Commands.Lines;
using NewsBot.Commands.Lists;

namespace NewsBot.Commands.Questions;

/// <summary><c>who said "inclusive government" since 7d</c>.</summary>
public sealed record WhoSaidCommand(string Said, Scope Scope) : ListingCommand(Scope)
{
    public override string Words => Said;

    public override string Title => $"Who said {Said}{Scoped()}";

    public override ListingCommand WithWords(string words) => this with { Said = words };

    internal static Reading Read(Arguments arguments)
    {
        var scope = Scope.Read(arguments, out var trouble);
        arguments.TakeLeading("anything", "something", "what", "about", "on", "that");
        var said = arguments.TakeText(phrases: true);
        if (trouble is not null)
            return trouble;
        return said.Any(char.IsLetterOrDigit) && arguments.Empty
            ? new Understood(new WhoSaidCommand(said, scope))
            : Verb.Unclear(
                "Who said what? Put the words after it.", "who said \"ceasefire\"", "who said \"inclusive government\" since 7d");
    }

    public override string Write() => $"who said {Said}{Scope.Write()}";
}

/// <summary>Answers <see cref="WhoSaidCommand"/>.</summary>
public sealed class WhoSaidHandler(StatementLists lists) : Handler<WhoSaidCommand>
{
    public override Task<Answer> AnswerAsync(WhoSaidCommand command, Request request, CancellationToken cancellationToken) =>
        lists.AnswerAsync(command, request, cancellationToken);
}
