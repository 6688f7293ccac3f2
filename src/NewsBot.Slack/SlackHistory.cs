using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using NewsBot.Slack.Incoming;
using NewsBot.Slack.Installing;
using NewsBot.Slack.Web;

namespace NewsBot.Slack;

/// <summary>Looks for posts of the bot's own by their metadata. Slack has no key that makes a second post the same as the first, so this is
/// all that tells whether one whose answer was lost stands there.</summary>
/// <remarks>https://docs.slack.dev/reference/methods/conversations.history and …/conversations.replies</remarks>
internal sealed class SlackHistory(SlackClient client, TimeProvider clock)
{
    // A page is one call; what has not come up in so many is not known.
    private const int MostPages = 10;
    private const int OnPage = 200;

    // Slack's clock and ours may differ; what is looked through for it is bounded by the pages.
    private static readonly TimeSpan Before = TimeSpan.FromHours(1), After = TimeSpan.FromDays(1);

    private static readonly Dictionary<char, string> Scopes = new() { ['C'] = "channels:history", ['G'] = "groups:history", ['D'] = "im:history" };

    /// <summary>Whether the installation may read the conversation.</summary>
    public async Task<bool> MayReadAsync(string? enterprise, SlackPlace place, CancellationToken cancellationToken) =>
        Scopes.TryGetValue(place.Channel[0], out var scope)
        && await client.FindAsync(enterprise, place.Team, cancellationToken) is { } installation
        && installation.Scopes.Contains(scope);

    /// <summary>Looks for a post.</summary>
    /// <param name="enterprise">The organisation, if there is one.</param>
    /// <param name="place">The channel, or the thread in it.</param>
    /// <param name="metadata">The post's own.</param>
    /// <param name="since">It is no older.</param>
    /// <param name="cancellationToken">Stops.</param>
    /// <returns>Whether it is there, and its <c>ts</c>; null when more was said since than is looked through.</returns>
    /// <exception cref="SlackException">Slack does not tell.</exception>
    public async Task<(bool? There, string? Ts)> FindAsync(
        string? enterprise, SlackPlace place, JsonObject metadata, DateTimeOffset since, CancellationToken cancellationToken)
    {
        string? cursor = null;
        for (var page = 0; page < MostPages; page++)
        {
            var said = await client.CallAsync(enterprise, place.Team, Method(place), Arguments(place, since, cursor), cancellationToken);
            if (said.Items("messages").Where(m => IsSame(m, metadata)).Select(m => m.Text("ts")).FirstOrDefault() is { } ts)
                return (true, ts);
            cursor = said.Text("response_metadata", "next_cursor");
            if (cursor is null)
                return (false, null);
        }

        return (null, null);
    }

    private static string Method(SlackPlace place) => place.Thread is null ? "conversations.history" : "conversations.replies";

    // With both ends given the newest come first, among which the post is.
    private JsonObject Arguments(SlackPlace place, DateTimeOffset since, string? cursor) => new()
    {
        ["channel"] = place.Channel,
        ["ts"] = place.Thread,
        ["oldest"] = Seconds(since - Before),
        ["latest"] = Seconds(clock.GetUtcNow() + After),
        ["include_all_metadata"] = true,
        ["limit"] = OnPage,
        ["cursor"] = cursor,
    };

    private static string Seconds(DateTimeOffset moment) => moment.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);

    // Slack may add to what it was given.
    private static bool IsSame(JsonElement message, JsonObject metadata) =>
        message.Text("metadata", "event_type") == (string?)metadata["event_type"]
        && message.At("metadata", "event_payload") is { } payload
        && (metadata["event_payload"] as JsonObject ?? []).All(p => payload.At(p.Key) is { } value
            && JsonNode.DeepEquals(JsonNode.Parse(value.GetRawText()), p.Value));
}
