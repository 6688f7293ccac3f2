using System.Globalization;
using NewsBot.Commands.Lines;

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
