namespace AdaptiveCards;

/// <summary>A parsed Adaptive Card.</summary>
public sealed class AdaptiveCard
{
    /// <summary>The schema version that the card says it needs: "1.5"; empty when it says none.</summary>
    public string Version { get; init; } = "";

    public IReadOnlyList<AdaptiveElement> Body { get; init; } = [];

    public IReadOnlyList<AdaptiveAction> Actions { get; init; } = [];

    /// <summary>Language of the card's texts, a BCP 47 tag.</summary>
    public string? Lang { get; init; }

    /// <summary>True when the whole card reads from right to left; null when it does not say.</summary>
    public bool? Rtl { get; init; }

    /// <summary>
    /// Parses a card and says what clients would stumble over: unknown elements, actions, properties and values, a missing or
    /// unknown version, elements newer than that version, missing required properties, and <c>${…}</c> that nobody filled.
    /// </summary>
    /// <param name="json">The card.</param>
    /// <exception cref="AdaptiveSerializationException">It is no JSON, is nested more than 64 deep, or is no card.</exception>
    public static AdaptiveCardParseResult FromJson(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        return CardReader.Read(json);
    }
}
