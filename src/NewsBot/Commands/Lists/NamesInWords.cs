using System.Text.RegularExpressions;
using NewsBot.Commands.Lines;
using NewsBot.Commands.Lines.Hints;
using NewsBot.Commands.Questions;
using NewsBot.Desk;
using NewsBot.Subscriptions;

namespace NewsBot.Commands.Lists;

/// <summary>
/// Questions that were perhaps meant by words in which somebody is named: "search Dar visas" asks what Dar said about visas.
/// Pure.
/// </summary>
internal static partial class NamesInWords
{
    /// <summary>In words.</summary>
    private const int LongestName = 6;

    /// <summary>In words: "official statements".</summary>
    private const int LongestKind = 2;

    private static readonly string[] Joining = ["on", "about", "regarding", "and"];

    /// <summary>The likeliest first; those that find nothing were not meant.</summary>
    /// <param name="words">What statements should hold, as typed.</param>
    /// <param name="scope">What narrows the question; with a speaker there is nothing to guess.</param>
    /// <param name="desk">Whose speakers and topics are looked for.</param>
    public static IEnumerable<ListingCommand> Meant(string words, Scope scope, Newsdesk desk)
    {
        var pieces = Tokens.Of(words);
        if (scope.Speaker is not null || pieces.Count == 0 || pieces.Exists(p => p.Is("or")))
            yield break;
        var whole = Name(pieces);
        // Statements have speakers whom no registry names.
        if (pieces.Count <= LongestName)
            yield return new LatestCommand(null, scope with { Speaker = whole });
        if (scope.Topic is null && desk.FindTopic(whole) is { } named)
            yield return new LatestCommand(null, scope with { Topic = named.Key });
        for (var length = Math.Min(pieces.Count - 1, LongestName); length > 0; length--)
        {
            if (IsName(Name(pieces[..length]), desk))
                yield return new WhatDidCommand(Name(pieces[..length]), Said(pieces[length..]), scope);
            if (IsName(Name(pieces[^length..]), desk))
                yield return new WhatDidCommand(Name(pieces[^length..]), Said(pieces[..^length]), scope);
        }

        if (scope.Topic is null && desk.SplitTopic(words) is var (topic, rest))
            yield return new SearchCommand(rest, scope with { Topic = topic.Key });
    }

    /// <summary>The speakers that words name together: "Dar and Rubio", "Dar, Rubio"; the words alone where they name one, or anything
    /// else.</summary>
    public static IReadOnlyList<string> Together(string words, Newsdesk desk)
    {
        if (desk.Index.Find(words).Count > 0)
            return [words];
        var names = new List<string>();
        foreach (var part in Beside().Split(words))
        {
            var pieces = part.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            while (pieces.Length > 0)
            {
                // A comma between names is gone when a line has been cut into words. Countries beside one another are words of a statement.
                var alone = pieces.Length == part.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length;
                var length = Enumerable.Range(1, Math.Min(pieces.Length, LongestName)).Reverse().FirstOrDefault(n =>
                    string.Join(' ', pieces[..n]) is var name && IsName(name, desk) && ((alone && n == pieces.Length) || desk.Index.SideOf(name) is null));
                if (length == 0)
                    return [words];
                names.Add(string.Join(' ', pieces[..length]));
                pieces = pieces[length..];
            }
        }

        return names.Count > 0 ? names : [words];
    }

    /// <summary>"latest pak-us direct quotes": a kind behind a topic or a speaker, as a filter; behind anything else it is a word.</summary>
    public static ListingCommand WithKind(ListingCommand command, Newsdesk desk)
    {
        var words = command.About?.Split(' ', StringSplitOptions.RemoveEmptyEntries) ?? [];
        for (var length = Math.Min(words.Length - 1, LongestKind); length > 0; length--)
        {
            var named = string.Join(' ', words[..^length]);
            if (Wishes.Kind(string.Join(' ', words[^length..])) is not (var type, null) || (desk.FindTopic(named) is null && desk.Index.Find(named).Count == 0))
                continue;
            var filter = type.Length == 0 ? command.Scope.Filter : $"{command.Scope.Filter} type:{type}".Trim();
            return command.WithWords(named) with { Scope = command.Scope with { Filter = filter } };
        }

        return command;
    }

    private static string Name(IEnumerable<Token> pieces) => string.Join(' ', pieces.Select(p => p.Text));

    private static string Said(IEnumerable<Token> pieces)
    {
        var said = new Arguments([.. pieces]);
        said.TakeLeading(Joining);
        return said.TakeText(phrases: true);
    }

    // By a name, not by an office: "peace" stands in the titles of many.
    internal static bool IsName(string words, Newsdesk desk) =>
        desk.Index.SideOf(words) is not null || desk.Index.Find(words).Any(s => s.Aliases.Prepend(s.Name).Append(s.Side ?? "").Any(n => Folded.Holds(n, words)));

    [GeneratedRegex(" and | or | & |, ?", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Beside();
}
