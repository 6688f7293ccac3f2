namespace NewsBot.Stories.Marks;

/// <summary>An editor's embargo of a statement.</summary>
public sealed record Hold
{
    public required long StatementId { get; init; }

    /// <summary>Of the editor; empty once forgotten.</summary>
    public required string Name { get; init; }

    public required DateTimeOffset Held { get; init; }

    /// <summary>The editor in a sentence.</summary>
    public string By => Name.Length == 0 || Name == Nameless ? "an editor" : Name;

    // What our own chat page calls everybody.
    private const string Nameless = "You";
}

/// <summary>Who works on a statement, for the people of one conversation.</summary>
public sealed record Claim
{
    public required long StatementId { get; init; }

    /// <summary>The channel's id of the person.</summary>
    public required string Person { get; init; }

    public required string Name { get; init; }

    public required DateTimeOffset Claimed { get; init; }
}

/// <summary>What may be wrong with a statement.</summary>
public enum DoubtKind
{
    Speaker,
    Topic,
}

/// <summary>What a reader says is wrong with a statement, until an editor has settled it.</summary>
public sealed record Doubt
{
    public required long Id { get; init; }

    public required long StatementId { get; init; }

    public required DoubtKind Kind { get; init; }

    /// <summary>What would be right, as typed; may be empty.</summary>
    public required string Note { get; init; }

    public required string Name { get; init; }

    public required DateTimeOffset Made { get; init; }

    /// <summary>Where it was said: the name of the conversation; null when it has none.</summary>
    public string? Place { get; init; }
}
