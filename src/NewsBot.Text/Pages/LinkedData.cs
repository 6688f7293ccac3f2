using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using AngleSharp.Dom;

namespace NewsBot.Text.Pages;

/// <summary>What a page's JSON-LD says of its article (https://schema.org/NewsArticle), as plain text.</summary>
internal sealed partial record LinkedData(string? Headline, string? Author, string? Published, string? Body, string? Language, bool Paid)
{
    public static LinkedData None { get; } = new(null, null, null, null, null, false);

    /// <summary>A live blog's updates that are read at most, as its page lists them.</summary>
    private const int MaxUpdates = 500;

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
        WebUtility.HtmlDecode(Text(node, "headline") ?? Text(node, "name")),
        Child(node, "author") is { } author ? Names(author) : null,
        Text(node, "datePublished") ?? Text(node, "dateCreated"),
        TextOf(node),
        Text(node, "inLanguage"),
        Child(node, "isAccessibleForFree") is { } free && IsFalse(free));

    private static string? TextOf(JsonElement node)
    {
        if (Text(node, "articleBody") is { } body)
            return Paragraphs(body);
        if (Child(node, "liveBlogUpdate") is not { ValueKind: JsonValueKind.Array } updates)
            return null;
        var all = updates.EnumerateArray().Take(MaxUpdates).Select(update => Text(update, "articleBody")).OfType<string>();
        return Paragraphs(string.Join("\n\n", all));
    }

    // Sites write it as text with line breaks, as HTML, or as HTML that is escaped once more.
    private static string Paragraphs(string body)
    {
        var text = EscapedTag().IsMatch(body) ? WebUtility.HtmlDecode(body) : body;
        return HtmlText.Of(BlockTag().IsMatch(text) ? text : text.ReplaceLineEndings("<p>"));
    }

    private static bool IsFalse(JsonElement value) => value.ValueKind == JsonValueKind.False
        || (value.ValueKind == JsonValueKind.String
        && string.Equals(value.GetString(), "false", StringComparison.OrdinalIgnoreCase));

    private static string? Names(JsonElement author)
    {
        var all = author.ValueKind == JsonValueKind.Array ? author.EnumerateArray() : Enumerable.Repeat(author, 1);
        var names = all
            .Select(one => one.ValueKind == JsonValueKind.String ? one.GetString() : Text(one, "name"))
            .Where(name => !string.IsNullOrWhiteSpace(name) && !Uri.IsWellFormedUriString(name, UriKind.Absolute))
            .Select(name => WebUtility.HtmlDecode(name!).Trim())
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

    [GeneratedRegex("&lt;/?(?:p|br|div|li|h[1-6])\\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex EscapedTag();

    [GeneratedRegex("<(?:p|br|div|li)\\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex BlockTag();
}
