using System.Globalization;
using NewsBot.Cards;
using NewsBot.Commands.Guides;
using NewsBot.Commands.Lines;
using NewsBot.Commands.Lists;
using NewsBot.Commands.Sources;

namespace NewsBot.Commands.Questions;

/// <summary><c>more</c> goes on with the last list; <c>more #S12</c> shows what stands around a statement.</summary>
/// <param name="Statement">Null goes on with a list.</param>
public sealed record MoreCommand(long? Statement) : Command
{
    /// <summary>The list that the button of a card goes on with, wherever its reader is: <c>more #L7</c>.</summary>
    public long? List { get; init; }

    /// <summary>The edition that the button of its card goes on with: <c>more #E12</c>.</summary>
    public long? Edition { get; init; }

    /// <summary>The page of the last list that is turned to; null goes on with the next one.</summary>
    public int? Page { get; init; }

    /// <summary>Whether the last list is turned a page back.</summary>
    public bool Back { get; init; }

    /// <summary>Reads what follows "page".</summary>
    internal static Reading ReadPage(Arguments arguments)
    {
        arguments.TakeLeading("number", "no");
        var text = arguments.TakeText(phrases: false);
        return arguments.Empty && text.Length is > 0 and < 4 && text.All(char.IsAsciiDigit)
            && int.Parse(text, CultureInfo.InvariantCulture) is > 0 and var page
            ? new Understood(new MoreCommand((long?)null) { Page = page })
            : Verb.Unclear("A page of the list that was shown last has a number.", "page 2", "more");
    }

    /// <summary>Reads what follows "back".</summary>
    internal static Reading ReadBack(Arguments arguments) => Verb.Alone(arguments, new MoreCommand((long?)null) { Back = true });

    internal static Reading Read(Arguments arguments)
    {
        var statement = arguments.Take(TokenKind.StatementNumber);
        var list = arguments.Take(TokenKind.ListNumber);
        var edition = arguments.Take(TokenKind.EditionNumber);
        var named = new[] { statement, list, edition }.Count(n => n is not null);
        var text = arguments.TakeText(phrases: false).ToLowerInvariant();
        if (arguments.Empty && named < 2
            && (text is "" or "page" or "please" || (named == 0 && text is "results" or "statements" or "of them")))
            return new Understood(new MoreCommand(statement?.Number) { List = list?.Number, Edition = edition?.Number });
        return Verb.Unclear(
            "“more” goes on with the last list; “more #S12” shows what stands around a statement.",
            text.Any(char.IsLetterOrDigit) ? $"search {QuoteMarks.Phrase(LineParser.Echo(text).TrimEnd('…'))}" : "more",
            "more");
    }

    /// <summary>The line that goes on with a numbered list.</summary>
    internal static string OfList(long number) => new MoreCommand((long?)null) { List = number }.Write();

    public override string Write()
    {
        if (List is { } list)
            return string.Create(CultureInfo.InvariantCulture, $"more #L{list}");
        if (Edition is { } edition)
            return string.Create(CultureInfo.InvariantCulture, $"more #E{edition}");
        if (Page is { } page)
            return string.Create(CultureInfo.InvariantCulture, $"page {page}");
        if (Back)
            return "back";
        return Statement is { } id ? string.Create(CultureInfo.InvariantCulture, $"more #S{id}") : "more";
    }
}

/// <summary>Answers <see cref="MoreCommand"/>.</summary>
public sealed class MoreHandler(
    StatementLists lists,
    ListHandler subscriptions,
    SourcesHandler sources,
    EditionRest editions,
    ShownListTable shown,
    ShownStatement statement,
    CardDeck cards) : Handler<MoreCommand>
{
    internal static readonly TimeSpan Kept = TimeSpan.FromHours(24);

    public override async Task<Answer> AnswerAsync(MoreCommand command, Request request, CancellationToken cancellationToken)
    {
        if (command.Statement is { } id)
            return await statement.AnswerAsync(id, request, stored: false, cancellationToken);
        if (command.Edition is { } edition)
            return await OfEditionAsync(edition, request, cancellationToken);
        if (command.List is { } number)
            return await GoOnAsync(await shown.FindAsync(request.Conversation, number, cancellationToken), request, cancellationToken);
        if (command.Page is not null || command.Back)
            return await TurnAsync(command, request, cancellationToken);
        var list = await shown.FindAsync(request, cancellationToken);
        // Under a post, what was asked there goes before what the post holds.
        if (list is null && request.Above is { Edition: { } above })
            return await OfEditionAsync(above, request, cancellationToken);
        if (list is null && request.Above is { Statements: [var only] })
            return await statement.AnswerAsync(only, request, stored: false, cancellationToken);
        if (request.Above is null && await editions.FindAsync(request.Conversation, list?.Shown, cancellationToken) is { } rest)
            return new Answer(await lists.PageAsync(request, rest, cancellationToken));
        return await GoOnAsync(list ?? await shown.NewestAsync(request, cancellationToken), request, cancellationToken);
    }

    // Pages are as long as most are; a card of long statements has room for fewer, which stand on the next one again.
    private async Task<Answer> TurnAsync(MoreCommand command, Request request, CancellationToken cancellationToken)
    {
        var list = await shown.FindAsync(request, cancellationToken) ?? await shown.NewestAsync(request, cancellationToken);
        if (list is null || list.Statements.Count == 0 || statement.Now - list.Shown > Kept)
            return await GoOnAsync(list, request, cancellationToken);
        var page = command.Page ?? (list.Position - 1) / StatementLists.PageSize;
        var pages = (list.Statements.Count + StatementLists.PageSize - 1) / StatementLists.PageSize;
        if (page < 1)
            return new Answer(cards.Notice("No page before it", $"{list.Title}: this is the beginning.", Again(list)));
        return page > pages
            ? new Answer(cards.Notice("No such page", $"{list.Title}: {(pages == 1 ? "one page" : $"{pages} pages")}.", Again(list)))
            : new Answer(await lists.PageAsync(request, list with { Position = (page - 1) * StatementLists.PageSize }, cancellationToken));
    }

    private async Task<Answer> OfEditionAsync(long edition, Request request, CancellationToken cancellationToken) =>
        await GoOnAsync(await editions.FindAsync(request.Conversation, edition, statement.Now, cancellationToken), request, cancellationToken);

    private async Task<Answer> GoOnAsync(ShownList? list, Request request, CancellationToken cancellationToken)
    {
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

        var command = (LineParser.Parse(list.Command) as Understood)?.Command;
        if (command is ListCommand)
            return new Answer(await subscriptions.PageAsync(request, list, cancellationToken));
        if (command is SourcesCommand)
            return new Answer(await sources.PageAsync(request, list, cancellationToken));
        return list.Position < list.Statements.Count
            ? new Answer(await lists.PageAsync(request, list, cancellationToken))
            : new Answer(cards.Notice("That was all", $"{list.Title}: {All(list.Statements.Count)}", Again(list)));
    }

    private static string All(int count) => count switch
    {
        0 => "there is no more.",
        1 => "the only one was shown.",
        _ => string.Create(CultureInfo.InvariantCulture, $"all {count} were shown."),
    };

    private static IReadOnlyList<SayButton> Again(ShownList list) =>
        [new SayButton("From the start", list.Command), Buttons.Of("latest")];
}
