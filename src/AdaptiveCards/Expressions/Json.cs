using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace AdaptiveCards.Expressions;

/// <summary>Values as JSON. Letters of every script are written as they are: the text goes into a JSON body, never into a page.</summary>
internal static class Json
{
    public static JsonWriterOptions Options { get; } = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    /// <summary>How templates, data and cards are read: people write them, with comments and commas too many.</summary>
    public static JsonDocumentOptions Reading { get; } = new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip };

    /// <summary>The value of a JSON text, whose strings may also stand between single quotes; failure for anything else.</summary>
    public static object? Read(string text) =>
        ReadStrict(text) is var value && Value.IsFailed(value) && text.Contains('\'') ? ReadStrict(DoubleQuoted(text)) : value;

    private static object? ReadStrict(string text)
    {
        try
        {
            return Value.FromJson(JsonElement.Parse(text));
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return Value.Failed;
        }
    }

    private static string DoubleQuoted(string text)
    {
        var result = new StringBuilder(text.Length + 16);
        var open = '\0';
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c == '\\' && i + 1 < text.Length)
            {
                c = text[++i];
                // JSON knows no escaped single quote.
                _ = c == '\'' ? result.Append(c) : result.Append('\\').Append(c);
            }
            else if (open == '\0' ? c is '\'' or '"' : c == open)
            {
                open = open == '\0' ? c : '\0';
                result.Append('"');
            }
            else
            {
                _ = c == '"' ? result.Append("\\\"") : result.Append(c);
            }
        }

        return result.ToString();
    }

    public static string Write(object? value)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, Options))
            Write(writer, value);
        return WithoutPairs(Encoding.UTF8.GetString(buffer.WrittenSpan));
    }

    // The writer escapes every letter beyond the first 65,536, emoji first of all; people would read the escapes.
    private static string WithoutPairs(string json)
    {
        if (!json.Contains("\\uD", StringComparison.Ordinal))
            return json;
        var text = new StringBuilder(json.Length);
        for (var i = 0; i < json.Length; i++)
        {
            var escaped = json[i] == '\\';
            if (escaped && UnitAt(json, i) is { } high && UnitAt(json, i + 6) is { } low && char.IsSurrogatePair(high, low))
            {
                text.Append(high).Append(low);
                i += 11;
            }
            else
            {
                text.Append(json[i]);
                if (escaped)
                    text.Append(json[++i]);
            }
        }

        return text.ToString();
    }

    private static char? UnitAt(string json, int at) =>
        at + 6 <= json.Length && json[at] == '\\' && json[at + 1] == 'u'
        && ushort.TryParse(json.AsSpan(at + 2, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var unit)
            ? (char)unit
            : null;

    public static void Write(Utf8JsonWriter writer, object? value)
    {
        switch (value)
        {
            case string s: writer.WriteStringValue(s); break;
            case bool b: writer.WriteBooleanValue(b); break;
            case long whole: writer.WriteNumberValue(whole); break;
            case double real when double.IsFinite(real): writer.WriteNumberValue(real); break;
            case byte[] bytes: writer.WriteBase64StringValue(bytes); break;
            case JsonElement element: element.WriteTo(writer); break;
            case IReadOnlyDictionary<string, object?> map: WriteMap(writer, map); break;
            case IReadOnlyList<object?> list: WriteList(writer, list); break;
            default: writer.WriteNullValue(); break;
        }
    }

    private static void WriteMap(Utf8JsonWriter writer, IReadOnlyDictionary<string, object?> map)
    {
        writer.WriteStartObject();
        foreach (var (name, item) in map)
        {
            writer.WritePropertyName(name);
            Write(writer, item);
        }

        writer.WriteEndObject();
    }

    private static void WriteList(Utf8JsonWriter writer, IReadOnlyList<object?> list)
    {
        writer.WriteStartArray();
        foreach (var item in list)
            Write(writer, item);
        writer.WriteEndArray();
    }
}
