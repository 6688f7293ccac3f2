using System.Globalization;
using System.Text.RegularExpressions;

namespace NewsBot.Commands.Times;

/// <summary>How a point in time was typed.</summary>
public enum PointKind
{
    /// <summary>So many minutes ago.</summary>
    Minutes,

    /// <summary>So many hours ago.</summary>
    Hours,

    /// <summary>So many times 24 hours ago.</summary>
    Days,

    /// <summary>Today or yesterday: 0 or 1 days back.</summary>
    DayBack,

    /// <summary>The latest such day of the week, today included; Monday is 0.</summary>
    Weekday,

    /// <summary>A day of the calendar.</summary>
    Date,

    /// <summary>The latest such hour of the day; minutes since midnight.</summary>
    Hour,
}

/// <summary>A point in time as somebody typed it; which instant it is depends on when and where it is read. Pure.</summary>
public sealed partial record Point(PointKind Kind, int Value, DateOnly Day = default)
{
    /// <summary>Longest look back, so that no sum leaves the calendar.</summary>
    private const int MostDays = 36_500;

    private static readonly string[] DayForms =
        ["yyyy-M-d", "yyyy/M/d", "yyyy.M.d", "d MMM yyyy", "d MMMM yyyy", "MMM d yyyy", "MMMM d yyyy", "d.M.yyyy"];

    /// <summary>True for points that are a whole day: as the end of a window they include it.</summary>
    internal bool IsDay => Kind is PointKind.DayBack or PointKind.Weekday or PointKind.Date;

    public static bool TryParse(string text, out Point point)
    {
        var typed = text.Trim().ToLowerInvariant();
        if (typed.StartsWith("last ", StringComparison.Ordinal) && Weekdays.Of(typed["last ".Length..]) is { } last)
            typed = Weekdays.Name(last);
        point = new Point(PointKind.DayBack, 0);
        if (typed == "today")
            return true;
        if (typed == "yesterday")
        {
            point = new Point(PointKind.DayBack, 1);
            return true;
        }

        if (typed == "this week")
            typed = Weekdays.Name(0);
        if (Weekdays.Of(typed) is { } weekday)
        {
            point = new Point(PointKind.Weekday, weekday);
            return true;
        }

        if (DateOnly.TryParseExact(
            typed.Replace(",", "", StringComparison.Ordinal),
            DayForms,
            CultureInfo.InvariantCulture,
            DateTimeStyles.None,
            out var day)
            && day.Year is > 1900 and < 9999)
        {
            point = new Point(PointKind.Date, 0, day);
            return true;
        }

        return TryLookBack(typed, ref point) || TryHour(typed, ref point);
    }

    /// <summary>The point as it is typed; <see cref="TryParse"/> reads it back.</summary>
    public string Write() => Kind switch
    {
        PointKind.Minutes => string.Create(CultureInfo.InvariantCulture, $"{Value}min"),
        PointKind.Hours => string.Create(CultureInfo.InvariantCulture, $"{Value}h"),
        PointKind.Days => string.Create(CultureInfo.InvariantCulture, $"{Value}d"),
        PointKind.DayBack => Value == 0 ? "today" : "yesterday",
        PointKind.Weekday => Weekdays.Name(Value),
        PointKind.Hour => Hours.Write(TimeOnly.MinValue.AddMinutes(Value)),
        _ => Day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
    };

    /// <summary>The instant at which a window that starts here starts.</summary>
    public DateTimeOffset Start(DateTimeOffset now, TimeZoneInfo zone)
    {
        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(now, zone).DateTime);
        switch (Kind)
        {
            case PointKind.Minutes:
                return now.AddMinutes(-Value);
            case PointKind.Hours:
                return now.AddHours(-Value);
            case PointKind.Days:
                return now.AddDays(-Value);
            case PointKind.Hour:
                var at = TimeOnly.MinValue.AddMinutes(Value);
                var hour = Instant(today, at, zone);
                return hour <= now ? hour : Instant(today.AddDays(-1), at, zone);
            default:
                return Instant(DayOf(today), TimeOnly.MinValue, zone);
        }
    }

    /// <summary>The instant at which a window that ends here ends: of a day, the midnight after it.</summary>
    public DateTimeOffset End(DateTimeOffset now, TimeZoneInfo zone)
    {
        if (!IsDay)
            return Start(now, zone);
        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(now, zone).DateTime);
        return Instant(DayOf(today).AddDays(1), TimeOnly.MinValue, zone);
    }

    private DateOnly DayOf(DateOnly today) => Kind switch
    {
        PointKind.DayBack => today.AddDays(-Value),
        PointKind.Weekday => today.AddDays(-(((int)today.DayOfWeek + 6 - Value) % 7)),
        _ => Day,
    };

    private static DateTimeOffset Instant(DateOnly day, TimeOnly at, TimeZoneInfo zone)
    {
        var local = day.ToDateTime(at);
        // A clock change may skip midnight; the day then begins with the first quarter of an hour that exists.
        while (zone.IsInvalidTime(local))
            local = local.AddMinutes(15);
        var offset = zone.IsAmbiguousTime(local) ? zone.GetAmbiguousTimeOffsets(local).Max() : zone.GetUtcOffset(local);
        return new DateTimeOffset(local, offset);
    }

    private static bool TryLookBack(string typed, ref Point point)
    {
        var match = LookBack().Match(typed);
        if (!match.Success)
            return false;
        var digits = match.Groups["n"].Value;
        var count = digits is "" or "a" or "an" or "one" ? 1
            : int.TryParse(digits, CultureInfo.InvariantCulture, out var n) ? n
            : -1;
        if (count < 1)
            return false;
        var (kind, factor) = match.Groups["unit"].Value switch
        {
            "min" or "mins" or "minute" or "minutes" => (PointKind.Minutes, 1),
            "h" or "hr" or "hrs" or "hour" or "hours" => (PointKind.Hours, 1),
            "w" or "wk" or "wks" or "week" or "weeks" => (PointKind.Days, 7),
            "month" or "months" => (PointKind.Days, 30),
            _ => (PointKind.Days, 1),
        };
        if (count > MostDays / factor)
            return false;
        point = new Point(kind, count * factor);
        return true;
    }

    private static bool TryHour(string typed, ref Point point)
    {
        // A bare number is no hour here: "since 7" may as well be seven days.
        if (typed.All(char.IsAsciiDigit) || !Hours.TryParse(typed, out var hour))
            return false;
        point = new Point(PointKind.Hour, (int)hour.ToTimeSpan().TotalMinutes);
        return true;
    }

    [GeneratedRegex(
        """^(?:(?:(?:last|past|previous) )?(?<n>[0-9]{1,6}|an?|one) ?|(?:last|past|previous) )(?<unit>min|mins|minutes?|h|hrs?|hours?|d|days?|w|wks?|weeks?|months?)(?: ago)?$""",
        RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex LookBack();
}
