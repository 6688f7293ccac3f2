using NewsBot.Desk;

namespace NewsBot.Topics;

/// <summary>Looks at sentences for one topic: who is named, and with what words.</summary>
internal sealed class TopicLens
{
    private readonly HashSet<string>[] entries;
    private readonly PhraseSet[] written;
    private readonly PhraseSet talk;
    private readonly PhraseSet strong;
    private readonly PhraseSet against;

    public TopicLens(Topic topic, IReadOnlyList<Speaker> registry)
    {
        Topic = topic;
        // What the registry knows is found by its names; the rest are words.
        var known = registry.SelectMany(s => new[] { s.Key, s.Side ?? s.Key }).ToHashSet(StringComparer.OrdinalIgnoreCase);
        entries = topic.Actors.Select(g => g.ToHashSet(StringComparer.OrdinalIgnoreCase)).ToArray();
        written = topic.Actors.Select(g => new PhraseSet(g.Where(a => !known.Contains(a)))).ToArray();
        (talk, strong, against) = (new PhraseSet(topic.TalkWords), new PhraseSet(topic.Strong), new PhraseSet(topic.Against));
    }

    public Topic Topic { get; }

    /// <summary>What stands in a stretch of words; actors by side and key come from the recognised names in it.</summary>
    public TopicEvidence Look(Stretch stretch)
    {
        var (words, from, to) = (stretch.Words, stretch.From, stretch.To);
        var actors = new string?[entries.Length];
        string? talks = null, settles = null, speaksAgainst = null;
        foreach (var speaker in stretch.Named)
        {
            for (var g = 0; g < entries.Length; g++)
                actors[g] ??= Shown(entries[g], speaker);
        }

        for (var i = from; i < to; i++)
        {
            for (var g = 0; g < written.Length; g++)
                actors[g] ??= written[g].At(words, i) is { } actor && i + actor.Length <= to ? WithArticle(actor.Written) : null;
            // "Public Relations" in the name of a body is no word of talks.
            if (!stretch.InName.Contains(i))
                talks ??= talk.At(words, i)?.Written;
            settles ??= strong.At(words, i)?.Written;
            speaksAgainst ??= against.At(words, i)?.Written;
        }

        return new TopicEvidence(actors, talks, settles, speaksAgainst);
    }

    private static string? Shown(HashSet<string> group, Speaker speaker)
    {
        if (speaker.Side is { } side && group.Contains(side))
            return speaker.Kind == SpeakerKind.Person ? speaker.Name : WithArticle(side);
        return group.Contains(speaker.Key) ? speaker.Name : null;
    }

    private static string WithArticle(string name) => name is "United States" or "Taliban" or "Afghan Republic" ? "the " + name : name;
}
