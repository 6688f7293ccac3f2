namespace AdaptiveCards;

/// <summary>An Adaptive Card.</summary>
public class AdaptiveCard : AdaptiveTypedElement
{
    public AdaptiveCard()
        : base("AdaptiveCard")
    {
    }

    /// <param name="schemaVersion">See <see cref="Version"/>.</param>
    public AdaptiveCard(string schemaVersion)
        : this() => Version = schemaVersion;

    /// <summary>The schema version that the card says it needs: "1.5"; empty when it says none.</summary>
    public string Version
    {
        get => Text("version") ?? "";
        set => Put("version", value);
    }

    public IList<AdaptiveElement> Body => List<AdaptiveElement>("body");

    public IList<AdaptiveAction> Actions => List<AdaptiveAction>("actions");

    public AdaptiveAction? SelectAction
    {
        get => Part<AdaptiveAction>("selectAction");
        set => PutPart("selectAction", value);
    }

    /// <summary>What a client shows that does not know the version.</summary>
    public string? FallbackText
    {
        get => Text("fallbackText");
        set => Put("fallbackText", value);
    }

    /// <summary>What a client reads out.</summary>
    public string? Speak
    {
        get => Text("speak");
        set => Put("speak", value);
    }

    /// <summary>Language of the card's texts, a BCP 47 tag.</summary>
    public string? Lang
    {
        get => Text("lang");
        set => Put("lang", value);
    }

    /// <summary>True when the whole card reads from right to left; null when it does not say.</summary>
    public bool? Rtl
    {
        get => Flag("rtl");
        set => Put("rtl", value);
    }

    /// <summary>
    /// Parses a card and says what clients would stumble over: unknown elements, actions, properties and values, a missing or
    /// unknown version, what is newer than that version, missing required properties, the same id twice, a required field without a
    /// label, and <c>${…}</c> that nobody filled.
    /// </summary>
    /// <param name="json">The card.</param>
    /// <exception cref="AdaptiveSerializationException">It is no JSON, is nested more than 64 deep, or is no card.</exception>
    public static AdaptiveCardParseResult FromJson(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        return CardReader.Read(json);
    }
}
