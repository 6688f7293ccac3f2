using NewsBot.Desk;
using NewsBot.Text;
using NewsBot.Text.Segments;

namespace NewsBot.Topics;

/// <summary>
/// Says which topics an article or a statement is on, and why. What speaks for a topic (the actors of every group, words of
/// talks, phrases that settle it) and against it is counted where it stands; how much each counts is learned, the same for every
/// topic. Pure.
/// </summary>
public sealed class TopicTagger(Newsdesk desk)
{
    private readonly FromDesk<Lenses> lenses =
        new(desk, d => new Lenses([.. d.Topics.Select(t => new TopicLens(t, d.Speakers))], d.Index));

    /// <summary>The topics of an article.</summary>
    /// <param name="title">Its title; empty when it has none.</param>
    /// <param name="text">Its text.</param>
    /// <param name="day">Its day, for offices; null when unknown.</param>
    public IReadOnlyList<TopicMatch> Article(string title, string text, DateOnly? day) => Read(title, text, day).Topics;

    /// <summary>Reads an article for its topics and those of its statements.</summary>
    public ArticleTopics Read(string title, string text, DateOnly? day)
    {
        var now = lenses.Value;
        return new ArticleTopics(ArticleTopics.Readings(now.Topics, now.Index, title, text, day), TopicModel.Shipped);
    }

    /// <summary>The sentence that carries a topic in words that were said: the first of those that say most of it. Null where none stands
    /// out.</summary>
    /// <param name="topic">The topic's key.</param>
    /// <param name="words">What was said.</param>
    /// <param name="speaker">The key of who said it; of several, with a plus between.</param>
    /// <param name="day">The day on which it was said, for offices.</param>
    public TextSpan? Passage(string topic, string words, string speaker, DateOnly day)
    {
        var now = lenses.Value;
        var sentences = SpokenSentences.Of(words);
        if (sentences.Count < 2 || Array.Find(now.Topics, l => l.Topic.Key == topic) is not { } lens)
            return null;
        var named = new NamedText(words, now.Index, day);
        Speaker[] speakers = [.. speaker.Split('+').Select(now.Index.ByKey).OfType<Speaker>()];
        // The first among equals, for MaxBy keeps what it has.
        var (carrying, weight) = sentences.Select(s => (s, Weight: lens.Weight(named.Part(s.Start, s.End), speakers))).MaxBy(s => s.Weight);
        return weight > 0 ? carrying : null;
    }

    /// <summary>What an article says about each topic, not judged yet.</summary>
    internal IReadOnlyList<TopicReading> Readings(string title, string text, DateOnly? day) =>
        [.. ArticleTopics.Readings(lenses.Value.Topics, lenses.Value.Index, title, text, day)];

    private sealed record Lenses(TopicLens[] Topics, SpeakerIndex Index);
}
