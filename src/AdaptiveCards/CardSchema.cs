using System.Collections.Frozen;
using System.Globalization;

namespace AdaptiveCards;

/// <summary>A property: the version that brought it, whether it must be there, and what its value is (see <see cref="CardSchema"/>).</summary>
internal sealed record CardProperty(double Version, bool IsRequired, string Kind);

/// <summary>What the schema says of one type: the version that brought it and its properties.</summary>
internal sealed record CardType(string Name, double Version, FrozenDictionary<string, CardProperty> Properties);

/// <summary>
/// The schema 1.0 to 1.6 (https://adaptivecards.io/explorer/). A property is written <c>name*@1.2:kind</c>: the asterisk for one that must be
/// there, the version that brought it where that is not its type's. Kinds are the name of a set of words or of a type, <c>[Type]</c> for a
/// list, and those that <see cref="CardChecker"/> knows: text, bool, number, pixels, actions …
/// </summary>
internal static class CardSchema
{
    public const double Newest = 1.6;

    private const string Item = "type:text id:text requires@1.2:requires isVisible@1.2:bool";
    private const string Element = Item + " spacing:Spacing separator:bool height@1.1:BlockElementHeight fallback@1.2:fallback";
    private const string Input = Element + " id*:text label@1.3:text isRequired@1.3:bool errorMessage@1.3:text"
        + " labelPosition@1.6:InputLabelPosition labelWidth@1.6:width inputStyle@1.6:InputStyle";
    private const string Action = "type:text id:text title:text iconUrl@1.1:text style@1.2:ActionStyle fallback@1.2:fallback requires@1.2:requires"
        + " isEnabled@1.5:bool tooltip@1.5:text mode@1.5:ActionMode";
    private const string TextLook = "color:Colors fontType@1.2:FontType isSubtle:bool size:FontSize weight:FontWeight";
    private const string Align = "horizontalAlignment:HorizontalAlignment";
    private const string Box = "selectAction@1.1:select style:ContainerStyle verticalContentAlignment@1.1:VerticalAlignment bleed@1.2:bool"
        + " minHeight@1.2:pixels backgroundImage@1.2:background rtl@1.5:bool";
    private const string Cells = "horizontalCellContentAlignment:HorizontalAlignment verticalCellContentAlignment:VerticalAlignment";

    public static FrozenDictionary<string, CardType> Elements { get; } = Types(
        ("TextBlock", 1.0, $"{Element} {TextLook} {Align} text*:text maxLines:number wrap:bool style@1.5:TextBlockStyle"),
        ("RichTextBlock", 1.2, $"{Element} {Align} inlines*:inlines"),
        ("Image", 1.0, $"{Element} {Align} url*:text altText:text backgroundColor@1.1:text height@1.1:height selectAction@1.1:select"
            + " size:ImageSize style:ImageStyle width@1.1:pixels"),
        ("ImageSet", 1.0, $"{Element} images*:[Image] imageSize:ImageSize"),
        ("Media", 1.1, $"{Element} sources*:[MediaSource] poster:text altText:text captionSources@1.6:[CaptionSource]"),
        ("Container", 1.0, $"{Element} {Box} items*:elements"),
        ("ColumnSet", 1.0, $"{Element} {Align} columns:[Column] selectAction@1.1:select style@1.2:ContainerStyle bleed@1.2:bool"
            + " minHeight@1.2:pixels"),
        ("FactSet", 1.0, $"{Element} facts*:[Fact]"),
        ("ActionSet", 1.2, $"{Element} actions*:actions"),
        ("Table", 1.5, $"{Element} {Cells} columns:[TableColumnDefinition] rows:[TableRow] firstRowAsHeader:bool showGridLines:bool"
            + " gridStyle:ContainerStyle"),
        ("Input.Text", 1.0, $"{Input} isMultiline:bool maxLength:number placeholder:text regex@1.3:pattern style:TextInputStyle"
            + " inlineAction@1.2:select value:text"),
        ("Input.Number", 1.0, $"{Input} max:number min:number placeholder:text value:number"),
        ("Input.Date", 1.0, $"{Input} max:date min:date placeholder:text value:date"),
        ("Input.Time", 1.0, $"{Input} max:time min:time placeholder:text value:time"),
        ("Input.Toggle", 1.0, $"{Input} title*:text value:text valueOff:text valueOn:text wrap@1.2:bool"),
        ("Input.ChoiceSet", 1.0, $"{Input} choices:[Input.Choice] choices.data@1.6:Data.Query isMultiSelect:bool style:ChoiceInputStyle"
            + " value:text placeholder:text wrap@1.2:bool"));

    public static FrozenDictionary<string, CardType> Actions { get; } = Types(
        ("Action.OpenUrl", 1.0, $"{Action} url*:text"),
        ("Action.Submit", 1.0, $"{Action} data:data associatedInputs@1.3:AssociatedInputs"),
        ("Action.ShowCard", 1.0, $"{Action} card:card"),
        ("Action.ToggleVisibility", 1.2, $"{Action} targetElements*:targets"),
        ("Action.Execute", 1.4, $"{Action} verb:text data:data associatedInputs:AssociatedInputs"));

