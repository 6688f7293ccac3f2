using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Bot.Schema;
using NewsBot.Digests;
using NewsBot.Slack.Blocks;

namespace NewsBot.Cards;

/// <summary>The line of a post that calls people: by mentions where its channel has them, else by their names.</summary>
internal static partial class Calls
{
    private const int LongestName = 60;

    /// <summary>Who has no name that could be shown.</summary>
    private const string Nameless = "Owner";

    /// <summary>"For Ada, Omar", without mentions; null for nobody.</summary>
    public static string? Plain(IReadOnlyList<CalledPerson> people) => Line(people, p => Shown(p.Name));

    /// <summary>The line with the mentions that it holds: Teams takes one whose text stands in the line letter by letter.</summary>
    public static (string? Line, IList<Entity>? Mentions) InTeams(IReadOnlyList<CalledPerson> people)
    {
        var mentions = people.Where(IsOfTeams)
            .Select(p => (Entity)new Mention(new ChannelAccount(p.Id, Shown(p.Name)), At(p), "mention")).ToList();
        return (Line(people, p => IsOfTeams(p) ? At(p) : Shown(p.Name)), mentions.Count > 0 ? mentions : null);
    }

    /// <summary>The line in Slack's markup.</summary>
    public static string? InSlack(IReadOnlyList<CalledPerson> people) => Line(people, p =>
        SlackUser().Match(p.Id) is { Success: true } user ? $"<@{user.Groups[1].Value}>" : Mrkdwn.Escape(Shown(p.Name)));

    /// <summary>The line for a card of a channel, with its mentions.</summary>
    public static (string? Line, IList<Entity>? Mentions) In(string? channel, IReadOnlyList<CalledPerson> people) =>
        channel == Microsoft.Bot.Connector.Channels.Msteams ? InTeams(people) : (Plain(people), null);

    private static string? Line(IReadOnlyList<CalledPerson> people, Func<CalledPerson, string> shown) =>
        people.Count == 0 ? null : $"For {string.Join(", ", people.Select(shown))}";

    private static bool IsOfTeams(CalledPerson person) => person.Id.StartsWith("29:", StringComparison.Ordinal);

    private static string At(CalledPerson person) => $"<at>{Shown(person.Name)}</at>";

    // The line is read as markup, and people choose their names.
    private static string Shown(string? name)
    {
        var letters = string.Concat(CardText.Line(name, LongestName).Replace('\'', '’').Select(c => IsOfNames(c) ? c : ' '));
        return string.Join(' ', letters.Split(' ', StringSplitOptions.RemoveEmptyEntries)) is { Length: > 0 } shown ? shown : Nameless;
    }

    private static bool IsOfNames(char c) => char.IsLetterOrDigit(c) || c is '.' or '-' or '’'
        || char.GetUnicodeCategory(c) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;

    // The Azure Bot Service puts the workspace behind.
    [GeneratedRegex("^([UW][A-Z0-9]{1,20})(:|$)", RegexOptions.CultureInvariant)]
    private static partial Regex SlackUser();
}
