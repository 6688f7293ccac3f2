namespace NewsBot.Statements.Speakers;

/// <summary>Who speaks, as far as the registry or the text can say it.</summary>
/// <param name="Key">Key of the registry; for a stranger the folded name; joint speakers' keys are joined by +.</param>
/// <param name="Name">Name of the registry, or the fullest form in the text.</param>
/// <param name="Office">The office held on the day, or the title that the text gives.</param>
/// <param name="Side">The registry's side; null for strangers.</param>
/// <param name="Known">True when the registry has everybody of them.</param>
public sealed record NamedSpeaker(string Key, string Name, string? Office, string? Side, bool Known)
{
    /// <summary>The key of those whom nobody names ("officials").</summary>
    public const string NobodyKey = "anonymous";

    /// <summary>The single keys of joint speakers.</summary>
    public IReadOnlyList<string> Keys => Key.Split('+');

    /// <summary>The single names of joint speakers.</summary>
    public IReadOnlyList<string> Names { get; private init; } = [Name];

    /// <summary>Whom nothing names, shown by the words of the source.</summary>
    public static NamedSpeaker Nobody(string source) => new(NobodyKey, source, null, null, false);

    /// <summary>Several who speak together.</summary>
    public static NamedSpeaker Joint(IReadOnlyList<NamedSpeaker> speakers)
    {
        var names = speakers.Select(s => s.Name).ToList();
        var sides = speakers.Select(s => s.Side).Distinct().ToList();
        return new NamedSpeaker(
            string.Join('+', speakers.Select(s => s.Key)),
            string.Join(", ", names.SkipLast(1)) + " and " + names[^1],
            null,
            sides.Count == 1 ? sides[0] : null,
            speakers.All(s => s.Known))
        {
            Names = names,
        };
    }
}
