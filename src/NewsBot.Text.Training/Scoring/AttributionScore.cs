namespace NewsBot.Text.Training.Scoring;

/// <summary>One attribution as sets of word offsets, which is how the project's scorer compares them.</summary>
internal sealed record Marked(HashSet<int> Source, HashSet<int> Content, bool Counts)
{
    public static Marked Of(string text, IEnumerable<TextSpan> source, IEnumerable<TextSpan> content, bool counts) =>
        new(Words(text, source), Words(text, content), counts);

    public bool SameContent(Marked other) => Half(Content, other.Content);

    public bool Same(Marked other) => SameContent(other) && Half(Source, other.Source);

    private static bool Half(HashSet<int> a, HashSet<int> b) =>
        (a.Count == 0 && b.Count == 0) || (a.Count > 0 && b.Count > 0 && 2 * a.Count(b.Contains) >= Math.Max(a.Count, b.Count));

    private static HashSet<int> Words(string text, IEnumerable<TextSpan> spans)
    {
        var starts = new HashSet<int>();
        foreach (var span in spans)
        {
            for (var i = span.Start; i < span.End; i++)
            {
                if (char.IsLetterOrDigit(text[i]) && (i == 0 || !char.IsLetterOrDigit(text[i - 1])))
                    starts.Add(i);
            }
        }

        return starts;
    }
}

/// <summary>
/// F1 of one-to-one pairs whose content and source share at least half of the larger. Gold that does not count is nobody's
/// mistake: neither are predictions that pair with it.
/// </summary>
internal sealed class AttributionScore
{
    private int _hits;
    private int _predicted;
    private int _gold;
    private int _exact;

    public double F1 => _hits == 0 ? 0 : 2.0 * _hits / (_predicted + _gold);

    /// <summary>F1 of those pairs whose content is the same to the word.</summary>
    public double ExactF1 => _exact == 0 ? 0 : 2.0 * _exact / (_predicted + _gold);

    public double Precision => _predicted == 0 ? 0 : (double)_hits / _predicted;

    public void Add(List<Marked> predicted, List<Marked> gold)
    {
        var both = Pairs(predicted, gold, (p, g) => p.Same(g));
        var content = Pairs(predicted, gold, (p, g) => p.SameContent(g));
        _gold += gold.Count(g => g.Counts);
        for (var p = 0; p < predicted.Count; p++)
        {
            var g = both[p] >= 0 ? both[p] : content[p];
            if (g >= 0 ? !gold[g].Counts : !predicted[p].Counts)
                continue;
            _predicted++;
            _hits += both[p] >= 0 ? 1 : 0;
            _exact += both[p] >= 0 && predicted[p].Content.SetEquals(gold[g].Content) ? 1 : 0;
        }
    }

    private static int[] Pairs(List<Marked> predicted, List<Marked> gold, Func<Marked, Marked, bool> fits)
    {
        var near = predicted.Select(p => Enumerable.Range(0, gold.Count).Where(g => fits(p, gold[g])).ToList()).ToList();
        var owner = Enumerable.Repeat(-1, gold.Count).ToArray();
        for (var p = 0; p < predicted.Count; p++)
            Grow(p, near, owner, []);
        var pairs = Enumerable.Repeat(-1, predicted.Count).ToArray();
        for (var g = 0; g < gold.Count; g++)
        {
            if (owner[g] >= 0)
                pairs[owner[g]] = g;
        }

        return pairs;
    }

    private static bool Grow(int p, List<List<int>> near, int[] owner, HashSet<int> seen)
    {
        foreach (var g in near[p])
        {
            if (!seen.Add(g) || (owner[g] >= 0 && !Grow(owner[g], near, owner, seen)))
                continue;
            owner[g] = p;
            return true;
        }

        return false;
    }
}
