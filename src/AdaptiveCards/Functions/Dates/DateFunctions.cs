using System.Globalization;
using AdaptiveCards.Expressions;

namespace AdaptiveCards.Functions.Dates;

/// <summary>Functions of dates. What time it is, the settings say.</summary>
internal static class DateFunctions
{
    // A local time without its offset.
    private const string LocalForm = "yyyy-MM-ddTHH:mm:ss.fffffff";

    public static IEnumerable<(string Name, Function Function)> All =>
    [
        FunctionTable.Of("formatDateTime", 1, 3, (v, b) => Written(Read(v[0], b), v, 1, b)),
        FunctionTable.Of("formatEpoch", 1, 3, (v, b) => Written(Epoch(v[0]), v, 1, b)),
        FunctionTable.Of("formatTicks", 1, 3, (v, b) => Written(Ticks(v[0]), v, 1, b)),
        FunctionTable.Of("utcNow", 0, 2, (v, b) => Written(b.Clock.GetUtcNow(), v, 0, b, TimeZoneInfo.Utc)),
        FunctionTable.Of("getFutureTime", 2, 4, (v, b) => Written(Move(b.Clock.GetUtcNow(), v[0], v[1], 1), v, 2, b, TimeZoneInfo.Utc)),
        FunctionTable.Of("getPastTime", 2, 4, (v, b) => Written(Move(b.Clock.GetUtcNow(), v[0], v[1], -1), v, 2, b, TimeZoneInfo.Utc)),
        FunctionTable.Of("ticks", 1, (v, b) => Read(v[0], b)?.UtcTicks ?? Value.Failed),
        FunctionTable.Of("ticksToDays", 1, (v, _) => Value.AsDouble(v[0]) is { } t ? t / TimeSpan.TicksPerDay : Value.Failed),
        FunctionTable.Of("ticksToHours", 1, (v, _) => Value.AsDouble(v[0]) is { } t ? t / TimeSpan.TicksPerHour : Value.Failed),
        FunctionTable.Of("ticksToMinutes", 1, (v, _) => Value.AsDouble(v[0]) is { } t ? t / TimeSpan.TicksPerMinute : Value.Failed),
        FunctionTable.Of("dateTimeDiff", 2, (v, b) => Read(v[0], b) is { } x && Read(v[1], b) is { } y ? x.UtcTicks - y.UtcTicks : Value.Failed),
        Added("addDays", "Day"), Added("addHours", "Hour"), Added("addMinutes", "Minute"), Added("addSeconds", "Second"),
        FunctionTable.Of("addToTime", 3, 5, (v, b) => Written(Move(Read(v[0], b), v[1], v[2], 1), v, 3, b)),
        FunctionTable.Of("subtractFromTime", 3, 5, (v, b) => Written(Move(Read(v[0], b), v[1], v[2], -1), v, 3, b)),
        Field("dayOfMonth", d => d.Day), Field("dayOfWeek", d => (int)d.DayOfWeek), Field("dayOfYear", d => d.DayOfYear),
        Field("month", d => d.Month), Field("year", d => d.Year),
        FunctionTable.Of("date", 1, (v, b) => Read(v[0], b) is { } m
            ? Moments.Write(m, "M/dd/yyyy", b.Zone, CultureInfo.InvariantCulture)
            : Value.Failed),
        FunctionTable.Of("getTimeOfDay", 1, (v, b) => Read(v[0], b) is { } m ? TimeOfDay(TimeZoneInfo.ConvertTime(m, b.Zone).TimeOfDay) : Value.Failed),
        FunctionTable.Of("dateReadBack", 2, (v, b) => Read(v[0], b) is { } now && Read(v[1], b) is { } then
            ? ReadBack(TimeZoneInfo.ConvertTime(now, b.Zone).Date, TimeZoneInfo.ConvertTime(then, b.Zone).Date)
            : Value.Failed),
        StartOf("startOfDay", d => d.Date), StartOf("startOfHour", d => d.Date.AddHours(d.Hour)), StartOf("startOfMonth", d => new DateTime(d.Year, d.Month, 1)),
        FunctionTable.Of("convertFromUTC", 2, 4, (v, b) => Zone(v[1]) is { } zone && Moments.TryRead(v[0], TimeZoneInfo.Utc, out var m)
            ? Written(m, v, 2, b, zone, LocalForm)
            : Value.Failed),
        FunctionTable.Of("convertToUTC", 2, 4, (v, b) => Zone(v[1]) is { } zone && Moments.TryRead(v[0], zone, out var m)
            ? Written(m, v, 2, b, TimeZoneInfo.Utc)
            : Value.Failed),
    ];

