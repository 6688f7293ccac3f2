namespace AdaptiveCards;

/// <summary>A parsed Adaptive Card.</summary>
public class AdaptiveCard
{
}
