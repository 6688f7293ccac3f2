namespace AdaptiveCards;

/// <summary>A button, or what a press on something else does.</summary>
public abstract class AdaptiveAction : AdaptiveTypedElement
{
    private protected AdaptiveAction(string type)
        : base(type)
    {
    }

    public string? Title
    {
        get => Text("title");
        set => Put("title", value);
    }

    /// <summary>default, positive or destructive.</summary>
    public string? Style
    {
        get => Text("style");
        set => Put("style", value);
    }
}

/// <summary>Opens an address.</summary>
public sealed class AdaptiveOpenUrlAction() : AdaptiveAction("Action.OpenUrl")
{
    public string Url
    {
        get => Text("url") ?? "";
        set => Put("url", value);
    }
}

/// <summary>Sends data to the bot.</summary>
public sealed class AdaptiveSubmitAction() : AdaptiveAction("Action.Submit")
{
    /// <summary>The data as JSON; null when there is none.</summary>
    public string? Data => this["data"]?.GetRawText();
}

/// <summary>Sends data to the bot under a verb, and may get a card back (the universal action model).</summary>
public sealed class AdaptiveExecuteAction() : AdaptiveAction("Action.Execute")
{
    public string? Verb
    {
        get => Text("verb");
        set => Put("verb", value);
    }

    /// <summary>The data as JSON; null when there is none.</summary>
    public string? Data => this["data"]?.GetRawText();
}

/// <summary>Shows a card below the buttons.</summary>
public sealed class AdaptiveShowCardAction() : AdaptiveAction("Action.ShowCard")
{
    public AdaptiveCard? Card
    {
        get => Part<AdaptiveCard>("card");
        set => PutPart("card", value);
    }
}

/// <summary>Shows and hides elements.</summary>
public sealed class AdaptiveToggleVisibilityAction() : AdaptiveAction("Action.ToggleVisibility");

/// <summary>An action of a type that is not known, or none at all; it keeps its JSON.</summary>
public sealed class AdaptiveUnknownAction() : AdaptiveAction("");