    private static string TimeOfDay(TimeSpan time) => time.TotalHours switch
    {
        0 => "midnight",
        < 12 => "morning",
        12 => "noon",
        < 18 => "afternoon",
        <= 22 => "evening",
        _ => "night",
    };

    // Weeks begin on Sunday, as in the official JavaScript engine.
    private static string ReadBack(DateTime now, DateTime then)
    {
        var weeks = (then - now).Days - (int)then.DayOfWeek + (int)now.DayOfWeek;
        return ((then - now).Days, weeks / 7) switch
        {
            (0, _) => "today",
            (1, _) => "tomorrow",
            (-1, _) => "yesterday",
            (_, 0) => $"this {then.DayOfWeek}",
            (_, 1) => $"next {then.DayOfWeek}",
            (_, -1) => $"last {then.DayOfWeek}",
            _ => $"{TextFunctions.Ordinal(then.Day)} {then.ToString("MMMM yyyy", CultureInfo.InvariantCulture)}",
        };
    }

    private static DateTimeOffset? Read(object? value, Budget budget) => Moments.TryRead(value, budget.Zone, out var moment) ? moment : null;

    private static DateTimeOffset? Ticks(object? value) => value is long ticks && Moments.TryFromTicks(ticks, out var moment) ? moment : null;

    private static DateTimeOffset? Epoch(object? value) => Value.AsDouble(value) is { } seconds && Math.Abs(seconds) < 1e12
        && Moments.TryFromTicks(DateTime.UnixEpoch.Ticks + (long)(seconds * TimeSpan.TicksPerSecond), out var moment) ? moment : null;

    /// <summary>
    /// Writes a moment; the format stands at <paramref name="at"/> of the arguments and the locale after it. A locale alone means its own
    /// general form.
    /// </summary>
    private static object Written(
        DateTimeOffset? moment, object?[] values, int at, Budget budget, TimeZoneInfo? zone = null, string form = Moments.Iso)
    {
        if (moment is not { } m
            || Value.TextOf(FunctionTable.Optional(values, at)) is not { } format
            || Value.TextOf(FunctionTable.Optional(values, at + 1)) is not { } locale
            || !Cultures.TryFind(locale, budget.Culture, out var culture))
        {
            return Value.Failed;
        }

        return format.Length == 0 && locale.Length == 0
            ? Moments.Write(m, form, zone ?? budget.Zone, CultureInfo.InvariantCulture)
            : Moments.Write(m, format.Length == 0 ? "G" : format, zone ?? budget.Zone, culture);
    }

    private static (string Name, Function Function) Added(string name, string unit) =>
        FunctionTable.Of(name, 2, 4, (v, b) => Written(Move(Read(v[0], b), v[1], unit, 1), v, 2, b));

    private static (string Name, Function Function) Field(string name, Func<DateTimeOffset, int> field) =>
        FunctionTable.Of(name, 1, (v, b) => Read(v[0], b) is { } m ? (long)field(TimeZoneInfo.ConvertTime(m, b.Zone)) : Value.Failed);

    private static (string Name, Function Function) StartOf(string name, Func<DateTime, DateTime> start) =>
        FunctionTable.Of(name, 1, 3, (v, b) =>
            Read(v[0], b) is { } m && Moments.TryPlace(start(TimeZoneInfo.ConvertTime(m, b.Zone).DateTime), b.Zone, out var moment)
                ? Written(moment, v, 1, b)
                : Value.Failed);

    private static DateTimeOffset? Move(DateTimeOffset? from, object? amount, object? unit, int sign)
    {
        if (from is not { } moment || Value.AsCount(amount) is not { } count)
            return null;
        try
        {
            return (unit as string) switch
            {
                "Second" => moment.AddSeconds((double)sign * count),
                "Minute" => moment.AddMinutes((double)sign * count),
                "Hour" => moment.AddHours((double)sign * count),
                "Day" => moment.AddDays((double)sign * count),
                "Week" => moment.AddDays(7d * sign * count),
                "Month" => moment.AddMonths(sign * count),
                "Year" => moment.AddYears(sign * count),
                _ => null,
            };
        }
        catch (ArgumentOutOfRangeException)
        {
            return null;
        }
    }

    /// <summary>A zone by its IANA or Windows name.</summary>
    public static TimeZoneInfo? Zone(object? name) =>
        name is string id && id.Length <= 64 && TimeZoneInfo.TryFindSystemTimeZoneById(id, out var zone) ? zone : null;
}
