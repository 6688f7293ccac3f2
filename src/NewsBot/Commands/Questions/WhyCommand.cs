using System.Globalization;
using NewsBot.Commands.Lines;

namespace NewsBot.Commands.Questions;

/// <summary><c>why https://…</c>, <c>why #S12</c>: the stages that an article or a statement went through.</summary>
/// <param name="Url">An article's address; null when a statement is asked about.</param>
/// <param name="Statement">Null, and no address: the one that was shown last.</param>
public sealed record WhyCommand(string? Url, long? Statement) : Command
{
    internal static Reading Read(Arguments arguments)
    {
        var link = arguments.Take(TokenKind.Link);
        var statement = arguments.Take(TokenKind.StatementNumber);
        var words = arguments.TakeText(phrases: false);
        if (link is null && statement is null && Bare(words) is { } bare)
            return new Understood(new WhyCommand(bare, null));
        if (link is not null && statement is not null)
            return new Undecided("The article or the statement?", [new WhyCommand(link.Text, null).Write(), new WhyCommand(null, statement.Number).Write()]);
        // "why did I not get https://…" is asked in many words.
        return arguments.Empty && (words.Length == 0 || link is not null || statement is not null || words is "this" or "that" or "not")
            ? new Understood(new WhyCommand(link?.Text, statement?.Number))
            : Verb.Unclear("Why what? Give the article's link, or the number on a card.", "why #S12", "why https://example.org/article");
    }

    public override string Write()
    {
        if (Url is not null)
            return $"why {Url}";
        return Statement is { } id ? string.Create(CultureInfo.InvariantCulture, $"why #S{id}") : "why";
    }

    // An address pasted without its scheme.
    private static string? Bare(string words) =>
        !words.Contains(' ', StringComparison.Ordinal) && words.IndexOf('.', StringComparison.Ordinal) is > 0 and var dot
            && words.IndexOf('/', StringComparison.Ordinal) > dot && Uri.TryCreate("https://" + words, UriKind.Absolute, out _)
            ? "https://" + words
            : null;
}
