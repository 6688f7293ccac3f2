using NewsBot.Desk;

namespace NewsBot.Subscriptions;

/// <summary>Compares words without regard to case, accents and punctuation.</summary>
internal static class Folded
{
    /// <summary>True when the words of the phrase stand in the text, whole and in order.</summary>
    public static bool Holds(string text, string phrase)
    {
        var words = FoldedWord.Key(phrase);
        return words.Length > 0 && $" {FoldedWord.Key(text)} ".Contains($" {words} ", StringComparison.Ordinal);
    }

    public static bool Same(string left, string right) => FoldedWord.Key(left) == FoldedWord.Key(right);
}
