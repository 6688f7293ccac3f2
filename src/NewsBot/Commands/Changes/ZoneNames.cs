using System.Globalization;
using System.Text.RegularExpressions;
using NewsBot.Commands.Lines;

namespace NewsBot.Commands.Changes;

/// <summary>What a typed time zone means.</summary>
/// <param name="Zone">The IANA name; null when it is in doubt.</param>
/// <param name="Candidates">The zones that may be meant, when it is in doubt.</param>
public sealed record ZoneMeaning(string? Zone, IReadOnlyList<string> Candidates);

/// <summary>Finds the IANA zone that somebody means: by its name, a city, an abbreviation or an offset.</summary>
public static partial class ZoneNames
{
    private const int MostCandidates = 5;

    /// <summary>Places and abbreviations that IANA has no city for, or that people of these newsrooms say; two zones are a question.</summary>
    private static readonly Dictionary<string, string[]> Said = new(StringComparer.OrdinalIgnoreCase)
    {
        ["pkt"] = ["Asia/Karachi"],
        ["pakistan"] = ["Asia/Karachi"],
        ["islamabad"] = ["Asia/Karachi"],
        ["lahore"] = ["Asia/Karachi"],
        ["peshawar"] = ["Asia/Karachi"],
        ["rawalpindi"] = ["Asia/Karachi"],
        ["quetta"] = ["Asia/Karachi"],
        ["aft"] = ["Asia/Kabul"],
        ["afghanistan"] = ["Asia/Kabul"],
        ["kandahar"] = ["Asia/Kabul"],
        ["herat"] = ["Asia/Kabul"],
        ["doha"] = ["Asia/Qatar"],
        ["abu dhabi"] = ["Asia/Dubai"],
        ["uae"] = ["Asia/Dubai"],
        ["delhi"] = ["Asia/Kolkata"],
        ["new delhi"] = ["Asia/Kolkata"],
        ["mumbai"] = ["Asia/Kolkata"],
        ["beijing"] = ["Asia/Shanghai"],
        ["china"] = ["Asia/Shanghai"],
        ["ankara"] = ["Europe/Istanbul"],
        ["geneva"] = ["Europe/Zurich"],
        ["washington"] = ["America/New_York"],
        ["washington dc"] = ["America/New_York"],
        ["dc"] = ["America/New_York"],
        ["et"] = ["America/New_York"],
        ["est"] = ["America/New_York"],
        ["edt"] = ["America/New_York"],
        ["eastern"] = ["America/New_York"],
        ["pt"] = ["America/Los_Angeles"],
        ["pst"] = ["America/Los_Angeles"],
        ["pdt"] = ["America/Los_Angeles"],
        ["uk"] = ["Europe/London"],
        ["bst"] = ["Europe/London"],
        ["gmt"] = ["Etc/UTC", "Europe/London"],
        ["cet"] = ["Europe/Berlin", "Europe/Paris", "Europe/Brussels"],
        ["ist"] = ["Asia/Kolkata", "Europe/Dublin", "Asia/Jerusalem", "Europe/Istanbul"],
        ["cst"] = ["America/Chicago", "Asia/Shanghai"],
        ["utc"] = ["UTC"],
        ["z"] = ["UTC"],
    };

    /// <summary>Asked first when an offset fits several zones.</summary>
    private static readonly string[] Likely =
    [
        "Asia/Karachi", "Asia/Kabul", "Asia/Kolkata", "Asia/Dubai", "Asia/Qatar", "Europe/London", "Europe/Berlin", "Europe/Istanbul", "Europe/Moscow",
        "America/New_York", "America/Chicago", "America/Denver", "America/Los_Angeles", "Asia/Tashkent", "Asia/Shanghai", "Asia/Tokyo", "Asia/Tehran", "UTC",
    ];

    private static readonly Lazy<IReadOnlyList<string>> All = new(() =>
        [.. TimeZoneInfo.GetSystemTimeZones().Select(Iana).OfType<string>().Where(z => z.Contains('/') || z == "UTC").Distinct().Order(StringComparer.Ordinal)]);

