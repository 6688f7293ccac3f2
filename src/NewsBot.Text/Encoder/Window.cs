namespace NewsBot.Text.Encoder;

/// <summary>
/// Whole paragraphs packed into one pass of the encoder: opening mark, the tail of the paragraph before as context, paragraphs
/// with a separator after each.
/// </summary>
internal sealed class Window
{
    /// <summary>Positions of a window at most.</summary>
    public const int Longest = 256;

    private const int Context = 32;
    private const int LeastWords = 4;
    private const int LongestPart = Longest - Context - 4;

    /// <summary>How far from its cue a source or content is looked for, in positions.</summary>
    private const int Reach = 130;

    private Window(PieceText text, int[] pieces, int[] ids, int[] features, int own) =>
        (Text, Pieces, Ids, Features, Own) = (text, pieces, ids, features, own);

    public PieceText Text { get; }

    /// <summary>The text's piece at each position, -1 at a mark.</summary>
    public int[] Pieces { get; }

    /// <summary>The vocabulary's number at each position.</summary>
    public int[] Ids { get; }

    public int[] Features { get; }

    /// <summary>The first position that is no mere context: cues are looked for from here on.</summary>
    public int Own { get; }

    public int Length => Pieces.Length;

    /// <summary>Holds words of a Latin script. In anything else (marks, data, other scripts) there is nothing that the network has learned to
    /// read.</summary>
    public bool IsReadable
    {
        get
        {
            var (pieces, words) = (0, 0);
            for (var at = Own; at < Length; at++)
            {
                if (Pieces[at] < 0)
                    continue;
                pieces++;
                words += Text.IsWord(Pieces[at]) ? 1 : 0;
            }

            return words * LeastWords >= pieces;
        }
    }

    /// <summary>A text's windows in order; every piece is a window's own exactly once.</summary>
    public static List<Window> Of(PieceText text, WordPieces wordPieces)
    {
        var parts = Parts(text);
        var windows = new List<Window>();
        for (var part = 0; part < parts.Count;)
        {
            var positions = new List<int> { Opening };
            if (part > 0)
            {
                var (from, to) = parts[part - 1];
                positions.AddRange(Enumerable.Range(Math.Max(from, to - Context), Math.Min(Context, to - from)));
                positions.Add(Separator);
            }

            var own = positions.Count;
            do
            {
                positions.AddRange(Enumerable.Range(parts[part].From, parts[part].To - parts[part].From));
                positions.Add(Separator);
                part++;
            }
            while (part < parts.Count && positions.Count + parts[part].To - parts[part].From + 1 <= Longest);

            windows.Add(new(
                text,
                [.. positions.Select(p => Math.Max(p, -1))],
                [.. positions.Select(p => p switch { Opening => wordPieces.Opening, Separator => wordPieces.Separator, _ => text.Pieces.Ids[p] })],
                [.. positions.Select(p => p < 0 ? PieceText.NoLetters + text.GuideFeature : text.FeatureOf[p])],
                own));
        }

        return windows;
    }

    private const int Opening = -1;
    private const int Separator = -2;

    /// <summary>The positions in which a cue's source and content are looked for: its paragraph and those that go on from it.
    /// </summary>
    public (int From, int To) Around(int cueFirst, int cueLast)
    {
        var paragraph = Text.ParagraphOf[Pieces[cueFirst]];
        var last = paragraph;
        while (Text.GoesOn(last) && Text.Paragraphs[last + 1].From - Text.Paragraphs[paragraph].From < Longest)
            last++;
        var from = cueFirst;
        while (from > 1 && Pieces[from - 1] >= 0 && Text.ParagraphOf[Pieces[from - 1]] == paragraph && cueFirst - from < Reach)
            from--;
        var to = cueLast + 1;
        while (to < Length - 1 && to - cueLast < Reach)
        {
            if (Pieces[to] >= 0 ? Text.ParagraphOf[Pieces[to]] > last : Text.ParagraphOf[Pieces[to - 1]] >= last)
                break;
            to++;
        }

        return (from, to);
    }

    // A paragraph longer than a window is cut after a sentence's end where one is near.
    private static List<(int From, int To)> Parts(PieceText text)
    {
        var parts = new List<(int From, int To)>();
        foreach (var (from, to) in text.Paragraphs)
        {
            for (var start = from; start < to;)
            {
                var end = to - start <= LongestPart ? to : SentenceEnd(text, start + (LongestPart / 2), start + LongestPart);
                parts.Add((start, end));
                start = end;
            }
        }

        return parts;
    }

    private static int SentenceEnd(PieceText text, int earliest, int latest)
    {
        for (var end = latest; end > earliest; end--)
        {
            if (!text.IsQuoted(end) && text.Text[text.Pieces.Starts[end - 1]] is '.' or '?' or '!' or '”' or '"'
                && char.IsUpper(text.Text[text.Pieces.Starts[end]]))
                return end;
        }

        return latest;
    }
}
