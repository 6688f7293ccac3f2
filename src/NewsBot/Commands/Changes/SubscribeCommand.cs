using NewsBot.Commands.Lines;
using NewsBot.Subscriptions;

namespace NewsBot.Commands.Changes;

/// <summary><c>subscribe pak-us speaker:"Amir Khan Muttaqi" -outlet:dawn as:digest at:08:00 days:mon-fri</c>.</summary>
/// <param name="Topic">As typed; empty when only a filter was given, or nothing.</param>
/// <param name="Filter">The qualifiers as they are written in a filter; empty for none.</param>
/// <param name="Mode">As what it is delivered.</param>
/// <param name="At">The hour of a digest; null when none was typed.</param>
/// <param name="Days">The days of a digest: bit 0 is Monday.</param>
public sealed record SubscribeCommand(
    string Topic, string Filter, SubscriptionMode Mode = SubscriptionMode.Alerts, TimeOnly? At = null, int Days = Weekdays.All) : Command
{
    private const string Example = "subscribe pak-us speaker:\"Ishaq Dar\" as:digest at:08:00";

    /// <summary>The number of an ended subscription that is to be taken up again: <c>subscribe #3</c>.</summary>
    public int? Number { get; init; }

    internal static Reading Read(Arguments arguments)
    {
        if (arguments.Take(TokenKind.SubscriptionNumber) is { } again)
        {
            return arguments.Empty
                ? new Understood(new SubscribeCommand("", "") { Number = (int)again.Number })
                : Verb.Unclear("A number takes up an ended subscription as it was. Nothing can be added to it there.", $"subscribe #{again.Number}");
        }

        var mode = arguments.TakeValues("as");
        var schedule = Timetable.Read(arguments, out var trouble);
        var topics = arguments.TakeValues("topic");
        var filters = arguments.TakeFilters().Concat(Phrases(arguments, topics)).ToList();
        arguments.TakeLeading("to", "on", "about");
        arguments.TakeLeading("the", "topic");
        var digest = TakesDigest(arguments);
        var text = arguments.TakeText(phrases: false);
        if (trouble is not null)
            return trouble;
        if (Unknown(arguments, text) is { } unknown)
            return unknown;
        if (mode.Count > 0 && !IsMode(mode[^1]))
            return Verb.Unclear($"“as:{LineParser.Echo(mode[^1])}” is not understood. It can be alerts or digest.", Example);
        var asDigest = digest || (mode.Count > 0 && mode[^1].StartsWith("dig", StringComparison.OrdinalIgnoreCase)) || (mode.Count == 0 && schedule.At is not null);
        if (!asDigest && schedule is not { At: null, Days: Weekdays.All })
            return Verb.Unclear("Alerts come as statements are found; an hour or days belong to a digest.", Example);
        var topic = string.Join(' ', topics.Append(text).Where(t => t.Length > 0));
        return new Understood(new SubscribeCommand(
            topic, FilterText.Write(filters), asDigest ? SubscriptionMode.Digest : SubscriptionMode.Alerts, schedule.At, schedule.Days));
    }

    public override string Write()
    {
        if (Number is { } number)
            return string.Create(System.Globalization.CultureInfo.InvariantCulture, $"subscribe #{number}");
        var parts = new[]
        {
            "subscribe",
            Topic.Length == 0 ? "" : $"topic:{QuoteMarks.Write(Topic)}",
            Filter,
            Mode == SubscriptionMode.Digest ? "as:digest" : "",
            At is { } at ? $"at:{Hours.Write(at)}" : "",
            Days == Weekdays.All ? "" : $"days:{Weekdays.Write(Days)}",
        };
        return string.Join(' ', parts.Where(p => p.Length > 0));
    }

    // Words between quotation marks are what the statement must hold; without another word they are the topic's name.
    private static List<Token> Phrases(Arguments arguments, IReadOnlyList<string> topics)
    {
        if (topics.Count == 0 && !arguments.Left.Any(t => t.Kind == TokenKind.Word))
            return [];
        var phrases = new List<Token>();
        while (arguments.Take(TokenKind.Phrase) is { } phrase)
            phrases.Add(phrase);
        return phrases;
    }

    private static bool TakesDigest(Arguments arguments)
    {
        if (arguments.Left is not [.., var first, var last] || !first.Is("as") || !last.Is("digest"))
            return false;
        arguments.Remove([first, last]);
        return true;
    }

    private static Misunderstood? Unknown(Arguments arguments, string text)
    {
        if (arguments.Left.FirstOrDefault(t => t is { Kind: TokenKind.Qualifier, Text: "in" }) is not null)
            return Verb.Unclear("I post into the conversation itself; posting into one thread is not something I can do.", "subscribe pak-us");
        if (!arguments.Empty)
            return Verb.Unclear($"“{LineParser.Echo(arguments.Rest())}” does not belong in a subscription.", Example);
        var word = text.Split(' ').FirstOrDefault(w => w.Contains(':', StringComparison.Ordinal));
        if (word is null)
            return null;
        var key = word[..word.IndexOf(':', StringComparison.Ordinal)];
        var near = QualifierKeys.Nearest(key) is { } nearest ? $" Did you mean “{nearest}:”?" : "";
        return Verb.Unclear(
            $"There is no filter “{LineParser.Echo(key)}:”.{near} The filters are {string.Join(", ", QualifierKeys.OfFilters)}. Nothing was subscribed.", Example);
    }

    private static bool IsMode(string mode) => mode.ToLowerInvariant() is "digest" or "digests" or "alert" or "alerts";
}
