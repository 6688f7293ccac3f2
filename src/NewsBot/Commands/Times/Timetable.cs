using System.Text.RegularExpressions;
using NewsBot.Commands.Lines;

namespace NewsBot.Commands.Times;

/// <summary>The hour and the days of a digest as they were typed. Pure.</summary>
/// <param name="At">Null when none was typed.</param>
/// <param name="Days">Bit 0 is Monday; null when none were typed.</param>
internal sealed partial record Timetable(TimeOnly? At, int? Days)
{
    private static readonly string[] Fillers = ["at", "every", "each", "on", "and", "@", "weekly"];

    // "except sunday", "but not on weekends".
    private static readonly string[] Excepting = ["except", "excepting", "excluding", "without", "not", "no", "save", "minus", "skip", "skipping"];
    private static readonly string[] WeeklyDays = ["mon", "fri", "sun"];
    private static readonly TimeOnly Morning = new(8, 0);
    private static readonly string[] Through = ["to", "through", "thru", "till", "until", "-", "–", "—"];

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
        var schedule = new Timetable(at, days.Count > 0 ? mask : null);
        return arguments.Left.Any(t => t.Is("at")) ? InWords(arguments, schedule, ref trouble) : schedule;
    }

    /// <summary>Reads words that are nothing but a schedule, and leaves those that are not.</summary>
    public static Timetable InWords(Arguments arguments, Timetable schedule, ref Misunderstood? trouble)
    {
        var (at, typedDays, exceptDays) = (schedule.At, (int?)null, 0);
        // Of an hour without "am" or "pm" the words say which half of the day it is in.
        var (isBare, isLate) = (false, false);
        var words = arguments.Left.ToList();
        if (Rhythm().Match(string.Join(' ', words.Select(w => w.Text))) is { Success: true } rhythm)
        {
            trouble ??= Verb.Unclear(
                $"“{LineParser.Echo(rhythm.Value)}” is no rhythm of mine: a digest comes at one hour, on the days of the week that you name.",
                "digest at 08:00 daily",
                "digest at 08:00 mon,wed,fri");
        }

        var excepting = false;
        for (var i = 0; i < words.Count; i++)
        {
            if (words[i].Kind != TokenKind.Word)
                continue;
            var excepts = ExceptAt(words, i);
            if (excepts > 0)
            {
                arguments.Remove(words.GetRange(i, excepts));
                i += excepts - 1;
                excepting = true;
                continue;
            }

            var taken = HourAt(words, i, out var hour);
            if (taken > 0)
            {
                if (at is { } already && already != hour)
                    trouble = Verb.Unclear(
                        "A digest has one hour; I read two.",
                        $"digest at {Hours.Write(already)}",
                        $"digest at {Hours.Write(hour)}");
                at = hour;
                isBare = !string.Concat(words.GetRange(i, taken).Select(w => w.Text)).Any(char.IsLetter);
            }
            else if ((taken = DaysAt(words, i, out var mask)) > 0)
            {
                (typedDays, exceptDays) = excepting ? (typedDays, exceptDays | mask) : ((typedDays ?? 0) | mask, exceptDays);
            }
            else if ((taken = PartAt(words, i)) > 0)
            {
                isLate |= !words[i + taken - 1].Text.StartsWith("morning", StringComparison.OrdinalIgnoreCase);
            }
            else if (Fillers.Any(words[i].Is))
            {
                taken = 1;
            }

            arguments.Remove(words.GetRange(i, taken));
            i += Math.Max(taken, 1) - 1;
        }

        if (isBare && isLate && at is { Hour: > 0 and < 12 } early)
            at = early.AddHours(12);
        if (at is null && trouble is null && words.Any(w => w.Is("at")))
            trouble = NoHour(LineParser.Echo(arguments.Rest()));
        typedDays ??= schedule.Days;
        if (typedDays is null && trouble is null && words.Any(w => w.Is("weekly") || w.Is("week")))
            trouble = Verb.Unclear("On which day of the week?", [.. WeeklyDays.Select(d => $"digest at {Hours.Write(at ?? Morning)} {d}")]);
        if (trouble is null && arguments.Left.FirstOrDefault(w => Excepting.Any(w.Is)) is not null)
        {
            trouble = Verb.Unclear(
                $"“{LineParser.Echo(arguments.Rest())}” is nothing that a digest can leave out; days of the week are.",
                $"digest at {Hours.Write(at ?? Morning)} mon-fri");
        }

        if (exceptDays != 0)
        {
            typedDays = (typedDays ?? Weekdays.All) & ~exceptDays;
            if (typedDays == 0)
                trouble ??= Verb.Unclear("No day is left for the digest.", "digest at 08:00 mon-fri", "digest off");
        }

        return new Timetable(at, typedDays);
    }

    // "except on", "but not the": only where days follow, so that no word of anything else is lost.
    private static int ExceptAt(List<Token> words, int at)
    {
        var next = at;
        if (words[next].Is("but") || words[next].Is("and"))
            next++;
        if (next >= words.Count || !Excepting.Any(words[next].Is))
            return 0;
        for (next++; next < words.Count && (words[next].Is("on") || words[next].Is("for") || words[next].Is("the")); next++)
            ;
        return next < words.Count && words[next].Kind == TokenKind.Word && DaysAt(words, next, out _) > 0 ? next - at : 0;
    }

    // "8 pm" is one hour in two words.
    private static int HourAt(List<Token> words, int at, out TimeOnly hour)
    {
        if (at + 1 < words.Count && words[at + 1].Kind == TokenKind.Word
            && Hours.TryParse($"{words[at].Text} {words[at + 1].Text}", out hour))
            return 2;
        return Hours.TryParse(words[at].Text, out hour) ? 1 : 0;
    }

    // "monday to friday" is one range in three words.
    private static int DaysAt(List<Token> words, int at, out int mask)
    {
        if (at + 2 < words.Count && Through.Any(words[at + 1].Is) && Weekdays.Of(words[at].Text) is not null
            && words[at + 2].Kind == TokenKind.Word && Weekdays.Of(words[at + 2].Text) is not null)
        {
            return Weekdays.TryParse($"{words[at].Text}-{words[at + 2].Text}", out mask) ? 3 : 0;
        }

        return Weekdays.TryParse(words[at].Text, out mask) ? 1 : 0;
    }

    // "morning", "in the evening".
    private static int PartAt(List<Token> words, int at)
    {
        var part = at;
        if (words[part].Is("in"))
            part++;
        if (part < words.Count && words[part].Is("the"))
            part++;
        return part < words.Count && words[part].Kind == TokenKind.Word
            && words[part].Text.ToLowerInvariant() is "morning" or "mornings" or "evening" or "evenings" or "afternoon" or "night"
            ? part - at + 1
            : 0;
    }

    // "every 2 hours", "every other day", "twice a day".
    [GeneratedRegex(
        """\b(?:every|each) (?:other|second|third|[0-9]{1,3}|two|three|four|six|twelve|few|hour|half|minute|fortnight|month)\b(?: (?:hours?|hrs?|days?|weeks?|months?|minutes?|mins?|hour|mondays?|tuesdays?|wednesdays?|thursdays?|fridays?|saturdays?|sundays?))?|\b(?:hourly|twice|fortnightly|monthly)\b""",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Rhythm();

    private static Misunderstood NoHour(string typed) =>
        Verb.Unclear(
            $"I do not know the hour in “{LineParser.Echo(typed)}”. These work: 08:00, 8am, 7.30, 8 pm.",
            "digest at 08:00",
            "digest at 07:30 mon-fri");
}
