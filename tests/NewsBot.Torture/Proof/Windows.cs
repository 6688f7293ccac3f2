using System.Globalization;

namespace NewsBot.Torture.Proof;

/// <summary>When a local hour comes, told by nothing but a walk along the clock on the wall: the program reckons it in another way.</summary>
internal static class Windows
{
    /// <summary>The first minute of every local date at which the clock on the wall shows the hour or is past it.</summary>
    /// <param name="at">Local time of day, <c>HH:mm</c>.</param>
    /// <param name="zone">The zone.</param>
    /// <param name="after">What came until then is left out.</param>
    /// <param name="until">The end of the walk.</param>
    public static IEnumerable<DateTimeOffset> Of(string at, TimeZoneInfo zone, DateTimeOffset after, DateTimeOffset until)
    {
        var (hour, done) = (TimeOnly.ParseExact(at, "HH:mm", CultureInfo.InvariantCulture), DateOnly.MinValue);
        var start = after.UtcDateTime.Date.AddDays(-2);
        for (var instant = new DateTimeOffset(start, TimeSpan.Zero); instant <= until; instant = instant.AddMinutes(1))
        {
            var wall = TimeZoneInfo.ConvertTime(instant, zone).DateTime;
            if (DateOnly.FromDateTime(wall) <= done || TimeOnly.FromDateTime(wall) < hour)
                continue;
            done = DateOnly.FromDateTime(wall);
            if (instant > after)
                yield return instant;
        }
    }
}
