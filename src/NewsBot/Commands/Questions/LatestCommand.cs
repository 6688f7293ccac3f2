using NewsBot.Commands.Lines;
using NewsBot.Commands.Lines.Hints;
using NewsBot.Commands.Lists;

namespace NewsBot.Commands.Questions;

/// <summary><c>latest</c>, <c>latest pak-us</c>, <c>latest speaker:Dar</c>.</summary>
public sealed record LatestCommand(string? Of, Scope Scope) : ListingCommand(Scope)
{
    private static readonly string[] Counted = ["statements", "news", "ones", "on", "about", "from", "by", "of"];

    public override string? About => Of;

    public override string Title => $"Latest statements{(Of is null ? "" : ": " + Of)}{Scoped()}";

    public override ListingCommand WithWords(string words) => this with { Of = words.Length == 0 ? null : words };

    internal static Reading Read(Arguments arguments)
    {
        var scope = Scope.Read(arguments, out var trouble);
        arguments.TakeLeading("statements", "news");
        TakeCount(arguments);
        arguments.TakeLeading("on", "about", "from", "by", "of", "in", "for");
        var of = arguments.TakeText(phrases: false);
        if (trouble is not null)
            return trouble;
        if (arguments.Empty && Wishes.KindAbout(of) is ({ Length: > 0 } type, var who, var about) && (who is null || scope.Speaker is null))
            (of, scope) = (about, scope with { Filter = $"{scope.Filter} type:{type}".Trim(), Speaker = who ?? scope.Speaker });
        return arguments.Empty
            ? new Understood(new LatestCommand(of.Any(char.IsLetterOrDigit) ? of : null, scope))
            : Verb.Unclear($"“{LineParser.Echo(arguments.Rest())}” does not belong here.", "latest", "latest pak-us");
    }

    // "latest 3 statements": a page has five.
    private static void TakeCount(Arguments arguments)
    {
        if (arguments.Left is not [{ Kind: TokenKind.Word, Excludes: false } count, ..] || count.Text.Length > 3 || !count.Text.All(char.IsAsciiDigit))
            return;
        if (arguments.Left.Count == 1 || Counted.Any(arguments.Left[1].Is))
            arguments.Remove([count]);
        arguments.TakeLeading("statements", "news", "ones");
    }

    public override Command Under(Above above) => Of is null ? this with { Scope = Scope.Under(above) } : this;

    public override string Write() => $"latest{(Of is null ? "" : " " + QuoteMarks.Phrase(Of))}{Scope.Write()}";
}

/// <summary>Answers <see cref="LatestCommand"/>.</summary>
public sealed class LatestHandler(StatementLists lists) : Handler<LatestCommand>
{
    public override Task<Answer> AnswerAsync(LatestCommand command, Request request, CancellationToken cancellationToken) =>
        lists.AnswerAsync(command, request, cancellationToken);
}
