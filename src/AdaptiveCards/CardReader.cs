using System.Globalization;
using System.Text.Json;

namespace AdaptiveCards;

/// <summary>Reads a card's JSON into the model and collects warnings on the way.</summary>
internal sealed class CardReader
{
    private const int MaxWarnings = 100;

    private readonly List<AdaptiveWarning> _warnings = [];
    private double _version = CardSchema.Newest;

    private CardReader()
    {
    }

    public static AdaptiveCardParseResult Read(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = 64 });
            if (document.RootElement is not { ValueKind: JsonValueKind.Object } root || TypeOf(root) != "AdaptiveCard")
                throw new AdaptiveSerializationException("The JSON is not of type AdaptiveCard");
            var reader = new CardReader();
            var card = reader.ReadCard(root);
            return new(card, reader._warnings);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // Not JSON, or a text with half a surrogate pair.
            throw new AdaptiveSerializationException("The card is not readable JSON: " + e.Message, e);
        }
    }

    private AdaptiveCard ReadCard(JsonElement json)
    {
        var version = Text(json, "version") ?? "";
        var known = double.TryParse(version, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) && number is >= 1.0 and <= CardSchema.Newest;
        if (known)
            _version = number;
        else if (version.Length > 0)
            Warn(AdaptiveWarningCode.UnsupportedSchemaVersion, "$.version", $"Version '{version}' is none of 1.0 to {CardSchema.Newest.ToString(CultureInfo.InvariantCulture)}");
        Check(json, CardSchema.Card, "AdaptiveCard", "$");
        PressOf(json, "$");
        return new AdaptiveCard
        {
            Version = version,
            Body = Elements(json, "body", "$"),
            Actions = Actions(json, "$"),
            Lang = Text(json, "lang"),
            Rtl = Flag(json, "rtl"),
        };
    }

    private List<AdaptiveElement> Elements(JsonElement owner, string property, string path) => List(owner, property, path, Element);

    private List<AdaptiveAction> Actions(JsonElement owner, string path) => List(owner, "actions", path, (json, at) => Button(json, at, pressed: false));

    private AdaptiveElement Element(JsonElement json, string path)
    {
        var type = TypeOf(json);
        if (!CardSchema.Elements.TryGetValue(type, out var schema))
        {
            Warn(AdaptiveWarningCode.UnknownElementType, path, type.Length == 0 ? "The element has no type" : $"'{type}' is no element");
            return new AdaptiveOtherElement(type);
        }

        Check(json, schema, type, path);
        if (type.StartsWith("Input.", StringComparison.Ordinal) && Text(json, "id") is null)
            Warn(AdaptiveWarningCode.MissingProperty, path, $"{type} needs 'id'");
        return type switch
        {
            "TextBlock" => new AdaptiveTextBlock(Text(json, "text") ?? ""),
            "RichTextBlock" => new AdaptiveRichTextBlock(List(json, "inlines", path, Run)),
            "Container" => new AdaptiveContainer(Elements(json, "items", path), PressOf(json, path), Flag(json, "rtl")),
            "ColumnSet" => new AdaptiveColumnSet(Columns(json, path)),
            "ActionSet" => new AdaptiveActionSet(Actions(json, path)),
            "FactSet" => Facts(json, path),
            _ => new AdaptiveOtherElement(type),
        };
    }

    private List<AdaptiveColumn> Columns(JsonElement json, string path)
    {
        PressOf(json, path);
        return List(json, "columns", path, (column, at) =>
        {
            Check(column, CardSchema.Column, "Column", at);
            PressOf(column, at);
            return new AdaptiveColumn(Elements(column, "items", at));
        });
    }

    private AdaptiveOtherElement Facts(JsonElement json, string path)
    {
        List(json, "facts", path, (fact, at) =>
        {
            Check(fact, CardSchema.Fact, "Fact", at);
            return at;
        });
        return new("FactSet");
    }

    private AdaptiveTextRun Run(JsonElement json, string path)
    {
        if (json.ValueKind == JsonValueKind.String)
            return new(json.GetString()!);
        if (TypeOf(json) != "TextRun")
            Warn(AdaptiveWarningCode.UnknownElementType, path, $"'{TypeOf(json)}' is no inline");
        Check(json, CardSchema.TextRun, "TextRun", path);
        return new(Text(json, "text") ?? "", PressOf(json, path));
    }

    /// <summary>The action that a press on an element does; null when it has none.</summary>
    private AdaptiveAction? PressOf(JsonElement owner, string path) =>
        owner.ValueKind == JsonValueKind.Object && owner.TryGetProperty("selectAction", out var json) && json.ValueKind == JsonValueKind.Object
            ? Button(json, path + ".selectAction", pressed: true)
            : null;

    private AdaptiveAction Button(JsonElement json, string path, bool pressed)
    {
        var type = TypeOf(json);
        if (pressed && type == "Action.ShowCard")
            Warn(AdaptiveWarningCode.UnknownActionType, path, "Action.ShowCard cannot be a selectAction");
        if (!CardSchema.Actions.TryGetValue(type, out var schema))
        {
            Warn(AdaptiveWarningCode.UnknownActionType, path, type.Length == 0 ? "The action has no type" : $"'{type}' is no action");
            return new AdaptiveOtherAction(type, Text(json, "title"));
        }

        Check(json, schema, type, path);
        if (!pressed && string.IsNullOrEmpty(Text(json, "title")))
            Warn(AdaptiveWarningCode.MissingProperty, path, $"{type} needs 'title'");
        return type switch
        {
            "Action.OpenUrl" => new AdaptiveOpenUrlAction(Text(json, "title"), Text(json, "url") ?? ""),
            "Action.Submit" => new AdaptiveSubmitAction(Text(json, "title"), json.TryGetProperty("data", out var data) ? data.GetRawText() : null),
            _ => new AdaptiveOtherAction(type, Text(json, "title")),
        };
    }

    private List<T> List<T>(JsonElement owner, string property, string path, Func<JsonElement, string, T> read)
    {
        var items = new List<T>();
        if (owner.ValueKind != JsonValueKind.Object || !owner.TryGetProperty(property, out var json))
            return items;
        if (json.ValueKind != JsonValueKind.Array)
        {
            Warn(AdaptiveWarningCode.WrongKind, $"{path}.{property}", $"'{property}' must be a list");
            return items;
        }

        foreach (var item in json.EnumerateArray())
            items.Add(read(item, string.Create(CultureInfo.InvariantCulture, $"{path}.{property}[{items.Count}]")));
        return items;
    }

    private void Check(JsonElement json, CardType schema, string type, string path)
    {
        if (json.ValueKind != JsonValueKind.Object)
        {
            Warn(AdaptiveWarningCode.WrongKind, path, $"{type} must be an object");
            return;
        }

        if (schema.Version > _version)
            Warn(AdaptiveWarningCode.NewerThanVersion, path, $"{type} needs version {schema.Version.ToString("0.0", CultureInfo.InvariantCulture)}");
        foreach (var name in schema.Required)
        {
            if (!json.TryGetProperty(name, out var value) || value.ValueKind is JsonValueKind.Null || value.ValueKind == JsonValueKind.String && value.GetString()!.Length == 0)
                Warn(AdaptiveWarningCode.MissingProperty, path, $"{type} needs '{name}'");
        }

        foreach (var property in json.EnumerateObject())
            CheckProperty(property, schema, type, $"{path}.{property.Name}");
    }

    private void CheckProperty(JsonProperty property, CardType schema, string type, string path)
    {
        if (!schema.Properties.Contains(property.Name))
            Warn(AdaptiveWarningCode.UnknownProperty, path, $"{type} has no property '{property.Name}'");
        if (property.Value.ValueKind != JsonValueKind.String)
            return;
        var text = property.Value.GetString()!;
        if (text.Contains("${", StringComparison.Ordinal))
            Warn(AdaptiveWarningCode.UnexpandedTemplate, path, "A place was not filled: " + text);
        else if (CardSchema.Words.TryGetValue(property.Name, out var words) && !words.Contains(text))
            Warn(AdaptiveWarningCode.UnknownValue, path, $"'{text}' is no {property.Name}");
    }

    private void Warn(AdaptiveWarningCode code, string path, string message)
    {
        if (_warnings.Count < MaxWarnings)
            _warnings.Add(new(code, path, message));
    }

    private static string TypeOf(JsonElement json) => Text(json, "type") ?? "";

    private static string? Text(JsonElement json, string name) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static bool? Flag(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.True or JsonValueKind.False ? value.GetBoolean() : null;
}
