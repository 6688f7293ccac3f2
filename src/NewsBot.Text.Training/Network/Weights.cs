namespace NewsBot.Text.Training.Network;

/// <summary>A tensor's values in row order.</summary>
internal sealed record StoredTensor(long[] Shape, float[] Values);

/// <summary>Named tensors, as a checkpoint keeps them and the export reads them.</summary>
internal sealed class Weights : Dictionary<string, StoredTensor>
{
    public Weights()
        : base(StringComparer.Ordinal)
    {
    }

    /// <summary>The mean of several networks of one make: better than each where they began alike and learned in another order
    /// (Wortsman et al. 2022, "Model soups").</summary>
    /// <exception cref="ArgumentException">They are not of one make.</exception>
    public static Weights Mean(IReadOnlyList<Weights> all)
    {
        var mean = new Weights();
        foreach (var (name, first) in all[0])
        {
            if (all.Any(w => !w.TryGetValue(name, out var other) || !other.Shape.AsSpan().SequenceEqual(first.Shape)))
                throw new ArgumentException($"{name} is not the same kind of tensor in all of them.", nameof(all));
            var sums = new double[first.Values.Length];
            foreach (var weights in all)
            {
                var values = weights[name].Values;
                for (var i = 0; i < sums.Length; i++)
                    sums[i] += values[i];
            }

            mean[name] = new(first.Shape, [.. sums.Select(sum => (float)(sum / all.Count))]);
        }

        return mean;
    }
}
