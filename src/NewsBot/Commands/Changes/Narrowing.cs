using System.Text.RegularExpressions;
using NewsBot.Commands.Lines;
using NewsBot.Commands.Lines.Hints;
using NewsBot.Desk;

namespace NewsBot.Commands.Changes;

/// <summary>
/// What stands behind a topic in plain words, as a filter: "except cricket", "but only direct quotes by Rubio", "from Dawn". Pure.
/// </summary>
internal static partial class Narrowing
{
    private const RegexOptions Plain = RegexOptions.CultureInvariant | RegexOptions.IgnoreCase;

    /// <param name="words">What stands behind the topic.</param>
    /// <param name="desk">Whose outlets and speakers are meant.</param>
    /// <returns>A filter as it is written; null where the words narrow nothing.</returns>
    public static string? Of(string words, Newsdesk desk)
    {
        if (Except().Match(words) is { Success: true } except)
            return $"-{Named(except.Groups["what"].Value, desk) ?? Written("term", except.Groups["what"].Value)}";
        if (Only().Match(words) is not { Success: true } only)
            return null;
        var (what, from) = (only.Groups["what"].Value, only.Groups["from"].Value);
        if (from.Length > 0)
            return Named(what, desk) ?? (only.Groups["only"].Success ? Written("speaker", what) : null);
        if (Wishes.Kind(what) is not var (type, who))
            return only.Groups["only"].Success ? Named(what, desk) : null;
        var parts = new[] { who is null ? "" : Named(who, desk) ?? Written("speaker", who), type.Length == 0 ? "" : $"type:{type}" };
        return string.Join(' ', parts.Where(p => p.Length > 0)) is { Length: > 0 } filter ? filter : null;
    }

    private static string? Named(string name, Newsdesk desk) =>
        desk.Index.Find(name).Count > 0 ? Written("speaker", name)
        : desk.FindSource(name) is { } outlet ? Written("outlet", outlet.Key)
        : null;

    private static string Written(string key, string value) => $"{key}:{QuoteMarks.Write(QuoteMarks.Without(value).Trim())}";

    [GeneratedRegex("^(?:(?:but|and) )?(?:except(?: for)?|excluding|without|not|minus|leave out|no) (?:the )?(?<what>.{1,100})$", Plain)]
    private static partial Regex Except();

    [GeneratedRegex("^(?:(?:but|and) )?(?<only>(?:only|just) )?(?<from>(?:from|by) )?(?<what>.{1,150})$", Plain)]
    private static partial Regex Only();
}
