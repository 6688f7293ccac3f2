namespace NewsBot.Text.Encoder;

/// <summary>A cue at positions of a window, both included, and the positions in which its source and content lie.</summary>
/// <param name="First">First position of the cue.</param>
/// <param name="Last">Its last position.</param>
/// <param name="From">First position looked at.</param>
/// <param name="To">Last position looked at, plus one.</param>
/// <param name="Score">How sure the encoder is, 0 to 1.</param>
internal readonly record struct CueSpan(int First, int Last, int From, int To, float Score)
{
    public int Length => To - From;

    public bool Overlaps(CueSpan other) => First <= other.Last && other.First <= Last;

    public bool Covers(int position) => position >= First && position <= Last;

    public static CueSpan In(Window window, int first, int last, float score = 1)
    {
        var (from, to) = window.Around(first, last);
        return new(first, last, from, to, score);
    }
}
