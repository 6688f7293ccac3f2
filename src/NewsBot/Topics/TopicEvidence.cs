namespace NewsBot.Topics;

/// <summary>What one sentence says about one topic.</summary>
/// <param name="Actors">Who of each group is named, as it is shown; null for a group that is not.</param>
/// <param name="TalkWord">The first word of talks; null when there is none.</param>
/// <param name="Strong">The first phrase that settles the topic; null when there is none.</param>
/// <param name="Against">The first phrase of a look-alike; null when there is none.</param>
internal sealed record TopicEvidence(IReadOnlyList<string?> Actors, string? TalkWord, string? Strong, string? Against)
{
    /// <summary>How many different words of talks there are.</summary>
    public int Talks { get; init; }

    /// <summary>A phrase of talks of two or more words beside an actor: it tells more than "met" or "deal".</summary>
    public bool Phrase { get; init; }

    /// <summary>Actors of two groups stand a few words from each other ("Pakistan and the United States").</summary>
    public bool Close { get; init; }

    /// <summary>How many of the registry's sides are named that belong to no group.</summary>
    public int Others { get; init; }

    /// <summary>How many words of neighbouring matters there are.</summary>
    public int Besides { get; init; }

    public bool AllActors => Actors.All(a => a is not null);

    public bool AnyActor => Actors.Any(a => a is not null);

    /// <summary>The actors and a word of talks stand in one sentence, or a phrase settles it.</summary>
    public bool Speaks => Strong is not null || (AllActors && TalkWord is not null);

    public string Reason => Strong is not null
        ? $"It speaks of “{Strong}”"
        : TalkWord is not null && AllActors ? $"{Named} named, with “{TalkWord}”" : Naming;

    /// <summary>"Pakistan and the United States are both named"; "" when nobody of the groups is.</summary>
    public string Naming => AnyActor ? Named + " named" : "";

    private string Named
    {
        get
        {
            var names = Actors.Where(a => a is not null).Select(a => a!).Distinct().ToList();
            var all = names.Count == 1
                ? names[0] + " is"
                : string.Join(", ", names.SkipLast(1)) + " and " + names[^1] + (names.Count == 2 ? " are both" : " are all");
            return char.ToUpperInvariant(all[0]) + all[1..];
        }
    }
}
