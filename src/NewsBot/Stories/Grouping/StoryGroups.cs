namespace NewsBot.Stories.Grouping;

/// <summary>
/// Groups titles by the event that they tell of, one after another: each goes to the group whose terms are nearest (cosine of
/// TF-IDF, halved for
/// each day of silence), or opens one; now and then groups that have grown alike become one. Not for several threads at a time.
/// </summary>
internal sealed class StoryGroups
{
    /// <summary>How near a title must be to a group. Set on one half of the labelled headlines, measured on the other; see the
    /// tests.</summary>
    public const double Near = 0.13;

    /// <summary>How near two groups must be to become one.</summary>
    public const double Alike = 0.13;

    private const int TitlesBetweenMerges = 50;

    /// <summary>So many terms are known at most.</summary>
    internal const int MaxTerms = 200_000;

    // Of a collection that has only begun every term looks rare.
    private const double Prior = 50;
    private static readonly TimeSpan HalfLife = TimeSpan.FromDays(1);

    private readonly Dictionary<string, int> seen = new(StringComparer.Ordinal);
    private readonly Dictionary<string, HashSet<Group>> index = new(StringComparer.Ordinal);
    private readonly HashSet<Group> groups = [];
    private readonly Dictionary<long, Group> byTitle = [];
    private int titles;

    /// <summary>Adds a title.</summary>
    /// <param name="id">The caller's name for it; one that is known stays where it is.</param>
    /// <param name="title">The title.</param>
    /// <param name="at">When it came; not long before the last one.</param>
    public void Add(long id, string title, DateTimeOffset at)
    {
        if (byTitle.ContainsKey(id))
            return;
        var terms = TitleTerms.Of(title);
        titles++;
        foreach (var term in terms.Keys)
            seen[term] = seen.GetValueOrDefault(term) + 1;
        if (seen.Count > MaxTerms)
            Halve();
        var group = Nearest(terms, at);
        if (group is null)
            groups.Add(group = new Group());
        group.Take(id, terms, at);
        byTitle[id] = group;
        foreach (var term in terms.Keys)
            Posted(term).Add(group);
        if (titles % TitlesBetweenMerges == 0)
            Merge();
    }

    /// <summary>The titles of the same event, the title itself included; only itself when it is unknown.</summary>
    public IReadOnlyCollection<long> With(long id) => byTitle.TryGetValue(id, out var group) ? group.Titles : [id];

    /// <summary>Forgets groups that nothing was added to since; how common their terms are stays known.</summary>
    public void Forget(DateTimeOffset before)
    {
        foreach (var group in groups.Where(g => g.Last < before).ToList())
        {
            Remove(group);
            foreach (var id in group.Titles)
                byTitle.Remove(id);
        }
    }

    /// <summary>How many terms are known.</summary>
    internal int Terms => seen.Count;

    // How rare a term is stays as it was, but for those seen once: they are forgotten.
    private void Halve()
    {
        titles /= 2;
        foreach (var (term, count) in seen.ToList())
        {
            if (count == 1)
                seen.Remove(term);
            else
                seen[term] = count / 2;
        }

        foreach (var group in groups)
            group.MeasuredAt = -1;
    }

    /// <summary>Makes one of groups that have grown alike, the nearest first.</summary>
    public void Merge()
    {
        var pairs = new List<(double Score, Group A, Group B)>();
        foreach (var (a, b) in Meeting())
        {
            var score = Cosine(a, b);
            if (score >= Alike)
                pairs.Add((score, a, b));
        }

        var merged = new HashSet<Group>();
        foreach (var (_, a, b) in pairs.OrderByDescending(p => p.Score).ThenBy(p => p.A.Titles[0]).ThenBy(p => p.B.Titles[0]))
        {
            if (merged.Contains(a) || merged.Contains(b))
                continue;
            merged.UnionWith([a, b]);
            Remove(b);
            a.Take(b);
            foreach (var id in b.Titles)
                byTitle[id] = a;
            foreach (var term in b.Terms.Keys)
                Posted(term).Add(a);
        }
    }

