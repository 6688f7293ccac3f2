using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using NewsBot.Slack.Blocks;

namespace NewsBot.Cards.Blocks;

/// <summary>A card of ours as Slack's blocks: the same text, links and buttons, from the same filled template.</summary>
/// <remarks>
/// Lines become rich text, small ones a context; what can be pressed becomes a section with a button; actions become a row of buttons.
/// Colours, sizes and columns are lost. Inputs have no place in a message.
/// </remarks>
internal sealed class CardBlocks
{
    // Six characters for a letter of Urdu would leave no room for a line.
    private static readonly JsonSerializerOptions AsSaid = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly JsonArray _blocks = [];
    private readonly List<CardLine> _lines = [];
    private int _buttons;

    private CardBlocks()
    {
    }

    public static JsonArray Of(JsonNode card)
    {
        var translation = new CardBlocks();
        translation.Elements(card["body"] as JsonArray);
        translation.Flush();
        translation.Actions(card["actions"] as JsonArray ?? []);
        return translation._blocks;
    }

    // What stands behind the dots of a card stands behind those of Slack.
    private void Actions(JsonArray actions)
    {
        var behind = actions.Where(a => (string?)a?["mode"] == "secondary").Select(Option).OfType<JsonObject>().ToList();
        var before = actions.Where(a => (string?)a?["mode"] != "secondary").Select(Button).OfType<JsonObject>();
        Row(behind.Count == 0 ? before : before.Append(Block.Overflow($"say-{_buttons++}", behind)));
    }

    private static JsonObject? Option(JsonNode? action)
    {
        var (title, say) = (Clean((string?)action?["title"]), (string?)((action?["data"] as JsonObject)?["say"] as JsonValue));
        var value = new JsonObject { ["say"] = say }.ToJsonString(AsSaid);
        return title.Length > 0 && say is { Length: > 0 } && value.Length <= BlockLimits.OptionValue ? Block.Option(title, value) : null;
    }

    private void Elements(JsonArray? elements)
    {
        foreach (var element in (elements ?? []).OfType<JsonObject>())
            Element(element);
    }

    private void Element(JsonObject element)
    {
        var press = Button(element["selectAction"]);
        if (press is null && (bool?)element["separator"] == true)
            Divide();
        switch ((string?)element["type"])
        {
            case "TextBlock" when (string?)element["style"] == "heading" && Clean((string?)element["text"]) is { Length: > 0 } heading:
                Flush();
                _blocks.Add((JsonNode)Block.Header(heading));
                break;
            case "TextBlock" or "RichTextBlock":
                Add(CardLine.Of(element));
                break;
            case "ColumnSet":
                Columns(element, press);
                break;
            case "ActionSet":
                Flush();
                Row((element["actions"] as JsonArray ?? []).Select(Button).OfType<JsonObject>());
                break;
            case "Container" when press is not null:
                Beside(Lines(element["items"] as JsonArray ?? []), press);
                break;
            default:
                Elements(element["items"] as JsonArray);
                break;
        }
    }

    // Columns of one line each are read across, as one line; others one below the other. One button stands beside the text.
    private void Columns(JsonObject set, JsonObject? press)
    {
        var columns = (set["columns"] as JsonArray ?? []).OfType<JsonObject>().Select(c => c["items"] as JsonArray ?? []).ToList();
        if (columns.Exists(items => items.Any(i => Button(i?["selectAction"]) is not null)))
        {
            columns.ForEach(Elements);
            return;
        }

        var texts = columns.Select(Lines).Where(lines => lines.Count > 0).ToList();
        List<CardLine> lines = texts.Count > 1 && texts.TrueForAll(t => t.Count == 1)
            ? [CardLine.Across(texts.SelectMany(t => t))]
            : [.. texts.SelectMany(t => t)];
        var buttons = columns.SelectMany(Flat)
            .SelectMany(e => (string?)e["type"] == "ActionSet" ? e["actions"] as JsonArray ?? [] : [])
            .Select(Button).OfType<JsonObject>().ToList();
        if (lines.Count > 0 && (press ?? (buttons.Count == 1 ? buttons[0] : null)) is { } beside)
        {
            Beside(lines, beside);
            return;
        }

        foreach (var line in lines)
            Add(line);
        if (buttons.Count > 0)
            Flush();
        Row(buttons);
    }