    /// <summary>What stands inside of elements, actions and the card.</summary>
    public static FrozenDictionary<string, CardType> Parts { get; } = Types(
        ("AdaptiveCard", 1.0, "type:text $schema:text version*:text body:elements actions:actions selectAction@1.1:select fallbackText:text"
            + " backgroundImage:background metadata@1.6:Metadata minHeight@1.2:pixels rtl@1.5:bool speak:text lang:language"
            + " verticalContentAlignment@1.1:VerticalAlignment refresh@1.4:Refresh authentication@1.4:Authentication"),
        ("TextRun", 1.2, $"type*:text {TextLook} text*:text highlight:bool italic:bool selectAction:select strikethrough:bool"
            + " underline@1.3:bool"),
        ("Column", 1.0, $"{Element} {Box} items:elements width:width"),
        ("Fact", 1.0, "type:text title*:text value*:text"),
        ("MediaSource", 1.1, "type:text mimeType:text url*:text"),
        ("CaptionSource", 1.6, "type:text mimeType*:text url*:text label*:text"),
        ("TableColumnDefinition", 1.5, $"type:text width:width {Cells}"),
        ("TableRow", 1.5, $"type:text cells:[TableCell] style:ContainerStyle {Cells}"),
        ("TableCell", 1.5, $"type:text items*:elements {Box}"),
        ("Input.Choice", 1.0, "type:text title*:text value*:text"),
        ("Data.Query", 1.6, "type:text dataset*:text count:number skip:number"),
        ("TargetElement", 1.2, "type:text elementId*:text isVisible:bool"),
        ("BackgroundImage", 1.2, $"type:text url*:text fillMode:ImageFillMode {Align} verticalAlignment:VerticalAlignment"),
        ("Metadata", 1.6, "type:text webUrl:text"),
        ("Refresh", 1.4, "type:text action:execute expires@1.6:text userIds:texts"),
        ("Authentication", 1.4, "type:text text:text connectionName:text tokenExchangeResource:TokenExchangeResource"
            + " buttons:[AuthCardButton]"),
        ("TokenExchangeResource", 1.4, "type:text id*:text uri*:text providerId*:text"),
        ("AuthCardButton", 1.4, "type*:text title:text image:text value*:text"));

    /// <summary>The sets of words that properties take. Case plays no part.</summary>
    public static FrozenDictionary<string, FrozenSet<string>> Words { get; } = new Dictionary<string, string>
    {
        ["ActionMode"] = "primary secondary",
        ["ActionStyle"] = "default positive destructive",
        ["AssociatedInputs"] = "auto none",
        ["BlockElementHeight"] = "auto stretch",
        ["ChoiceInputStyle"] = "compact expanded filtered",
        ["Colors"] = "default dark light accent good warning attention",
        ["ContainerStyle"] = "default emphasis good attention warning accent",
        ["FontSize"] = "default small medium large extraLarge",
        ["FontType"] = "default monospace",
        ["FontWeight"] = "default lighter bolder",
        ["HorizontalAlignment"] = "left center right",
        ["ImageFillMode"] = "cover repeatHorizontally repeatVertically repeat",
        ["ImageSize"] = "auto stretch small medium large",
        ["ImageStyle"] = "default person",
        ["InputLabelPosition"] = "inline above",
        ["InputStyle"] = "revealOnHover default",
        ["Spacing"] = "default none small medium large extraLarge padding",
        // The reader of the official renderer knows columnHeader, too, from a draft of 1.5.
        ["TextBlockStyle"] = "default heading columnHeader",
        ["TextInputStyle"] = "text tel url email password",
        ["VerticalAlignment"] = "top center bottom",
    }.ToFrozenDictionary(p => p.Key, p => p.Value.Split(' ').ToFrozenSet(StringComparer.OrdinalIgnoreCase));

    private static FrozenDictionary<string, CardType> Types(params (string Name, double Version, string Properties)[] types) =>
        types.ToFrozenDictionary(t => t.Name, t => new CardType(t.Name, t.Version, Properties(t.Properties, t.Version)));

    // A property written twice is the one that stands last.
    private static FrozenDictionary<string, CardProperty> Properties(string properties, double version)
    {
        var read = new Dictionary<string, CardProperty>(StringComparer.Ordinal);
        foreach (var property in properties.Split(' '))
        {
            var (colon, at) = (property.IndexOf(':', StringComparison.Ordinal), property.IndexOf('@', StringComparison.Ordinal));
            var name = property[..(at < 0 ? colon : at)];
            var since = at < 0 ? version : double.Parse(property[(at + 1)..colon], CultureInfo.InvariantCulture);
            read[name.TrimEnd('*')] = new(Math.Max(since, version), name.EndsWith('*'), property[(colon + 1)..]);
        }

        return read.ToFrozenDictionary(StringComparer.Ordinal);
    }
}
