using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace AdaptiveCards;

/// <summary>Holds a card's JSON against the schema and collects warnings on the way.</summary>
internal sealed partial class CardChecker
{
    private const int MaxWarnings = 100;

    private readonly HashSet<string> _ids = new(StringComparer.Ordinal);

    // The version that the card, or the element with a fallback around, may count on.
    private double _version = CardSchema.Newest;
    private bool _isFallback;

    private CardChecker()
    {
    }

    private List<AdaptiveWarning> Warnings { get; } = [];

    public static List<AdaptiveWarning> Check(JsonElement card)
    {
        var checker = new CardChecker();
        var version = TextOf(card, "version") ?? "";
        if (VersionOf(version) is { } known)
            checker._version = known;
        else if (version.Length > 0 && !version.Contains("${", StringComparison.Ordinal))
            checker.Warn(AdaptiveWarningCode.UnsupportedSchemaVersion, "$.version", $"Version '{version}' is none of 1.0 to 1.6");
        checker.CheckType(card, CardSchema.Parts["AdaptiveCard"], "$");
        return checker.Warnings;
    }

    private static double? VersionOf(string text) => SchemaVersion().Match(text) is { Success: true } m
        && double.Parse("1." + m.Groups["minor"].Value.PadRight(1, '0'), CultureInfo.InvariantCulture) is <= CardSchema.Newest and var version
        ? version
        : null;

    private void CheckElement(JsonElement json, string path)
    {
        var type = TextOf(json, "type") ?? "";
        if (CardSchema.Elements.TryGetValue(type, out var schema))
            CheckType(json, schema, path);
        else
            Unknown(json, AdaptiveWarningCode.UnknownElementType, type.Length == 0 ? "The element has no type" : $"'{type}' is no element", path);
        var isInput = type.StartsWith("Input.", StringComparison.Ordinal);
        if (isInput && IsTrue(json, "isRequired") && string.IsNullOrEmpty(TextOf(json, "label")))
            Warn(AdaptiveWarningCode.EmptyLabelInRequiredInput, path, $"{type} must be filled in and has no 'label' to say so");
    }

    /// <param name="json">The action.</param>
    /// <param name="isButton">Whether it stands as a button, with a title; otherwise a press on something else does it.</param>
    /// <param name="path">Its JSON path.</param>
    private void CheckAction(JsonElement json, bool isButton, string path)
    {
        var type = TextOf(json, "type") ?? "";
        if (!isButton && type == "Action.ShowCard")
            Warn(AdaptiveWarningCode.UnknownActionType, path, "Action.ShowCard can only be a button");
        if (!CardSchema.Actions.TryGetValue(type, out var schema))
        {
            Unknown(json, AdaptiveWarningCode.UnknownActionType, type.Length == 0 ? "The action has no type" : $"'{type}' is no action", path);
            return;
        }

        CheckType(json, schema, path);
        if (isButton && string.IsNullOrEmpty(TextOf(json, "title")))
            Warn(AdaptiveWarningCode.MissingProperty, path, $"{type} needs 'title'");
    }

    // Clients that do not know it show what stands in its place.
    private void Unknown(JsonElement json, AdaptiveWarningCode code, string message, string path)
    {
        Warn(code, path, message);
        if (json.ValueKind == JsonValueKind.Object && json.TryGetProperty("fallback", out var fallback))
            CheckFallback(fallback, code == AdaptiveWarningCode.UnknownActionType ? "Action" : "", path + ".fallback");
    }

    private void CheckFallback(JsonElement json, string owner, string path)
    {
        if (json.ValueKind == JsonValueKind.String)
        {
            if (!"drop".Equals(json.GetString(), StringComparison.OrdinalIgnoreCase))
                Warn(AdaptiveWarningCode.UnknownValue, path, $"'{json.GetString()}' is no fallback");
            return;
        }

        // What stands in for an element may bear its id.
        var before = _isFallback;
        _isFallback = true;
        if (owner.StartsWith("Action", StringComparison.Ordinal) && owner != "ActionSet")
            CheckAction(json, isButton: false, path);
        else if (owner == "Column")
            CheckType(json, CardSchema.Parts["Column"], path);
        else
            CheckElement(json, path);
        _isFallback = before;
    }

