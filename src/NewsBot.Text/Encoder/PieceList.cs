namespace NewsBot.Text.Encoder;

/// <summary>Word pieces in text order: id, start and end of each. Holds a bounded number.</summary>
internal sealed class PieceList
{
    /// <summary>About 25,000 words. What a longer text holds beyond it is not read, so that memory and time stay bounded.</summary>
    public const int Most = 32_768;

    private readonly List<int> _ids = [];
    private readonly List<int> _starts = [];
    private readonly List<int> _ends = [];

    public int Count => _ids.Count;

    public bool IsFull => Count >= Most;

    public IReadOnlyList<int> Ids => _ids;

    public IReadOnlyList<int> Starts => _starts;

    public IReadOnlyList<int> Ends => _ends;

    public void Add(int id, int start, int end)
    {
        _ids.Add(id);
        _starts.Add(start);
        _ends.Add(end);
    }

    /// <summary>Takes back all pieces from <paramref name="count"/> on.</summary>
    public void Cut(int count)
    {
        _ids.RemoveRange(count, Count - count);
        _starts.RemoveRange(count, _starts.Count - count);
        _ends.RemoveRange(count, _ends.Count - count);
    }

    /// <summary>First and last + 1 of the pieces that touch a slice of the text.</summary>
    public (int From, int To) Touching(TextSpan span)
    {
        var from = _ends.BinarySearch(span.Start + 1);
        if (from < 0)
            from = ~from;
        var to = from;
        while (to < Count && _starts[to] < span.End)
            to++;
        return (from, to);
    }
}
