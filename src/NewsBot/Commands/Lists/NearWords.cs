using System.Text.RegularExpressions;
using NewsBot.Commands.Lines;
using NewsBot.Stories;

namespace NewsBot.Commands.Lists;

/// <summary>Mends a misspelt search by the words that statements really hold. Pure.</summary>
internal static partial class NearWords
{
    /// <summary>Shorter words have too many neighbours.</summary>
    private const int Shortest = 4;

    /// <summary>What was asked, with each word that no text holds replaced by the nearest that one does, the commonest of several;
    /// null where there is nothing to mend, or a word that nothing is near to.</summary>
    /// <param name="asked">As typed, quotation marks and OR included.</param>
    /// <param name="texts">The words of statements.</param>
    public static string? Mend(string asked, IEnumerable<string> texts)
    {
        var known = texts.SelectMany(t => Word().Matches(t).Select(m => m.Value.ToLowerInvariant()))
            .CountBy(w => w)
            .ToDictionary(StringComparer.Ordinal);
        var (mended, lost) = (0, 0);
        var written = Word().Replace(asked, match =>
        {
            var word = match.Value.ToLowerInvariant();
            if (word.Length < Shortest || known.ContainsKey(word) || MatchQuery.IsLittle(word))
                return match.Value;
            var near = Spelling.AllNearest(word, known.Keys).MaxBy(k => known[k]);
            (mended, lost) = near is null ? (mended, lost + 1) : (mended + 1, lost);
            return near ?? match.Value;
        });
        return mended > 0 && lost == 0 ? written : null;
    }

    [GeneratedRegex(@"[\p{L}\p{M}]+", RegexOptions.CultureInvariant)]
    private static partial Regex Word();
}
