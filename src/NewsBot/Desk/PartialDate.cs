using System.Globalization;

namespace NewsBot.Desk;

/// <summary>Dates as far as they are known: a year, a month or a day.</summary>
internal static class PartialDate
{
    /// <summary>Reads "2024", "2024-07" or "2024-07-15" as the first or the last day that it can mean.</summary>
    public static bool TryParse(string text, bool last, out DateOnly day)
    {
        if (Exact(text, "yyyy-MM-dd", out day))
            return true;
        if (Exact(text, "yyyy-MM", out day))
        {
            day = last ? day.AddMonths(1).AddDays(-1) : day;
            return true;
        }

        if (!Exact(text, "yyyy", out day))
            return false;
        day = last ? new DateOnly(day.Year, 12, 31) : day;
        return true;
    }

    private static bool Exact(string text, string format, out DateOnly day) =>
        DateOnly.TryParseExact(text, format, CultureInfo.InvariantCulture, DateTimeStyles.None, out day);
}
