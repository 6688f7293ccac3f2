using System.Globalization;
using NewsBot.Cards;
using NewsBot.Commands.Lines;
using NewsBot.Commands.Lists;
using NewsBot.Stories;

namespace NewsBot.Commands.Marks;

/// <summary>The statement that a mark is set on: by its number, or the one that was shown last.</summary>
public sealed class NamedStatement(LastShown last, StatementViews views, CardDeck cards)
{
    /// <summary>The statement, or what to say instead.</summary>
    internal async Task<(StatementView? View, CardMessage? Instead)> FindAsync(
        long? named, Request request, string verb, CancellationToken cancellationToken)
    {
        if (named is not { } id)
        {
            (var meant, var instead) = await last.FindAsync(request, verb, cancellationToken);
            if (meant is null)
                return (null, instead);
            id = meant.Value;
        }

        return await views.LoadAsync([id], cancellationToken) is [var view] ? (view, null) : (null, ShownStatement.Unknown(cards, id));
    }

    /// <summary>Reads the number of a statement that nothing else follows.</summary>
    internal static Reading Read(Arguments arguments, string verb, Func<long?, Command> command)
    {
        var statement = arguments.Take(TokenKind.StatementNumber);
        arguments.TakeAside();
        arguments.TakeLeading("of", "for", "this", "that", "it", "statement");
        return arguments.Empty
            ? new Understood(command(statement?.Number))
            : Words(arguments, verb, Meant(arguments) is { } number ? $"{verb} #S{number}" : $"help {verb}");
    }

    // "claim 79", "claim S79 please": a button acts on what was typed, or on nothing.
    private static int? Meant(Arguments arguments) => arguments.Left is [var first, ..]
        && int.TryParse(first.Text.TrimStart('#', 's', 'S'), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>What is said to a verb behind which words stand: "release of prisoners" and "held talks" were perhaps looked for.</summary>
    internal static Misunderstood Words(Arguments arguments, string verb, params string[] examples)
    {
        var rest = LineParser.Echo(arguments.Rest());
        var words = LineText.WithoutTrailing(QuoteMarks.Without(rest).TrimEnd('…'));
        return Verb.Unclear(
            $"“{rest}” does not belong to “{verb}”. Name the statement by the number on its card, or search for words.",
            [.. examples, .. words.Any(char.IsLetterOrDigit) ? [$"search {verb} {words}"] : Array.Empty<string>()]);
    }

    /// <summary>"claim #S12"; without a number the one that was shown last is meant.</summary>
    internal static string Write(string verb, long? statement) =>
        statement is { } id ? string.Create(CultureInfo.InvariantCulture, $"{verb} #S{id}") : verb;

    /// <summary>The one statement of the post above; null when there is none, or several.</summary>
    internal static long? Of(long? named, Above above) => named ?? (above.Statements is [var only] ? only : null);
}
