namespace NewsBot.Text.Speakers;

internal enum Gender
{
    Unknown,
    Woman,
    Man,
}

/// <summary>Somebody whom an article names, under one or many forms.</summary>
internal sealed class Character
{
    private const int MostMentions = 300;
    private readonly HashSet<string> _about = new(StringComparer.Ordinal);

    public Character(Mention mention, IReadOnlyList<string> tokens) => (Full, Tokens, Kind) = (mention, tokens, mention.Kind);

    public MentionKind Kind { get; private set; }

    /// <summary>The fullest mention.</summary>
    public Mention Full { get; private set; }

    /// <summary>The words of the fullest name, in lower case.</summary>
    public IReadOnlyList<string> Tokens { get; private set; }

    /// <summary>Every word that any mention's title, apposition or name gives.</summary>
    public IReadOnlySet<string> About => _about;

    public List<Mention> Mentions { get; } = [];

    public Gender Gender { get; set; }

    /// <summary>Where it was last a source; -1 when it never was.</summary>
    public int LastSpoke { get; set; } = -1;

    /// <summary>The last word of the name stands alone somewhere, as that of a place does not.</summary>
    public bool IsCalledBySurname { get; private set; }

    public bool IsPerson => Kind == MentionKind.Person;

    public bool IsBody => Kind is MentionKind.Body or MentionKind.State;

    public void Add(Mention mention, IReadOnlyList<string> tokens)
    {
        // A crowded text must not cost its square.
        if (Mentions.Count < MostMentions)
            Mentions.Add(mention);
        _about.UnionWith(mention.About);
        if (mention.Kind == MentionKind.Person)
            Kind = MentionKind.Person;
        if (tokens.Count > Tokens.Count && tokens.Count <= 5)
            (Full, Tokens) = (mention, tokens);
        IsCalledBySurname |= tokens.Count == 1 && Tokens.Count > 1 && tokens[0] == Tokens[^1];
        if (Gender == Gender.Unknown)
            Gender = GenderOf(mention, tokens);
    }

    /// <summary>What a description that means this one says of it.</summary>
    /// <returns>True when any of it is new.</returns>
    public bool Learn(IEnumerable<string> words)
    {
        var before = _about.Count;
        _about.UnionWith(words);
        return _about.Count > before;
    }

    /// <summary>What is known of this one besides the text: a person, with these words.</summary>
    public void Know(IEnumerable<string> words)
    {
        Kind = MentionKind.Person;
        _about.UnionWith(words);
    }

    /// <summary>What is written out elsewhere ("Inter-Services Public Relations (ISPR)") names it from now on.</summary>
    public void Expand(Character written, TextSpan span)
    {
        (Full, Tokens, Kind) = (written.Full with { Span = span }, written.Tokens, MentionKind.Body);
        _about.UnionWith(written._about);
    }

    public SpeakerSpan Span => new(Full.Span, Kind switch
    {
        MentionKind.Person => NamedAs.Person,
        MentionKind.Body => NamedAs.Body,
        MentionKind.State => NamedAs.State,
        MentionKind.Office => NamedAs.Described,
        _ => NamedAs.Unclear,
    });

    private static Gender GenderOf(Mention mention, IReadOnlyList<string> tokens)
    {
        if (mention.About.Overlaps(Names.WomensWords) || (tokens.Count > 1 && GivenNames.Women.Contains(tokens[0])))
            return Gender.Woman;
        return mention.About.Overlaps(Names.MensWords) || (tokens.Count > 1 && GivenNames.Men.Contains(tokens[0])) ? Gender.Man : Gender.Unknown;
    }
}
