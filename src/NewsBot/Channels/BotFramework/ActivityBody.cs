using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Bot.Builder.Integration.AspNet.Core;
using Microsoft.Bot.Schema;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using JsonException = System.Text.Json.JsonException;
using JsonSerializer = Newtonsoft.Json.JsonSerializer;

namespace NewsBot.Channels.BotFramework;

/// <summary>The body of a request that brings an activity. The SDK refuses a whole message for one odd value in a field that
/// nobody needs; here such a value is left out and the message is kept.</summary>
internal static class ActivityBody
{
    private const string ChannelData = "channelData";

    private static readonly JsonDocumentOptions Limits = new() { MaxDepth = 128 };

    private static readonly JsonSerializerOptions Deep = new() { MaxDepth = Limits.MaxDepth };

    // Each costs an exception; what holds more of them is no slip.
    private const int MostOdd = 50;

    /// <summary>The activity of a body.</summary>
    /// <returns>Null when it is none: no JSON object, no type, no conversation, or hardly a value as it should be.</returns>
    public static Activity? Read(ReadOnlyMemory<byte> body)
    {
        if (Readable(body) is not { } readable)
            return null;
        try
        {
            using var text = TextOf(readable);
            return WithoutGaps(HttpHelper.BotMessageSerializer.Deserialize<Activity>(text));
        }
        catch (Newtonsoft.Json.JsonException)
        {
            return Mend(readable);
        }
    }

    private static Activity? Mend(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var text = TextOf(body);
            // Its text is what it came as, whatever looks like a date.
            text.DateParseHandling = DateParseHandling.None;
            // Not from the text: where that is not what is expected its reader loses its place.
            return WithoutGaps(JToken.ReadFrom(text).ToObject<Activity>(MakeLenient()));
        }
        catch (Newtonsoft.Json.JsonException)
        {
            return null;
        }
    }

    private static JsonTextReader TextOf(ReadOnlyMemory<byte> body) =>
        new(new StringReader(Encoding.UTF8.GetString(body.Span))) { MaxDepth = Limits.MaxDepth };

    private static JsonSerializer MakeLenient()
    {
        var lenient = JsonSerializer.Create(HttpHelper.BotMessageSerializerSettings);
        var odd = 0;
        // Handled where it occurs, an error costs that value alone; one of the activity itself has no path.
        lenient.Error += (_, e) => e.ErrorContext.Handled = e.ErrorContext.Path.Length > 0 && ++odd <= MostOdd;
        return lenient;
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

            return root.TryGetProperty(ChannelData, out var data) && data.ValueKind == JsonValueKind.Object && data.EnumerateObject().Any(IsSecret)
                ? WithoutSecret(root)
                : SkipMark(body);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or ArgumentException)
        {
            // Not JSON, a text with half a surrogate pair, or a name that comes twice beside a secret.
            return null;
        }
    }

    private static byte[] WithoutSecret(JsonElement root)
    {
        var kept = JsonObject.Create(root)!;
        var data = kept[ChannelData]!.AsObject();
        foreach (var name in data.Select(p => p.Key).Where(IsSecret).ToList())
            data.Remove(name);
        return System.Text.Json.JsonSerializer.SerializeToUtf8Bytes(kept, Deep);
    }

    // The Azure Bot Service sends a Slack workspace's token along with every message. Nobody here needs it, and nothing may keep it.
    private static bool IsSecret(JsonProperty property) => IsSecret(property.Name);

    private static bool IsSecret(string name) => name.Equals("ApiToken", StringComparison.OrdinalIgnoreCase);

    // What is left out of a list may leave a gap, which the SDK does not expect.
    private static Activity? WithoutGaps(Activity? activity)
    {
        if (activity is null)
            return null;
        Close(activity.MembersAdded);
        Close(activity.MembersRemoved);
        Close(activity.ReactionsAdded);
        Close(activity.ReactionsRemoved);
        Close(activity.Attachments);
        Close(activity.Entities);
        Close(activity.TextHighlights);
        return activity;
    }

    private static void Close<T>(IList<T>? list)
        where T : class
    {
        if (list is null)
            return;
        var kept = 0;
        for (var i = 0; i < list.Count; i++)
        {
            if (list[i] is { } one)
                list[kept++] = one;
        }

        // From the end, where nothing has to move.
        while (list.Count > kept)
            list.RemoveAt(list.Count - 1);
    }

    private static bool HasText(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value)
        && value.ValueKind == JsonValueKind.String
        && !string.IsNullOrEmpty(value.GetString());

    private static ReadOnlyMemory<byte> SkipMark(ReadOnlyMemory<byte> body) =>
        body.Span.StartsWith("\uFEFF"u8) ? body[3..] : body;
}
