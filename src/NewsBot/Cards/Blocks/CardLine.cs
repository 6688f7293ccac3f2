using System.Text.Json.Nodes;
using NewsBot.Slack.Blocks;

namespace NewsBot.Cards.Blocks;

/// <summary>A run of text in one style; nothing in it is markup.</summary>
internal sealed record CardRun(string Text)
{
    public bool Bold { get; init; }

    public bool Italic { get; init; }

    public bool Strike { get; init; }

    public bool Code { get; init; }

    /// <summary>Where it leads; null for plain text.</summary>
    public string? Url { get; init; }
}

/// <summary>A line of a card.</summary>
/// <param name="Runs">In the order of reading.</param>
/// <param name="Small">Shown small and grey.</param>
internal sealed record CardLine(IReadOnlyList<CardRun> Runs, bool Small)
{
    /// <summary>The line of a text element of a filled card; null for any other element, and for one without text.</summary>
    public static CardLine? Of(JsonObject element)
    {
        var inlines = (string?)element["type"] switch
        {
            "RichTextBlock" => (element["inlines"] as JsonArray ?? []).OfType<JsonObject>().ToList(),
            "TextBlock" => [element],
            _ => [],
        };
        var runs = inlines.Select(RunOf).Where(r => r.Text.Length > 0).ToList();
        return runs.TrueForAll(r => string.IsNullOrWhiteSpace(r.Text)) ? null : new CardLine(runs, inlines.TrueForAll(IsSmall));
    }

    /// <summary>Several lines as one.</summary>
    public static CardLine Across(IEnumerable<CardLine> lines) =>
        new([.. lines.SelectMany((line, i) => i == 0 ? line.Runs : line.Runs.Prepend(new CardRun("  ")))], Small: false);

    /// <summary>The elements of a rich text, in which no letter is markup: verbatim words can be copied from it letter by letter.</summary>
    public IEnumerable<JsonNode> ToRichText() => Runs.Select(run =>
    {
        var element = new JsonObject { ["type"] = run.Url is null ? "text" : "link" };
        if (run.Url is not null)
            element["url"] = run.Url;
        element["text"] = run.Text;
        var style = new JsonObject();
        foreach (var (name, wanted) in new[] { ("bold", run.Bold), ("italic", run.Italic), ("strike", run.Strike), ("code", run.Code) })
        {
            if (wanted)
                style[name] = true;
        }

        if (style.Count > 0)
            element["style"] = style;
        return (JsonNode)element;
    });

    /// <summary>The same in Slack's markup. Where that is too long its longest run is cut at a word: escapes are up to five times
    /// as long as what they stand for.</summary>
    /// <param name="max">Characters of markup.</param>
    public string ToMrkdwn(int max)
    {
        var markup = string.Concat(Runs.Select(Markup)).Trim();
        var longest = Runs.MaxBy(r => r.Text.Length);
        for (var length = longest?.Text.Length ?? 0; markup.Length > max && length > 16; length = length * 9 / 10)
            markup = string.Concat(Runs.Select(r => Markup(ReferenceEquals(r, longest) ? Shortened(r, length) : r))).Trim();
        return markup;
    }

    // A style holds only if its signs stand directly at the letters.
    private static string Markup(CardRun run)
    {
        var text = run.Text.Trim();
        if (text.Length == 0)
            return run.Text;
        var start = run.Text.IndexOf(text, StringComparison.Ordinal);
        var shown = run.Url is null ? Mrkdwn.Escape(text) : Mrkdwn.Link(run.Url, text);
        foreach (var (sign, wanted) in new[] { ('`', run.Code), ('~', run.Strike), ('_', run.Italic), ('*', run.Bold) })
        {
            if (wanted)
                shown = $"{sign}{shown}{sign}";
        }

        return run.Text[..start] + shown + run.Text[(start + text.Length)..];
    }

    private static CardRun Shortened(CardRun run, int length) => run with { Text = CardText.Shorten(run.Text, length) };

    private static CardRun RunOf(JsonObject inline) => new(((string?)inline["text"] ?? "").Replace('\u00A0', ' '))
    {
        Bold = (string?)inline["weight"] == "bolder",
        Italic = IsTrue(inline["italic"]),
        Strike = IsTrue(inline["strikethrough"]),
        Code = (string?)inline["fontType"] == "monospace",
        Url = CardText.Url((string?)(inline["selectAction"] as JsonObject)?["url"]),
    };

    private static bool IsSmall(JsonObject inline) => (string?)inline["size"] == "small" || IsTrue(inline["isSubtle"]);

    private static bool IsTrue(JsonNode? node) => node is JsonValue value && value.TryGetValue(out bool flag) && flag;
}
