using NewsBot.Cards;
using NewsBot.Commands.Lines;
using NewsBot.Desk;

namespace NewsBot.Commands;

/// <summary>Finds the topic that somebody typed, and says what there is when it is none.</summary>
public sealed class TopicFinder(Newsdesk desk, CardDeck cards)
{
    public Topic? Find(string typed) => desk.FindTopic(typed);

    public string Name(string key) => desk.Topics.FirstOrDefault(t => t.Key == key)?.Name ?? key;

    /// <summary>What is said to a topic that is none: those that are near, the speaker that was perhaps meant, or all topics.</summary>
    /// <param name="typed">As typed.</param>
    /// <param name="line">Makes the line that would have worked with a topic.</param>
    public CardMessage Unknown(string typed, Func<Topic, string> line)
    {
        var echo = LineParser.Echo(typed);
        var near = Near(typed);
        if (near.Count > 0)
            return cards.Notice(
                "Which topic do you mean?",
                $"“{echo}” is not the name of one.",
                [.. near.Select(t => new SayButton(t.Name, line(t)))]);
        var all = string.Join(", ", desk.Topics.Select(t => $"{t.Key} ({t.Name})"));
        var speakers = desk.Index.Find(typed).Take(2).Select(s => new SayButton(
            "Follow " + s.Name, $"subscribe speaker:{QuoteMarks.Write(s.Name)}"));
        return cards.Error(
            "There is no such topic",
            $"“{echo}” is not a topic here. The topics are {all}. Nothing was changed.",
            [.. speakers, .. desk.Topics.Take(4).Select(t => new SayButton(t.Name, line(t)))]);
    }

    // "pakistan" is part of two names, "pak-uss" is a slip in one.
    private List<Topic> Near(string typed)
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
