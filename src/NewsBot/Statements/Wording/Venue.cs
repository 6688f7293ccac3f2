using System.Text.RegularExpressions;
using NewsBot.Desk;

namespace NewsBot.Statements.Wording;

/// <summary>Where something was said, as far as an article tells: by its dateline, and by the places in the words.</summary>
internal static partial class Venue
{
    // One press pool writes of both.
    private static readonly HashSet<string> Twins = new(StringComparer.Ordinal) { "islamabad", "rawalpindi" };

    /// <summary>Whether two datelines are of different places; not where one is missing.</summary>
    public static bool Contradict(string? left, string? right)
    {
        var (a, b) = (FoldedWord.Key(left ?? ""), FoldedWord.Key(right ?? ""));
        return a.Length > 0 && b.Length > 0 && a != b && !(Twins.Contains(a) && Twins.Contains(b));
    }

    /// <summary>Whether both wordings name places, and none in common: the same formula told of two operations.</summary>
    public static bool Apart(string left, string right)
    {
        var (a, b) = (Places(left), Places(right));
        return a.Count > 0 && b.Count > 0 && !a.Overlaps(b);
    }

    private static HashSet<string> Places(string text) => Named().Matches(text)
        .SelectMany(p => FoldedWord.Split(p.Groups["place"].Value)).Select(w => w.Folded)
        .Where(w => !Times.Contains(w)).ToHashSet(StringComparer.Ordinal);

    private static readonly HashSet<string> Times = "january february march april may june july august september october november december"
        .Split(' ').ToHashSet(StringComparer.Ordinal);

    [GeneratedRegex(@"\b(?:in|at|near|outside)(?: the)?(?<place>(?: \p{Lu}[\p{L}’'-]+)+)")]
    private static partial Regex Named();
}
