using System.Text.RegularExpressions;
using NewsBot.Desk;

namespace NewsBot.Articles;

/// <summary>What a feed tells of an article that it does not give. Pure.</summary>
internal static partial class Teaser
{
    /// <summary>Characters; who said what takes more than that.</summary>
    private const int Least = 60;

    /// <summary>Its whole sentences: where a feed cuts off, the words of a quotation may mean something else.</summary>
    /// <param name="text">The feed's text, already plain.</param>
    /// <param name="titles">A title that stands in its place tells nothing more.</param>
    /// <returns>Null when no sentence is left that could say something.</returns>
    public static string? Of(string text, IEnumerable<string> titles)
    {
        var told = text.TrimEnd();
        var whole = Sentences().Match(told).Value;
        return whole.Length >= Least && !titles.Any(t => FoldedWord.Key(t) == FoldedWord.Key(whole)) ? whole : null;
    }

    // As far as the last mark that ends a sentence; three dots end none.
    [GeneratedRegex("""^.*(?:[!?۔؟。]|(?<!\.)\.(?!\.))["”’»)]*(?=\s|$)""", RegexOptions.Singleline)]
    private static partial Regex Sentences();
}
