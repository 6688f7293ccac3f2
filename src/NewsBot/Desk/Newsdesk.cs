namespace NewsBot.Desk;

/// <summary>What editors change without code: sources, topics and the registry of speakers.</summary>
public sealed class Newsdesk
{
    private const string SamplePeople = "people.sample.json";
    private SpeakerIndex? index;

    public required IReadOnlyList<Source> Sources { get; init; }

    public required IReadOnlyList<Topic> Topics { get; init; }

    public required IReadOnlyList<Speaker> Speakers { get; init; }

    /// <summary>Finds speakers in texts and by what people type; built on first use.</summary>
    public SpeakerIndex Index => LazyInitializer.EnsureInitialized(ref index, () => new SpeakerIndex(Speakers));

    /// <summary>
    /// Reads the files that the program carries, with the sources of a file in their place if one is given.
    /// The invented people of the sample newsroom are known unless the sources are all real.
    /// </summary>
    /// <exception cref="DeskFileException">A file has an error; the message names the line and what to do.</exception>
    /// <exception cref="IOException">The file of sources cannot be read.</exception>
    public static Newsdesk Load(string? sourcesFile = null)
    {
        var sources = sourcesFile is null
            ? DeskFile.Sources("sources.json", Carried("sources.json")!)
            : DeskFile.Sources(sourcesFile, File.ReadAllBytes(sourcesFile));
        var desk = new Newsdesk
        {
            Sources = sources,
            Topics = DeskFile.Topics("topics.json", Carried("topics.json")!),
            Speakers = [.. DeskFile.Speakers("people.json", Carried("people.json")!), .. Invented()],
        };
        return sourcesFile is null ? desk : desk.With(sources);
    }

    /// <summary>The same desk with other sources; real sources only, and the sample newsroom's people are forgotten.</summary>
    public Newsdesk With(IEnumerable<Source> sources)
    {
        var list = sources.ToList();
        var invented = list.Any(s => s.Sample) ? [] : Invented().Select(s => s.Key).ToHashSet(StringComparer.Ordinal);
        return new Newsdesk { Sources = list, Topics = Topics, Speakers = [.. Speakers.Where(s => !invented.Contains(s.Key))] };
    }

    /// <summary>A topic by its key, name or alias, without regard to case, accents and punctuation; null when there is none.</summary>
    public Topic? FindTopic(string name)
    {
        var wanted = FoldedWord.Key(name);
        return Topics.FirstOrDefault(t => new[] { t.Key, t.Name }.Concat(t.Aliases).Any(n => FoldedWord.Key(n) == wanted));
    }

    /// <summary>A source by its key or name, without regard to case, accents and punctuation; null when there is none.</summary>
    public Source? FindSource(string name)
    {
        var wanted = FoldedWord.Key(name);
        return Sources.FirstOrDefault(s => FoldedWord.Key(s.Key) == wanted || FoldedWord.Key(s.Name) == wanted);
    }

    private static IReadOnlyList<Speaker> Invented() =>
        Carried(SamplePeople) is { } bytes ? DeskFile.Speakers(SamplePeople, bytes) : [];

    private static byte[]? Carried(string file)
    {
        using var stream = typeof(Newsdesk).Assembly.GetManifestResourceStream("Desk/" + file);
        if (stream is null)
            return null;
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        return copy.ToArray();
    }
}
