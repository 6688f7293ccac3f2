namespace NewsBot.Text.Speakers;

/// <summary>Who has spoken so far in an article.</summary>
internal sealed class Spoken
{
    // Nobody's "he" reaches further back, and a crowded text must not cost its square.
    private const int Memory = 60;
    private readonly List<Turn> _turns = [];

    /// <summary>One report that has been resolved.</summary>
    /// <param name="Sentence">Where its cue stands.</param>
    /// <param name="At">The offset of the cue.</param>
    /// <param name="Voice">Who spoke.</param>
    /// <param name="Plural">The source was several, or a group without a name.</param>
    internal sealed record Turn(int Sentence, int At, Voice Voice, bool Plural)
    {
        /// <summary>The words stand in a statement, a letter or an order.</summary>
        public bool Written { get; init; }

        /// <summary>What the source calls the speaker, in small letters: "official"; empty for a pronoun.</summary>
        public string Head { get; init; } = "";
    }

    public Turn? Last => _turns.Count > 0 ? _turns[^1] : null;

    public void Add(Turn turn) => _turns.Add(turn);

    /// <summary>The only one who has spoken so far; null when nobody has, or somebody else too.</summary>
    public Character? Sole => _turns is [{ Voice.Characters: [var only] }, ..]
        && _turns.TakeLast(Memory).All(t => t.Voice.Characters is [var other] && other == only) ? only : null;

    /// <summary>The latest turn that fits.</summary>
    public Turn? Recent(Func<Turn, bool> fits)
    {
        for (var i = _turns.Count - 1; i >= Math.Max(0, _turns.Count - Memory); i--)
        {
            if (fits(_turns[i]))
                return _turns[i];
        }

        return null;
    }

    /// <summary>The single speaker that fits and has spoken most often, the latest of several alike; null when nobody fits.</summary>
    public Character? Most(Func<Character, bool> fits) => _turns.TakeLast(Memory).Reverse()
        .Where(t => t.Voice.Characters is [var only] && fits(only))
        .GroupBy(t => t.Voice.Characters[0]).MaxBy(g => g.Count())?.Key;

    /// <summary>The latest single speaker that fits.</summary>
    public (Turn Turn, Character Character)? One(Func<Character, bool> fits) =>
        Recent(t => t.Voice.Characters is [var only] && fits(only)) is { } turn ? (turn, turn.Voice.Characters[0]) : null;
}

/// <summary>Who speaks in one report.</summary>
/// <param name="Speakers">The mentions that name them.</param>
/// <param name="Attribution">How firmly.</param>
/// <param name="Evidence">How they were found.</param>
internal sealed record Voice(IReadOnlyList<SpeakerSpan> Speakers, Attribution Attribution, SpeakerEvidence Evidence)
{
    public static Voice Nobody { get; } = new([], Attribution.Anonymous, SpeakerEvidence.Nobody);

    /// <summary>Whom the article names as these.</summary>
    public IReadOnlyList<Character> Characters { get; init; } = [];

    /// <summary>Several who are meant together.</summary>
    public static Voice Of(IReadOnlyList<Character> together, SpeakerEvidence evidence = SpeakerEvidence.Together) =>
        new([.. together.Select(c => c.Span)], Attribution.Named, evidence) { Characters = together };

    public static Voice Of(Character character, SpeakerEvidence evidence) =>
        new([character.Span], Attribution.Named, evidence) { Characters = [character] };
}
