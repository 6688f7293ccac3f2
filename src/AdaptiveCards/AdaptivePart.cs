namespace AdaptiveCards;

/// <summary>A stretch of plain text. One that says nothing of its looks may be written as the text alone.</summary>
public sealed class AdaptiveTextRun : AdaptiveTypedElement
{
    public AdaptiveTextRun()
        : base("TextRun")
    {
    }

    public AdaptiveTextRun(string text)
        : this() => Text = text;

    public new string Text
    {
        get => base.Text("text") ?? "";
        set => Put("text", value);
    }

    public AdaptiveAction? SelectAction
    {
        get => Part<AdaptiveAction>("selectAction");
        set => PutPart("selectAction", value);
    }
}

/// <summary>A title and a value.</summary>
public sealed class AdaptiveFact() : AdaptiveTypedElement("Fact")
{
    public string Title
    {
        get => Text("title") ?? "";
        set => Put("title", value);
    }

    public string Value
    {
        get => Text("value") ?? "";
        set => Put("value", value);
    }
}

/// <summary>A file to play.</summary>
public sealed class AdaptiveMediaSource() : AdaptiveTypedElement("MediaSource")
{
    public string Url
    {
        get => Text("url") ?? "";
        set => Put("url", value);
    }

    /// <summary>Its type, such as <c>video/mp4</c>.</summary>
    public string? MimeType
    {
        get => Text("mimeType");
        set => Put("mimeType", value);
    }
}

/// <summary>A file of captions.</summary>
public sealed class AdaptiveCaptionSource() : AdaptiveTypedElement("CaptionSource")
{
    public string Url
    {
        get => Text("url") ?? "";
        set => Put("url", value);
    }

    /// <summary>Its type: <c>vtt</c> or <c>srt</c>.</summary>
    public string MimeType
    {
        get => Text("mimeType") ?? "";
        set => Put("mimeType", value);
    }

    public string Label
    {
        get => Text("label") ?? "";
        set => Put("label", value);
    }
}

/// <summary>A choice of an Input.ChoiceSet.</summary>
public sealed class AdaptiveChoice() : AdaptiveTypedElement("Input.Choice")
{
    public string Title
    {
        get => Text("title") ?? "";
        set => Put("title", value);
    }

    public string Value
    {
        get => Text("value") ?? "";
        set => Put("value", value);
    }
}
