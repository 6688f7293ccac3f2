using NewsBot.Cards;
using NewsBot.Commands.Lines;
using NewsBot.Commands.Lists;
using NewsBot.Desk;

namespace NewsBot.Commands;

/// <summary>Finds the topic that somebody typed, and says what there is when it is none.</summary>
public sealed class TopicFinder(Newsdesk desk, CardDeck cards)
{
    private const int MostButtons = 6;

    public Topic? Find(string typed) => desk.FindTopic(typed);

    public string Name(string key) => desk.Topics.FirstOrDefault(t => t.Key == key)?.Name ?? key;

    /// <summary>The speakers that somebody may have typed instead of a topic.</summary>
    public IEnumerable<Speaker> Speakers(string typed) => desk.Index.Find(typed);

    /// <summary>What is said to a list's topic that is none.</summary>
    public CardMessage UnknownIn(ListingCommand command, string typed)
    {
        var anywhere = command with { Scope = command.Scope with { Topic = null } };
        var speakers = command.Speaker is null ? Speakers(typed).Take(2) : [];
        return Unknown(
            typed,
            t => (command with { Scope = command.Scope with { Topic = t.Key } }).Write(),
            speakers.Select(s => new SayButton(s.Name, anywhere.WithSpeaker(s.Name).Write())));
    }

    /// <summary>What is said to a topic that is none: those that are near, what else was perhaps meant, or all topics.</summary>
    /// <param name="typed">As typed.</param>
    /// <param name="line">Makes the line that would have worked with a topic.</param>
    /// <param name="meant">What the word may mean when it is no topic.</param>
    public CardMessage Unknown(string typed, Func<Topic, string> line, IEnumerable<SayButton> meant)
    {
        var echo = LineParser.Echo(typed);
        var near = Near(typed);
        if (near.Count > 0)
            return cards.Notice(
                "Which topic do you mean?",
                $"“{echo}” is not the name of one.",
                [.. near.Select(t => new SayButton(t.Name, line(t))).Concat(meant).Take(MostButtons)]);
        var all = string.Join(", ", desk.Topics.Select(t => $"{t.Key} ({t.Name})"));
        return cards.Error(
            "There is no such topic",
            $"“{echo}” is not a topic here. The topics are {all}. Nothing was changed.",
            [.. meant.Concat(desk.Topics.Take(4).Select(t => new SayButton(t.Name, line(t)))).Take(MostButtons)]);
    }

    /// <summary>Topics whose names hold what was typed or are near: "pakistan" is part of two, "pak-uss" a slip in one.</summary>
    public IReadOnlyList<Topic> Near(string typed)
    {
        var word = typed.Trim();
        if (word.Length < 3)
            return [];
        var holding = desk.Topics.Where(t => Names(t).Any(n => n.Contains(word, StringComparison.OrdinalIgnoreCase))).ToList();
        if (holding.Count > 0)
            return holding;
        var slips = Spelling.AllNearest(word, desk.Topics.SelectMany(Names));
        return [.. desk.Topics.Where(t => Names(t).Any(slips.Contains))];
    }

    private static IEnumerable<string> Names(Topic topic) => topic.Aliases.Prepend(topic.Name).Prepend(topic.Key);
}
