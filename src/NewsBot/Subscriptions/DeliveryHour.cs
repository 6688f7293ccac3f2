using System.Globalization;

namespace NewsBot.Subscriptions;

/// <summary>
/// A local hour on some days of the week in an IANA zone. An hour that a clock change skips is taken at the first instant after the gap;
/// one that is repeated is taken once, at its first occurrence.
/// </summary>
/// <param name="At">Local time of day.</param>
/// <param name="Days">Days of the week: bit 0 is Monday, bit 6 Sunday; at least one is set.</param>
/// <param name="Zone">IANA time zone.</param>
public sealed record DeliveryHour(TimeOnly At, int Days, string Zone)
{
    /// <summary>Every day of the week.</summary>
    public const int EveryDay = 127;

    // Offsets lie between -12 h and +14 h, so both sides of any change of the clock are within this of a local time read as UTC.
    private static readonly TimeSpan _reach = TimeSpan.FromHours(15);

    /// <summary>Reads the hour of a subscription.</summary>
    /// <exception cref="FormatException">The hour is not written <c>HH:mm</c>.</exception>
    public static DeliveryHour Of(string at, int days, string zone) =>
        new(TimeOnly.ParseExact(at, "HH:mm", CultureInfo.InvariantCulture), days, zone);

    /// <summary>The zone of an IANA name.</summary>
    /// <exception cref="TimeZoneNotFoundException">The machine's time zone data lacks it; the message says so for people.</exception>
    public static TimeZoneInfo FindZone(string zone)
    {
        // Other spellings (Windows names, "UTC+5" of a POSIX rule) would move with the machine; only IANA names are the same everywhere.
        if (TimeZoneInfo.TryFindSystemTimeZoneById(zone, out var found) && (found.HasIanaId || zone == "UTC"))
            return found;
        throw new TimeZoneNotFoundException(
            $"“{zone}” is not a time zone that I know. Name one by continent and city, for example Asia/Karachi or America/New_York.");
    }

    /// <summary>The zone, or UTC when the machine's data lacks it: that must not cost a post.</summary>
    public static string UsableZone(string zone)
    {
        try
        {
            FindZone(zone);
            return zone;
        }
        catch (TimeZoneNotFoundException)
        {
            return "UTC";
        }
    }

    /// <summary>The first due instant after another, in UTC.</summary>
    /// <exception cref="TimeZoneNotFoundException">The zone is unknown.</exception>
    /// <exception cref="InvalidOperationException">No day of the week is set.</exception>
    public DateTimeOffset NextAfter(DateTimeOffset instant)
    {
        var zone = FindZone(Zone);
        // A skipped day (Pacific/Apia, 30 December 2011) is due after the local date that follows it has begun: look from two days back.
        var day = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(instant, zone).DateTime).AddDays(-2);
        for (var ahead = 0; ahead < 12; ahead++, day = day.AddDays(1))
        {
            if (Falls(day) && FirstInstant(day.ToDateTime(At), zone) is var due && due > instant)
                return due;
        }

        throw new InvalidOperationException("A schedule needs at least one day of the week.");
    }

    private bool Falls(DateOnly day) => (Days & (1 << (((int)day.DayOfWeek + 6) % 7))) != 0;

    private static DateTimeOffset FirstInstant(DateTime local, TimeZoneInfo zone)
    {
        var asUtc = new DateTimeOffset(local, TimeSpan.Zero);
        var before = zone.GetUtcOffset(asUtc - _reach);
        var after = zone.GetUtcOffset(asUtc + _reach);
        var first = asUtc - (before > after ? before : after);
        var last = asUtc - (before > after ? after : before);
        if (zone.GetUtcOffset(first) == asUtc - first)
            return first;
        return zone.GetUtcOffset(last) == asUtc - last ? last : EndOfGap(first, last, zone);
    }

    // The local time does not exist: before the change the clock was short of it, after it the clock is past it.
    private static DateTimeOffset EndOfGap(DateTimeOffset before, DateTimeOffset after, TimeZoneInfo zone)
    {
        var offset = zone.GetUtcOffset(after);
        while (after - before > TimeSpan.FromSeconds(1))
        {
            var middle = before.AddSeconds(Math.Floor((after - before).TotalSeconds / 2));
            if (zone.GetUtcOffset(middle) == offset)
                after = middle;
            else
                before = middle;
        }

        return after;
    }
}
