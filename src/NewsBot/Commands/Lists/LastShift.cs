using System.Globalization;
using System.Text.RegularExpressions;
using NewsBot.Cards;
using NewsBot.Commands.Lines;

namespace NewsBot.Commands.Lists;

/// <summary>
/// "since last shift", "since I left", "while I was away": since this person was last shown something here before a pause
/// (<see cref="ShownListTable.Pause"/>). The time is put in its place, so that the answer names it and every question takes it.
/// </summary>
public sealed partial class LastShift(ShownListTable shown, CardDeck cards, TimeProvider clock)
{
    /// <summary>Whether a line asks for the time.</summary>
    internal static bool IsAsked(string line) => Asked(line) is not null || Missed().IsMatch(line);

    /// <summary>The line with the time, or what to say where nobody knows one; the line as it is when it asks for none.</summary>
    public async Task<(string Line, CardMessage? Instead)> ResolveAsync(Request request, CancellationToken cancellationToken)
    {
        var line = request.Line;
        if (line.Length > LineParser.LongestLine)
            return (line, null);
        var asked = Asked(line);
        if (asked is null && !Missed().IsMatch(line))
            return (line, null);
        var left = await shown.LeftAsync(request, clock.GetUtcNow(), cancellationToken);
        if (asked is null)
            return (left is null ? line : "since " + Written(left.Value, request), null);
        return left is null
            ? (line, cards.Notice(
                "Since when?",
                "Your last shift ended for me when I last answered you here with statements, four hours ago or longer. There is no such answer yet; name a time.",
                Buttons.Of(["since yesterday", "since 12h", "since 24h"])))
            : ($"{line[..asked.Index]}since {Written(left.Value, request)}{line[(asked.Index + asked.Length)..]}", null);
    }

    // Between quotation marks they are somebody's words.
    private static Match? Asked(string line) => Shift().Matches(line).FirstOrDefault(m => line[..m.Index].Count(QuoteMarks.IsDouble) % 2 == 0);

    // To the minute, as people type it: a window begins rather too early than too late.
    private static string Written(DateTimeOffset left, Request request) =>
        TimeZoneInfo.ConvertTime(left, new LocalTime(request.Conversation.Zone).Zone).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

    [GeneratedRegex(
        "(?<= |^)(?:(?:since|from|after) (?:(?:my|the|our|your) )?(?:last|previous) (?:shift|visit|look|check|time)"
        + "|since (?:i|we) (?:left|was last here|were last here|last (?:looked|asked|checked|visited)|went (?:home|off|offline|away|to bed|to sleep)|logged off|signed off)"
        + "|(?:while|when) (?:i|we) (?:was|were) (?:away|gone|off|out|asleep|offline))(?= |$|[.,?!])",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Shift();

    [GeneratedRegex(
        @"^\W{0,2}(?:what did (?:i|we) miss|catch (?:me|us) up)\W{0,3}$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Missed();
}
