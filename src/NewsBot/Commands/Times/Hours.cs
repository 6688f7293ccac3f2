using System.Globalization;
using System.Text.RegularExpressions;

namespace NewsBot.Commands.Times;

/// <summary>Hours of the day as people type them: 08:00, 8.30, 8am, 8 p.m., noon. Pure.</summary>
internal static partial class Hours
{
    /// <summary>Reads one hour; a bare number is a full hour of the 24-hour day.</summary>
    public static bool TryParse(string text, out TimeOnly hour)
    {
        hour = default;
        var typed = text.Trim().ToLowerInvariant();
        if (typed is "noon" or "midday" or "midnight")
        {
            hour = typed == "midnight" ? TimeOnly.MinValue : new TimeOnly(12, 0);
            return true;
        }

        var match = Typed().Match(typed);
        if (!match.Success)
            return false;
        var hours = int.Parse(match.Groups["h"].ValueSpan, CultureInfo.InvariantCulture);
        var minutes = match.Groups["m"].Success ? int.Parse(match.Groups["m"].ValueSpan, CultureInfo.InvariantCulture) : 0;
        if (match.Groups["half"].Success)
        {
            if (hours is 0 or > 12)
                return false;
            hours = (hours % 12) + (match.Groups["half"].Value == "p" ? 12 : 0);
        }

        if (hours > 23 || minutes > 59)
            return false;
        hour = new TimeOnly(hours, minutes);
        return true;
    }

    /// <summary>Whether a number may be of either half of the day: 10, but not 22, 08 or 10:00.</summary>
    public static bool IsOpen(string text) =>
        text.Trim() is { Length: > 0 } digits && digits[0] != '0'
        && int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= 12;

    /// <summary>Whether an hour says its half of the day.</summary>
    public static bool HasHalf(string text) => text.TrimEnd(' ', '.') is [.., 'm' or 'M'];

    /// <summary>An hour as a subscription keeps it; null where there is none.</summary>
    public static TimeOnly? Of(string? kept) => kept is not null && TryParse(kept, out var hour) ? hour : null;

    public static string Write(TimeOnly hour) => hour.ToString("HH:mm", CultureInfo.InvariantCulture);

    [GeneratedRegex(
        """^(?<h>[0-9]{1,2})(?:[:.h](?<m>[0-9]{2})|h)? ?(?:(?<half>[ap])\.?m\.?|hrs?|hours|o'clock)?$""",
        RegexOptions.CultureInvariant)]
    private static partial Regex Typed();
}
