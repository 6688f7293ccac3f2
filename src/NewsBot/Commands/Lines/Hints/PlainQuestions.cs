using System.Text.RegularExpressions;

namespace NewsBot.Commands.Lines.Hints;

/// <summary>
/// Questions about news in plain words that begin with no verb: "anything on prisoners?", "when did Dar last speak?", "Dar yesterday"; and
/// the lines that come nearest. Nothing is executed. Pure.
/// </summary>
internal static partial class PlainQuestions
{
    private const RegexOptions Plain = RegexOptions.CultureInvariant | RegexOptions.IgnoreCase;

    /// <summary>In words: whoever is named before a time.</summary>
    private const int LongestName = 4;

    private static readonly string[] Asking = ["who", "what", "when", "where", "why", "how", "which", "whose", "is", "are", "was", "were", "did", "does", "do", "has", "have"];

    /// <param name="clean">The line, cleaned.</param>
    /// <returns>Null for a line that is none of them.</returns>
    public static Misunderstood? Answer(string clean) => LastWords(clean) ?? InGeneral(clean) ?? AtATime(clean);

    // "when did Dar last speak about visas": the newest of one speaker stands first in the list.
    private static Misunderstood? LastWords(string clean)
    {
        var match = When().Match(clean);
        if (!match.Success)
            return null;
        var about = match.Groups["what"].Success ? $" about {match.Groups["what"].Value}" : "";
        return Wishes.Told(
            "When somebody spoke",
            "A list of what somebody said begins with the newest, with its day and its outlet.",
            $"what did {QuoteMarks.Write(QuoteMarks.Without(match.Groups["who"].Value).Trim())} say{about}",
            "help questions");
    }

    // "anything on prisoners", "any news from Kabul", "what was said in Doha".
    private static Misunderstood? InGeneral(string clean)
    {
        var match = Anything().Match(clean);
        if (!match.Success)
            match = WasSaid().Match(clean);
        return match.Success
            ? Wishes.Told(
                "What was said",
                "I read that as a question about all that was said.",
                $"latest {match.Groups["what"].Value}",
                "help questions")
            : null;
    }

    // "taliban yesterday": somebody or something, and a time.
    private static Misunderstood? AtATime(string clean)
    {
        var arguments = Arguments.Of(clean);
        if (arguments.TakeWindow() is not { } window || arguments.Left.Count > LongestName || arguments.Left.Any(t => Asking.Any(t.Is)))
            return null;
        var name = arguments.TakeText(phrases: false);
        if (!arguments.Empty || !name.Any(char.IsLetter) || window.Write() is not { Length: > 0 } time)
            return null;
        return Wishes.Told(
            "At that time",
            "I read that as a question about what was said then.",
            $"what did {QuoteMarks.Write(name)} say {time}",
            $"search {QuoteMarks.Phrase(name)} {time}");
    }

    [GeneratedRegex(
        "^when did (?<who>.{2,80}?) (?:last |most recently )?(?:speak|say|talk|comment|say (?:anything|something))(?: last)?"
        + "(?: (?:about|on|of) (?<what>.{1,200}))?$",
        Plain)]
    private static partial Regex When();

    [GeneratedRegex(
        "^(?:is there |are there |have you (?:got |seen )?|(?:have )?you got |do (?:you|we) have |did you (?:see|find) |got )?(?:any|some)(?:thing| news| word| words| statements?)(?: new| fresh| else)?"
        + "(?<what> (?:on|about|from|by|regarding|in|of) .{1,200})$",
        Plain)]
    private static partial Regex Anything();

    [GeneratedRegex(
        "^what(?:'s| is| was| were| has been| have been) (?:being )?said(?<what> .{1,200})$",
        Plain)]
    private static partial Regex WasSaid();
}
