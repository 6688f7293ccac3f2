using System.Collections.Frozen;
using System.Text.Json;
using AdaptiveCards.Expressions;

namespace AdaptiveCards;

/// <summary>Reads a card's JSON into the model. What is doubtful about it, <see cref="CardChecker"/> says.</summary>
internal static class CardReader
{
    private static readonly FrozenDictionary<string, Func<AdaptiveTypedElement>> Types = new Dictionary<string, Func<AdaptiveTypedElement>>
    {
        ["TextBlock"] = () => new AdaptiveTextBlock(),
        ["RichTextBlock"] = () => new AdaptiveRichTextBlock(),
        ["Image"] = () => new AdaptiveImage(),
        ["ImageSet"] = () => new AdaptiveImageSet(),
        ["Media"] = () => new AdaptiveMedia(),
        ["Container"] = () => new AdaptiveContainer(),
        ["ColumnSet"] = () => new AdaptiveColumnSet(),
        ["FactSet"] = () => new AdaptiveFactSet(),
        ["ActionSet"] = () => new AdaptiveActionSet(),
        ["Table"] = () => new AdaptiveTable(),
        ["Input.Text"] = () => new AdaptiveTextInput(),
        ["Input.Number"] = () => new AdaptiveNumberInput(),
        ["Input.Date"] = () => new AdaptiveDateInput(),
        ["Input.Time"] = () => new AdaptiveTimeInput(),
        ["Input.Toggle"] = () => new AdaptiveToggleInput(),
        ["Input.ChoiceSet"] = () => new AdaptiveChoiceSetInput(),
        ["Action.OpenUrl"] = () => new AdaptiveOpenUrlAction(),
        ["Action.Submit"] = () => new AdaptiveSubmitAction(),
        ["Action.Execute"] = () => new AdaptiveExecuteAction(),
        ["Action.ShowCard"] = () => new AdaptiveShowCardAction(),
        ["Action.ToggleVisibility"] = () => new AdaptiveToggleVisibilityAction(),
    }.ToFrozenDictionary();

    // By the kind that the schema gives a property: what its list, or the object, is read into.
    private static readonly FrozenDictionary<string, Func<JsonElement, object>> Lists = new Dictionary<string, Func<JsonElement, object>>
    {
        ["elements"] = json => ListOf(json, Element),
        ["actions"] = json => ListOf(json, Action),
        ["inlines"] = PartsOf<AdaptiveTextRun>,
        ["[Image]"] = json => ListOf(json, Element),
        ["[Column]"] = PartsOf<AdaptiveColumn>,
        ["[Fact]"] = PartsOf<AdaptiveFact>,
        ["[MediaSource]"] = PartsOf<AdaptiveMediaSource>,
        ["[CaptionSource]"] = PartsOf<AdaptiveCaptionSource>,
        ["[TableColumnDefinition]"] = PartsOf<AdaptiveTableColumnDefinition>,
        ["[TableRow]"] = PartsOf<AdaptiveTableRow>,
        ["[TableCell]"] = PartsOf<AdaptiveTableCell>,
        ["[Input.Choice]"] = PartsOf<AdaptiveChoice>,
    }.ToFrozenDictionary();

    private static readonly FrozenDictionary<string, Func<JsonElement, object>> Objects = new Dictionary<string, Func<JsonElement, object>>
    {
        ["select"] = Action,
        ["card"] = json => Fill(new AdaptiveCard(), json),
    }.ToFrozenDictionary();

    public static AdaptiveCardParseResult Read(string json)
    {
        try
        {
            var root = JsonElement.Parse(json, Json.Reading with { MaxDepth = 64 });
            if (TypeOf(root) != "AdaptiveCard")
                throw new AdaptiveSerializationException("The JSON is not of type AdaptiveCard");
            var warnings = CardChecker.Check(root);
            return new((AdaptiveCard)Fill(new AdaptiveCard(), root), warnings);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // Not JSON, or a text with half a surrogate pair.
            throw new AdaptiveSerializationException("The card is not readable JSON: " + e.Message, e);
        }
    }

    private static AdaptiveTypedElement Fill(AdaptiveTypedElement target, JsonElement json)
    {
        target.ReadOwn(json);
        var schema = CardSchema.Elements.GetValueOrDefault(target.Type)
            ?? CardSchema.Actions.GetValueOrDefault(target.Type)
            ?? CardSchema.Parts.GetValueOrDefault(target.Type);
        if (json.ValueKind != JsonValueKind.Object || schema is null)
            return target;
        foreach (var property in json.EnumerateObject())
        {
            var kind = schema.Properties.GetValueOrDefault(property.Name)?.Kind ?? "";
            var read = property.Value.ValueKind switch
            {
                JsonValueKind.Array => Lists.GetValueOrDefault(kind),
                JsonValueKind.Object => Objects.GetValueOrDefault(kind),
                _ => null,
            };
            if (read is not null)
                target.PutPart(property.Name, read(property.Value));
        }

        return target;
    }

    private static AdaptiveElement Element(JsonElement json) =>
        (AdaptiveElement)Fill(Types.GetValueOrDefault(TypeOf(json))?.Invoke() as AdaptiveElement ?? new AdaptiveUnknownElement(), json);

    private static AdaptiveAction Action(JsonElement json) =>
        (AdaptiveAction)Fill(Types.GetValueOrDefault(TypeOf(json))?.Invoke() as AdaptiveAction ?? new AdaptiveUnknownAction(), json);

    private static List<T> PartsOf<T>(JsonElement json)
        where T : AdaptiveTypedElement, new() => ListOf(json, item => (T)Fill(new T(), item));

    private static List<T> ListOf<T>(JsonElement json, Func<JsonElement, T> read) => [.. json.EnumerateArray().Select(read)];

    private static string TypeOf(JsonElement json) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty("type", out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()!
            : "";
}
