using System.Buffers;
using System.Collections;
using System.Text;
using System.Text.Json;
using AdaptiveCards.Expressions;

namespace AdaptiveCards;

/// <summary>
/// An object of a card: the card itself, an element, an action or a part of one. It keeps every property of the JSON that it was read from,
/// also those that it has no member for; these are reached by their name.
/// </summary>
public abstract class AdaptiveTypedElement
{
    private readonly string _type;
    private readonly OrderedDictionary<string, JsonElement> _own = new(StringComparer.Ordinal);
    private readonly Dictionary<string, object> _parts = new(StringComparer.Ordinal);

    // What was read in place of an object, until something is set: the text of a run, or something that does not belong there.
    private JsonElement? _bare;

    private protected AdaptiveTypedElement(string type)
    {
        _type = type;
        if (type.Length > 0)
            this["type"] = JsonSerializer.SerializeToElement(type);
    }

    /// <summary>Its type name; empty when it has none.</summary>
    public string Type => Text("type") ?? _type;

    public string? Id
    {
        get => Text("id");
        set => Put("id", value);
    }

    /// <summary>What a client shows that does not know the type or a feature that it requires: another element or action, or "drop".</summary>
    public JsonElement? Fallback => this["fallback"];

    /// <summary>The features it needs of a client, with their versions.</summary>
    public IReadOnlyDictionary<string, string> Requires => this["requires"] is { ValueKind: JsonValueKind.Object } json
        ? json.EnumerateObject()
            .Where(p => p.Value.ValueKind == JsonValueKind.String)
            .DistinctBy(p => p.Name)
            .ToDictionary(p => p.Name, p => p.Value.GetString()!)
        : new Dictionary<string, string>();

    /// <summary>A property as JSON; null when it is not there. What has a list or object as its member here is changed there.</summary>
    public JsonElement? this[string property]
    {
        get => _own.TryGetValue(property, out var value) ? value : null;
        set
        {
            _bare = null;
            if (value is { } given)
                _own[property] = given.Clone();
            else
                _own.Remove(property);
        }
    }

    /// <summary>The JSON, with every property that was read.</summary>
    public string ToJson()
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using (var writer = new Utf8JsonWriter(buffer, Json.Options))
            Write(writer);
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    internal void ReadOwn(JsonElement json)
    {
        if (json.ValueKind != JsonValueKind.Object)
        {
            this["text"] = json.ValueKind == JsonValueKind.String ? json : null;
            _bare = json;
            return;
        }

        _own.Clear();
        foreach (var property in json.EnumerateObject())
            _own[property.Name] = property.Value;
    }

    /// <summary>Puts a part in the place of the JSON that it was read from.</summary>
    internal void PutPart(string property, object part) => _parts[property] = part;

    private protected string? Text(string property) =>
        this[property] is { ValueKind: JsonValueKind.String } value ? value.GetString() : null;

    private protected bool? Flag(string property) =>
        this[property] is { ValueKind: JsonValueKind.True or JsonValueKind.False } value ? value.GetBoolean() : null;

    private protected double? Number(string property) =>
        this[property] is { ValueKind: JsonValueKind.Number } value ? value.GetDouble() : null;

    private protected void Put<T>(string property, T value) =>
        this[property] = value is null ? null : JsonSerializer.SerializeToElement(value);

    private protected IList<T> List<T>(string property)
        where T : AdaptiveTypedElement
    {
        if (_parts.TryGetValue(property, out var found))
            return (List<T>)found;
        var list = new List<T>();
        _parts[property] = list;
        return list;
    }

    private protected T? Part<T>(string property)
        where T : AdaptiveTypedElement => _parts.GetValueOrDefault(property) as T;

    private protected void PutPart<T>(string property, T? part)
        where T : AdaptiveTypedElement
    {
        this[property] = null;
        if (part is null)
            _parts.Remove(property);
        else
            _parts[property] = part;
    }

    private void Write(Utf8JsonWriter writer)
    {
        if (_bare is { } bare)
        {
            bare.WriteTo(writer);
            return;
        }

        writer.WriteStartObject();
        foreach (var (name, value) in _own)
        {
            writer.WritePropertyName(name);
            if (_parts.TryGetValue(name, out var part))
                WritePart(writer, part);
            else
                value.WriteTo(writer);
        }

        foreach (var (name, part) in _parts.Where(p => !_own.ContainsKey(p.Key) && p.Value is not ICollection { Count: 0 }))
        {
            writer.WritePropertyName(name);
            WritePart(writer, part);
        }

        writer.WriteEndObject();
    }

    private static void WritePart(Utf8JsonWriter writer, object part)
    {
        if (part is AdaptiveTypedElement one)
        {
            one.Write(writer);
            return;
        }

        writer.WriteStartArray();
        foreach (var item in (IEnumerable<AdaptiveTypedElement>)part)
            item.Write(writer);
        writer.WriteEndArray();
    }
}