    private void Beside(IReadOnlyList<CardLine> lines, JsonObject button)
    {
        Flush();
        var main = lines.Where(l => !l.Small).ToList();
        var small = lines.Where(l => l.Small).ToList();
        foreach (var (text, i) in Joined(main.Count > 0 ? main : small).Select((text, i) => (text, i)))
            _blocks.Add((JsonNode)Block.Section(text, i == 0 ? button : null));
        if (main.Count > 0)
            Context(small);
    }

    private void Context(IReadOnlyList<CardLine> lines)
    {
        foreach (var text in Joined(lines))
            _blocks.Add((JsonNode)Block.Context(text));
    }

    private void Divide()
    {
        Flush();
        if (_blocks.Count > 0)
            _blocks.Add((JsonNode)Block.Divider());
    }

    private void Row(IEnumerable<JsonObject> buttons)
    {
        foreach (var row in Block.Actions(buttons))
            _blocks.Add((JsonNode)row);
    }

    // What a button says travels as JSON, so that nothing else can be taken for it.
    private JsonObject? Button(JsonNode? action)
    {
        var title = Clean((string?)action?["title"]);
        var say = (string?)((action?["data"] as JsonObject)?["say"] as JsonValue);
        switch ((string?)action?["type"])
        {
            case "Action.Submit" or "Action.Execute" when say is { Length: > 0 }:
                // A pressable statement is named by its own words, if at all: the verb is what a button can hold.
                var isNamed = action!.Parent is JsonArray && title.Length > 0;
                var label = isNamed ? title : char.ToUpperInvariant(say[0]) + say[1..].Split(' ')[0];
                var value = new JsonObject { ["say"] = say }.ToJsonString(AsSaid);
                return value.Length <= BlockLimits.ButtonValue ? Block.Button(label, $"say-{_buttons++}", value) : null;
            case "Action.OpenUrl" when CardText.Url((string?)action!["url"]) is { } url:
                return Block.Button(title.Length > 0 ? title : "Open", $"open-{_buttons++}", value: null, url);
            default:
                return null;
        }
    }

    private void Add(CardLine? line)
    {
        if (line is null)
            return;
        if (_lines.Count > 0 && _lines[^1].Small != line.Small)
            Flush();
        _lines.Add(line);
    }

    private void Flush()
    {
        if (_lines.Count == 0)
            return;
        if (_lines[0].Small)
            Context(_lines);
        else
            _blocks.Add((JsonNode)RichText(_lines));
        _lines.Clear();
    }

    private static List<CardLine> Lines(JsonArray items) => [.. Flat(items).Select(CardLine.Of).OfType<CardLine>()];

    private static IEnumerable<JsonObject> Flat(JsonArray items) =>
        items.OfType<JsonObject>().SelectMany(e => e["items"] is JsonArray inner ? Flat(inner) : [e]);

    // As few texts as hold the lines: none of them is cut for those before it.
    private static List<string> Joined(IEnumerable<CardLine> lines)
    {
        var texts = new List<string>();
        foreach (var line in lines.Select(l => l.ToMrkdwn(BlockLimits.Text)))
        {
            if (texts.Count > 0 && texts[^1].Length + 1 + line.Length <= BlockLimits.Text)
                texts[^1] += "\n" + line;
            else
                texts.Add(line);
        }

        return texts;
    }

    private static JsonObject RichText(IReadOnlyList<CardLine> lines) => new()
    {
        ["type"] = "rich_text",
        ["elements"] = new JsonArray(new JsonObject
        {
            ["type"] = "rich_text_section",
            ["elements"] = new JsonArray(
                [.. lines.SelectMany((line, i) => i == 0 ? line.ToRichText() : line.ToRichText().Prepend(new JsonObject { ["type"] = "text", ["text"] = "\n" }))]),
        }),
    };

    private static string Clean(string? text) => (text ?? "").Replace('\u00A0', ' ').Trim();
}
