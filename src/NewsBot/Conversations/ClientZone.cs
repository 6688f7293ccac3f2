using Microsoft.Bot.Schema;
using Newtonsoft.Json.Linq;

namespace NewsBot.Conversations;

/// <summary>The time zone that a person's client sends along.</summary>
internal static class ClientZone
{
    /// <summary>The IANA zone of an activity; null when it names none that this machine knows.</summary>
    /// <remarks>Web Chat and Teams fill <c>localTimezone</c>; Teams also sends a <c>clientInfo</c> entity.</remarks>
    public static string? Of(Activity activity) =>
        Known(activity.LocalTimezone) ?? OfEntities(activity.Entities) ?? OfChannelData(activity.ChannelData);

    /// <summary>The zone as an IANA name; null when this machine does not know it. Windows names are translated.</summary>
    public static string? Known(string? zone)
    {
        if (zone is not { Length: > 0 and <= 64 } || !TimeZoneInfo.TryFindSystemTimeZoneById(zone, out var found))
            return null;
        if (found.HasIanaId)
            return found.Id;
        return TimeZoneInfo.TryConvertWindowsIdToIanaId(found.Id, out var iana) ? iana : null;
    }

    private static readonly string[] ZoneFields = ["timezone", "timeZone", "localTimezone"];

    private static string? OfEntities(IList<Entity>? entities) =>
        entities?
            .Where(e => string.Equals(e?.Type, "clientInfo", StringComparison.OrdinalIgnoreCase))
            .Select(e => Known(Text(e.Properties?["timezone"])))
            .FirstOrDefault(z => z is not null);

    private static string? OfChannelData(object? channelData) =>
        channelData is JObject data
            ? ZoneFields.Select(n => Known(Text(data[n]))).FirstOrDefault(z => z is not null)
            : null;

    private static string? Text(JToken? token) => token is { Type: JTokenType.String } ? (string?)token : null;
}
