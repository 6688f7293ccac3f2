using System.Collections.Frozen;

namespace AdaptiveCards;

/// <summary>What the schema says of one type: the version that brought it, its properties, and which of them it needs.</summary>
internal sealed record CardType(double Version, FrozenSet<string> Properties, IReadOnlyList<string> Required);

/// <summary>The base elements and actions of schema 1.0 to 1.6 (https://adaptivecards.io/explorer/). Asterisks mark what is required.</summary>
internal static class CardSchema
{
    public const double Newest = 1.6;

    private const string Any = "type id spacing separator height fallback requires isVisible";
    private const string Input = Any + " label isRequired errorMessage";
    private const string Action = "type id title iconUrl style fallback requires isEnabled tooltip mode";
    private const string TextLook = "color fontType isSubtle size weight";
    private const string Box = "selectAction style verticalContentAlignment bleed minHeight backgroundImage rtl";

    public static FrozenDictionary<string, CardType> Elements { get; } = Types(
        ("TextBlock", 1.0, $"{Any} {TextLook} text* horizontalAlignment maxLines wrap style"),
        ("RichTextBlock", 1.2, $"{Any} inlines* horizontalAlignment"),
        ("Image", 1.0, $"{Any} url* altText backgroundColor horizontalAlignment selectAction size style width"),
        ("ImageSet", 1.0, $"{Any} images* imageSize"),
        ("Media", 1.1, $"{Any} sources* poster altText captionSources"),
        ("Container", 1.0, $"{Any} {Box} items*"),
        ("ColumnSet", 1.0, $"{Any} columns selectAction style bleed minHeight horizontalAlignment"),
        ("FactSet", 1.0, $"{Any} facts*"),
        ("ActionSet", 1.2, $"{Any} actions*"),
        ("Table", 1.5, $"{Any} columns rows firstRowAsHeader showGridLines gridStyle horizontalCellContentAlignment verticalCellContentAlignment"),
        ("Input.Text", 1.0, $"{Input} isMultiline maxLength placeholder regex style inlineAction value"),
        ("Input.Number", 1.0, $"{Input} max min placeholder value"),
        ("Input.Date", 1.0, $"{Input} max min placeholder value"),
        ("Input.Time", 1.0, $"{Input} max min placeholder value"),
        ("Input.Toggle", 1.0, $"{Input} title* value valueOff valueOn wrap"),
        ("Input.ChoiceSet", 1.0, $"{Input} choices choices.data isMultiSelect style value placeholder wrap"));

    public static FrozenDictionary<string, CardType> Actions { get; } = Types(
        ("Action.OpenUrl", 1.0, $"{Action} url*"),
        ("Action.Submit", 1.0, $"{Action} data associatedInputs"),
        ("Action.ShowCard", 1.0, $"{Action} card"),
        ("Action.ToggleVisibility", 1.2, $"{Action} targetElements*"),
        ("Action.Execute", 1.4, $"{Action} verb data associatedInputs"));

    public static CardType Card { get; } = Type(1.0, $"type $schema version* body actions selectAction fallbackText backgroundImage metadata minHeight rtl speak lang verticalContentAlignment refresh authentication");

    public static CardType TextRun { get; } = Type(1.2, $"type* {TextLook} text* highlight italic selectAction strikethrough underline");

    public static CardType Column { get; } = Type(1.0, $"{Any} {Box} items width");

    public static CardType Fact { get; } = Type(1.0, "type title* value*");

    /// <summary>The values of properties that take a word. Case plays no part.</summary>
    public static FrozenDictionary<string, FrozenSet<string>> Words { get; } = new Dictionary<string, string>
    {
        ["spacing"] = "default none small medium large extraLarge padding",
        ["color"] = "default dark light accent good warning attention",
        ["fontType"] = "default monospace",
        ["weight"] = "default lighter bolder",
        ["horizontalAlignment"] = "left center right",
        ["verticalContentAlignment"] = "top center bottom",
        ["size"] = "default small medium large extraLarge auto stretch",
        ["style"] = "default emphasis good attention warning accent heading columnHeader person positive destructive compact expanded filtered text tel url email password",
    }.ToFrozenDictionary(p => p.Key, p => p.Value.Split(' ').ToFrozenSet(StringComparer.OrdinalIgnoreCase));

    private static FrozenDictionary<string, CardType> Types(params (string Name, double Version, string Properties)[] types) =>
        types.ToFrozenDictionary(t => t.Name, t => Type(t.Version, t.Properties));

    private static CardType Type(double version, string properties)
    {
        var names = properties.Split(' ');
        return new(version, names.Select(n => n.TrimEnd('*')).ToFrozenSet(), [.. names.Where(n => n.EndsWith('*')).Select(n => n.TrimEnd('*'))]);
    }
}
