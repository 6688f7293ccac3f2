using NewsBot.Commands.Lines;
using NewsBot.Commands.Lists;

namespace NewsBot.Commands.Questions;

/// <summary><c>search ceasefire talks outlet:dawn since 7d</c>.</summary>
public sealed record SearchCommand(string Terms, Scope Scope) : ListingCommand(Scope)
{
    public override string? Words => Terms.Length == 0 ? null : Terms;

    public override string Title => $"Search: {Terms}{Scoped()}".Trim();

    public override ListingCommand WithWords(string words) => this with { Terms = words };

    internal static Reading Read(Arguments arguments)
    {
        var scope = Scope.Read(arguments, out var trouble);
        arguments.TakeLeading("me", "us", "for");
        var terms = arguments.TakeText(phrases: true);
        if (trouble is not null)
            return trouble;
        if (!arguments.Empty)
            return Verb.Unclear(
                $"“{LineParser.Echo(arguments.Rest())}” does not belong in a search.",
                "search ceasefire talks outlet:dawn since 7d");
        if (terms.Any(char.IsLetterOrDigit))
            return new Understood(new SearchCommand(terms, scope));
        return terms.Length == 0 && scope != Scope.None
            ? new Understood(new LatestCommand(null, scope))
            : Verb.Unclear("Search for what? Put the words after it.", "search ceasefire", "search \"joint statement\" since 7d");
    }

    public override string Write() => $"search {Terms}{Scope.Write()}";
}

/// <summary>Answers <see cref="SearchCommand"/>.</summary>
public sealed class SearchHandler(StatementLists lists) : Handler<SearchCommand>
{
    public override Task<Answer> AnswerAsync(SearchCommand command, Request request, CancellationToken cancellationToken) =>
        lists.AnswerAsync(command, request, cancellationToken);
}
