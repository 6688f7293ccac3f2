using System.Globalization;
using NewsBot.Commands.Lines;

namespace NewsBot.Commands.Changes;

/// <summary><c>unsubscribe #1</c>, <c>unsubscribe pak-us</c>, <c>unsubscribe all</c>.</summary>
/// <param name="Number">The subscription's number.</param>
/// <param name="Topic">A topic as typed.</param>
/// <param name="All">Everything that the conversation follows.</param>
/// <param name="Sure">That everything was meant is confirmed.</param>
public sealed record UnsubscribeCommand(int? Number, string? Topic, bool All = false, bool Sure = false) : Command
{
    internal static Reading Read(Arguments arguments)
    {
        var numbers = arguments.Left.Where(t => t.Kind == TokenKind.SubscriptionNumber).Select(t => (int)t.Number).Distinct().ToList();
        if (numbers.Count > 1)
            return new Undecided("One at a time, please. Which one first?", [.. numbers.Select(n => new UnsubscribeCommand(n, null).Write())]);
        var number = arguments.Take(TokenKind.SubscriptionNumber);
        arguments.TakeLeading("to", "from");
        arguments.TakeLeading("the", "topic");
        var topic = arguments.TakeValues("topic");
        var text = string.Join(' ', topic.Append(arguments.TakeText(phrases: false)).Where(t => t.Length > 0));
        if (!arguments.Empty)
            return Verb.Unclear($"I do not know which subscription “{LineParser.Echo(arguments.Rest())}” is. Name it by its number.", "list");
        if (number is not null)
            return text.Length == 0 ? new Understood(new UnsubscribeCommand((int)number.Number, null)) : TwoMeanings((int)number.Number, text);
        return new Understood(OfText(text));
    }

    public override string Write() =>
        "unsubscribe" + (Number is { } number ? string.Create(CultureInfo.InvariantCulture, $" #{number}") : "")
        + (Topic is null ? "" : " " + QuoteMarks.Write(Topic)) + (All ? " all" : "") + (Sure ? " yes" : "");

    private static UnsubscribeCommand OfText(string text)
    {
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            return new UnsubscribeCommand(number, null);
        return text.ToLowerInvariant() switch
        {
            "" => new UnsubscribeCommand(null, null),
            "all" or "everything" => new UnsubscribeCommand(null, null, All: true),
            "all yes" or "everything yes" or "all sure" => new UnsubscribeCommand(null, null, All: true, Sure: true),
            _ => new UnsubscribeCommand(null, text),
        };
    }

    private static Undecided TwoMeanings(int number, string text) => new(
        "That names a subscription in two ways. Which one is meant?",
        [new UnsubscribeCommand(number, null).Write(), OfText(text).Write()]);
}
