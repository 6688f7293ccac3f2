using NewsBot.Desk;

namespace NewsBot.Stories.Trials;

/// <summary>What is tried, and on what.</summary>
public sealed record TopicTry
{
    /// <summary>A topic of the desk (by key, name or alias), or a file with one topic or a list of them.</summary>
    public required string Topic { get; init; }

    public int Days { get; init; } = 7;

    /// <summary>One JSON line for each topic.</summary>
    public bool Json { get; init; }

    /// <summary>The data folder's full path.</summary>
    public required string Data { get; init; }

    /// <summary>The connection string of PostgreSQL; null for the data folder's file.</summary>
    public string? Server { get; init; }

    /// <summary>Where the desk comes from.</summary>
    public required DeskFiles Files { get; init; }

    public required TimeProvider Clock { get; init; }
}
