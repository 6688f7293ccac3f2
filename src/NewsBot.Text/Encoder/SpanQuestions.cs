namespace NewsBot.Text.Encoder;

/// <summary>
/// Asks the span head for source and content of several cues at once: plain arrays, <see cref="Count"/> cues padded to
/// <see cref="Length"/> positions. Rows count through all windows of the batch, each padded to the same length.
/// </summary>
internal sealed class SpanQuestions
{
    /// <summary>Distances from the cue: 64 before, the cue, 64 behind, and one for padding.</summary>
    public const int Distances = 130;

    private const int Middle = 64;

    /// <param name="cues">The cues, each with the index of its window in the batch.</param>
    /// <param name="windows">The batch.</param>
    /// <param name="padded">The length to which each window is padded.</param>
    public SpanQuestions(IReadOnlyList<(int Window, CueSpan Cue)> cues, IReadOnlyList<Window> windows, int padded)
    {
        Count = cues.Count;
        Length = cues.Max(cue => cue.Cue.Length);
        Rows = new long[Count * Length];
        Distance = new long[Count * Length];
        Features = new long[Count * Length];
        Mask = new int[Count * Length];
        CueFirst = new long[Count];
        CueLast = new long[Count];
        for (var n = 0; n < Count; n++)
        {
            var (index, cue) = cues[n];
            var row = (long)index * padded;
            (CueFirst[n], CueLast[n]) = (row + cue.First, row + cue.Last);
            for (var t = 0; t < Length; t++)
                Set((n * Length) + t, row, cue.From + t, cue, windows[index]);
        }
    }

    public int Count { get; }

    public int Length { get; }

    public long[] Rows { get; }

    public long[] Distance { get; }

    public long[] Features { get; }

    /// <summary>1 where a position counts, 0 at padding.</summary>
    public int[] Mask { get; }

    public long[] CueFirst { get; }

    public long[] CueLast { get; }

    private void Set(int at, long row, int position, CueSpan cue, Window window)
    {
        if (position >= cue.To)
        {
            (Rows[at], Distance[at]) = (row, Distances - 1);
            return;
        }

        Rows[at] = row + position;
        Features[at] = window.Features[position];
        Mask[at] = 1;
        Distance[at] = position < cue.First ? Math.Max(0, Middle - (cue.First - position))
            : position > cue.Last ? Math.Min(2 * Middle, Middle + position - cue.Last)
            : Middle;
    }
}
