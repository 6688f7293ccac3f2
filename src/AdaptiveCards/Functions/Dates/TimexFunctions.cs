using System.Globalization;
using AdaptiveCards.Expressions;

namespace AdaptiveCards.Functions.Dates;

/// <summary>Functions of dates and times in the TIMEX notation. What is no such notation is none of the kinds that they ask for.</summary>
internal static class TimexFunctions
{
    public static IEnumerable<(string Name, Function Function)> All =>
    [
        Is("isPresent", t => t.IsPresent),
        Is("isDuration", t => t.Duration is not null),
        Is("isTime", t => t.IsTime),
        Is("isDate", t => t.IsDate),
        Is("isTimeRange", t => t.IsTimeRange),
        Is("isDateRange", t => t.IsDateRange),
        Is("isDefinite", t => t.IsDefinite),
        FunctionTable.Of("resolve", 1, (v, _) => Read(v[0]) is { } timex ? Resolved(timex) : Value.Failed),
        Viable("getPreviousViableDate", (t, now) => DateNear(t, now, -1)),
        Viable("getNextViableDate", (t, now) => DateNear(t, now, 1)),
        Viable("getPreviousViableTime", (t, now) => TimeNear(t, now, -1)),
        Viable("getNextViableTime", (t, now) => TimeNear(t, now, 1)),
    ];

    private static Timex? Read(object? value) => value is string text ? Timex.Parse(text) : null;

    private static (string Name, Function Function) Is(string name, Func<Timex, bool> test) =>
        FunctionTable.Of(name, 1, (v, _) => v[0] is string || Value.AsList(v[0]) is not null || Value.AsMap(v[0]) is not null
            ? Read(v[0]) is { } timex && test(timex)
            : Value.Failed);

    private static (string Name, Function Function) Viable(string name, Func<Timex, DateTime, object> find) =>
        FunctionTable.Of(name, 1, 2, (v, b) => Read(v[0]) is { } timex && (v.Length == 1 ? b.Zone : DateFunctions.Zone(v[1])) is { } zone
            ? find(timex, TimeZoneInfo.ConvertTime(b.Clock.GetUtcNow(), zone).DateTime)
            : Value.Failed);

    // Only what has one reading: a day, a time, both, or a duration in seconds.
    private static object Resolved(Timex timex)
    {
        if (timex.Duration is { } seconds)
            return seconds.ToString(CultureInfo.InvariantCulture);
        var time = timex.IsTime ? string.Create(CultureInfo.InvariantCulture, $"{timex.Hour:00}:{timex.Minute:00}:{timex.Second:00}") : null;
        if (timex.IsDefinite)
        {
            var date = string.Create(CultureInfo.InvariantCulture, $"{timex.Year:0000}-{timex.Month:00}-{timex.Day:00}");
            return time is not null ? $"{date} {time}" : timex.IsPartOfDay ? Value.Failed : date;
        }

        return timex.IsDate || time is null ? Value.Failed : time;
    }

    // The day in a year that has it: 29 February waits for a leap year. Today is the next one, not the previous one.
    private static object DateNear(Timex timex, DateTime now, int step)
    {
        if (timex is not { Year: null, Month: { } month, Day: { } day } || timex.IsTime || day > DateTime.DaysInMonth(2000, month))
            return Value.Failed;
        var isAhead = (month, day).CompareTo((now.Month, now.Day)) >= 0;
        var year = now.Year + (step > 0 ? isAhead ? 0 : 1 : isAhead ? -1 : 0);
        while (year is > 0 and < 9999 && day > DateTime.DaysInMonth(year, month))
            year += step;
        return string.Create(CultureInfo.InvariantCulture, $"{year:0000}-{month:00}-{day:00}");
    }

    private static object TimeNear(Timex timex, DateTime now, int step)
    {
        if (timex is not { Hour: null, Minute: { } minute, Second: { } second })
            return Value.Failed;
        var isAhead = (minute, second).CompareTo((now.Minute, now.Second)) >= 0;
        var hour = (now.Hour + 24 + (step > 0 ? isAhead ? 0 : 1 : isAhead ? -1 : 0)) % 24;
        return string.Create(CultureInfo.InvariantCulture, $"T{hour:00}:{minute:00}:{second:00}");
    }
}
