using System.Globalization;
using System.Text.RegularExpressions;
using NewsBot.Cards;
using NewsBot.Commands.Lines;
using NewsBot.Commands.Lists;

namespace NewsBot.Commands;

/// <summary>
/// "the second one", "source of 2", "113", "show me the article": a line that points at what stands before its reader's eyes, as the line
/// with the number of the statement. Only what shows something is read so; nothing is changed by a place in a list.
/// </summary>
public sealed partial class Pointing(LastShown last, CardDeck cards)
{
    private const RegexOptions Plain = RegexOptions.CultureInvariant | RegexOptions.IgnoreCase;

    /// <summary>In UTF-16 code units; a longer line says something else.</summary>
    private const int Longest = 80;

    private static readonly string[] Places = ["first", "second", "third", "fourth", "fifth"];

    /// <summary>The line with the number, or what to say where it may be two; the line as it is when it points at nothing.</summary>
    /// <param name="request">Who says it, and where.</param>
    /// <param name="cancellationToken">Stops the queries.</param>
    public async Task<(string Line, CardMessage? Instead)> ResolveAsync(Request request, CancellationToken cancellationToken)
    {
        var line = request.Line;
        if (line.Length > Longest)
            return (line, null);
        var clean = LineText.Clean(Courtesy.Without(LineText.Clean(line)));
        if (Article().IsMatch(clean))
            return ("source", null);
        if (Pointed().Match(clean) is not { Success: true } match)
            return (line, null);
        var shown = await last.ShownAsync(request, cancellationToken);
        var verb = VerbOf(match.Groups["verb"].Value.ToLowerInvariant());
        var meant = Meant(match, shown).Distinct().ToList();
        return meant switch
        {
            [var one] => (Written(verb, one), null),
            [_, _, ..] => (line, cards.Notice(
                "Which one do you mean?", "That is a number on a card and a place in the list.", Buttons.Of(meant.Select(m => Written(verb, m))))),
            _ => (line, null),
        };
    }

    private static IEnumerable<long> Meant(Match match, IReadOnlyList<long> shown)
    {
        if (match.Groups["place"] is { Success: true } place)
        {
            var word = place.Value.ToLowerInvariant();
            var at = word == "last" ? shown.Count - 1
                : char.IsAsciiDigit(word[0]) ? word[0] - '1'
                : Array.IndexOf(Places, word);
            return at >= 0 && at < shown.Count ? [shown[at]] : [];
        }

        var number = long.Parse(match.Groups["number"].ValueSpan, CultureInfo.InvariantCulture);
        var meant = shown.Where(s => s == number);
        if (shown.Count > 1 && number >= 1 && number <= shown.Count)
            meant = meant.Append(shown[(int)number - 1]);
        // With a verb before it a number is that of a card, wherever that was shown.
        return meant.Any() || !match.Groups["verb"].Success ? meant : [number];
    }

    private static string Written(string verb, long statement) => string.Create(CultureInfo.InvariantCulture, $"{verb} #S{statement}");

    private static string VerbOf(string said) => said switch
    {
        "source" or "sources" or "link" => "source",
        "why" or "explain" => "why",
        "cite" or "quote" => "cite",
        _ => "more",
    };

    // "show 3" is a subscription.
    [GeneratedRegex(
        "^(?:(?:(?<verb>source|sources|link|more|why|explain|cite|quote)|(?:show|open|read|give)(?: me| us)?(?= (?:the )?(?:[a-z]+|[1-9](?:st|nd|rd|th))(?: one| statement)?$))(?: (?:of|on|about|for|to))? )?"
        + "(?:the )?(?:(?<place>first|second|third|fourth|fifth|last|[1-9](?:st|nd|rd|th))(?: one| statement)?|(?:number |no\\.? )?(?<number>[0-9]{1,7}))$",
        Plain)]
    private static partial Regex Pointed();

    [GeneratedRegex(
        "^(?:show|open|read|give|see)(?: me| us)? the (?:full |whole |original )?(?:article|story|page|original|text)$", Plain)]
    private static partial Regex Article();
}
