using System.Globalization;
using System.Text.RegularExpressions;
using AdaptiveCards.Expressions;

namespace AdaptiveCards.Functions.Dates;

/// <summary>Reads and writes points in time.</summary>
internal static partial class Moments
{
    /// <summary>The format of a date that no format is given for: UTC, milliseconds, <c>Z</c>.</summary>
    public const string Iso = "yyyy-MM-ddTHH:mm:ss.fffZ";

    /// <summary>
    /// Reads a date in the forms that .NET's invariant culture knows. Without an offset it is a time in <paramref name="zone"/>.
    /// </summary>
    public static bool TryRead(object? value, TimeZoneInfo zone, out DateTimeOffset moment)
    {
        moment = default;
        if (value is not string text || text.Length > 64
            || !DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var date))
        {
            return false;
        }

        if (date.Kind == DateTimeKind.Unspecified)
            return TryPlace(date, zone, out moment);
        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out moment);
    }

    /// <summary>Whether a value is a date in the form of <see cref="Iso"/>.</summary>
    public static bool IsIso(object? value) =>
        value is string text && DateTime.TryParseExact(text, Iso, CultureInfo.InvariantCulture, DateTimeStyles.None, out _);

    /// <summary>A local time as a point in time; a time that a clock change skips is read with the offset before it.</summary>
    public static bool TryPlace(DateTime local, TimeZoneInfo zone, out DateTimeOffset moment)
    {
        var utc = local.Ticks - zone.GetUtcOffset(local).Ticks;
        moment = default;
        if (utc < DateTime.MinValue.Ticks || utc > DateTime.MaxValue.Ticks)
            return false;
        moment = new DateTimeOffset(utc, TimeSpan.Zero);
        return true;
    }

    public static bool TryFromTicks(long ticks, out DateTimeOffset moment)
    {
        var inside = ticks >= DateTime.MinValue.Ticks && ticks <= DateTime.MaxValue.Ticks;
        moment = inside ? new DateTimeOffset(ticks, TimeSpan.Zero) : default;
        return inside;
    }

    /// <summary>Writes a moment as it is in <paramref name="zone"/>. In a format, <c>Z</c> is the letter in UTC and the offset elsewhere.</summary>
    public static object Write(DateTimeOffset moment, string format, TimeZoneInfo zone, CultureInfo culture)
    {
        if (format.Length > 64)
            return Value.Failed;
        try
        {
            var pattern = Pattern(format);
            var local = TimeZoneInfo.ConvertTime(moment, zone);
            return local.Offset == TimeSpan.Zero
                ? local.UtcDateTime.ToString(pattern, culture)
                : local.ToString(pattern.Replace("Z", "zzz", StringComparison.Ordinal), culture);
        }
        catch (FormatException)
        {
            return Value.Failed;
        }
    }

    // Formats are .NET's. The reference writes days and years in capitals, too; a letter alone that is no standard format means itself.
    private static string Pattern(string format) => format switch
    {
        ['H' or 'h' or 'K' or 'z'] => "%" + format,
        [_] => format,
        _ => Capitals().Replace(format, m => m.Value[0] is 'Y' or 'D' ? m.Value.ToLowerInvariant() : m.Value),
    };

    // What is quoted or escaped stays.
    [GeneratedRegex("""'[^']*'|"[^"]*"|\\.|Y{4}|YY|DD""")]
    private static partial Regex Capitals();
}
