using NewsBot.Cards;
using NewsBot.Commands.Lines;
using NewsBot.Commands.Times;
using NewsBot.Conversations;

namespace NewsBot.Commands.Changes;

/// <summary><c>quiet 22:00-07:00</c>, <c>quiet off</c>, <c>quiet</c>: hours in which alerts are held.</summary>
/// <param name="From">Null to ask, or with <paramref name="Off"/>.</param>
/// <param name="To">Null to ask, or with <paramref name="Off"/>.</param>
/// <param name="Off">No quiet hours any more.</param>
public sealed record QuietCommand(TimeOnly? From, TimeOnly? To, bool Off = false) : Command
{
    private static readonly string[] Separators = [" until ", " till ", " to ", " and ", " - ", "–", "-"];

    public override bool Changes => Off || From is not null;

    internal static Reading Read(Arguments arguments)
    {
        arguments.TakeLeading("hours", "from", "between", "at");
        var typed = arguments.TakeText(phrases: false).Trim();
        if (!arguments.Empty)
            return Unclear(arguments.Rest());
        if (typed.Length == 0)
            return new Understood(new QuietCommand(null, null));
        if (typed.ToLowerInvariant() is "off" or "none" or "never" or "stop")
            return new Understood(new QuietCommand(null, null, Off: true));
        foreach (var separator in Separators)
        {
            var at = typed.IndexOf(separator, StringComparison.OrdinalIgnoreCase);
            if (at > 0 && Readings(typed[..at], typed[(at + separator.Length)..]) is { Count: > 0 } readings)
                return OfReadings(typed, readings);
        }

        return Unclear(typed);
    }

    public override string Write()
    {
        if (Off)
            return "quiet off";
        return From is { } from && To is { } to ? $"quiet {Hours.Write(from)}-{Hours.Write(to)}" : "quiet";
    }

    private static Reading OfReadings(string typed, IReadOnlyList<QuietCommand> readings)
    {
        var possible = readings.Where(r => r.From != r.To).ToList();
        return possible switch
        {
            [] => Verb.Unclear(
                "Quiet hours that begin and end at the same time would be the whole day or nothing.",
                "quiet 22:00-07:00",
                "quiet off"),
            [var only] => new Understood(only),
            _ => new Undecided(
                $"“{LineParser.Echo(typed)}” can be read in two ways. Which hours are meant?",
                [.. possible.Select(p => p.Write())]),
        };
    }

    // "10-6am" begins in the morning or in the evening; where one of the two is of the 24-hour clock, the other is, too.
    // The shorter night is the likelier one.
    private static List<QuietCommand> Readings(string left, string right)
    {
        if (!Hours.TryParse(left, out var from) || !Hours.TryParse(right, out var to))
            return [];
        (TimeOnly From, TimeOnly To)[] hours = (Hours.IsOpen(left), Hours.IsOpen(right)) switch
        {
            (true, true) => [(from.AddHours(12), to), (from, to.AddHours(12))],
            (true, false) when Hours.HasHalf(right) => [(from, to), (from.AddHours(12), to)],
            (false, true) when Hours.HasHalf(left) => [(from, to), (from, to.AddHours(12))],
            _ => [(from, to)],
        };
        return [.. hours.OrderBy(h => h.To - h.From).Select(h => new QuietCommand(h.From, h.To))];
    }

    private static Misunderstood Unclear(string typed) =>
        Verb.Unclear($"I do not know the hours in “{LineParser.Echo(typed)}”. Give a beginning and an end.", "quiet 22:00-07:00", "quiet off");
}

/// <summary>Answers <see cref="QuietCommand"/>.</summary>
public sealed class QuietHandler(ConversationTable conversations, CardDeck cards) : Handler<QuietCommand>
{
    public override async Task<Answer> AnswerAsync(QuietCommand command, Request request, CancellationToken cancellationToken)
    {
        var conversation = request.Conversation;
        var (done, back) = ("", (IReadOnlyList<SayButton>)[]);
        if (command.Changes)
        {
            var before = QuietHours.Of(conversation.QuietFrom, conversation.QuietTo);
            var hours = command is { From: { } from, To: { } to } ? new QuietHours(from, to) : null;
            conversation = await conversations.SetQuietAsync(conversation.Id, hours, cancellationToken);
            done = $"{request.Who} {(hours is null ? "took the quiet hours away" : "set quiet hours")}. ";
            if (hours != before)
                back = [new SayButton("Undo", new QuietCommand(before?.From, before?.To, Off: before is null).Write())];
        }

        var answer = new Answer(QuietHours.Of(conversation.QuietFrom, conversation.QuietTo) is { } quiet
            ? cards.Notice(
                $"Quiet hours: {Hours.Write(quiet.From)}–{Hours.Write(quiet.To)}",
                $"{done}From {Hours.Write(quiet.From)} to {Hours.Write(quiet.To)} ({conversation.Zone}) alerts are held, and notices of sources; "
                + $"what was held comes at {Hours.Write(quiet.To)}, alerts as one card when they are several."
                + $"{Subscribed.DefaultZone(conversation)} Digests keep their hours.",
                [.. back, .. Buttons.Of(["quiet off", "timezone", "list"])])
            : cards.Notice(
                "No quiet hours",
                $"{done}Alerts come at any hour. They can be held at night and come as one card in the morning.",
                [.. back, .. Buttons.Of(["quiet 22:00-07:00", "list"])]));
        return answer with { Changed = back.Count > 0 };
    }
}
