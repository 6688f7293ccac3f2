using System.Text.Json.Nodes;
using Json.Schema;
using NewsBot.TestSupport;

namespace NewsBot.Slack.Tests.Fake;

/// <summary>Holds blocks and views against the schema made from Slack's own types, where it is beside the checkout, and against
/// limits that the schema does not know.</summary>
internal static class BlockJudge
{
    private static readonly Lazy<JsonNode?> Definitions = new(() => File.Exists(SchemaPath) ? JsonNode.Parse(File.ReadAllText(SchemaPath)) : null);

    // A schema is made ready at its first use, and two uses at once were seen to find nothing wrong.
    private static readonly Lock Gate = new();

    private static readonly Lazy<JsonSchema?> Message = new(() => Of("MessageBlocks"));
    private static readonly Lazy<JsonSchema?> Modal = new(() => Of("Modal"));
    private static readonly Lazy<JsonSchema?> Home = new(() => Of("Home"));

    public static bool HasSchema => Definitions.Value is not null;

    private static string SchemaPath => SharedData.Path("..", "tools", "slack", "slack-blocks.schema.json");

    /// <summary>What is wrong with the blocks of a message; empty when nothing is.</summary>
    public static IReadOnlyList<string> OfMessage(JsonArray blocks) => [.. BySchema(Message, blocks), .. ByHand(blocks, 50)];

    /// <summary>What is wrong with a view.</summary>
    public static IReadOnlyList<string> OfView(JsonObject view) =>
    [
        .. BySchema((string?)view["type"] == "home" ? Home : Modal, view),
        .. ByHand(view["blocks"] as JsonArray ?? [], 100),
    ];

    private static IEnumerable<string> ByHand(JsonArray blocks, int most)
    {
        if (blocks.Count == 0 || blocks.Count > most)
            yield return $"{blocks.Count} blocks";
        var ids = blocks.Select(b => (string?)b?["block_id"]).OfType<string>().ToList();
        if (ids.Distinct().Count() != ids.Count)
            yield return "a block_id is repeated";
        foreach (var block in blocks)
        {
            var actions = (block?["elements"] as JsonArray ?? []).Select(e => (string?)e?["action_id"]).OfType<string>().ToList();
            if (actions.Distinct().Count() != actions.Count)
                yield return "an action_id is repeated in its block";
        }

        foreach (var text in Texts(blocks))
        {
            if (text.Length is 0 or > 3000)
                yield return $"a text of {text.Length} characters";
        }

        var characters = Texts(blocks).Sum(t => t.Length);
        if (most == 50 && characters > 13_000)
            yield return $"msg_blocks_too_long: {characters}";
    }

    private static IEnumerable<string> Texts(JsonNode? node) => node switch
    {
        JsonArray list => list.SelectMany(Texts),
        JsonObject one => one.SelectMany(p =>
            p.Key == "text" && p.Value is JsonValue value && value.TryGetValue(out string? text) ? [text] : Texts(p.Value)),
        _ => [],
    };

    private static IEnumerable<string> BySchema(Lazy<JsonSchema?> schema, JsonNode node)
    {
        EvaluationResults? result;
        lock (Gate)
            result = schema.Value?.Evaluate(node, new EvaluationOptions { OutputFormat = OutputFormat.List });
        return result is null or { IsValid: true }
            ? []
            : [.. result.Details.Where(d => d.HasErrors).SelectMany(d => d.Errors!.Select(e => $"{d.InstanceLocation}: {e.Value}")).Take(5).Prepend("schema")];
    }

    // The schema was made from comments: "deprecated" holds a sentence there, which no reader of schemas takes.
    private static JsonNode WithoutNotes(JsonNode node)
    {
        if (node is JsonObject one && one["deprecated"] is JsonValue)
            one.Remove("deprecated");
        foreach (var child in node is JsonObject map ? map.Select(p => p.Value) : node as IEnumerable<JsonNode?> ?? [])
        {
            if (child is JsonObject or JsonArray)
                WithoutNotes(child);
        }

        return node;
    }

    private static JsonSchema? Of(string name) => Definitions.Value is not { } all ? null : JsonSchema.FromText(new JsonObject
    {
        ["$schema"] = "http://json-schema.org/draft-07/schema#",
        ["$ref"] = "#/definitions/" + name,
        ["definitions"] = WithoutNotes(all["definitions"]!.DeepClone()),
    }.ToJsonString());
}
