namespace NewsBot.Topics;

/// <summary>What a title and each sentence of an article say about one topic.</summary>
internal sealed class TopicReading(TopicLens lens, NamedText title, NamedText body)
{
    public TopicLens Lens => lens;

    public NamedText Text => body;

    /// <summary>The title as a whole; the first sentence of an article without one.</summary>
    public TopicEvidence Title { get; } =
        lens.Look(title.Words.Count > 0 || body.Sentences.Count == 0 ? title.Whole() : body.Sentences[0]);

    /// <summary>One for each sentence.</summary>
    public IReadOnlyList<TopicEvidence> Body { get; } = [.. body.Sentences.Select(s => lens.Look(s))];

    /// <summary>The title and the sentences.</summary>
    public IEnumerable<TopicEvidence> All => Body.Prepend(Title);

    /// <summary>The share of the title and the sentences that something holds of.</summary>
    public double Share(Func<TopicEvidence, bool> holds) => All.Count(holds) / (double)(Body.Count + 1);

    /// <summary>The evidence that shows best why an article is on the topic; null when nothing speaks of it.</summary>
    public TopicEvidence? Best =>
        All.FirstOrDefault(e => e.Speaks) ?? All.FirstOrDefault(e => e.AllActors) ?? All.FirstOrDefault(e => e.AnyActor);
}
