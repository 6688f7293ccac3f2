using System.Globalization;
using System.Text.RegularExpressions;

namespace AdaptiveCards.Functions.Dates;

/// <summary>
/// A date, time, stretch of time or duration in the TIMEX notation: <c>2020-12-20T14:20</c>, <c>XXXX-WXX-3</c>, <c>2020-W05</c>, <c>TMO</c>,
/// <c>PT30M</c>, <c>PRESENT_REF</c>. What is written with X is open, and null here.
/// </summary>
internal sealed partial record Timex
{
    private const int MaxLength = 64;

    // A month of 30 days, a year of 365, as the official engines have them.
    private static readonly Dictionary<string, long> Seconds = new()
    {
        ["Y"] = 31_536_000,
        ["M"] = 2_592_000,
        ["W"] = 604_800,
        ["D"] = 86_400,
        ["TH"] = 3600,
        ["TM"] = 60,
        ["TS"] = 1,
    };

    public bool IsPresent { get; private init; }

    /// <summary>Length in seconds of a duration.</summary>
    public double? Duration { get; private init; }

    public int? Year { get; private init; }

    public int? Month { get; private init; }

    public int? Day { get; private init; }

    /// <summary>1 is Monday, 7 Sunday.</summary>
    public int? Weekday { get; private init; }

    public int? Hour { get; private init; }

    public int? Minute { get; private init; }

    public int? Second { get; private init; }

    /// <summary>Whether it is a week of the year or month, a weekend or a season.</summary>
    public bool IsWeekOrSeason { get; private init; }

    /// <summary>Whether it is a part of the day: morning, evening …</summary>
    public bool IsPartOfDay { get; private init; }

    /// <summary>Whether it runs from one date or time to another: <c>(2020-01-01,2020-01-08,P7D)</c>.</summary>
    public Timex? Start { get; private init; }

    public bool IsDate => (Month is not null && Day is not null) || Weekday is not null;

    /// <summary>Whether it is one day, whenever it is read.</summary>
    public bool IsDefinite => Year is not null && Month is not null && Day is not null;

    public bool IsTime => Hour is not null && Minute is not null && Second is not null;

    public bool IsDateRange => Start is { IsDate: true } || !IsDate && (Year is not null || Month is not null || IsWeekOrSeason);

    public bool IsTimeRange => Start is { IsTime: true, IsDate: false } || IsPartOfDay;

    /// <summary>Null when the text is no such notation.</summary>
    public static Timex? Parse(string text)
    {
        if (text.Length > MaxLength)
            return null;
        var upper = text.ToUpperInvariant();
        if (upper == "PRESENT_REF")
            return new() { IsPresent = true };
        if (upper is ['(', .., ')'])
        {
            return upper[1..^1].Split(',') is [var from, var to, _] && Parse(from) is { } start && Parse(to) is not null
                ? new() { Start = start }
                : null;
        }

        if (Period().Match(upper) is { Success: true } period)
        {
            var unit = Seconds[period.Groups["isTime"].Value + period.Groups["unit"].Value];
            return new() { Duration = double.Parse(period.Groups["n"].ValueSpan, CultureInfo.InvariantCulture) * unit };
        }

        var at = upper.IndexOf('T', StringComparison.Ordinal);
        var (date, time) = at < 0 ? (upper, "") : (upper[..at], upper[(at + 1)..]);
        return upper.Length > 0 && (at < 0 || time.Length > 0) && DayOf(date) is { } day ? WithTime(day, time) : null;
    }

    private static Timex? DayOf(string text)
    {
        if (text.Length == 0)
            return new();
        if (Calendar().Match(text) is not { Success: true } m)
            return Stretch().IsMatch(text) ? new() { Year = Number(text.Split('-')[0], 9999), IsWeekOrSeason = true } : null;
        var day = new Timex
        {
            Year = Number(m.Groups["year"].Value, 9999),
            Month = Number(m.Groups["month"].Value, 12, 1),
            Day = Number(m.Groups["day"].Value, 31, 1),
            Weekday = Number(m.Groups["weekday"].Value, 7, 1),
        };
        var known = IsOpenOr(m.Groups["month"], day.Month) && IsOpenOr(m.Groups["day"], day.Day) && IsOpenOr(m.Groups["weekday"], day.Weekday);
        return known && (day.IsDate || day.Year is not null || day.Month is not null) ? day : null;
    }

    private static Timex? WithTime(Timex day, string text)
    {
        if (text.Length == 0)
            return day;
        if (text is "DT" or "NI" or "MO" or "AF" or "EV")
            return day with { IsPartOfDay = true };
        if (Clock().Match(text) is not { Success: true } m)
            return null;
        var isOpen = m.Groups["hour"].ValueSpan is "XX";
        var time = day with
        {
            Hour = Number(m.Groups["hour"].Value, 24),
            Minute = m.Groups["minute"].Success ? Number(m.Groups["minute"].Value, 59) : isOpen ? null : 0,
            Second = m.Groups["second"].Success ? Number(m.Groups["second"].Value, 59) : isOpen ? null : 0,
        };
        return (isOpen || time.IsTime) && IsOpenOr(m.Groups["minute"], time.Minute) && IsOpenOr(m.Groups["second"], time.Second) ? time : null;
    }

    private static bool IsOpenOr(Group group, int? value) => !group.Success || group.Value.StartsWith('X') || value is not null;

    private static int? Number(string text, int most, int least = 0) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most ? number : null;

    [GeneratedRegex(@"^P(?<n>\d{1,9}(\.\d{1,9})?)(?<unit>[YMWD])$|^P(?<isTime>T)(?<n>\d{1,9}(\.\d{1,9})?)(?<unit>[HMS])$")]
    private static partial Regex Period();

    [GeneratedRegex(@"^(?<year>\d{4}|XXXX)(-(?<month>\d\d|XX))?(-(?<day>\d\d))?$|^(?<year>\d{4}|XXXX)-WXX-(?<weekday>\d)$")]
    private static partial Regex Calendar();

    [GeneratedRegex(@"^(\d{4}|XXXX)-W\d\d(-WE)?$|^((\d{4}|XXXX)-)?(SP|SU|FA|WI)$|^(\d{4}|XXXX)-(\d\d)-W\d\d$")]
    private static partial Regex Stretch();

    [GeneratedRegex(@"^(?<hour>\d\d|XX)(:(?<minute>\d\d))?(:(?<second>\d\d))?$")]
    private static partial Regex Clock();
}
