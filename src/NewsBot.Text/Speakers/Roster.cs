namespace NewsBot.Text.Speakers;

/// <summary>All mentions of an article in order, with the ways to look one up.</summary>
internal sealed class Roster
{
    // Nobody is introduced further back than that; a crowded text must not cost its square.
    private const int Reach = 400;
    private const int LongestName = 60;

    private readonly string _text;
    private readonly List<Mention> _mentions;
    private readonly Dictionary<string, Mention> _fullest = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Mention> _expansions = new(StringComparer.Ordinal);

    public Roster(string text, List<Mention> mentions)
    {
        _text = text;
        _mentions = mentions;
        for (var i = 0; i < mentions.Count; i++)
        {
            var here = mentions[i];
            if (here.Kind == MentionKind.Person && Words(here) is > 1 and <= 9
                && (!_fullest.TryGetValue(here.Last, out var known) || Words(known) < 2))
                _fullest[here.Last] = here;
            // "Inter-Services Public Relations (ISPR)"
            if (i > 0 && here.Span.Start > 0 && text[here.Span.Start - 1] == '('
                && here.Span.Start - mentions[i - 1].Span.End is >= 1 and <= 3)
                _expansions.TryAdd(here.Last, mentions[i - 1] = mentions[i - 1] with { Kind = MentionKind.Body });
        }
    }

    /// <summary>The mentions that lie within two offsets.</summary>
    public List<Mention> Between(int from, int until)
    {
        var found = new List<Mention>();
        for (var i = IndexAt(from); i < _mentions.Count && _mentions[i].Span.Start < until; i++)
            found.Add(_mentions[i]);
        return found;
    }

    /// <summary>The nearest mention that ends before an offset and fits.</summary>
    public Mention? Before(int offset, Func<Mention, bool> fits)
    {
        var last = IndexAt(offset) - 1;
        for (var i = last; i >= Math.Max(0, last - Reach); i--)
        {
            if (_mentions[i].Span.End <= offset && fits(_mentions[i]))
                return _mentions[i];
        }

        return null;
    }

    /// <summary>The mention that gives the whole name: of a surname the first full one, of initials what they stand
    /// for.</summary>
    public Mention Fullest(Mention mention)
    {
        if (mention.Kind == MentionKind.State || mention.Span.Length > LongestName)
            return mention;
        if (mention.Span.Of(_text) is { Length: >= 2 and <= 8 } name && name.All(char.IsUpper))
            return _expansions.GetValueOrDefault(mention.Last, mention);
        return Words(mention) < 3 && mention.Kind is MentionKind.Person or MentionKind.Unclear
            && _fullest.TryGetValue(mention.Last, out var full) && Words(full) > Words(mention) ? full : mention;
    }

    private int IndexAt(int offset)
    {
        var (low, high) = (0, _mentions.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = _mentions[middle].Span.Start < offset ? (middle + 1, high) : (low, middle);
        }

        return low;
    }

    private int Words(Mention mention) => _text.AsSpan(mention.Span.Start, mention.Span.Length).Count(' ') + 1;
}
