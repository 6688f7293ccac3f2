using System.Text.Json.Nodes;

namespace NewsBot.Tests.Cards;

/// <summary>Reads out of a card what a person would see and press.</summary>
internal static class CardTexts
{
    public static IReadOnlyList<string> Of(JsonNode card) =>
        [.. Objects(card).Where(o => o["type"]?.GetValue<string>() is "TextRun" or "TextBlock").Select(o => o["text"]!.GetValue<string>())];

    /// <summary>The card's buttons, as "title=line".</summary>
    public static IReadOnlyList<string> Buttons(JsonNode card) =>
        [.. Objects(card)
            .SelectMany(o => o["actions"] as JsonArray ?? [])
            .Where(a => a!["type"]!.GetValue<string>() == "Action.Submit")
            .Select(a => $"{a!["title"]}={a["data"]!["say"]}")];

    /// <summary>The addresses that the card can open.</summary>
    public static IReadOnlyList<string> Addresses(JsonNode card) =>
        [.. Objects(card).Where(o => o["type"]?.GetValue<string>() == "Action.OpenUrl").Select(o => o["url"]!.GetValue<string>())];

    public static IEnumerable<JsonObject> Objects(JsonNode? node) => node switch
    {
        JsonObject o => o.SelectMany(p => Objects(p.Value)).Prepend(o),
        JsonArray a => a.SelectMany(Objects),
        _ => [],
    };
}
