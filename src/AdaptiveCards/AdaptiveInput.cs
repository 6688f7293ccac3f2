namespace AdaptiveCards;

/// <summary>A field to fill in; its value is sent under its id.</summary>
public abstract class AdaptiveInput : AdaptiveElement
{
    private protected AdaptiveInput(string type)
        : base(type)
    {
    }

    public string? Label
    {
        get => Text("label");
        set => Put("label", value);
    }

    public bool IsRequired
    {
        get => Flag("isRequired") ?? false;
        set => Put("isRequired", value);
    }

    /// <summary>What is said of a value that does not fit.</summary>
    public string? ErrorMessage
    {
        get => Text("errorMessage");
        set => Put("errorMessage", value);
    }
}

public sealed class AdaptiveTextInput() : AdaptiveInput("Input.Text")
{
    public string? Value
    {
        get => Text("value");
        set => Put("value", value);
    }

    /// <summary>The pattern that a value must match.</summary>
    public string? Regex
    {
        get => Text("regex");
        set => Put("regex", value);
    }

    public AdaptiveAction? InlineAction
    {
        get => Part<AdaptiveAction>("inlineAction");
        set => PutPart("inlineAction", value);
    }
}

public sealed class AdaptiveNumberInput() : AdaptiveInput("Input.Number")
{
    public double? Value
    {
        get => Number("value");
        set => Put("value", value);
    }

    public double? Min
    {
        get => Number("min");
        set => Put("min", value);
    }

    public double? Max
    {
        get => Number("max");
        set => Put("max", value);
    }
}

public sealed class AdaptiveDateInput() : AdaptiveInput("Input.Date")
{
    /// <summary>yyyy-MM-dd.</summary>
    public string? Value
    {
        get => Text("value");
        set => Put("value", value);
    }
}

public sealed class AdaptiveTimeInput() : AdaptiveInput("Input.Time")
{
    /// <summary>HH:mm.</summary>
    public string? Value
    {
        get => Text("value");
        set => Put("value", value);
    }
}

public sealed class AdaptiveToggleInput() : AdaptiveInput("Input.Toggle")
{
    public string Title
    {
        get => Text("title") ?? "";
        set => Put("title", value);
    }

    public string Value
    {
        get => Text("value") ?? "false";
        set => Put("value", value);
    }
}

public sealed class AdaptiveChoiceSetInput() : AdaptiveInput("Input.ChoiceSet")
{
    public IList<AdaptiveChoice> Choices => List<AdaptiveChoice>("choices");

    /// <summary>The values of the choices that are made at first, with commas between them.</summary>
    public string? Value
    {
        get => Text("value");
        set => Put("value", value);
    }

    public bool IsMultiSelect
    {
        get => Flag("isMultiSelect") ?? false;
        set => Put("isMultiSelect", value);
    }
}