    private void CheckType(JsonElement json, CardType schema, string path)
    {
        if (json.ValueKind != JsonValueKind.Object)
        {
            Warn(AdaptiveWarningCode.WrongKind, path, $"{schema.Name} must be an object");
            return;
        }

        var hasFallback = json.TryGetProperty("fallback", out var fallback) && fallback.ValueKind != JsonValueKind.Null;
        if (schema.Version > _version && !hasFallback)
            Warn(AdaptiveWarningCode.NewerThanVersion, path, $"{schema.Name} needs version {Written(schema.Version)}");
        foreach (var (name, property) in schema.Properties.Where(p => p.Value.IsRequired))
        {
            // Only the card itself must say its version, not one that a button shows.
            if (IsMissing(json, name) && !(name == "version" && path != "$"))
                Warn(AdaptiveWarningCode.MissingProperty, path, $"{schema.Name} needs '{name}'");
        }

        // Elements, not actions.
        if (schema.Properties.ContainsKey("isVisible") && !_isFallback && TextOf(json, "id") is { } id && !_ids.Add(id))
            Warn(AdaptiveWarningCode.DuplicateId, path + ".id", $"Another element is '{id}', too");
        foreach (var property in json.EnumerateObject().Where(p => p.Value.ValueKind != JsonValueKind.Null))
        {
            var isPlain = !property.Name.Contains('.', StringComparison.Ordinal);
            CheckProperty(property, schema, hasFallback, isPlain ? $"{path}.{property.Name}" : $"{path}['{property.Name}']");
        }
    }

    private void CheckProperty(JsonProperty property, CardType schema, bool hasFallback, string path)
    {
        var text = property.Value.ValueKind == JsonValueKind.String ? property.Value.GetString()! : null;
        var isOpen = text?.Contains("${", StringComparison.Ordinal) == true;
        if (!schema.Properties.TryGetValue(property.Name, out var known))
            Warn(AdaptiveWarningCode.UnknownProperty, path, $"{schema.Name} has no property '{property.Name}'");
        if (isOpen)
            Warn(AdaptiveWarningCode.UnexpandedTemplate, path, "A place was not filled: " + text);
        if (known is null || isOpen)
            return;
        if (property.Name == "fallback")
        {
            CheckFallback(property.Value, schema.Name, path);
            return;
        }

        // One warning for what is new, none for all that it is made of.
        var before = _version;
        _version = hasFallback ? CardSchema.Newest : Math.Max(before, schema.Version);
        if (known.Version > _version)
            Warn(AdaptiveWarningCode.NewerThanVersion, path, $"'{property.Name}' needs version {Written(known.Version)}");
        _version = Math.Max(_version, known.Version);
        CheckValue(property.Value, property.Name, known.Kind, path);
        _version = before;
    }

    private void CheckValue(JsonElement json, string name, string kind, string path)
    {
        switch (kind)
        {
            case "elements":
                CheckList(json, name, path, CheckElement);
                break;
            case "actions":
                CheckList(json, name, path, (item, at) => CheckAction(item, isButton: true, at));
                break;
            case "inlines":
                CheckList(json, name, path, CheckInline);
                break;
            case "select":
                CheckAction(json, isButton: false, path);
                break;
            case "execute":
                CheckRefresh(json, path);
                break;
            case "card":
                CheckType(json, CardSchema.Parts["AdaptiveCard"], path);
                break;
            case "background" when json.ValueKind != JsonValueKind.String:
                CheckType(json, CardSchema.Parts["BackgroundImage"], path);
                break;
            case "targets":
                CheckList(json, name, path, (item, at) =>
                {
                    if (item.ValueKind != JsonValueKind.String)
                        CheckType(item, CardSchema.Parts["TargetElement"], at);
                });
                break;
            case "texts":
                CheckList(json, name, path, (item, at) => CheckScalar(item, name, "text", at));
                break;
            case "requires":
                if (json.ValueKind != JsonValueKind.Object || json.EnumerateObject().Any(p => p.Value.ValueKind != JsonValueKind.String))
                    Warn(AdaptiveWarningCode.WrongKind, path, $"'{name}' must name features and their versions");
                break;
            case ['[', .. var item, ']']:
                CheckList(json, name, path, (part, at) => CheckPart(part, item, at));
                break;
            default:
                if (CardSchema.Parts.ContainsKey(kind))
                    CheckPart(json, kind, path);
                else
                    CheckScalar(json, name, kind, path);
                break;
        }
    }

