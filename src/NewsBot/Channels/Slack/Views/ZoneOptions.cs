using System.Text.Json.Nodes;
using NewsBot.Slack.Blocks;

namespace NewsBot.Channels.Slack.Views;

/// <summary>The time zones that a menu offers while somebody types.</summary>
internal static class ZoneOptions
{
    private const int Most = 50;

    private static readonly Lazy<IReadOnlyList<string>> All = new(() =>
        [.. TimeZoneInfo.GetSystemTimeZones().Where(z => z.HasIanaId && z.Id.Contains('/', StringComparison.Ordinal)).Select(z => z.Id)
            .Where(id => id.Length <= BlockLimits.OptionValue && !id.StartsWith("Etc/", StringComparison.Ordinal)).Prepend("UTC").Order(StringComparer.Ordinal)]);

    /// <summary>The zones whose name holds what was typed; those that begin with it first.</summary>
    public static JsonObject Of(string? typed)
    {
        var word = (typed ?? "").Trim().Replace(' ', '_');
        var found = All.Value.Where(z => z.Contains(word, StringComparison.OrdinalIgnoreCase))
            .OrderBy(z => z.Split('/')[^1].StartsWith(word, StringComparison.OrdinalIgnoreCase) ? 0 : 1)
            .Take(Most);
        return new JsonObject { ["options"] = new JsonArray([.. found.Select(z => (JsonNode)Block.Option(z, z))]) };
    }
}
