using System.Globalization;

namespace NewsBot.Cards;

/// <summary>Times as people of one place read them, with the zone's short name, or its offset where it has none.</summary>
internal sealed class LocalTime
{
    private static readonly Dictionary<string, (string Standard, string Daylight)> Abbreviations = new(StringComparer.Ordinal)
    {
        ["UTC"] = ("UTC", "UTC"),
        ["Etc/UTC"] = ("UTC", "UTC"),
        ["Asia/Karachi"] = ("PKT", "PKST"),
        ["Asia/Kabul"] = ("AFT", "AFT"),
        ["Asia/Kolkata"] = ("IST", "IST"),
        ["Asia/Calcutta"] = ("IST", "IST"),
        ["Europe/London"] = ("GMT", "BST"),
        ["Europe/Dublin"] = ("GMT", "IST"),
        ["Europe/Paris"] = ("CET", "CEST"),
        ["Europe/Berlin"] = ("CET", "CEST"),
        ["Europe/Rome"] = ("CET", "CEST"),
        ["Europe/Madrid"] = ("CET", "CEST"),
        ["Europe/Brussels"] = ("CET", "CEST"),
        ["Europe/Vienna"] = ("CET", "CEST"),
        ["Europe/Zurich"] = ("CET", "CEST"),
        ["Europe/Amsterdam"] = ("CET", "CEST"),
        ["Europe/Moscow"] = ("MSK", "MSK"),
        ["America/New_York"] = ("EST", "EDT"),
        ["America/Toronto"] = ("EST", "EDT"),
        ["America/Chicago"] = ("CST", "CDT"),
        ["America/Denver"] = ("MST", "MDT"),
        ["America/Los_Angeles"] = ("PST", "PDT"),
        ["Asia/Tokyo"] = ("JST", "JST"),
    };

    private readonly TimeZoneInfo _zone;
    private readonly string _id;

    /// <param name="zone">IANA zone; UTC stands in for one that this machine does not know.</param>
    public LocalTime(string zone) =>
        (_zone, _id) = TimeZoneInfo.TryFindSystemTimeZoneById(zone, out var found) ? (found, zone) : (TimeZoneInfo.Utc, "UTC");

    /// <summary>The zone that times are shown in.</summary>
    public TimeZoneInfo Zone => _zone;

    /// <summary>"4 Jan 2021".</summary>
    public static string Day(DateOnly day) => day.ToString("d MMM yyyy", CultureInfo.InvariantCulture);

    public DateOnly DayOf(DateTimeOffset moment) => DateOnly.FromDateTime(In(moment).DateTime);

    /// <summary>"14:02 PKT", or "5 Jan 2021, 14:02 PKT" when it is not on <paramref name="day"/>.</summary>
    public string Time(DateTimeOffset moment, DateOnly? day = null) =>
        DayOf(moment) == day ? Clock(moment) : $"{Day(DayOf(moment))}, {Clock(moment)}";

    /// <summary>"Tue 5 Jan 2021, 08:00 PKT".</summary>
    public string WithWeekday(DateTimeOffset moment) => In(moment).ToString("ddd ", CultureInfo.InvariantCulture) + Time(moment);

    private string Clock(DateTimeOffset moment) => In(moment).ToString("HH:mm ", CultureInfo.InvariantCulture) + Name(moment);

    private string Name(DateTimeOffset moment)
    {
        if (Abbreviations.TryGetValue(_id, out var names))
            return _zone.IsDaylightSavingTime(moment) ? names.Daylight : names.Standard;
        var offset = In(moment).Offset;
        var minutes = offset.Minutes == 0 ? "" : offset.ToString(@"\:mm", CultureInfo.InvariantCulture);
        return offset == TimeSpan.Zero ? "UTC" : $"UTC{(offset < TimeSpan.Zero ? '−' : '+')}{Math.Abs(offset.Hours)}{minutes}";
    }

    private DateTimeOffset In(DateTimeOffset moment) => TimeZoneInfo.ConvertTime(moment, _zone);
}
