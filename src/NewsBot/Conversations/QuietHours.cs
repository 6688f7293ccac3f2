using System.Globalization;

namespace NewsBot.Conversations;

/// <summary>Hours of every day in which alerts are held. They may run over midnight. Pure.</summary>
/// <param name="From">Local time at which they begin.</param>
/// <param name="To">Local time at which they end; up to, and not including.</param>
public sealed record QuietHours(TimeOnly From, TimeOnly To)
{
    /// <summary>The quiet hours of a conversation; null when it has none.</summary>
    public static QuietHours? Of(string? from, string? to) => from is null || to is null
        ? null
        : new(TimeOnly.ParseExact(from, "HH:mm", CultureInfo.InvariantCulture), TimeOnly.ParseExact(to, "HH:mm", CultureInfo.InvariantCulture));

    /// <summary>Whether an instant lies in the quiet hours. What counts is what the clock on the wall shows: an hour that a clock change
    /// repeats is quiet twice.</summary>
    public bool Contains(DateTimeOffset instant, TimeZoneInfo zone)
    {
        var local = TimeOnly.FromDateTime(TimeZoneInfo.ConvertTime(instant, zone).DateTime);
        return From <= To ? local >= From && local < To : local >= From || local < To;
    }
}
