using System.Globalization;
using System.Text.RegularExpressions;

namespace NewsBot.Statements;

/// <summary>Where an article was written, from its first words ("ISLAMABAD: …", "KABUL, Afghanistan (Agency) — …").</summary>
internal static partial class Dateline
{
    /// <summary>The place as people write it ("Islamabad"); null when the text has no dateline.</summary>
    public static string? Of(string text)
    {
        var match = Form().Match(text);
        if (!match.Success)
            return null;
        var place = match.Groups["place"].Value.Trim();
        return CultureInfo.InvariantCulture.TextInfo.ToTitleCase(place.ToLowerInvariant());
    }

    /// <summary>The day that stands in the dateline ("KABUL, March 4 (Agency) — …"), a few days before the article's at most; null when none does.</summary>
    public static DateOnly? DayOf(string text, DateOnly published)
    {
        var match = Form().Match(text);
        if (!match.Success || !match.Groups["month"].Success)
            return null;
        var month = Array.FindIndex(Months, m => match.Groups["month"].Value.StartsWith(m, StringComparison.OrdinalIgnoreCase)) + 1;
        if (month == 0)
            return null;
        foreach (var year in new[] { published.Year, published.Year - 1 })
        {
            if (int.Parse(match.Groups["day"].Value, CultureInfo.InvariantCulture) is var day && day >= 1 && day <= DateTime.DaysInMonth(year, month)
                && published.DayNumber - new DateOnly(year, month, day).DayNumber is >= 0 and <= Furthest)
                return new DateOnly(year, month, day);
        }

        return null;
    }

    // Days from a dateline to the publication of its text.
    private const int Furthest = 3;

    private static readonly string[] Months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

    [GeneratedRegex(@"^\s*(?<place>[A-Z][A-Z.'’-]+(?: [A-Z][A-Z.'’-]+){0,2})(?:, ?[A-Z][A-Za-z .]{1,30})?(?: ?\([A-Za-z .]{1,30}\))?(?:, (?<month>[A-Z][a-z]{2,8})\.? (?<day>\d{1,2}))?(?: ?\([A-Za-z .]{1,30}\))?\s?(?::|–|—|--|- )\s?")]
    private static partial Regex Form();
}
