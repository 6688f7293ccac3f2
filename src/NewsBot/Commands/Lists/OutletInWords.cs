using System.Text.RegularExpressions;
using NewsBot.Commands.Lines;
using NewsBot.Commands.Questions;
using NewsBot.Desk;

namespace NewsBot.Commands.Lists;

/// <summary>
/// "latest Margalla Wire", "search prisoners from Dawn": an outlet that a question names in plain words narrows it, as <c>outlet:</c> does.
/// Pure.
/// </summary>
internal static partial class OutletInWords
{
    /// <param name="command">The question, as typed.</param>
    /// <param name="desk">Whose outlets, topics and speakers are meant.</param>
    /// <returns>The question with the outlet in its filter; as it was where no outlet is named, or where the name is also a topic's or a speaker's.</returns>
    public static ListingCommand Named(ListingCommand command, Newsdesk desk)
    {
        if (command.Scope.Filter.Contains("outlet:", StringComparison.Ordinal))
            return command;
        if (command.About is { } about && Outlet(about, desk) is { } whole)
            return Narrowed(command.WithWords(""), whole);
        if ((command.About ?? command.Words) is { } words
            && !words.Contains('"', StringComparison.Ordinal)
            && Ending().Match(words) is { Success: true } match
            && Outlet(match.Groups["outlet"].Value, desk) is { } named)
        {
            return Narrowed(command.WithWords(match.Groups["words"].Value), named);
        }

        return command;
    }

    /// <summary>The question for what an outlet carries whose name words begin, when they begin one alone.</summary>
    /// <param name="words">As typed.</param>
    /// <param name="scope">What narrows the question.</param>
    /// <param name="outlets">All that are read.</param>
    public static IEnumerable<ListingCommand> Begun(string words, Scope scope, IReadOnlyList<Source> outlets)
    {
        if (scope.Filter.Contains("outlet:", StringComparison.Ordinal) || outlets.Where(s => Source.IsBegunBy(words, s.Key, s.Name)).ToList() is not [var only])
            return [];
        return [Narrowed(new LatestCommand(null, scope), only)];
    }

    private static Source? Outlet(string name, Newsdesk desk) =>
        desk.FindTopic(name) is null && desk.Index.Find(name).Count == 0 ? desk.FindSource(name) : null;

    private static ListingCommand Narrowed(ListingCommand command, Source outlet) =>
        command with { Scope = command.Scope with { Filter = $"{command.Scope.Filter} outlet:{QuoteMarks.Write(outlet.Name)}".Trim() } };

    [GeneratedRegex("^(?<words>.+) (?:from|in|by|on) (?:the )?(?<outlet>[^ ].*)$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Ending();
}
