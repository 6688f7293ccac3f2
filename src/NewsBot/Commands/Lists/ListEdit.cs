using NewsBot.Commands.Lines;
using NewsBot.Commands.Questions;
using NewsBot.Desk;
using NewsBot.Subscriptions;

namespace NewsBot.Commands.Lists;

/// <summary>A condition that a list may have: a topic, or the key of a filter, and a value of it.</summary>
internal sealed record Condition(string Key, string Value);

/// <summary>Asks the question of a list with other conditions. Pure.</summary>
internal static class ListEdit
{
    /// <summary>With what was typed as qualifiers, a time and an order.</summary>
    public static ListingCommand With(ListingCommand list, Scope scope, FollowUpWay way)
    {
        if (scope.Sort != Sort.Usual)
            list = Sorted(list, scope.Sort);
        if (scope.Window is not null)
            list = list with { Scope = list.Scope with { Window = scope.Window } };
        if (scope.Topic is not null)
            list = Set(list, [new Condition("topic", scope.Topic)], way);
        if (scope.Speaker is not null)
            list = Set(list, [new Condition("speaker", scope.Speaker)], way);
        foreach (var token in Tokens.Of(scope.Filter))
        {
            var excludes = token.Excludes ? FollowUpWay.Without : way;
            list = Set(list, [.. token.Values.Select(v => new Condition(token.Text, v))], excludes);
        }

        return list;
    }

    /// <summary>With conditions in place of those of the same key; several values of one are alternatives.</summary>
    public static ListingCommand Set(ListingCommand list, IReadOnlyList<Condition> conditions, FollowUpWay way)
    {
        foreach (var key in conditions.GroupBy(c => c.Key, c => c.Value))
            list = Set(list, key.Key, [.. key], way == FollowUpWay.Without);
        return list;
    }

    /// <summary>With words: beside those that are asked for already, or in their place.</summary>
    public static ListingCommand Worded(ListingCommand list, string words, FollowUpWay way)
    {
        var asked = (list.About ?? list.Words) is { Length: > 0 };
        return way == FollowUpWay.Instead || (way == FollowUpWay.Only && !asked)
            ? list.WithWords(words)
            : Set(list, "term", [QuoteMarks.Without(words)], way == FollowUpWay.Without);
    }

    /// <summary>Without the conditions of a kind: "any time", "everybody".</summary>
    public static ListingCommand Any(ListingCommand list, string what) => what switch
    {
        "time" => AtAnyTime(list),
        "outlet" or "source" => list with { Scope = list.Scope with { Filter = Filter(list, "outlet", [], false) } },
        "topic" => list with { Scope = list.Scope with { Topic = list is SinceCommand ? Scope.AnyTopic : null } },
        _ => ByAnybody(list),
    };

    /// <summary>In an order; the one in which such a list is anyway is not said.</summary>
    public static ListingCommand Sorted(ListingCommand list, Sort sort) =>
        list with { Scope = list.Scope with { Sort = list is TimelineCommand || sort == Sort.Oldest ? sort : Sort.Usual } };

    public static ListingCommand AtAnyTime(ListingCommand list)
    {
        var scope = list.Scope with { Window = null };
        return list is SinceCommand since ? new LatestCommand(since.Of, scope) : list with { Scope = scope };
    }

    public static ListingCommand ByAnybody(ListingCommand list)
    {
        var scope = list.Scope with { Speaker = null, Filter = Filter(list, "speaker", [], false) };
        if (list is WhatDidCommand did)
            return new LatestCommand(did.Said.Length == 0 ? null : did.Said, scope);
        return list with { Scope = scope };
    }

    private static ListingCommand Set(ListingCommand list, string key, IReadOnlyList<string> values, bool excludes)
    {
        if (key == "topic")
            return list with { Scope = list.Scope with { Topic = values[0] } };
        if (key == "speaker" && !excludes)
        {
            var anybody = ByAnybody(list);
            if (values is [var only])
                return (list with { Scope = anybody.Scope }).WithSpeaker(only);
            list = anybody;
        }

        // Whoever is left out is asked for no longer.
        if (key == "speaker" && excludes && list.Speaker is { } asked && values.Any(v => Folded.Same(SpeakerIndex.WithoutArticle(v), SpeakerIndex.WithoutArticle(asked))))
            list = ByAnybody(list);

        return list with { Scope = list.Scope with { Filter = Filter(list, key, values, excludes) } };
    }

    // What is asked for is excluded no longer, and the other way round; without values the key goes.
    private static string Filter(ListingCommand list, string key, IReadOnlyList<string> values, bool excludes)
    {
        var tokens = Tokens.Of(list.Scope.Filter).Where(t => t.Text != key || (values.Count > 0 && (excludes || t.Excludes)))
            .Select(t => t.Text == key && t.Excludes != excludes
                ? t with { Values = [.. t.Values.Except(values, StringComparer.OrdinalIgnoreCase)] }
                : t);
        var added = new Token(TokenKind.Qualifier, key, excludes) { Values = values };
        return FilterText.Write(values.Count == 0 ? tokens : tokens.Append(added));
    }
}
