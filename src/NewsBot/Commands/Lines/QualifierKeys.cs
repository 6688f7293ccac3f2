namespace NewsBot.Commands.Lines;

/// <summary>The keys of qualifiers and what people type for them. Pure.</summary>
internal static class QualifierKeys
{
    private static readonly Dictionary<string, string> Known = new(StringComparer.OrdinalIgnoreCase)
    {
        ["topic"] = "topic",
        ["speaker"] = "speaker",
        ["who"] = "speaker",
        ["by"] = "speaker",
        ["person"] = "speaker",
        ["country"] = "speaker",
        ["party"] = "speaker",
        ["side"] = "speaker",
        ["outlet"] = "outlet",
        ["source"] = "outlet",
        ["type"] = "type",
        ["term"] = "term",
        ["word"] = "term",
        ["words"] = "term",
        ["label"] = "term",
        ["lang"] = "lang",
        ["language"] = "lang",
        ["onrecord"] = "onrecord",
        ["since"] = "since",
        ["from"] = "since",
        ["after"] = "since",
        ["until"] = "until",
        ["to"] = "until",
        ["before"] = "before",
        ["as"] = "as",
        ["in"] = "in",
        ["at"] = "at",
        ["day"] = "days",
        ["days"] = "days",
        ["changes"] = "changes",
        ["sort"] = "sort",
        ["zone"] = "zone",
        ["timezone"] = "zone",
    };

    /// <summary>The keys that a subscription keeps as its filter.</summary>
    public static IReadOnlyList<string> OfFilters { get; } = ["speaker", "outlet", "type", "term", "lang", "onrecord"];

    /// <summary>The key that was meant; null when it is none, as in <c>https:</c> and <c>08:</c>.</summary>
    public static string? Of(string typed) => Known.GetValueOrDefault(typed);

    /// <summary>The nearest key to a misspelt one; null when nothing is near.</summary>
    public static string? Nearest(string typed) => Spelling.Nearest(typed, Known.Keys) is { } near ? Known[near] : null;
}
