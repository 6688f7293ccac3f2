using System.Text.Encodings.Web;
using System.Text.Json;

namespace AdaptiveCards.Tests;

/// <summary>JSON as people read it in a test.</summary>
internal static class Relaxed
{
    public static JsonSerializerOptions Options { get; } = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>A text as JSON.</summary>
    public static string Quoted(this string text) => JsonSerializer.Serialize(text, Options);
}
