using NewsBot.Text.Segments;

namespace NewsBot.Text.Encoder;

/// <summary>A text as the encoder sees it: word pieces in paragraphs, each with a feature, and the quotations.</summary>
internal sealed class PieceText
{
    /// <summary>Values of a feature: four letter cases, in or out of a quotation, two guides.</summary>
    public const int Features = 16;

    /// <summary>What the separators between paragraphs carry, before the guide is added.</summary>
    public const int NoLetters = 3;

    // The end of Latin Extended-B.
    private const char LastLatin = '\u024F';
    private const int Quoted = 4;
    private const int GuideBit = 8;

    private readonly PieceList _pieces = new();
    private readonly List<int> _paragraphOf = [];
    private readonly List<(int From, int To)> _paragraphs = [];
    private readonly List<(int From, int To)> _quotations = [];
    private readonly List<int> _features = [];

    public PieceText(string text, Guide guide, WordPieces wordPieces, CancellationToken cancellationToken)
    {
        Text = text;
        GuideFeature = guide == Guide.Polnear ? GuideBit : 0;
        var open = false;
        foreach (var paragraph in Segments.Paragraphs.Of(text))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (_pieces.IsFull)
                break;
            var quotations = Segments.Quotations.In(text, paragraph, open);
            open = quotations.Count > 0 && !quotations[^1].Closed;
            Add(paragraph, quotations, wordPieces);
        }
    }

    public string Text { get; }

    /// <summary>Added to every feature of this text.</summary>
    public int GuideFeature { get; }

    public int Count => _pieces.Count;

    public PieceList Pieces => _pieces;

    /// <summary>Paragraphs as piece ranges, end exclusive.</summary>
    public IReadOnlyList<(int From, int To)> Paragraphs => _paragraphs;

    /// <summary>Quoted stretches, marks included, as piece ranges, end exclusive; none runs over a paragraph's end.</summary>
    public IReadOnlyList<(int From, int To)> Quotations => _quotations;

    /// <summary>Letter case × in a quotation × guide, for each piece.</summary>
    public IReadOnlyList<int> FeatureOf => _features;

    public IReadOnlyList<int> ParagraphOf => _paragraphOf;

    public bool IsQuoted(int piece) => (_features[piece] & Quoted) != 0;

    /// <summary>Two letters of a Latin script or more.</summary>
    public bool IsWord(int piece)
    {
        var start = _pieces.Starts[piece];
        return _pieces.Ends[piece] - start > 1 && char.IsLetter(Text[start]) && Text[start] <= LastLatin;
    }

    /// <summary>The paragraph that follows belongs to the words: this one ends in a colon, or that one opens in a quotation.
    /// </summary>
    public bool GoesOn(int paragraph) => paragraph + 1 < _paragraphs.Count
        && (EndsInColon(paragraph) || IsQuoted(_paragraphs[paragraph + 1].From));

    /// <summary>The slice of the text from one piece to another, both included.</summary>
    public TextSpan Span(int first, int last) => new(_pieces.Starts[first], _pieces.Ends[last]);

    private bool EndsInColon(int paragraph) => Text[_pieces.Starts[_paragraphs[paragraph].To - 1]] == ':';

    private void Add(TextSpan paragraph, List<Quotation> quotations, WordPieces wordPieces)
    {
        var from = _pieces.Count;
        wordPieces.Cut(Text, paragraph, _pieces);
        if (_pieces.Count == from)
            return;
        var next = 0;
        for (var piece = from; piece < _pieces.Count; piece++)
        {
            var start = _pieces.Starts[piece];
            while (next < quotations.Count && quotations[next].Span.End <= start)
                next++;
            var quoted = next < quotations.Count && quotations[next].Span.Contains(start);
            _features.Add(LetterCase(start) + (quoted ? Quoted : 0) + GuideFeature);
            _paragraphOf.Add(_paragraphs.Count);
        }

        _paragraphs.Add((from, _pieces.Count));
        foreach (var quotation in quotations)
        {
            var (a, b) = _pieces.Touching(quotation.Span);
            if (b > a)
                _quotations.Add((a, b));
        }
    }

    // Of the whole word, for the pieces of a word share its capitals, and so does a mark behind it: small, one capital, more, none.
    private int LetterCase(int at)
    {
        while (at > 0 && char.IsLetter(Text[at - 1]))
            at--;
        if (char.IsLower(Text[at]))
            return 0;
        if (!char.IsUpper(Text[at]))
            return NoLetters;
        return at + 1 < Text.Length && char.IsUpper(Text[at + 1]) ? 2 : 1;
    }
}
