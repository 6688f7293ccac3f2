using System.Globalization;
using System.Text.RegularExpressions;
using NewsBot.Subscriptions;

namespace NewsBot.Commands.Times;

/// <summary>A moment to come, as somebody typed it: <c>2h</c>, <c>until mon</c>, <c>until 08:00</c>. Pure.</summary>
/// <param name="Text">As it is typed; <see cref="TryParse"/> reads it back.</param>
public sealed partial record Later(string Text)
{
    /// <summary>Nobody means to be silent for longer.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromDays(366);

    private static readonly TimeOnly Midnight = new(0, 0), Morning = new(8, 0);

    /// <summary>Reads a length or a moment; what can never come is none.</summary>
    public static bool TryParse(string typed, out Later later)
    {
        var text = typed.Trim().ToLowerInvariant();
        foreach (var lead in new[] { "for ", "until ", "till ", "til ", "to " })
        {
            if (text.StartsWith(lead, StringComparison.Ordinal))
                text = text[lead.Length..].Trim();
        }

        later = new Later(text);
        if (LengthOf(text) is { } length)
            return length > TimeSpan.Zero && length <= Longest;
        if (text is "tomorrow" or "the morning" or "morning")
            return true;
        if (HourOfDay(text) is var (of, hour))
        {
            later = new Later($"{(of is { } at ? Weekdays.Name(at) : "tomorrow")} {Hours.Write(hour)}");
            return true;
        }

        later = Weekdays.Of(text) is { } day ? new Later(Weekdays.Name(day)) : later;
        return Weekdays.Of(text) is not null || DateOf(text) is not null || Hours.TryParse(text, out _);
    }

    // "tomorrow at 9am", "mon 08:00", "monday morning"; a null day is tomorrow.
    private static (int? Day, TimeOnly Hour)? HourOfDay(string text)
    {
        var (first, rest) = text.Split(' ', 2) is [var a, var b] ? (a, b) : (text, "");
        rest = rest.StartsWith("at ", StringComparison.Ordinal) ? rest[3..] : rest;
        var hour = Morning;
        if ((rest != "morning" && !Hours.TryParse(rest, out hour)) || (first != "tomorrow" && Weekdays.Of(first) is null))
            return null;
        return (first == "tomorrow" ? null : Weekdays.Of(first), hour);
    }

    /// <summary>
    /// What a bare number may mean, as it is typed: "2" is two hours or two o'clock, "until 2" is of the night or the day.
    /// </summary>
    /// <returns>Empty for all that has one meaning, or none.</returns>
    public static IReadOnlyList<string> Readings(string typed)
    {
        var match = BareNumber().Match(typed.Trim());
        if (!match.Success)
            return [];
        var n = int.Parse(match.Groups["n"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture);
        string[] readings = match.Groups["lead"].Value.ToLowerInvariant() switch
        {
            "" when n <= 23 => [$"{n}h", $"until {n:00}:00"],
            "" or "for" => [$"{n}min", $"{n}h"],
            _ when n <= 12 => [$"until {n:00}:00", $"until {(n + 12) % 24:00}:00"],
            _ => [],
        };
        return readings;
    }

    /// <summary>"2h", or "until mon".</summary>
    public string Write() => LengthOf(Text) is null ? "until " + Text : Text;

    /// <summary>The instant that is meant; null when it has passed already.</summary>
    public DateTimeOffset? After(DateTimeOffset now, string zone)
    {
        if (LengthOf(Text) is { } length)
            return now + length;
        if (DateOf(Text) is { } date)
        {
            // The first instant of that day, looked for from just before it.
            var before = new DateTimeOffset(date.ToDateTime(Midnight), TimeSpan.Zero).AddHours(-15);
            var start = new DeliveryHour(Midnight, 1 << (((int)date.DayOfWeek + 6) % 7), zone).NextAfter(before);
            return start > now && start - now <= Longest ? start : null;
        }

        if (HourOfDay(Text) is var (of, at))
        {
            // Of a weekday that is today a later hour of today is meant; tomorrow begins at the next midnight.
            var start = of is null ? new DeliveryHour(Midnight, DeliveryHour.EveryDay, zone).NextAfter(now).AddTicks(-1) : now;
            return new DeliveryHour(at, of is { } weekday ? 1 << weekday : DeliveryHour.EveryDay, zone).NextAfter(start);
        }

        return Text switch
        {
            "tomorrow" => new DeliveryHour(Midnight, DeliveryHour.EveryDay, zone).NextAfter(now),
            "the morning" or "morning" => new DeliveryHour(Morning, DeliveryHour.EveryDay, zone).NextAfter(now),
            _ when Weekdays.Of(Text) is { } day => new DeliveryHour(Midnight, 1 << day, zone).NextAfter(now),
            _ when Hours.TryParse(Text, out var hour) => new DeliveryHour(hour, DeliveryHour.EveryDay, zone).NextAfter(now),
            _ => null,
        };
    }

    private static TimeSpan? LengthOf(string text)
    {
        if (text is "an hour" or "one hour" or "a hour")
            return TimeSpan.FromHours(1);
        if (text is "a day" or "one day")
            return TimeSpan.FromDays(1);
        if (text is "a week" or "one week")
            return TimeSpan.FromDays(7);
        var match = Length().Match(text);
        if (!match.Success || !int.TryParse(match.Groups["n"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var n) || n > 100_000)
            return null;
        return match.Groups["unit"].Value[0] switch
        {
            'm' => TimeSpan.FromMinutes(n),
            'h' => TimeSpan.FromHours(n),
            'd' => TimeSpan.FromDays(n),
            _ => TimeSpan.FromDays(7 * n),
        };
    }

    private static DateOnly? DateOf(string text) =>
        DateOnly.TryParseExact(text, "yyyy-M-d", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day.Year is > 2000 and < 9999
            ? day
            : null;

    // "until 08" is of the 24-hour clock.
    [GeneratedRegex(
        "^(?:(?<lead>for|until|till|til|to) )?(?<n>[1-9][0-9]{0,2})$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex BareNumber();

    [GeneratedRegex("^(?<n>[0-9]{1,6}) ?(?<unit>minutes?|mins?|m|hours?|hrs?|h|days?|d|weeks?|wks?|w)$", RegexOptions.CultureInvariant)]
    private static partial Regex Length();
}
