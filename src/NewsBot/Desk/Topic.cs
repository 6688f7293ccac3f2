namespace NewsBot.Desk;

/// <summary>What the desk follows, as an editor describes it in <c>topics.json</c>.</summary>
public sealed record Topic
{
    /// <summary>Short name used in commands (<c>pak-us</c>).</summary>
    public required string Key { get; init; }

    /// <summary>Name shown to people ("Pakistan–US talks").</summary>
    public required string Name { get; init; }

    public required string Description { get; init; }

    /// <summary>Other names that people may type.</summary>
    public IReadOnlyList<string> Aliases { get; init; } = [];

    /// <summary>Groups of actors; a match needs one of each group. Entries are sides, speaker keys or words.</summary>
    public required IReadOnlyList<IReadOnlyList<string>> Actors { get; init; }

    /// <summary>Words of talks, at least one of which must stand near the actors.</summary>
    public IReadOnlyList<string> TalkWords { get; init; } = [];

    /// <summary>
    /// Words of two sides about each other are on the topic without a word of talks ("dealings of Pakistan and the United States");
    /// otherwise a statement has to speak of talks, or stand in an article that does.
    /// </summary>
    public bool Dealings { get; init; }

    /// <summary>Phrases that settle the topic by themselves.</summary>
    public IReadOnlyList<string> Strong { get; init; } = [];

    /// <summary>Phrases that speak against the topic (look-alikes).</summary>
    public IReadOnlyList<string> Against { get; init; } = [];

    /// <summary>Words of matters that stand beside the topic (fighting, beside talks); they weigh against it.</summary>
    public IReadOnlyList<string> Besides { get; init; } = [];
}
