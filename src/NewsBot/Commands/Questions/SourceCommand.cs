using System.Globalization;
using NewsBot.Commands.Lines;
using NewsBot.Commands.Lists;

namespace NewsBot.Commands.Questions;

/// <summary><c>source #S12</c>: the outlets of a statement and the stored text.</summary>
/// <param name="Statement">Null is the one that was shown last.</param>
public sealed record SourceCommand(long? Statement) : Command
{
    internal static Reading Read(Arguments arguments)
    {
        var statement = arguments.Take(TokenKind.StatementNumber);
        arguments.TakeLeading("of", "for");
        return arguments.Empty
            ? new Understood(new SourceCommand(statement?.Number))
            : Verb.Unclear("Name the statement by the number on its card.", "source #S12", "source");
    }

    public override Command Under(Above above) =>
        Statement is null && above.Statements is [var only] ? this with { Statement = only } : this;

    public override string Write() =>
        Statement is { } id ? string.Create(CultureInfo.InvariantCulture, $"source #S{id}") : "source";
}

/// <summary>Answers <see cref="SourceCommand"/>.</summary>
public sealed class SourceHandler(LastShown last, ShownStatement statement) : Handler<SourceCommand>
{
    public override async Task<Answer> AnswerAsync(SourceCommand command, Request request, CancellationToken cancellationToken)
    {
        if (command.Statement is { } id)
            return await statement.AnswerAsync(id, request, stored: true, cancellationToken);
        var (meant, instead) = await last.FindAsync(request, "source", cancellationToken);
        return meant is { } shown
            ? await statement.AnswerAsync(shown, request, stored: true, cancellationToken)
            : new Answer(instead!);
    }
}
