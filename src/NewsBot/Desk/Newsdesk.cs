namespace NewsBot.Desk;

/// <summary>What editors change without code: sources, topics, the registry of speakers and house style. It changes as a whole while the program runs.</summary>
public sealed class Newsdesk
{
    private const string SamplePeople = "people.sample.json";
    private const string StyleFile = "style.json";

    private static readonly Lazy<IReadOnlyList<StyleForm>> CarriedStyle = new(() => Read(null, StyleFile, DeskFile.Style));

    /// <summary>No topic's name has more words.</summary>
    private const int LongestTopic = 8;

    private volatile Content content = new();

    public required IReadOnlyList<Source> Sources
    {
        get => content.Sources;
        init => content = content with { Sources = value };
    }

    public required IReadOnlyList<Topic> Topics
    {
        get => content.Topics;
        init => content = content with { Topics = value };
    }

    public required IReadOnlyList<Speaker> Speakers
    {
        get => content.Speakers;
        init => content = content with { Speakers = value, Index = new Lazy<SpeakerIndex>(() => new SpeakerIndex(value)) };
    }

    /// <summary>What outlets write each in their own way; that of the file that the program carries unless it is given.</summary>
    public IReadOnlyList<StyleForm> Style
    {
        get => content.Style;
        init => content = content with { Style = value };
    }

    /// <summary>Finds speakers in texts and by what people type; built on first use.</summary>
    public SpeakerIndex Index => content.Index.Value;

    /// <summary>
    /// Reads the files that the program carries, with the sources of a file in their place if one is given.
    /// The invented people of the sample newsroom are known unless the sources are all real.
    /// </summary>
    /// <exception cref="DeskFileException">A file has an error; the message names the line and what to do.</exception>
    /// <exception cref="IOException">The file of sources cannot be read.</exception>
    public static Newsdesk Load(string? sourcesFile = null) => Load(new DeskFiles(sourcesFile, null, null));

    /// <inheritdoc cref="Load(string)"/>
    public static Newsdesk Load(DeskFiles files)
    {
        var sources = Read(files.Sources, "sources.json", DeskFile.Sources);
        var desk = new Newsdesk
        {
            Sources = sources,
            Topics = Read(files.Topics, "topics.json", DeskFile.Topics),
            Speakers = [.. Read(files.People, "people.json", DeskFile.Speakers), .. Invented()],
            Style = files.Style is null ? CarriedStyle.Value : Read(files.Style, StyleFile, DeskFile.Style),
        };
        return files.Sources is null ? desk : desk.With(sources);
    }

    /// <summary>The same desk with other sources; real sources only, and the sample newsroom's people are forgotten.</summary>
    public Newsdesk With(IEnumerable<Source> sources)
    {
        var list = sources.ToList();
        var invented = list.Any(s => s.Sample) ? [] : Invented().Select(s => s.Key).ToHashSet(StringComparer.Ordinal);
        return new Newsdesk { Sources = list, Topics = Topics, Speakers = [.. Speakers.Where(s => !invented.Contains(s.Key))], Style = Style };
    }

    /// <summary>A topic by its key, name or alias, without regard to case, accents and punctuation; null when there is none.</summary>
    public Topic? FindTopic(string name)
    {
        var wanted = FoldedWord.Key(name);
        return Topics.FirstOrDefault(t => new[] { t.Key, t.Name }.Concat(t.Aliases).Any(n => FoldedWord.Key(n) == wanted));
    }

    /// <summary>The topic that the first words of a text name, and the words behind it; null when they name none.</summary>
    public (Topic Topic, string Words)? SplitTopic(string text)
    {
        var words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        for (var length = Math.Min(words.Length - 1, LongestTopic); length > 0; length--)
        {
            if (FindTopic(string.Join(' ', words[..length])) is { } topic)
                return (topic, string.Join(' ', words[length..]));
        }

        return null;
    }

    /// <summary>A source by its key or name, without regard to case, accents and punctuation; null when there is none.</summary>
    public Source? FindSource(string name) => Sources.FirstOrDefault(s => s.IsNamed(name));

    /// <summary>Takes on everything of another desk, at once.</summary>
    internal void Become(Newsdesk other) => content = other.content;

    /// <summary>A desk that stays as this one is now.</summary>
    internal Newsdesk AsItIs() => new() { Sources = [], Topics = [], Speakers = [], content = content };

    internal bool IsSameAs(Newsdesk other) => ReferenceEquals(content, other.content);

    private static IReadOnlyList<Speaker> Invented() =>
        Carried(SamplePeople) is { } bytes ? DeskFile.Speakers(SamplePeople, bytes) : [];

    private static IReadOnlyList<T> Read<T>(string? file, string carried, Func<string, byte[], IReadOnlyList<T>> read) =>
        file is null ? read(carried, Carried(carried)!) : read(file, File.ReadAllBytes(file));

    private static byte[]? Carried(string file)
    {
        using var stream = typeof(Newsdesk).Assembly.GetManifestResourceStream("Desk/" + file);
        if (stream is null)
            return null;
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        return copy.ToArray();
    }

    private sealed record Content
    {
        public IReadOnlyList<Source> Sources { get; init; } = [];

        public IReadOnlyList<Topic> Topics { get; init; } = [];

        public IReadOnlyList<Speaker> Speakers { get; init; } = [];

        public IReadOnlyList<StyleForm> Style { get; init; } = CarriedStyle.Value;

        public Lazy<SpeakerIndex> Index { get; init; } = new(() => new SpeakerIndex([]));
    }
}

/// <summary>What outlets write each in their own way and mean as one.</summary>
public sealed record StyleForm
{
    /// <summary>The one word that the others are read as.</summary>
    public required string Brief { get; init; }

    /// <summary>Names of several words that are the same everywhere.</summary>
    public IReadOnlyList<string> Full { get; init; } = [];

    /// <summary>Words that are the same in a name.</summary>
    public IReadOnlyList<string> Also { get; init; } = [];
}

/// <summary>Something that is worked out from the desk on first use, and again when the desk has changed.</summary>
internal sealed class FromDesk<T>(Newsdesk desk, Func<Newsdesk, T> make)
    where T : class
{
    private Made? made;

    public T Value
    {
        get
        {
            var now = desk.AsItIs();
            if (made is { } known && known.Desk.IsSameAs(now))
                return known.Value;
            var fresh = new Made(now, make(now));
            made = fresh;
            return fresh.Value;
        }
    }

    private sealed record Made(Newsdesk Desk, T Value);
}
