namespace NewsBot.Text.Encoder.Decoding;

/// <summary>
/// The likeliest source and content of one cue from the log-probabilities of other, source and content: Viterbi with at most one
/// source run, a cost for every content fragment, and each quotation content as a whole or not at all.
/// </summary>
/// <param name="penalty">What opening a content fragment costs, as a log-probability.</param>
internal sealed class SpanDecoder(float penalty)
{
    public const int Other = 0;
    public const int Source = 1;
    public const int Content = 2;
    public const int Roles = 3;

    private const float Never = -50;

    // Before the source, the source, behind it; "other" and "content" on either side are states of their own, so that only one
    // source run fits.
    private static readonly int[] RoleOf = [Other, Content, Source, Other, Content];

    /// <param name="window">The cue's window.</param>
    /// <param name="cue">The cue.</param>
    /// <param name="logs">Three for each position that the cue looks at.</param>
    public (TextSpan? Source, List<TextSpan> Content) Of(Window window, CueSpan cue, ReadOnlySpan<float> logs)
    {
        var weights = logs[..(cue.Length * Roles)].ToArray();
        Exclude(window, cue, weights);
        BindQuotations(window, cue, weights);
        var roles = Path(weights, cue.Length);
        var source = Runs(window, cue, roles, Source);
        return (source.Count > 0 ? source[0] : null, Runs(window, cue, roles, Content));
    }

    // A mark between paragraphs takes any role; the cue itself takes none.
    private static void Exclude(Window window, CueSpan cue, float[] weights)
    {
        for (var i = 0; i < cue.Length; i++)
        {
            var role = weights.AsSpan(i * Roles, Roles);
            if (window.Pieces[cue.From + i] < 0)
                role.Clear();
            else if (cue.Covers(cue.From + i))
                (role[Other], role[Source], role[Content]) = (0, Never, Never);
        }
    }

    private static void BindQuotations(Window window, CueSpan cue, float[] weights)
    {
        foreach (var (from, to) in Quotations(window, cue))
        {
            if (from <= cue.Last - cue.From && to > cue.First - cue.From)
                continue;
            double whole = 0, none = 0;
            for (var i = from; i < to; i++)
            {
                whole += weights[(i * Roles) + Content];
                none += Math.Max(weights[(i * Roles) + Other], weights[(i * Roles) + Source]);
            }

            for (var i = from; i < to; i++)
            {
                var role = weights.AsSpan(i * Roles, Roles);
                if (whole > none)
                    (role[Other], role[Source], role[Content]) = (Never, Never, 0);
                else
                    role[Content] = Never;
            }
        }
    }

    /// <summary>The quotations that the cue's positions touch, as ranges of those positions.</summary>
    private static IEnumerable<(int From, int To)> Quotations(Window window, CueSpan cue)
    {
        var all = window.Text.Quotations;
        var (first, last) = (FirstPiece(window, cue), LastPiece(window, cue));
        var low = 0;
        for (var high = all.Count; low < high;)
        {
            var middle = (low + high) / 2;
            if (all[middle].To <= first)
                low = middle + 1;
            else
                high = middle;
        }

        for (; low < all.Count && all[low].From <= last; low++)
        {
            var (from, to) = (-1, -1);
            for (var i = 0; i < cue.Length; i++)
            {
                var piece = window.Pieces[cue.From + i];
                if (piece < all[low].From || piece >= all[low].To)
                    continue;
                from = from < 0 ? i : from;
                to = i + 1;
            }

            if (from >= 0)
                yield return (from, to);
        }
    }

    private static int FirstPiece(Window window, CueSpan cue) => window.Pieces.Skip(cue.From).First(piece => piece >= 0);

    private static int LastPiece(Window window, CueSpan cue) => window.Pieces.Take(cue.To).Last(piece => piece >= 0);

    private int[] Path(float[] weights, int length)
    {
        var states = RoleOf.Length;
        var back = new byte[length * states];
        var (best, next) = (new double[states], new double[states]);
        Array.Fill(best, double.NegativeInfinity);
        best[0] = 0;
        for (var i = 0; i < length; i++)
        {
            for (var to = 0; to < states; to++)
            {
                next[to] = double.NegativeInfinity;
                for (var from = 0; from < states; from++)
                {
                    var value = best[from] + Step(from, to);
                    if (value > next[to])
                        (next[to], back[(i * states) + to]) = (value, (byte)from);
                }

                next[to] += weights[(i * Roles) + RoleOf[to]];
            }

            (best, next) = (next, best);
        }

        var roles = new int[length];
        var state = Array.IndexOf(best, best.Max());
        for (var i = length - 1; i >= 0; i--)
        {
            roles[i] = RoleOf[state];
            state = back[(i * states) + state];
        }

        return roles;
    }

    private double Step(int from, int to) => (from, to) switch
    {
        _ when from == to => 0,
        (0, 1) or (3, 4) or (2, 4) => -penalty,
        (0, 2) or (1, 0) or (1, 2) or (2, 3) or (4, 3) => 0,
        _ => double.NegativeInfinity,
    };

    private static List<TextSpan> Runs(Window window, CueSpan cue, int[] roles, int role)
    {
        var runs = new List<TextSpan>();
        for (var i = 0; i < roles.Length; i++)
        {
            if (roles[i] != role)
                continue;
            var end = i;
            while (end + 1 < roles.Length && roles[end + 1] == role)
                end++;
            var pieces = window.Pieces.AsSpan(cue.From + i, end - i + 1).ToArray().Where(piece => piece >= 0).ToList();
            if (pieces.Count > 0)
                runs.Add(window.Text.Span(pieces[0], pieces[^1]));
            i = end;
        }

        return runs;
    }
}
