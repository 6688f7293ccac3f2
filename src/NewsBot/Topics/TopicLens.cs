using NewsBot.Desk;

namespace NewsBot.Topics;

/// <summary>Looks at sentences for one topic: who is named, and with what words.</summary>
internal sealed class TopicLens
{
    // Words from one actor to another that are "close".
    private const int Step = 5;

    private readonly HashSet<string>[] entries;
    private readonly PhraseSet[] written;
    private readonly PhraseSet talk;
    private readonly PhraseSet strong;
    private readonly PhraseSet against;
    private readonly PhraseSet besides;

    public TopicLens(Topic topic, IReadOnlyList<Speaker> registry)
    {
        Topic = topic;
        // What the registry knows is found by its names; the rest are words.
        var known = registry.SelectMany(s => new[] { s.Key, s.Side ?? s.Key }).ToHashSet(StringComparer.OrdinalIgnoreCase);
        entries = topic.Actors.Select(g => g.ToHashSet(StringComparer.OrdinalIgnoreCase)).ToArray();
        written = topic.Actors.Select(g => new PhraseSet(g.Where(a => !known.Contains(a)))).ToArray();
        (talk, strong) = (new PhraseSet(topic.TalkWords), new PhraseSet(topic.Strong));
        (against, besides) = (new PhraseSet(topic.Against), new PhraseSet(topic.Besides));
    }

    public Topic Topic { get; }

    /// <summary>
    /// What stands in a stretch of words; actors by side and key come from the recognised names in it, and from those who speak.
    /// </summary>
    public TopicEvidence Look(Stretch stretch, IReadOnlyList<Speaker>? speakers = null)
    {
        var actors = new string?[entries.Length];
        string? settles = null, speaksAgainst = null;
        List<string>? talks = null;
        HashSet<string>? others = null;
        var beside = 0;
        var phrase = false;
        var places = new List<(int Group, int At)>();
        foreach (var (speaker, at) in (speakers ?? []).Select(s => (s, -1)).Concat(stretch.Named))
        {
            var ours = false;
            for (var g = 0; g < entries.Length; g++)
            {
                var shown = Shown(entries[g], speaker);
                ours |= shown is not null;
                actors[g] ??= shown;
                if (shown is not null && at >= 0)
                    places.Add((g, at));
            }

            if (!ours && speaker.Side is { } side)
                (others ??= []).Add(side);
        }

        for (var i = stretch.From; i < stretch.To; i++)
        {
            for (var g = 0; g < written.Length; g++)
            {
                if (stretch.Find(written[g], i) is not { } actor)
                    continue;
                actors[g] ??= WithArticle(actor.Written);
                places.Add((g, i));
            }

            // "Public Relations" in the name of a body is no word of talks.
            if (!stretch.Text.InName.Contains(i) && stretch.Find(talk, i) is { } word && talks?.Contains(word.Written) != true)
            {
                (talks ??= []).Add(word.Written);
                phrase |= word.Length > 1;
            }

            settles ??= stretch.Find(strong, i)?.Written;
            speaksAgainst ??= stretch.Find(against, i)?.Written;
            beside += stretch.Find(besides, i) is null ? 0 : 1;
        }

        // What stands beside a look-alike's phrase is about the look-alike.
        if (speaksAgainst is not null)
        {
            return new TopicEvidence(new string?[entries.Length], null, null, speaksAgainst)
            {
                Others = others?.Count ?? 0,
                Besides = beside,
            };
        }

        return new TopicEvidence(actors, talks?[0], settles, null)
        {
            Talks = talks?.Count ?? 0,
            Phrase = phrase && Array.Exists(actors, a => a is not null),
            Close = Near(places),
            Others = others?.Count ?? 0,
            Besides = beside,
        };
    }

    private static bool Near(List<(int Group, int At)> places)
    {
        places.Sort((a, b) => a.At.CompareTo(b.At));
        return places.Zip(places.Skip(1)).Any(p => p.First.Group != p.Second.Group && p.Second.At - p.First.At <= Step);
    }

    /// <summary>The group of actors that somebody belongs to; -1 for none.</summary>
    public int GroupOf(Speaker speaker) => Array.FindIndex(entries, e => Shown(e, speaker) is not null);

    /// <summary>How much a sentence says of the topic: 3 where the sides and a word of talks stand in it, or a phrase settles it; 2 for
    /// the sides alone; 1 for one of them with a word of talks; else 0. Who speaks need not name his own side, and is not said to speak of
    /// the topic by naming that alone.</summary>
    public int Weight(Stretch sentence, IReadOnlyList<Speaker> speakers)
    {
        var said = Look(sentence);
        var own = speakers.Select(GroupOf).ToHashSet();
        var named = Enumerable.Range(0, entries.Length).Where(g => said.Actors[g] is not null).ToList();
        var sides = (named.Count > 0 || entries.Length == 0) && named.Union(own.Where(g => g >= 0)).Count() == entries.Length;
        if (said.Strong is not null || (sides && said.TalkWord is not null))
            return 3;
        return sides ? 2 : said.TalkWord is not null && named.Exists(g => !own.Contains(g)) ? 1 : 0;
    }

    private static string? Shown(HashSet<string> group, Speaker speaker)
    {
        if (speaker.Side is { } side && group.Contains(side))
            return speaker.Kind == SpeakerKind.Person ? speaker.Name : WithArticle(side);
        return group.Contains(speaker.Key) ? speaker.Name : null;
    }

    private static string WithArticle(string name) =>
        name is "United States" or "Taliban" or "Afghan Republic" ? "the " + name : name;
}
