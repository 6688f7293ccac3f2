using System.Globalization;
using NewsBot.Cards;
using NewsBot.Commands.Guides;
using NewsBot.Commands.Lines;
using NewsBot.Commands.Lists;

namespace NewsBot.Commands.Questions;

/// <summary><c>more</c> goes on with the last list; <c>more #S12</c> shows what stands around a statement.</summary>
/// <param name="Statement">Null goes on with the last list.</param>
public sealed record MoreCommand(long? Statement) : Command
{
    internal static Reading Read(Arguments arguments)
    {
        var statement = arguments.Take(TokenKind.StatementNumber);
        var text = arguments.TakeText(phrases: false).ToLowerInvariant();
        if (arguments.Empty && (text is "" or "page" or "please" || (statement is null && text is "results" or "statements" or "of them")))
            return new Understood(new MoreCommand(statement?.Number));
        return Verb.Unclear(
            "“more” goes on with the last list; “more #S12” shows what stands around a statement.",
            text.Any(char.IsLetterOrDigit) ? $"search {QuoteMarks.Phrase(LineParser.Echo(text).TrimEnd('…'))}" : "more",
            "more");
    }

    public override string Write() => Statement is { } id ? string.Create(CultureInfo.InvariantCulture, $"more #S{id}") : "more";
}

/// <summary>Answers <see cref="MoreCommand"/>.</summary>
public sealed class MoreHandler(
    StatementLists lists, ListHandler subscriptions, EditionRest editions, ShownListTable shown, ShownStatement statement, CardDeck cards) : Handler<MoreCommand>
{
    private static readonly TimeSpan Kept = TimeSpan.FromHours(24);

    public override async Task<Answer> AnswerAsync(MoreCommand command, Request request, CancellationToken cancellationToken)
    {
        if (command.Statement is { } id)
            return await statement.AnswerAsync(id, request, stored: false, cancellationToken);
        var list = await shown.FindAsync(request, cancellationToken);
        if (request.Above is not { Statements: [_] }
            && await editions.FindAsync(request.Conversation, list?.Shown, cancellationToken) is { } rest)
            return new Answer(await lists.PageAsync(request, rest, cancellationToken));
        if (list is null && request.Above is { Statements: [var only] })
            return await statement.AnswerAsync(only, request, stored: false, cancellationToken);
        if (list is null)
        {
            return new Answer(cards.Notice(
                "More of what?",
                "“more” goes on with a list that you asked for, and none is open. An alert is one statement: more #S12, with its number, shows what stands around it.",
                Buttons.Of(["latest", "since yesterday", "list"])));
        }

        if (statement.Now - list.Shown > Kept)
        {
            return new Answer(cards.Notice(
                "That list has expired",
                $"It was asked for {new LocalTime(request.Conversation.Zone).WithWeekday(list.Shown)}; lists are kept for 24 hours. Ask again.",
                Again(list)));
        }

        if (LineParser.Parse(list.Command) is Understood(ListCommand))
            return new Answer(await subscriptions.PageAsync(request, list, cancellationToken));
        return list.Position < list.Statements.Count
            ? new Answer(await lists.PageAsync(request, list, cancellationToken))
            : new Answer(cards.Notice("That was all", $"{list.Title}: all {list.Statements.Count} were shown.", Again(list)));
    }

    private static IReadOnlyList<SayButton> Again(ShownList list) =>
        [new SayButton("From the start", list.Command), Buttons.Of("latest")];
}
