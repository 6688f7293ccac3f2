namespace AdaptiveCards;

/// <summary>An element of a card's body.</summary>
public abstract class AdaptiveElement : AdaptiveTypedElement
{
    private protected AdaptiveElement(string type)
        : base(type)
    {
    }

    /// <summary>Whether it is shown; a press on Action.ToggleVisibility may change that.</summary>
    public bool IsVisible
    {
        get => Flag("isVisible") ?? true;
        set => Put("isVisible", value);
    }

    /// <summary>Distance to the element before it: default, none, small, medium, large, extraLarge or padding.</summary>
    public string? Spacing
    {
        get => Text("spacing");
        set => Put("spacing", value);
    }

    /// <summary>Whether a line stands before it.</summary>
    public bool Separator
    {
        get => Flag("separator") ?? false;
        set => Put("separator", value);
    }
}

/// <summary>Text in which a subset of Markdown is read.</summary>
public sealed class AdaptiveTextBlock : AdaptiveElement
{
    public AdaptiveTextBlock()
        : base("TextBlock")
    {
    }

    public AdaptiveTextBlock(string text)
        : this() => Text = text;

    public new string Text
    {
        get => base.Text("text") ?? "";
        set => Put("text", value);
    }

    /// <summary>default, small, medium, large or extraLarge.</summary>
    public string? Size
    {
        get => base.Text("size");
        set => Put("size", value);
    }

    /// <summary>default, lighter or bolder.</summary>
    public string? Weight
    {
        get => base.Text("weight");
        set => Put("weight", value);
    }

    public bool Wrap
    {
        get => Flag("wrap") ?? false;
        set => Put("wrap", value);
    }
}

/// <summary>A paragraph of text runs, in which no markup is read.</summary>
public sealed class AdaptiveRichTextBlock() : AdaptiveElement("RichTextBlock")
{
    public IList<AdaptiveTextRun> Inlines => List<AdaptiveTextRun>("inlines");
}

/// <summary>A picture.</summary>
public sealed class AdaptiveImage() : AdaptiveElement("Image")
{
    public string Url
    {
        get => Text("url") ?? "";
        set => Put("url", value);
    }

    public string? AltText
    {
        get => Text("altText");
        set => Put("altText", value);
    }

    public AdaptiveAction? SelectAction
    {
        get => Part<AdaptiveAction>("selectAction");
        set => PutPart("selectAction", value);
    }
}

/// <summary>Pictures side by side.</summary>
public sealed class AdaptiveImageSet() : AdaptiveElement("ImageSet")
{
    public IList<AdaptiveElement> Images => List<AdaptiveElement>("images");
}

/// <summary>Sound or film.</summary>
public sealed class AdaptiveMedia() : AdaptiveElement("Media")
{
    public IList<AdaptiveMediaSource> Sources => List<AdaptiveMediaSource>("sources");

    public IList<AdaptiveCaptionSource> CaptionSources => List<AdaptiveCaptionSource>("captionSources");
}

/// <summary>Pairs of a title and a value.</summary>
public sealed class AdaptiveFactSet() : AdaptiveElement("FactSet")
{
    public IList<AdaptiveFact> Facts => List<AdaptiveFact>("facts");
}

/// <summary>Buttons in the body.</summary>
public sealed class AdaptiveActionSet() : AdaptiveElement("ActionSet")
{
    public IList<AdaptiveAction> Actions => List<AdaptiveAction>("actions");
}

/// <summary>An element of a type that is not known, or none at all; it keeps its JSON.</summary>
public sealed class AdaptiveUnknownElement() : AdaptiveElement("");
