using NewsBot.Commands.Lines;

namespace NewsBot.Commands.Times;

/// <summary>The hour and the days of a digest as they were typed. Pure.</summary>
/// <param name="At">Null when none was typed.</param>
/// <param name="Days">Bit 0 is Monday; all of them when none was typed.</param>
internal sealed record Timetable(TimeOnly? At, int Days)
{
    private static readonly string[] Fillers = ["at", "every", "each", "on", "and", "@"];

    /// <summary>Takes <c>at:08:00 days:mon-fri</c>, and what says the same in words: "at 8 pm on weekdays".</summary>
    /// <param name="arguments">What follows the verb.</param>
    /// <param name="trouble">What is wrong with the hour or the days; null when nothing is.</param>
    public static Timetable Read(Arguments arguments, out Misunderstood? trouble)
    {
        trouble = null;
        var hours = arguments.TakeValues("at");
        var days = arguments.TakeValues("days");
        TimeOnly? at = null;
        if (hours.Count > 0)
        {
            if (hours.Count == 1 && Hours.TryParse(hours[0], out var typed))
                at = typed;
            else
                trouble = NoHour(string.Join(',', hours));
        }

        var mask = Weekdays.All;
        if (days.Count > 0 && !Weekdays.TryParse(string.Join(',', days), out mask))
            trouble = Verb.Unclear(
                $"I do not know the days in “{LineParser.Echo(string.Join(',', days))}”. For example: days:mon-fri.",
                "digest at 07:30 mon-fri");
        return arguments.Left.Any(t => t.Is("at")) ? InWords(arguments, at, mask, ref trouble) : new Timetable(at, mask);
    }

    /// <summary>Reads words that are nothing but a schedule, and leaves those that are not.</summary>
    public static Timetable InWords(Arguments arguments, TimeOnly? at, int days, ref Misunderstood? trouble)
    {
        int? typedDays = null;
        var words = arguments.Left.ToList();
        for (var i = 0; i < words.Count; i++)
        {
            if (words[i].Kind != TokenKind.Word)
                continue;
            var pair = i + 1 < words.Count && words[i + 1].Kind == TokenKind.Word ? $"{words[i].Text} {words[i + 1].Text}" : null;
            var taken = 1;
            if (pair is not null && Hours.TryParse(pair, out var hour))
                taken = 2;
            else if (!Hours.TryParse(words[i].Text, out hour))
                taken = 0;
            if (taken > 0)
            {
                if (at is { } already && already != hour)
                    trouble = Verb.Unclear(
                        "A digest has one hour; I read two.",
                        $"digest at {Hours.Write(already)}",
                        $"digest at {Hours.Write(hour)}");
                at = hour;
                arguments.Remove(words.GetRange(i, taken));
                i += taken - 1;
            }
            else if (Weekdays.TryParse(words[i].Text, out var mask))
            {
                typedDays = (typedDays ?? 0) | mask;
                arguments.Remove([words[i]]);
            }
            else if (Fillers.Any(words[i].Is))
            {
                arguments.Remove([words[i]]);
            }
        }

        if (at is null && trouble is null && words.Any(w => w.Is("at")))
            trouble = NoHour(LineParser.Echo(arguments.Rest()));
        return new Timetable(at, typedDays ?? days);
    }

    private static Misunderstood NoHour(string typed) =>
        Verb.Unclear(
            $"I do not know the hour in “{LineParser.Echo(typed)}”. These work: 08:00, 8am, 7.30, 8 pm.",
            "digest at 08:00",
            "digest at 07:30 mon-fri");
}
