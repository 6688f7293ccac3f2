namespace NewsBot.Desk;

/// <summary>What a registry entry is.</summary>
public enum SpeakerKind
{
    Person,
    Body,
    Country,
}

/// <summary>A title held in a body, from one day to another (both inclusive; null is open).</summary>
public sealed record Office(string Title, string? Body, DateOnly? From, DateOnly? To)
{
    /// <summary>Names of the office that mean whoever holds it on the day ("Pakistan’s army chief").</summary>
    public IReadOnlyList<string> Called { get; init; } = [];

    public bool HeldOn(DateOnly day) => (From is null || From <= day) && (To is null || To >= day);
}

/// <summary>A person or body of the desk's registry.</summary>
public sealed record Speaker
{
    /// <summary>Stable key: the name in lower case with dashes.</summary>
    public required string Key { get; init; }

    public required string Name { get; init; }

    public required SpeakerKind Kind { get; init; }

    /// <summary>Whose side: "Pakistan", "United States", "Taliban", "Afghan Republic", …</summary>
    public string? Side { get; init; }

    public IReadOnlyList<string> Aliases { get; init; } = [];

    /// <summary>What a country's people are called. Whoever asks what they said means the country's side; an article does not.</summary>
    public IReadOnlyList<string> People { get; init; } = [];

    public IReadOnlyList<Office> Offices { get; init; } = [];

    /// <summary>The office held on a day; null when none is known.</summary>
    public Office? OfficeOn(DateOnly day) =>
        Offices.FirstOrDefault(o => o.HeldOn(day));
}
