using System.Text.Json;
using AngleSharp.Dom;

namespace NewsBot.Text.Pages;

/// <summary>What a page's JSON-LD says of its article (https://schema.org/NewsArticle).</summary>
internal sealed record LinkedData(string? Headline, string? Author, string? Published, string? Body, string? Language, bool Paid)
{
    public static LinkedData None { get; } = new(null, null, null, null, null, false);

    private static readonly JsonDocumentOptions Lenient = new()
    {
        AllowTrailingCommas = true,
        CommentHandling = JsonCommentHandling.Skip,
        MaxDepth = 64,
    };

    public static LinkedData Of(IDocument document)
    {
        foreach (var script in document.Scripts)
        {
            if (script.Type is not { } type || !type.Contains("ld+json", StringComparison.OrdinalIgnoreCase))
                continue;
            if (Parse(script.Text) is { } found)
                return found;
        }

        return None;
    }

    private static LinkedData? Parse(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json.Trim().TrimEnd(';'), Lenient);
            return Find(document.RootElement);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static LinkedData? Find(JsonElement node)
    {
        if (node.ValueKind == JsonValueKind.Array)
            return node.EnumerateArray().Select(Find).FirstOrDefault(found => found is not null);
        if (node.ValueKind != JsonValueKind.Object)
            return null;
        if (IsArticle(node))
            return Read(node);
        return Child(node, "@graph") is { } graph ? Find(graph)
            : Child(node, "mainEntity") is { } main ? Find(main)
            : null;
    }

    private static bool IsArticle(JsonElement node) => Child(node, "@type") is { } type && Texts(type).Any(name =>
        name.EndsWith("Article", StringComparison.Ordinal) || name.EndsWith("Posting", StringComparison.Ordinal)
            || name == "Report");

    private static LinkedData Read(JsonElement node) => new(
        Text(node, "headline") ?? Text(node, "name"),
        Child(node, "author") is { } author ? Names(author) : null,
        Text(node, "datePublished") ?? Text(node, "dateCreated"),
        Text(node, "articleBody"),
        Text(node, "inLanguage"),
        Child(node, "isAccessibleForFree") is { } free && IsFalse(free));

    private static bool IsFalse(JsonElement value) => value.ValueKind == JsonValueKind.False
        || (value.ValueKind == JsonValueKind.String
        && string.Equals(value.GetString(), "false", StringComparison.OrdinalIgnoreCase));

    private static string? Names(JsonElement author)
    {
        var all = author.ValueKind == JsonValueKind.Array ? author.EnumerateArray() : Enumerable.Repeat(author, 1);
        var names = all
            .Select(one => one.ValueKind == JsonValueKind.String ? one.GetString() : Text(one, "name"))
            .Where(name => !string.IsNullOrWhiteSpace(name) && !Uri.IsWellFormedUriString(name, UriKind.Absolute))
            .Select(name => name!.Trim())
            .Distinct()
            .Take(8);
        return string.Join(", ", names) is { Length: > 0 } line ? line : null;
    }

    private static IEnumerable<string> Texts(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => [value.GetString()!],
        JsonValueKind.Array => value.EnumerateArray().Where(one => one.ValueKind == JsonValueKind.String).Select(one =>
            one.GetString()!),
        _ => [],
    };

    private static string? Text(JsonElement node, string name) =>
        Child(node, name) is { ValueKind: JsonValueKind.String } value && !string.IsNullOrWhiteSpace(value.GetString())
            ? value.GetString()!.Trim()
            : null;

    private static JsonElement? Child(JsonElement node, string name) =>
        node.ValueKind == JsonValueKind.Object && node.TryGetProperty(name, out var value) ? value : null;
}
