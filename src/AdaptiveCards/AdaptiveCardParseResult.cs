namespace AdaptiveCards;

/// <summary>A card and what is doubtful about it.</summary>
/// <param name="Card">The card; what was not understood is left out or kept by its type name only.</param>
/// <param name="Warnings">In document order; the first hundred.</param>
public sealed record AdaptiveCardParseResult(AdaptiveCard Card, IReadOnlyList<AdaptiveWarning> Warnings);
