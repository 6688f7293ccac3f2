using System.Globalization;
using System.Text.RegularExpressions;

namespace NewsBot.Commands.Times;

/// <summary>Reads points in time as people type them. Pure.</summary>
internal static partial class PointText
{
    /// <summary>Longest look back, so that no sum leaves the calendar.</summary>
    private const int MostDays = 36_500;

    /// <summary>A leap year: the 29th of February is read, too.</summary>
    private const string AnyYear = " 2000";

    private static readonly string[] WithMonthName = ["d MMM yyyy", "d MMMM yyyy", "MMM d yyyy", "MMMM d yyyy"];
    private static readonly string[] DayForms = ["yyyy-M-d", "yyyy/M/d", "yyyy.M.d", "d.M.yyyy", .. WithMonthName];
    private static readonly string[] MonthForms = ["MMM yyyy", "MMMM yyyy"];
    private static readonly string[] Numbers = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];
    private static readonly string[] Months = [.. CultureInfo.InvariantCulture.DateTimeFormat.MonthNames.Take(12)];

    /// <summary>Reads a point; nothing when the text is none.</summary>
    /// <param name="text">In any case.</param>
    public static Point? Read(string text)
    {
        var typed = Ordinal().Replace(text.Trim().ToLowerInvariant(), "").Replace(",", "", StringComparison.Ordinal);
        typed = typed.Replace("sept ", "sep ", StringComparison.Ordinal);
        return Day(typed) ?? LookBackOf(typed) ?? DayWithHour(typed) ?? HourOfDay(typed);
    }

    /// <summary>The number of a month, January being 1; null when the word is none.</summary>
    public static int? MonthOf(string word)
    {
        var at = Array.FindIndex(
            Months,
            m => word.Equals(m, StringComparison.OrdinalIgnoreCase) || word.Equals(m[..3], StringComparison.OrdinalIgnoreCase));
        if (at >= 0)
            return at + 1;
        return word.Equals("sept", StringComparison.OrdinalIgnoreCase) ? 9 : null;
    }

    public static string MonthName(int month) => Months[month - 1];

    // A whole day, week or month.
    private static Point? Day(string typed)
    {
        const string last = "last ";
        var bare = typed.StartsWith(last, StringComparison.Ordinal) ? typed[last.Length..] : typed;
        if ((Weekdays.Of(bare) ?? MonthOf(bare)) is not null)
            typed = bare;
        switch (typed)
        {
            case "today":
                return new Point(PointKind.DayBack, 0);
            case "yesterday":
                return new Point(PointKind.DayBack, 1);
            case "day before yesterday" or "the day before yesterday":
                return new Point(PointKind.DayBack, 2);
            case "this week":
                return new Point(PointKind.Weekday, 0);
            case "this month":
                return new Point(PointKind.Month, 0);
        }

        if (Weekdays.Of(typed) is { } weekday)
            return new Point(PointKind.Weekday, weekday);
        if (MonthOf(typed) is { } month)
            return new Point(PointKind.Month, month);
        if (Date(typed, DayForms) is { } day)
            return new Point(PointKind.Date, 0, day);
        if (Date(typed + AnyYear, WithMonthName) is { } yearless)
            return new Point(PointKind.Yearless, 0, yearless);
        return Date(typed, MonthForms) is { } first ? new Point(PointKind.Month, first.Month, first) : null;
    }

    private static DateOnly? Date(string typed, string[] forms) =>
        DateOnly.TryParseExact(typed, forms, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
        && day.Year is > 1900 and < 9999
            ? day
            : null;

    // "yesterday evening", "6 pm on monday", "this morning", "last night".
    private static Point? DayWithHour(string typed)
    {
        if (typed == "tonight")
            return At("today", "evening");
        var words = typed.Split(' ');
        if (words is ["this" or "last", var part] && DayParts.PartOf(part) is not null)
            return At(words[0] == "this" ? "today" : "yesterday", part);
        for (var at = 1; at < words.Length; at++)
        {
            var (first, second) = (string.Join(' ', words[..at]), string.Join(' ', words[at..]));
            var day = second.StartsWith("on ", StringComparison.Ordinal) ? second["on ".Length..] : second;
            if ((At(first, second) ?? At(day, first)) is { } point)
                return point;
        }

        return null;
    }

    private static Point? At(string day, string hour) =>
        DayParts.HourOf(hour) is { } at && Day(day) is { Kind: not PointKind.Month } point ? point with { At = at } : null;

    private static Point? LookBackOf(string typed)
    {
        var match = LookBack().Match(typed);
        if (!match.Success)
            return null;
        var number = match.Groups["n"].Value;
        var count = number is "" or "a" or "an" ? 1
            : Array.IndexOf(Numbers, number) is >= 0 and var index ? index + 1
            : int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var n) ? n
            : -1;
        var (kind, factor) = match.Groups["unit"].Value switch
        {
            "min" or "mins" or "minute" or "minutes" => (PointKind.Minutes, 1),
            "h" or "hr" or "hrs" or "hour" or "hours" => (PointKind.Hours, 1),
            "w" or "wk" or "wks" or "week" or "weeks" => (PointKind.Days, 7),
            "month" or "months" => (PointKind.Days, 30),
            _ => (PointKind.Days, 1),
        };
        return count < 1 || count > MostDays / factor ? null : new Point(kind, count * factor);
    }

    // A bare number is no hour here: "since 7" may as well be seven days.
    private static Point? HourOfDay(string typed) => !typed.All(char.IsAsciiDigit) && Hours.TryParse(typed, out var hour)
        ? new Point(PointKind.Hour, (int)hour.ToTimeSpan().TotalMinutes)
        : null;

    [GeneratedRegex(
        "^(?:(?:(?:last|past|previous) )?(?<n>[0-9]{1,6}|an?|one|two|three|four|five|six|seven|eight|nine|ten) ?"
            + "|(?:last|past|previous) )(?<unit>min|mins|minutes?|h|hrs?|hours?|d|days?|w|wks?|weeks?|months?)(?: ago)?$",
        RegexOptions.CultureInvariant)]
    private static partial Regex LookBack();

    [GeneratedRegex("(?<=[0-9])(?:st|nd|rd|th)(?= |$)", RegexOptions.CultureInvariant)]
    private static partial Regex Ordinal();
}
