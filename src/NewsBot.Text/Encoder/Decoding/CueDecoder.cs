namespace NewsBot.Text.Encoder.Decoding;

/// <summary>The likeliest cues of a window from the log-probabilities of outside, begin and inside: Viterbi, inside only after
/// begin or inside.</summary>
internal static class CueDecoder
{
    /// <summary>A window of nothing but words of saying; more would only cost time.</summary>
    private const int MostCues = 64;

    private const int Outside = 0;
    private const int Begin = 1;
    private const int Inside = 2;
    private const int States = 3;
    private const double EvenOdds = 0.5;

    /// <param name="window">The window.</param>
    /// <param name="logs">Three for each position.</param>
    /// <param name="bias">Taken off outside: above 0 finds more cues, below fewer.</param>
    public static List<CueSpan> Of(Window window, ReadOnlySpan<float> logs, float bias)
    {
        var states = Path(window, logs, bias);
        var cues = new List<CueSpan>();
        for (var first = 0; first < window.Length; first++)
        {
            if (states[first] != Begin)
                continue;
            var last = first;
            while (last + 1 < window.Length && states[last + 1] == Inside)
                last++;
            var outside = 0.0;
            for (var at = first; at <= last; at++)
                outside = Math.Max(outside, Math.Exp(logs[at * States]));
            cues.Add(CueSpan.In(window, first, last, (float)(1 - outside)));
        }

        return cues.Count <= MostCues ? cues
            : [.. cues.OrderByDescending(cue => cue.Score).ThenBy(cue => cue.First).Take(MostCues).OrderBy(cue => cue.First)];
    }

    /// <summary>Runs of positions that are likelier in a cue than not, wherever it may begin, beside the cues found for sure.</summary>
    public static List<CueSpan> Doubtful(Window window, ReadOnlySpan<float> logs, List<CueSpan> sure)
    {
        var cues = new List<CueSpan>();
        for (var first = window.Own; first < window.Length && cues.Count < MostCues; first++)
        {
            var (last, surest) = (first - 1, 0.0);
            while (last + 1 < window.Length && window.Pieces[last + 1] >= 0 && InAnyCue(logs, last + 1) > EvenOdds)
                surest = Math.Max(surest, InAnyCue(logs, ++last));
            if (last < first)
                continue;
            var cue = CueSpan.In(window, first, last, (float)surest);
            if (!sure.Exists(cue.Overlaps))
                cues.Add(cue);
            first = last;
        }

        return cues;
    }

    private static double InAnyCue(ReadOnlySpan<float> logs, int position) => 1 - Math.Exp(logs[position * States]);

    private static byte[] Path(Window window, ReadOnlySpan<float> logs, float bias)
    {
        var length = window.Length;
        var back = new byte[length * States];
        Span<double> best = [0, double.NegativeInfinity, double.NegativeInfinity];
        Span<double> next = stackalloc double[States];
        for (var at = 0; at < length; at++)
        {
            var own = at >= window.Own && window.Pieces[at] >= 0;
            var any = Largest(best);
            var begun = best[Begin] >= best[Inside] ? Begin : Inside;
            next[Outside] = best[any] + (own ? logs[at * States] - bias : 0);
            next[Begin] = own ? best[any] + logs[(at * States) + Begin] : double.NegativeInfinity;
            next[Inside] = own ? best[begun] + logs[(at * States) + Inside] : double.NegativeInfinity;
            back[at * States] = back[(at * States) + Begin] = (byte)any;
            back[(at * States) + Inside] = (byte)begun;
            next.CopyTo(best);
        }

        var states = new byte[length];
        var state = (byte)Largest(best);
        for (var at = length - 1; at >= 0; at--)
        {
            states[at] = state;
            state = back[(at * States) + state];
        }

        return states;
    }

    private static int Largest(ReadOnlySpan<double> values)
    {
        var at = values[Outside] >= values[Begin] ? Outside : Begin;
        return values[at] >= values[Inside] ? at : Inside;
    }
}
