namespace NewsBot.Topics;

/// <summary>What a title and each sentence of an article say about one topic.</summary>
internal sealed class TopicReading(TopicLens lens, NamedText title, NamedText body)
{
    private List<TopicEvidence>? all;
    private int? rarest;
    private double? speaking, naming;

    public TopicLens Lens => lens;

    public NamedText Text => body;

    /// <summary>The title as a whole; the first sentence of an article without one.</summary>
    public TopicEvidence Title { get; } =
        lens.Look(title.Words.Count > 0 || body.Sentences.Count == 0 ? title.Whole() : body.Sentences[0]);

    /// <summary>One for each sentence.</summary>
    public IReadOnlyList<TopicEvidence> Body { get; } = [.. body.Sentences.Select(s => lens.Look(s))];

    /// <summary>The title and the sentences.</summary>
    public IReadOnlyList<TopicEvidence> All => all ??= [Title, .. Body];

    /// <summary>The share of the title and the sentences that something holds of.</summary>
    public double Share(Func<TopicEvidence, bool> holds) => All.Count(holds) / (double)(Body.Count + 1);

    /// <summary>The share that speaks of it; every statement of the article asks.</summary>
    public double Speaking => speaking ??= Share(e => e.Speaks);

    /// <summary>The share that names every side; every statement of the article asks.</summary>
    public double Naming => naming ??= Share(e => e.AllActors);

    /// <summary>The group of actors that is named in the fewest sentences.</summary>
    public int Rarest => rarest ??= Enumerable.Range(0, Title.Actors.Count).MinBy(g => Body.Count(e => e.Actors[g] is not null));

    /// <summary>The first thing that an article on the topic mostly has and this one lacks, or what speaks against it.</summary>
    public string Lacking
    {
        get
        {
            var unnamed = Enumerable.Range(0, Title.Actors.Count).FirstOrDefault(g => All.All(e => e.Actors[g] is null), -1);
            if (unnamed >= 0)
                return $"Nobody of {string.Join(", ", lens.Topic.Actors[unnamed].Take(3))} is named in the article";
            if (All.Select(e => e.Against).FirstOrDefault(a => a is not null) is { } against)
                return $"“{against}” speaks of something else";
            if (!All.Any(e => e.AllActors))
                return "No sentence of the article names every side";
            if (!All.Any(e => e.Speaks))
                return "No word of talks stands in a sentence that names every side";
            return All.Any(e => e.Besides > 0)
                ? "Words of matters beside it weigh against it"
                : "Too few sentences of the article speak of it";
        }
    }

    /// <summary>The evidence that shows best why an article is on the topic; null when nothing speaks of it.</summary>
    public TopicEvidence? Best =>
        All.FirstOrDefault(e => e.Speaks) ?? All.FirstOrDefault(e => e.AllActors) ?? All.FirstOrDefault(e => e.AnyActor);
}
