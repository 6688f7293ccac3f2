using NewsBot.Commands.Lines;
using NewsBot.Commands.Questions;
using NewsBot.Desk;
using NewsBot.Subscriptions;

namespace NewsBot.Commands.Lists;

/// <summary>
/// Questions that were perhaps meant by words in which somebody is named: "search Dar visas" asks what Dar said about visas.
/// Pure.
/// </summary>
internal static class NamesInWords
{
    /// <summary>In words.</summary>
    private const int LongestName = 6;

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

    private static string Name(IEnumerable<Token> pieces) => string.Join(' ', pieces.Select(p => p.Text));

    private static string Said(IEnumerable<Token> pieces)
    {
        var said = new Arguments([.. pieces]);
        said.TakeLeading(Joining);
        return said.TakeText(phrases: true);
    }

    // By a name, not by an office: "peace" stands in the titles of many.
    internal static bool IsName(string words, Newsdesk desk) =>
        desk.Index.Find(words).Any(s => s.Aliases.Prepend(s.Name).Append(s.Side ?? "").Any(n => Folded.Holds(n, words)));
}
