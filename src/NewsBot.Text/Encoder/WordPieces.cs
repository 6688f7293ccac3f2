using System.Collections.Frozen;
using System.Globalization;
using System.Text;

namespace NewsBot.Text.Encoder;

/// <summary>
/// Cuts a text into the word pieces of uncased BERT (Devlin et al. 2019): lower case, accents off, longest match first. Every
/// piece keeps its place in the original text.
/// </summary>
internal sealed class WordPieces
{
    /// <summary>A longer word is one unknown piece, as in BERT; a megabyte without a space costs one piece.</summary>
    private const int LongestWord = 100;

    private readonly FrozenDictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> _heads;
    private readonly FrozenDictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> _tails;
    private readonly int _longestPiece;
    private readonly string?[] _folded = new string?[char.MaxValue + 1];

    /// <param name="vocabulary">One piece a line, in the order of the embedding table; "##" marks a piece that continues a word.
    /// </param>
    public WordPieces(IEnumerable<string> vocabulary)
    {
        var (heads, tails) = (new Dictionary<string, int>(), new Dictionary<string, int>());
        var id = 0;
        foreach (var piece in vocabulary)
        {
            if (piece.StartsWith("##", StringComparison.Ordinal))
                tails[piece[2..]] = id++;
            else
                heads[piece] = id++;
        }

        _longestPiece = heads.Keys.Concat(tails.Keys).Max(piece => piece.Length);
        _heads = heads.ToFrozenDictionary(StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();
        _tails = tails.ToFrozenDictionary(StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();
        (Opening, Separator, Unknown) = (heads["[CLS]"], heads["[SEP]"], heads["[UNK]"]);
    }

    /// <summary>The vocabulary that the model was pre-trained with.</summary>
    public static WordPieces Shipped { get; } = Load();

    public int Opening { get; }

    public int Separator { get; }

    public int Unknown { get; }

    /// <summary>Appends the pieces of <c>text[span]</c>, at most up to the list's limit.</summary>
    public void Cut(string text, TextSpan span, PieceList pieces)
    {
        var word = new WordBuffer(stackalloc char[LongestWord], stackalloc int[LongestWord], stackalloc int[LongestWord]);
        for (var i = span.Start; i < span.End && !pieces.IsFull; i++)
        {
            var c = text[i];
            if (IsBreak(c))
            {
                Flush(ref word, pieces);
            }
            else if (IsPunctuation(c))
            {
                Flush(ref word, pieces);
                word.Add(c, i, i + 1);
                Flush(ref word, pieces);
            }
            else if (char.IsSurrogate(c))
            {
                var pair = char.IsHighSurrogate(c) && i + 1 < span.End && char.IsLowSurrogate(text[i + 1]) ? 2 : 1;
                word.Add(c, i, i + pair);
                i += pair - 1;
            }
            else
            {
                Add(ref word, c, i);
            }
        }

        Flush(ref word, pieces);
    }

    private void Add(ref WordBuffer word, char c, int at)
    {
        if (c < 128)
        {
            word.Add(char.ToLowerInvariant(c), at, at + 1);
            return;
        }

        var folded = _folded[c] ??= Fold(c);
        foreach (var letter in folded)
            word.Add(letter, at, at + 1);
        // An accent of its own belongs to the letter before it.
        if (folded.Length == 0 && char.GetUnicodeCategory(c) == UnicodeCategory.NonSpacingMark)
            word.Extend(at + 1);
    }

    private static string Fold(char c)
    {
        var folded = new StringBuilder();
        foreach (var part in char.ToLowerInvariant(c).ToString().Normalize(NormalizationForm.FormD))
        {
            if (char.GetUnicodeCategory(part) is not (UnicodeCategory.NonSpacingMark or UnicodeCategory.Format))
                folded.Append(part);
        }

        return folded.ToString();
    }

    private void Flush(ref WordBuffer word, PieceList pieces)
    {
        if (word.Count > 0 && !(word.IsWhole && Match(word, pieces)))
            pieces.Add(Unknown, word.Start, word.End);
        word.Clear();
    }

    /// <summary>
    /// False where some letters match no piece: then the whole word is unknown. A piece ends where a character of the text ends: a
    /// Hangul syllable folds into several letters, and no two pieces share a character.
    /// </summary>
    private bool Match(in WordBuffer word, PieceList pieces)
    {
        var before = pieces.Count;
        for (var from = 0; from < word.Count;)
        {
            var (end, id) = (Math.Min(word.Count, from + _longestPiece), -1);
            while (end > from && !(word.IsCharacterEnd(end) && (from == 0 ? _heads : _tails).TryGetValue(word.Letters[from..end], out id)))
                end--;
            if (end == from)
            {
                pieces.Cut(before);
                return false;
            }

            pieces.Add(id, word.Starts[from], word.Ends[end - 1]);
            from = end;
        }

        return true;
    }

    private static bool IsBreak(char c) => char.IsWhiteSpace(c) || char.IsControl(c) || c >= '\uFFFD';

    private static bool IsPunctuation(char c) =>
        c < 128 ? c > 32 && c < 127 && !char.IsAsciiLetterOrDigit(c) : char.IsPunctuation(c);

    private static WordPieces Load()
    {
        using var stream = typeof(WordPieces).Assembly.GetManifestResourceStream("NewsBot.Text.Models.vocabulary.txt")!;
        using var reader = new StreamReader(stream);
        var lines = new List<string>();
        while (reader.ReadLine() is { } line)
            lines.Add(line);
        return new(lines);
    }

    /// <summary>The folded letters of one word with the place of each; what exceeds its capacity only moves the end.</summary>
    private ref struct WordBuffer(Span<char> letters, Span<int> starts, Span<int> ends)
    {
        private readonly Span<char> _letters = letters;
        private readonly Span<int> _starts = starts;
        private readonly Span<int> _ends = ends;

        public int Count { get; private set; }

        public int End { get; private set; }

        public bool IsWhole { get; private set; } = true;

        public readonly int Start => _starts[0];

        public readonly ReadOnlySpan<char> Letters => _letters[..Count];

        public readonly ReadOnlySpan<int> Starts => _starts[..Count];

        public readonly ReadOnlySpan<int> Ends => _ends[..Count];

        public void Add(char letter, int start, int end)
        {
            End = end;
            if (Count == _letters.Length)
            {
                IsWhole = false;
                return;
            }

            (_letters[Count], _starts[Count], _ends[Count]) = (letter, start, end);
            Count++;
        }

        public void Extend(int end)
        {
            if (Count > 0)
                _ends[Count - 1] = End = end;
        }

        public readonly bool IsCharacterEnd(int count) => count == Count || _starts[count] != _starts[count - 1];

        public void Clear() => (Count, IsWhole) = (0, true);
    }
}
