using System.Text.Json;

namespace NewsBot.Slack.Incoming;

/// <summary>Reads Slack's JSON, in which anything may be absent, null or of another kind than it was.</summary>
public static class SlackJson
{
    internal static readonly JsonDocumentOptions Limits = new() { MaxDepth = 128 };

    /// <summary>A JSON object; null when the bytes are none.</summary>
    public static JsonElement? Parse(ReadOnlyMemory<byte> json)
    {
        try
        {
            using var document = JsonDocument.Parse(json, Limits);
            return document.RootElement.ValueKind == JsonValueKind.Object ? document.RootElement.Clone() : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <inheritdoc cref="Parse(ReadOnlyMemory{byte})"/>
    public static JsonElement? Parse(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json, Limits);
            return document.RootElement.ValueKind == JsonValueKind.Object ? document.RootElement.Clone() : null;
        }
        catch (Exception e) when (e is JsonException or ArgumentException)
        {
            // A lone half of a surrogate pair is an ArgumentException.
            return null;
        }
    }

    /// <summary>Whether it is an object with a property of that name, null or not.</summary>
    public static bool Has(this JsonElement element, string name) => element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out _);

    /// <summary>The value at a path of property names; null when there is none or it is null.</summary>
    public static JsonElement? At(this JsonElement element, params ReadOnlySpan<string> path)
    {
        foreach (var name in path)
        {
            if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty(name, out element))
                return null;
        }

        return element.ValueKind is JsonValueKind.Null or JsonValueKind.Undefined ? null : element;
    }

    /// <summary>The text at a path; null when there is none, it is empty or something else stands there.</summary>
    public static string? Text(this JsonElement element, params ReadOnlySpan<string> path)
    {
        if (At(element, path) is not { ValueKind: JsonValueKind.String } found)
            return null;
        try
        {
            return found.GetString() is { Length: > 0 } text ? text : null;
        }
        catch (InvalidOperationException)
        {
            // Half of a surrogate pair.
            return null;
        }
    }

    /// <summary>The truth at a path; false when there is none. Slash commands write it as text.</summary>
    public static bool Flag(this JsonElement element, params ReadOnlySpan<string> path) => At(element, path) is { } found
        && (found.ValueKind == JsonValueKind.True || (found.ValueKind == JsonValueKind.String && found.ValueEquals("true")));

    /// <summary>The whole number at a path.</summary>
    public static long? Number(this JsonElement element, params ReadOnlySpan<string> path) =>
        At(element, path) is { ValueKind: JsonValueKind.Number } found && found.TryGetInt64(out var number) ? number : null;

    /// <summary>The texts in the list at a path; none when there is no list. What else stands in it is left out.</summary>
    public static IEnumerable<string> Texts(this JsonElement element, params ReadOnlySpan<string> path) =>
        Items(element, path).Where(i => i.ValueKind == JsonValueKind.String).Select(i => Text(i)).OfType<string>();

    /// <summary>The items of the list at a path; none when there is no list.</summary>
    public static IEnumerable<JsonElement> Items(this JsonElement element, params ReadOnlySpan<string> path) =>
        At(element, path) is { ValueKind: JsonValueKind.Array } list ? list.EnumerateArray() : [];
}