    private void CheckPart(JsonElement json, string type, string path)
    {
        // The type of a button that asks to sign in is no type of the schema.
        if (type != "AuthCardButton" && TextOf(json, "type") is { } said && said != type)
            Warn(AdaptiveWarningCode.UnknownElementType, path, $"'{said}' is no {type}");
        CheckType(json, CardSchema.Parts.GetValueOrDefault(type) ?? CardSchema.Elements[type], path);
    }

    private void CheckInline(JsonElement json, string path)
    {
        if (json.ValueKind == JsonValueKind.String)
            return;
        if (TextOf(json, "type") is var type && type != "TextRun")
            Warn(AdaptiveWarningCode.UnknownElementType, path, $"'{type}' is no inline");
        CheckType(json, CardSchema.Parts["TextRun"], path);
    }

    private void CheckRefresh(JsonElement json, string path)
    {
        if (TextOf(json, "type") is var type && type != "Action.Execute")
            Warn(AdaptiveWarningCode.UnknownActionType, path, $"'{type}' cannot refresh a card: only Action.Execute can");
        else
            CheckAction(json, isButton: false, path);
    }

    private void CheckList(JsonElement json, string name, string path, Action<JsonElement, string> check)
    {
        if (json.ValueKind != JsonValueKind.Array)
        {
            Warn(AdaptiveWarningCode.WrongKind, path, $"'{name}' must be a list");
            return;
        }

        var at = 0;
        foreach (var item in json.EnumerateArray())
            check(item, string.Create(CultureInfo.InvariantCulture, $"{path}[{at++}]"));
    }

    private void CheckScalar(JsonElement json, string name, string kind, string path)
    {
        var isRight = kind switch
        {
            "bool" => json.ValueKind is JsonValueKind.True or JsonValueKind.False,
            "number" => json.ValueKind == JsonValueKind.Number,
            "width" => json.ValueKind is JsonValueKind.Number or JsonValueKind.String,
            "data" => json.ValueKind is JsonValueKind.Object or JsonValueKind.String,
            _ => json.ValueKind == JsonValueKind.String,
        };
        if (!isRight)
            Warn(AdaptiveWarningCode.WrongKind, path, $"'{name}' must not be {json.ValueKind.ToString().ToLowerInvariant()}");
        else if (json.ValueKind == JsonValueKind.String && json.GetString()! is var text && !IsValue(text, kind))
            Warn(kind == "language" ? AdaptiveWarningCode.InvalidLanguage : AdaptiveWarningCode.UnknownValue, path, $"'{text}' is no {name}");
    }

    private static bool IsValue(string text, string kind) => kind switch
    {
        "pixels" => Pixels().IsMatch(text),
        "height" => Pixels().IsMatch(text) || CardSchema.Words["BlockElementHeight"].Contains(text),
        "width" => IsValue(text, "height") || double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out _),
        "date" => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _),
        "time" => TimeOnly.TryParseExact(text, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out _),
        "language" => Language().IsMatch(text),
        "pattern" => IsPattern(text),
        _ => !CardSchema.Words.TryGetValue(kind, out var words) || words.Contains(text),
    };

    private static bool IsPattern(string text)
    {
        try
        {
            _ = new Regex(text, RegexOptions.None, TimeSpan.FromSeconds(1));
            return true;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    private static bool IsMissing(JsonElement json, string name) =>
        !json.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null || TextOf(json, name) is "";

    private static bool IsTrue(JsonElement json, string name) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.True;

    private static string? TextOf(JsonElement json, string name) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;

    private static string Written(double version) => version.ToString("0.0", CultureInfo.InvariantCulture);

    private void Warn(AdaptiveWarningCode code, string path, string message)
    {
        if (Warnings.Count < MaxWarnings)
            Warnings.Add(new(code, path, message));
    }

    [GeneratedRegex(@"^1(\.(?<minor>\d))?$")]
    private static partial Regex SchemaVersion();

    [GeneratedRegex(@"^\d+(\.\d+)?px$")]
    private static partial Regex Pixels();

    // The form of a BCP 47 tag.
    [GeneratedRegex(@"^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*$")]
    private static partial Regex Language();
}
