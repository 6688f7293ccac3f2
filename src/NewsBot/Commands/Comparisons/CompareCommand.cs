using System.Globalization;
using NewsBot.Commands.Lines;
using NewsBot.Commands.Questions;

namespace NewsBot.Commands.Comparisons;

/// <summary><c>compare Dar and Rubio on visas</c>, <c>compare #S12 #S14</c>: two speakers, or two statements, side by side.</summary>
/// <param name="One">A speaker as typed; empty where statements are named.</param>
/// <param name="Other">The other speaker as typed.</param>
/// <param name="Said">The words that both are looked for with; empty for anything.</param>
/// <param name="Scope">Topic, further qualifiers and window; no speaker.</param>
public sealed record CompareCommand(string One, string Other, string Said, Scope Scope) : Command
{
    private static readonly string[] Between = ["and", "with", "to", "vs", "versus", "against"];
    private static readonly string[] Connectives = ["on", "about", "regarding", "concerning"];

    /// <summary>The two statements; null where speakers are compared.</summary>
    public (long One, long Other)? Statements { get; init; }

    internal static Reading Read(Arguments arguments)
    {
        var numbers = arguments.Left.Where(t => t.Kind == TokenKind.StatementNumber).ToList();
        if (numbers.Count > 0)
            return OfStatements(numbers, arguments);
        var scope = Scope.Read(arguments, out var trouble);
        if (trouble is not null)
            return trouble;
        if (scope.Speaker is not null || scope.Filter.Contains("speaker:", StringComparison.Ordinal))
            return Unclear();
        var (names, said) = About(arguments.Left);
        if (names.Any(t => t.Kind is not (TokenKind.Word or TokenKind.Phrase)) || said.Any(t => t.Kind is not (TokenKind.Word or TokenKind.Phrase)))
            return Unclear();
        return Pair(names) is var (one, other) && one.Any(char.IsLetterOrDigit) && other.Any(char.IsLetterOrDigit)
            ? new Understood(new CompareCommand(one, other, Text(said, phrases: true), scope))
            : Unclear();
    }

    public override Command Under(Above above) =>
        Statements is null && Said.Length == 0 ? this with { Scope = Scope.Under(above) } : this;

    public override string Write() => Statements is var (one, other)
        ? string.Create(CultureInfo.InvariantCulture, $"compare #S{one} #S{other}")
        : $"compare {QuoteMarks.Write(One)} and {QuoteMarks.Write(Other)}{(Said.Length == 0 ? "" : " about " + Said)}{Scope.Write()}";

    /// <summary>The question about one of the speakers.</summary>
    internal WhatDidCommand Asking(string speaker) => new(speaker, Said, Scope);

    private static Reading OfStatements(List<Token> numbers, Arguments arguments)
    {
        arguments.Remove(numbers);
        arguments.TakeLeading([.. Between, "statements"]);
        return numbers is [var one, var other] && one.Number != other.Number && arguments.Empty
            ? new Understood(new CompareCommand("", "", "", Scope.None) { Statements = (one.Number, other.Number) })
            : Unclear();
    }

    private static (List<Token> Names, List<Token> Said) About(IReadOnlyList<Token> pieces)
    {
        var at = pieces.ToList().FindIndex(t => Connectives.Any(t.Is));
        return at < 0 ? ([.. pieces], []) : ([.. pieces.Take(at)], [.. pieces.Skip(at + 1)]);
    }

    // Two phrases need no word between them; a name of several words is one where it stands between quotation marks.
    private static (string One, string Other)? Pair(List<Token> names)
    {
        if (names is [{ Kind: TokenKind.Phrase } first, { Kind: TokenKind.Phrase } second])
            return (first.Text, second.Text);
        var at = names.FindIndex(t => t.Kind == TokenKind.Word && Between.Any(b => t.Is(b) || t.Is(b + ".")));
        if (at < 0)
            return names is [var one, var other] ? (one.Text, other.Text) : null;
        return (Text(names.Take(at), phrases: false), Text(names.Skip(at + 1), phrases: false));
    }

    private static string Text(IEnumerable<Token> pieces, bool phrases) => new Arguments([.. pieces]).TakeText(phrases);

    private static Misunderstood Unclear() => Verb.Unclear(
        "Name two speakers, or two statements by the numbers on their cards.",
        "compare \"Ishaq Dar\" and \"Marco Rubio\" topic:pak-us",
        "compare #S12 #S14");
}
