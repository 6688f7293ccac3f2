using System.Text.Json;
using NewsBot.Text;

namespace NewsBot.Statements;

/// <summary>Spans as they are stored: <c>[[start,end],…]</c>, in UTF-16 code units of the article's text.</summary>
public static class Spans
{
    /// <summary>What stands between two fragments of one content when they are shown as one.</summary>
    public const string Gap = " … ";

    public static string Write(IEnumerable<TextSpan> spans) => "[" + string.Join(',', spans.Select(s => $"[{s.Start},{s.End}]")) + "]";

    /// <summary>Reads the stored form; nothing when it is not one.</summary>
    public static IReadOnlyList<TextSpan> Read(string stored)
    {
        try
        {
            return JsonSerializer.Deserialize<int[][]>(stored)?.Where(p => p is { Length: 2 }).Select(p => new TextSpan(p[0], p[1])).ToList() ?? [];
        }
        catch (JsonException)
        {
            return [];
        }
    }

    /// <summary>The slices of the text, fragments joined by <see cref="Gap"/>; null when a span lies outside the text.</summary>
    public static string? Slice(string text, IReadOnlyList<TextSpan> spans)
    {
        if (spans.Count == 0 || spans.Any(s => s.Start < 0 || s.End > text.Length || s.Start >= s.End))
            return null;
        return string.Join(Gap, spans.Select(s => s.Of(text)));
    }
}
