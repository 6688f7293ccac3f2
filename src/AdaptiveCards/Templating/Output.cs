using System.Text.Json;
using AdaptiveCards.Expressions;

namespace AdaptiveCards.Templating;

/// <summary>The JSON that an expansion writes, held to a size.</summary>
internal sealed class Output(Utf8JsonWriter writer, int maxBytes)
{
    public bool IsEmpty => writer.BytesCommitted + writer.BytesPending == 0;

    /// <summary>Writes the name of the property that the next value belongs to; nothing inside of an array.</summary>
    public void Property(string? name)
    {
        if (name is not null)
            writer.WritePropertyName(name);
    }

    public void Value(object? value)
    {
        Json.Write(writer, value);
        Check();
    }

    public void Literal(JsonElement element)
    {
        element.WriteTo(writer);
        Check();
    }

    public void StartObject() => writer.WriteStartObject();

    public void EndObject() => writer.WriteEndObject();

    public void StartArray() => writer.WriteStartArray();

    public void EndArray() => writer.WriteEndArray();

    private void Check()
    {
        if (writer.BytesCommitted + writer.BytesPending > maxBytes)
            throw new AdaptiveTemplateException($"The card grows over {maxBytes} bytes");
    }
}
