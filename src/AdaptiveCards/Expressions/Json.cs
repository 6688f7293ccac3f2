using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace AdaptiveCards.Expressions;

/// <summary>Values as JSON. Letters of every script are written as they are: the text goes into a JSON body, never into a page.</summary>
internal static class Json
{
    public static JsonWriterOptions Options { get; } = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

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
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

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
