using System.Globalization;
using System.Text.RegularExpressions;

namespace NewsBot.Sample;

/// <summary>Fills <c>{weekday}</c> and <c>{year-1}</c> in an article's words from the day on which it is published.</summary>
internal static partial class DatedText
{
    // Not from a culture: a machine without ICU must show the same words.
    private static readonly string[] UrduDays = ["اتوار", "پیر", "منگل", "بدھ", "جمعرات", "جمعہ", "ہفتہ"];

    public static string Fill(string text, DateOnly day, string language) =>
        Placeholder().Replace(text, match =>
        {
            var offset = match.Groups[2].Success ? int.Parse(match.Groups[2].Value, CultureInfo.InvariantCulture) : 0;
            return match.Groups[1].Value == "year"
                ? (day.Year + offset).ToString(CultureInfo.InvariantCulture)
                : Weekday(day.AddDays(offset).DayOfWeek, language);
        });

    private static string Weekday(DayOfWeek day, string language) =>
        language == "ur" ? UrduDays[(int)day] : CultureInfo.InvariantCulture.DateTimeFormat.GetDayName(day);

    [GeneratedRegex(@"\{(weekday|year)([+-]\d{1,2})?\}", RegexOptions.CultureInvariant)]
    private static partial Regex Placeholder();
}