    private Group? Nearest(IReadOnlyDictionary<string, double> terms, DateTimeOffset at)
    {
        var dots = new Dictionary<Group, double>();
        var own = 0.0;
        foreach (var (term, weight) in terms)
        {
            var value = weight * Rarity(term);
            own += value * value;
            foreach (var group in index.GetValueOrDefault(term) ?? [])
                dots[group] = dots.GetValueOrDefault(group) + (value * group.Terms[term] * Rarity(term));
        }

        Group? nearest = null;
        var best = Near;
        foreach (var (group, dot) in dots)
        {
            var silence = at > group.Last ? (at - group.Last) / HalfLife : 0;
            var score = dot / Math.Sqrt(own) / Length(group) * Math.Pow(0.5, silence);
            if (score > best || (score == best && nearest is not null && group.Titles[0] < nearest.Titles[0]))
                (best, nearest) = (score, group);
        }

        return nearest;
    }

    // Groups without a term in common have nothing to compare.
    private HashSet<(Group A, Group B)> Meeting()
    {
        var meeting = new HashSet<(Group, Group)>();
        foreach (var (term, posted) in index)
        {
            // Two thirds of all groups share the commonest words; those pairs share a rarer one as well, or are not alike.
            if (posted.Count < 2 || posted.Count * 3 > groups.Count * 2)
                continue;
            var list = posted.OrderBy(g => g.Titles[0]).ToList();
            for (var i = 0; i < list.Count; i++)
            {
                for (var j = i + 1; j < list.Count; j++)
                    meeting.Add((list[i], list[j]));
            }
        }

        return meeting;
    }

    private double Cosine(Group a, Group b)
    {
        var (smaller, larger) = a.Terms.Count <= b.Terms.Count ? (a, b) : (b, a);
        var dot = 0.0;
        foreach (var (term, weight) in smaller.Terms)
        {
            if (larger.Terms.TryGetValue(term, out var other))
                dot += weight * other * Rarity(term) * Rarity(term);
        }

        return dot == 0 ? 0 : dot / (Length(a) * Length(b));
    }

    // Measured anew when the group has grown, or the collection has by so much that rarities moved.
    private double Length(Group group)
    {
        var age = titles / TitlesBetweenMerges;
        if (group.MeasuredAt != age)
        {
            var sum = 0.0;
            foreach (var (term, weight) in group.Terms)
            {
                var value = weight * Rarity(term);
                sum += value * value;
            }

            (group.Length, group.MeasuredAt) = (Math.Sqrt(sum), age);
        }

        return group.Length;
    }

    private double Rarity(string term) => Math.Log((titles + Prior) / (seen.GetValueOrDefault(term) + 0.5));

    private HashSet<Group> Posted(string term)
    {
        if (!index.TryGetValue(term, out var posted))
            index[term] = posted = [];
        return posted;
    }

    private void Remove(Group group)
    {
        groups.Remove(group);
        foreach (var term in group.Terms.Keys)
        {
            var posted = Posted(term);
            posted.Remove(group);
            if (posted.Count == 0)
                index.Remove(term);
        }
    }

    private sealed class Group
    {
        public List<long> Titles { get; } = [];

        public Dictionary<string, double> Terms { get; } = new(StringComparer.Ordinal);

        public DateTimeOffset Last { get; private set; }

        public double Length { get; set; }

        public int MeasuredAt { get; set; } = -1;

        public void Take(long id, IReadOnlyDictionary<string, double> terms, DateTimeOffset at)
        {
            Titles.Add(id);
            foreach (var (term, weight) in terms)
                Terms[term] = Terms.GetValueOrDefault(term) + weight;
            Last = at > Last ? at : Last;
            MeasuredAt = -1;
        }

        public void Take(Group other)
        {
            Titles.AddRange(other.Titles);
            foreach (var (term, weight) in other.Terms)
                Terms[term] = Terms.GetValueOrDefault(term) + weight;
            Last = other.Last > Last ? other.Last : Last;
            MeasuredAt = -1;
        }
    }
}
