using System.Globalization;
using NewsBot.Cards;
using NewsBot.Commands.Lines;
using NewsBot.Commands.Lines.Hints;
using NewsBot.Desk;

namespace NewsBot.Commands.Guides;

/// <summary><c>who is Dar</c>: what the desk's registry holds of a speaker.</summary>
/// <param name="Name">As typed: a name, an alias, an office or a side.</param>
public sealed record WhoIsCommand(string Name) : Command
{
    internal static Reading Read(Arguments arguments)
    {
        arguments.TakeAside();
        var name = arguments.TakeText(phrases: false);
        if (Wishes.Answer($"who is {name}") is { } pointing)
            return pointing;
        return arguments.Empty && name.Any(char.IsLetterOrDigit)
            ? new Understood(new WhoIsCommand(name))
            : Verb.Unclear("Who? Name a person, an office or a body of the desk's registry.", "who is Ishaq Dar", "help questions");
    }

    public override string Write() => $"who is {QuoteMarks.Write(Name)}";
}

/// <summary>Answers <see cref="WhoIsCommand"/>: one speaker with every office and its days, or the several that are meant.</summary>
public sealed class WhoIsHandler(Newsdesk desk, CardDeck cards, TimeProvider clock) : Handler<WhoIsCommand>
{
    private const int Most = 5;

    public override Task<Answer> AnswerAsync(WhoIsCommand command, Request request, CancellationToken cancellationToken)
    {
        var today = new LocalTime(request.Conversation.Zone).DayOf(clock.GetUtcNow());
        var card = desk.Index.Find(command.Name) switch
        {
            [] => Stranger(command.Name),
            [var only] => Entry(only),
            var several => Several(command.Name, several, today),
        };
        return Task.FromResult(new Answer(card));
    }

    private CardMessage Entry(Speaker speaker)
    {
        List<(string Stage, string Sentence)> rows = [];
        if (speaker.Side is { } side && side != speaker.Name)
            rows.Add(("Side", side));
        if (speaker.Aliases.Concat(speaker.People).ToList() is [_, ..] called)
            rows.Add(("Also called", string.Join(", ", called)));
        rows.AddRange(speaker.Offices.OrderByDescending(o => o.From ?? DateOnly.MinValue).Select(o => (Days(o), Named(o))));
        if (rows.Count == 0)
            rows.Add(("Registry", "Nothing but the name is kept."));
        return cards.Why(speaker.Name, rows, Buttons.Of(Read($"what did {QuoteMarks.Write(speaker.Name)} say", $"timeline speaker:{QuoteMarks.Write(speaker.Name)}")));
    }

    private CardMessage Several(string typed, IReadOnlyList<Speaker> several, DateOnly today)
    {
        // Of those who held one office, whoever holds it now is asked for most.
        var shown = several.OrderBy(s => s.OfficeOn(today) is null).Take(Most).ToList();
        var rest = several.Count > Most ? $"\nAnd {several.Count - Most} more." : "";
        return cards.Notice(
            $"{several.Count} of the registry are “{LineParser.Echo(typed)}”",
            string.Join('\n', shown.Select(s => Line(s, today))) + rest,
            Buttons.Of(shown.Select(s => new WhoIsCommand(s.Name).Write())));
    }

    private CardMessage Stranger(string typed) => cards.Notice(
        "Not in the registry",
        $"The desk's registry has nobody of the name “{LineParser.Echo(typed)}”. Statements may still name such a speaker.",
        Buttons.Of(Read($"what did {QuoteMarks.Write(typed)} say", $"who said {QuoteMarks.Phrase(typed)}")));

    private static string Line(Speaker speaker, DateOnly today)
    {
        if (speaker.OfficeOn(today) is { } now)
            return $"{speaker.Name}: {Named(now)}, {Days(now)}";
        return speaker.Offices.MaxBy(o => o.To) is { } last ? $"{speaker.Name}: {Named(last)}, {Days(last)}" : speaker.Name;
    }

    private static IEnumerable<string> Read(params string[] lines) => lines.Where(l => LineParser.Parse(l) is Understood);

    private static string Named(Office office) => office.Body is { } body ? $"{office.Title} ({body})" : office.Title;

    private static string Days(Office office) => (office.From, office.To) switch
    {
        ({ } from, { } to) => $"{From(from)} – {To(to)}",
        ({ } from, null) => $"since {From(from)}",
        (null, { } to) => $"until {To(to)}",
        _ => "Office",
    };

    // The desk may know no more than a year or a month, which begins and ends with these days.
    private static string From(DateOnly day) => Known(day, day.Day == 1, day.Month == 1);

    private static string To(DateOnly day) => Known(day, day.Day == DateTime.DaysInMonth(day.Year, day.Month), day.Month == 12);

    private static string Known(DateOnly day, bool month, bool year) =>
        day.ToString(month && year ? "yyyy" : month ? "MMM yyyy" : "d MMM yyyy", CultureInfo.InvariantCulture);
}
