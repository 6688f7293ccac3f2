using System.Text.RegularExpressions;
using NewsBot.Commands.Lines;
using NewsBot.Commands.Lines.Hints;
using NewsBot.Commands.Times;

namespace NewsBot.Commands.Lists;

/// <summary>How a line changes the list before it.</summary>
internal enum FollowUpWay
{
    /// <summary>"only Dar": what the list holds of it.</summary>
    Only,

    /// <summary>"without Dawn": what the list holds beside it.</summary>
    Without,

    /// <summary>"and Rubio?", "what about visas?": the same question about something else.</summary>
    Instead,
}

/// <summary>A line that says something only after a list: it narrows the list, or asks the same about something else. Pure.</summary>
/// <param name="Way">How it changes the list.</param>
/// <param name="What">As typed: a speaker, an outlet, a topic, a kind, a time, an order, words.</param>
internal sealed partial record FollowUp(FollowUpWay Way, string What)
{
    private const RegexOptions Plain = RegexOptions.CultureInvariant | RegexOptions.IgnoreCase;

    private static readonly (Regex Said, FollowUpWay Way, bool Words)[] Ways =
    [
        (Leaving(), FollowUpWay.Without, true),
        (Refusing(), FollowUpWay.Without, false),
        (Asking(), FollowUpWay.Instead, true),
        (Keeping(), FollowUpWay.Only, true),
        (Just(), FollowUpWay.Only, false),
        (KeepingAtEnd(), FollowUpWay.Only, true),
    ];

    /// <summary>In words: of more than these, "and" goes on with a sentence.</summary>
    private const int LongestBeside = 5;

    /// <summary>Whether words that name nothing here are meant as words of statements: "without visas" asks that, "not now" does
    /// not.</summary>
    public bool TakesWords { get; init; } = true;

    /// <param name="typed">The line, cleaned.</param>
    /// <param name="clean">The same without courtesy, which takes an "and" from its beginning.</param>
    /// <returns>Null for a line that no list is changed by.</returns>
    public static FollowUp? Of(string typed, string clean)
    {
        if (Ordered(clean) is { } order)
            return order;
        foreach (var (pattern, way, words) in Ways)
        {
            if (pattern.Match(clean) is { Success: true } match)
                return new FollowUp(way, match.Groups["what"].Value) { TakesWords = words };
        }

        if (IsTime(clean) || Wishes.Kind(clean) is ({ Length: > 0 }, _) or (_, not null) || IsFilter(clean))
            return new FollowUp(FollowUpWay.Only, clean);
        return Beside().IsMatch(typed) && clean.Split(' ').Length <= LongestBeside ? new FollowUp(FollowUpWay.Instead, clean) : null;
    }

    /// <summary>"newest first", which begins like a verb; null for anything else.</summary>
    public static FollowUp? Ordered(string clean) =>
        Order().Match(clean) is { Success: true } match ? new FollowUp(FollowUpWay.Only, match.Groups["what"].Value) : null;

    /// <summary>A line that would do what is meant where no list is open.</summary>
    public string Example => Way == FollowUpWay.Instead && What.Any(char.IsLetterOrDigit)
        ? $"search {QuoteMarks.Phrase(LineText.WithoutTrailing(QuoteMarks.Without(LineParser.Echo(What)).TrimEnd('…')))}"
        : "latest";

    private static bool IsTime(string clean) => Window.TryParse(Wishes.WithoutLead(clean), out _);

    private static bool IsFilter(string clean) => Tokens.Of(clean) is { Count: > 0 } tokens
        && tokens.TrueForAll(t => t.Kind == TokenKind.Qualifier ? t.Values.Count > 0 : t.Excludes);

    [GeneratedRegex(
        "^(?:(?:show|give|list)(?: me| us| it| them| that| everything| all)* |(?:the )?same(?: list| thing)? )?"
        + "(?:without|except(?: for)?|excluding|exclude|minus|but not|leave out|other than|(?:all|anyone|anybody|everyone|everybody|everything|anything) but)"
        + " (?:those (?:of|by|from) |the )?(?<what>.{1,120})$",
        Plain)]
    private static partial Regex Leaving();

    [GeneratedRegex("^(?:no|not|skip|hide|drop) (?:the )?(?<what>.{1,80})$", Plain)]
    private static partial Regex Refusing();

    [GeneratedRegex("^just (?<what>.{1,80})$", Plain)]
    private static partial Regex Just();

    [GeneratedRegex(
        "^(?:(?:what|how) about|(?:the )?same(?: again| list| question| thing)?(?: for| with| by| but| on| about| from)*) (?<what>.{1,120})$",
        Plain)]
    private static partial Regex Asking();

    [GeneratedRegex(
        "^(?:(?:(?:show|give|list|keep|i want|we want|now)(?: me| us)? )?only|(?:i|we) only (?:want|need)|(?:show|give|list)(?: me| us)? just"
        + "|(?:filter|narrow|limit|restrict)(?: it| that| this| them| the list)?(?: down)?(?: by| to| for| on)?(?: only)?)"
        + " (?<what>.{1,120})$",
        Plain)]
    private static partial Regex Keeping();

    [GeneratedRegex(
        "^(?:(?<what>.{1,120}) only|(?:more )?(?<what>(?:by|from|about|on|regarding|mentioning|in) .{1,80})"
        + "|(?:at )?(?<what>any ?(?:time|one|body|speaker|outlet|source|topic)|every ?(?:body|one)))$",
        Plain)]
    private static partial Regex KeepingAtEnd();

    [GeneratedRegex(
        "^(?:(?:sort|order|show|list)(?: it| them| by| me| the| list| this| that)* )?"
        + "(?<what>(?:newest|latest|most recent|oldest|earliest)(?: ones| statements)? (?:first|on top|at the top)"
        + "|(?:in )?(?:chronological|reverse) order|chronologically|sort:(?:newest|oldest))$",
        Plain)]
    private static partial Regex Order();

    [GeneratedRegex("^(?:(?:ok|okay|so|but|then)[ ,]+)?(?:and|also|plus)[ ,]", Plain)]
    private static partial Regex Beside();
}
