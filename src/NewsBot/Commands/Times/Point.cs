using System.Globalization;

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

    /// <summary>Today, yesterday or the day before: 0, 1 or 2 days back.</summary>
    DayBack,

    /// <summary>The latest such day of the week, today included; Monday is 0.</summary>
    Weekday,

    /// <summary>A day of the calendar.</summary>
    Date,

    /// <summary>A day of a month without its year, which is kept with any: the latest such day, today included.</summary>
    Yearless,

    /// <summary>A month: of the year of the day, or, without a day, the latest such month; 0 is the current one.</summary>
    Month,

    /// <summary>The latest such hour of the day; minutes since midnight.</summary>
    Hour,
}

/// <summary>A point in time as somebody typed it; which instant it is depends on when and where it is read. Pure.</summary>
/// <param name="Kind">How it was typed.</param>
/// <param name="Value">What its kind says.</param>
/// <param name="Day">Of a date or a month with its year.</param>
/// <param name="At">The hour of a day; null is the whole day.</param>
public sealed record Point(PointKind Kind, int Value, DateOnly Day = default, TimeOnly? At = null)
{
    /// <summary>The 29th of February may be eight years away.</summary>
    private const int MostYears = 8;

    /// <summary>True for points that are a whole day or month: as the end of a window they are in it.</summary>
    internal bool IsPeriod =>
        At is null && Kind is not (PointKind.Minutes or PointKind.Hours or PointKind.Days or PointKind.Hour);

    /// <summary>True for days that every week or every year has.</summary>
    internal bool IsDayOfAnyYear => At is null && Kind is (PointKind.Weekday or PointKind.Yearless);

    /// <summary>True for a day of a month.</summary>
    internal bool IsDate => At is null && Kind is (PointKind.Date or PointKind.Yearless);

    /// <summary>True for "march", which is a word, too.</summary>
    internal bool IsMonthOfAnyYear => Kind == PointKind.Month && Value > 0 && Day == default;

    public static bool TryParse(string text, out Point point)
    {
        var read = PointText.Read(text);
        point = read ?? new Point(PointKind.DayBack, 0);
        return read is not null;
    }

    /// <summary>The point as it is typed; <see cref="TryParse"/> reads it back.</summary>
    public string Write() => Kind switch
    {
        PointKind.Minutes => string.Create(CultureInfo.InvariantCulture, $"{Value}min"),
        PointKind.Hours => string.Create(CultureInfo.InvariantCulture, $"{Value}h"),
        PointKind.Days => string.Create(CultureInfo.InvariantCulture, $"{Value}d"),
        PointKind.Hour => Hours.Write(TimeOnly.MinValue.AddMinutes(Value)),
        _ => At is { } at ? $"{WriteDay()} {Hours.Write(at)}" : WriteDay(),
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
                var start = Instant(DayOf(today), At ?? TimeOnly.MinValue, zone);
                if (start <= now || At is null)
                    return start;
                // An hour of today that is still to come: of a weekday that of last week, else the day from its beginning.
                return Kind == PointKind.Weekday
                    ? Instant(DayOf(today).AddDays(-7), At.Value, zone)
                    : Instant(DayOf(today), TimeOnly.MinValue, zone);
        }
    }

    /// <summary>The instant at which a window that ends here ends: of a day, the midnight after it.</summary>
    public DateTimeOffset End(DateTimeOffset now, TimeZoneInfo zone)
    {
        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(now, zone).DateTime);
        if (IsPeriod)
        {
            var next = Kind == PointKind.Month ? DayOf(today).AddMonths(1) : DayOf(today).AddDays(1);
            return Instant(next, TimeOnly.MinValue, zone);
        }

        return At is { } at ? Instant(DayOf(today), at, zone) : Start(now, zone);
    }

    /// <summary>Another day of the same month, as it is typed; it may be one that the month does not have.</summary>
    /// <param name="day">Its number.</param>
    internal string WriteWith(string day) =>
        $"{day} {Day.ToString(Kind == PointKind.Date ? "MMM yyyy" : "MMM", CultureInfo.InvariantCulture)}";

    private string WriteDay() => Kind switch
    {
        PointKind.DayBack => Value switch { 0 => "today", 1 => "yesterday", _ => "day before yesterday" },
        PointKind.Weekday => Weekdays.Name(Value),
        PointKind.Yearless => Day.ToString("d MMM", CultureInfo.InvariantCulture),
        PointKind.Month when Value == 0 => "this month",
        PointKind.Month when Day == default => PointText.MonthName(Value),
        PointKind.Month => Day.ToString("MMMM yyyy", CultureInfo.InvariantCulture),
        _ => Day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
    };

    private DateOnly DayOf(DateOnly today) => Kind switch
    {
        PointKind.DayBack => today.AddDays(-Value),
        PointKind.Weekday => today.AddDays(-(((int)today.DayOfWeek + 6 - Value) % 7)),
        PointKind.Yearless => Latest(Day.Month, Day.Day, today),
        PointKind.Month when Value == 0 => new DateOnly(today.Year, today.Month, 1),
        PointKind.Month when Day == default => Latest(Value, 1, today),
        _ => Day,
    };

    private static DateOnly Latest(int month, int day, DateOnly today)
    {
        for (var year = today.Year; year >= today.Year - MostYears; year--)
        {
            if (day <= DateTime.DaysInMonth(year, month) && new DateOnly(year, month, day) is var found && found <= today)
                return found;
        }

        return today;
    }

    private static DateTimeOffset Instant(DateOnly day, TimeOnly at, TimeZoneInfo zone)
    {
        var local = day.ToDateTime(at);
        // A clock change may skip midnight; the day then begins with the first quarter of an hour that exists.
        while (zone.IsInvalidTime(local))
            local = local.AddMinutes(15);
        var offset = zone.IsAmbiguousTime(local) ? zone.GetAmbiguousTimeOffsets(local).Max() : zone.GetUtcOffset(local);
        return new DateTimeOffset(local, offset);
    }
}