    /// <param name="typed">As typed.</param>
    /// <param name="now">Decides which zones have an offset now.</param>
    public static ZoneMeaning Find(string typed, DateTimeOffset now)
    {
        var name = LineText.WithoutTrailing(typed.Trim());
        if (name.Length <= 64 && Exact(name) is { } whole)
            return new ZoneMeaning(whole, []);
        if (name.EndsWith(" time", StringComparison.OrdinalIgnoreCase))
            name = name[..^5].TrimEnd();
        if (name.Length is 0 or > 64)
            return new ZoneMeaning(null, []);
        if (Said.TryGetValue(name, out var said))
            return said is [var only] ? new ZoneMeaning(only, []) : new ZoneMeaning(null, said);
        var ofCity = All.Value.Where(z => Same(City(z), name)).ToList();
        if (ofCity.Count > 0)
            return ofCity.Count == 1 ? new ZoneMeaning(ofCity[0], []) : new ZoneMeaning(null, [.. ofCity.Take(MostCandidates)]);
        return new ZoneMeaning(null, OffsetOf(name) is { } offset ? AtOffset(offset, now) : Near(name));
    }

    private static string? Exact(string name)
    {
        var underscored = name.Replace(' ', '_');
        return All.Value.FirstOrDefault(z => z.Equals(underscored, StringComparison.OrdinalIgnoreCase))
            ?? (TimeZoneInfo.TryConvertWindowsIdToIanaId(name, out var iana) ? iana : null);
    }

    private static string? Iana(TimeZoneInfo zone)
    {
        if (zone.HasIanaId)
            return zone.Id;
        return TimeZoneInfo.TryConvertWindowsIdToIanaId(zone.Id, out var iana) ? iana : null;
    }

    private static string City(string zone) => zone[(zone.LastIndexOf('/') + 1)..].Replace('_', ' ');

    private static bool Same(string left, string right) =>
        string.Equals(left, right.Replace('_', ' '), StringComparison.OrdinalIgnoreCase);

    private static TimeSpan? OffsetOf(string name)
    {
        var match = Offset().Match(name);
        if (!match.Success)
            return null;
        var hours = int.Parse(match.Groups["h"].ValueSpan, CultureInfo.InvariantCulture);
        var minutes = match.Groups["m"].Success ? int.Parse(match.Groups["m"].ValueSpan, CultureInfo.InvariantCulture) : 0;
        var offset = new TimeSpan(hours, minutes, 0);
        return match.Groups["sign"].Value == "+" ? offset : -offset;
    }

    private static IReadOnlyList<string> AtOffset(TimeSpan offset, DateTimeOffset now) =>
    [
        .. Likely.Concat(All.Value).Distinct()
            .Where(z => TimeZoneInfo.TryFindSystemTimeZoneById(z, out var zone) && zone.GetUtcOffset(now) == offset && !z.StartsWith("Etc/", StringComparison.Ordinal))
            .Take(MostCandidates),
    ];

    private static IReadOnlyList<string> Near(string name)
    {
        var bySlip = Spelling.AllNearest(name, Said.Keys.Concat(All.Value).Concat(All.Value.Select(City)).Distinct());
        var meant = bySlip.SelectMany(s => Said.TryGetValue(s, out var zones) ? zones : All.Value.Where(z => z == s || City(z) == s));
        var holding = name.Length < 3
            ? []
            : All.Value.Where(z => z.Contains(name.Replace(' ', '_'), StringComparison.OrdinalIgnoreCase));
        return [.. meant.Concat(holding).Distinct().Take(MostCandidates)];
    }

    [GeneratedRegex("""^(?:utc|gmt)? ?(?<sign>[+−-]) ?(?<h>[0-9]{1,2})(?::?(?<m>[0-9]{2}))?$""", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Offset();
}
