using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Bot.Builder.Integration.AspNet.Core;
using Microsoft.Bot.Schema;
using Newtonsoft.Json;
using JsonException = System.Text.Json.JsonException;
using JsonSerializer = System.Text.Json.JsonSerializer;

namespace NewsBot.Channels.BotFramework;

/// <summary>The body of a request that brings an activity. The SDK refuses a whole message for one odd value in a field that
/// nobody needs; here such a value is left out and the message is kept.</summary>
internal static class ActivityBody
{
    private const string ChannelData = "channelData";

    private static readonly JsonDocumentOptions Limits = new() { MaxDepth = 128 };

    private static readonly JsonSerializerOptions Deep = new() { MaxDepth = Limits.MaxDepth };

    private static readonly HashSet<string> Dates = ["timestamp", "localTimestamp", "expiration"];

    private static readonly HashSet<string> Lists =
        ["membersAdded", "membersRemoved", "reactionsAdded", "reactionsRemoved", "attachments", "entities", "textHighlights"];

    private static readonly HashSet<string> Objects = ["from", "recipient", "suggestedActions", "relatesTo", "semanticAction"];

    private static readonly HashSet<string> Texts =
    [
        "id", "text", "textFormat", "attachmentLayout", "topicName", "locale", "localTimezone", "speak", "inputHint", "summary",
        "action", "replyToId", "label", "valueType", "name", "code", "importance", "deliveryMode", "callerId",
    ];

    /// <summary>The activity of a body.</summary>
    /// <returns>Null when it is none: no JSON object, no type, or no conversation.</returns>
    public static Activity? Read(ReadOnlyMemory<byte> body)
    {
        if (Readable(body) is not { } readable)
            return null;
        using var text = new JsonTextReader(new StringReader(Encoding.UTF8.GetString(readable.Span))) { MaxDepth = Limits.MaxDepth };
        try
        {
            return HttpHelper.BotMessageSerializer.Deserialize<Activity>(text);
        }
        catch (Newtonsoft.Json.JsonException)
        {
            return null;
        }
    }

    // The body as the SDK can read it.
    private static ReadOnlyMemory<byte>? Readable(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var document = JsonDocument.Parse(SkipMark(body), Limits);
            var root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object || !HasText(root, "type"))
                return null;
            if (!root.TryGetProperty("conversation", out var conversation)
                || conversation.ValueKind != JsonValueKind.Object
                || !HasText(conversation, "id"))
            {
                return null;
            }

            return root.EnumerateObject().All(Fits) ? SkipMark(body) : Mend(root);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // Not JSON, or a text with half a surrogate pair.
            return null;
        }
    }

    private static bool Fits(JsonProperty property) => property.Value.ValueKind switch
    {
        JsonValueKind.Null => true,
        _ when property.NameEquals(ChannelData) => property.Value.ValueKind != JsonValueKind.Object || !property.Value.EnumerateObject().Any(IsSecret),
        var kind when Texts.Contains(property.Name) => kind == JsonValueKind.String,
        var kind when Dates.Contains(property.Name) => kind == JsonValueKind.String && property.Value.TryGetDateTimeOffset(out _),
        var kind when Objects.Contains(property.Name) => kind == JsonValueKind.Object,
        var kind when Lists.Contains(property.Name) =>
            kind == JsonValueKind.Array && property.Value.EnumerateArray().All(IsObject),
        _ => true,
    };

    private static byte[] Mend(JsonElement root)
    {
        var kept = new JsonObject();
        foreach (var property in root.EnumerateObject())
        {
            if (Fits(property))
                kept[property.Name] = Copy(property.Value);
            else if (property.NameEquals(ChannelData))
                kept[ChannelData] = new JsonObject([.. property.Value.EnumerateObject().Where(p => !IsSecret(p)).Select(p => KeyValuePair.Create(p.Name, Copy(p.Value)))]);
            else if (property.Value.ValueKind == JsonValueKind.Array && Lists.Contains(property.Name))
                kept[property.Name] = new JsonArray([.. property.Value.EnumerateArray().Where(IsObject).Select(Copy)]);
        }

        return JsonSerializer.SerializeToUtf8Bytes(kept, Deep);
    }

    // The Azure Bot Service sends a Slack workspace's token along with every message. Nobody here needs it, and nothing may keep it.
    private static bool IsSecret(JsonProperty property) => property.Name.Equals("ApiToken", StringComparison.OrdinalIgnoreCase);

    private static bool IsObject(JsonElement element) => element.ValueKind == JsonValueKind.Object;

    private static JsonNode? Copy(JsonElement element) => JsonNode.Parse(element.GetRawText(), documentOptions: Limits);

    private static bool HasText(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value)
        && value.ValueKind == JsonValueKind.String
        && !string.IsNullOrEmpty(value.GetString());

    private static ReadOnlyMemory<byte> SkipMark(ReadOnlyMemory<byte> body) =>
        body.Span.StartsWith("\uFEFF"u8) ? body[3..] : body;
}
