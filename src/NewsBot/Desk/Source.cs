namespace NewsBot.Desk;

/// <summary>What kind of publisher a source is.</summary>
public enum SourceClass
{
    Official,
    Wire,
    Press,
}

/// <summary>An outlet or an office that publishes, with the addresses of its feeds.</summary>
public sealed record Source
{
    /// <summary>Short name used in filters (<c>outlet:dawn</c>) and as the key in the database.</summary>
    public required string Key { get; init; }

    public required string Name { get; init; }

    public required SourceClass Class { get; init; }

    /// <summary>BCP 47 language tag.</summary>
    public string Language { get; init; } = "en";

    public string? Home { get; init; }

    public IReadOnlyList<string> Feeds { get; init; } = [];

    /// <summary>True for the invented outlets of the sample newsroom; cards say so.</summary>
    public bool Sample { get; init; }
}
