using System.Text.RegularExpressions;
using NewsBot.Commands.Marks;
using NewsBot.Stories.Marks;

namespace NewsBot.Commands.Lines.Hints;

/// <summary>
/// What people object to, or add, in sentences that begin with no verb: "that's wrong, it was Rubio", "note #S12 …", "no alerts at night",
/// "who said it"; and the lines that come nearest. Nothing is executed. Pure; time grows with the line.
/// </summary>
internal static partial class Objections
{
    private const RegexOptions Plain = RegexOptions.CultureInvariant | RegexOptions.IgnoreCase;

    /// <param name="clean">The line, cleaned.</param>
    /// <returns>Null for a line that is none of them.</returns>
    public static Misunderstood? Answer(string clean) => Wrong(clean) ?? Note(clean) ?? Night(clean);

    /// <summary>"who said it", "who denied this": of the statement that was shown last.</summary>
    internal static bool IsPointing(string said) => said.ToLowerInvariant() is "it" or "this" or "so" or "these" or "those";

    private static Misunderstood? Wrong(string clean)
    {
        var match = IsWrong().Match(clean);
        if (!match.Success)
            return null;
        var statement = Tokens.Of(clean).FirstOrDefault(t => t.Kind == TokenKind.StatementNumber)?.Number;
        var note = Aside().Replace(match.Groups["note"].Value.Trim(' ', ',', '.', ';', ':', '-', '–', '—', '!'), string.Empty);
        IReadOnlyList<DoubtKind> kinds = Topical().IsMatch(clean) ? [DoubtKind.Topic] : Personal().IsMatch(clean) ? [DoubtKind.Speaker] : Enum.GetValues<DoubtKind>();
        return Wishes.Told(
            "What is wrong with it?",
            "Nothing was marked yet. A doubt goes to the desk's queue, and its cards here say so until an editor has settled it.",
            [.. kinds.Select(k => new WrongCommand(k, statement, note).Write()), statement is { } id ? $"why #S{id}" : "why"]);
    }

    private static Misunderstood? Note(string clean) => IsNote().IsMatch(clean)
        ? Wishes.Told(
            "I keep no notes",
            "Somebody can be on a statement, and its speaker or topic can be doubted, with what would be right at the end of that line.",
            "help claim",
            "help wrong speaker")
        : null;

    private static Misunderstood? Night(string clean) => IsNight().IsMatch(clean)
        ? Wishes.Told(
            "Quiet hours",
            "Nothing was changed yet. In quiet hours alerts are held, and come afterwards in one card.",
            "quiet 22:00-07:00",
            "help quiet")
        : null;

    [GeneratedRegex(
        "^(?:no,? )?(?:(?:that|this|it)(?: one| statement| card)?|#?s[0-9]+|(?:the |its )?(?:speaker|topic|subject|name|person|attribution|office)(?: (?:of|on|in|for) (?:it|that|this|#?s[0-9]+))?)"
        + "(?:['’]s| is| was| looks| seems) (?:all |totally |completely |simply |just |clearly |obviously )?(?:wrong|incorrect|false|not (?:true|right|correct)|inaccurate|an? (?:mistake|error)|mistaken|misattributed)"
        + "(?<note>[ ,.;:!–—-].*)?$",
        Plain)]
    private static partial Regex IsWrong();

    [GeneratedRegex(@"\b(?:topic|subject)\b", Plain)]
    private static partial Regex Topical();

    [GeneratedRegex(@"\b(?:speaker|name|person|attribution|office|misattributed|said (?:it|that|this))\b", Plain)]
    private static partial Regex Personal();

    [GeneratedRegex("^(?:because |as |and |the )*(?:speaker|topic|subject|person|name)(?: (?:is|was|should be|must be|should have been)|:)? ?", Plain)]
    private static partial Regex Aside();

    [GeneratedRegex("^(?:(?:add|make|write|take) )?(?:an? |my )?(?:notes?|annotations?|annotate)(?: .*)?$", Plain)]
    private static partial Regex IsNote();

    [GeneratedRegex(
        "^(?:no|stop|hold|pause|silence|don['’]t send|do not send|don['’]t post)(?: me| us)?(?: the| any| all| more)? ?(?:alerts?|posts?|messages?|notifications?|cards?|news)?"
        + " (?:at night|during the night|over ?night|after (?:midnight|hours|work)|while (?:i|we) sleep)$",
        Plain)]
    private static partial Regex IsNight();
}
