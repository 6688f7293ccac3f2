using System.Numerics;
using System.Runtime.InteropServices;
using NewsBot.Text.Training.Network;
using static TorchSharp.torch;

namespace NewsBot.Text.Training.Learning;

/// <summary>AdamW (Loshchilov and Hutter 2019) on the tensors' own memory, gradients clipped by their common norm.</summary>
internal sealed class AdamW
{
    private const float Beta1 = 0.9f;
    private const float Beta2 = 0.98f;
    private const float Tiny = 1e-8f;
    private const double Clip = 1;

    private readonly List<Slot> _slots = [];

    private sealed record Slot(string Name, Tensor Parameter, float[] Mean, float[] Square, float Rate, float Decay, bool Head);

    public int Steps { get; private set; }

    public void Add(string name, Tensor parameter, float rate, float decay, bool head)
    {
        var size = (int)parameter.numel();
        _slots.Add(new(name, parameter, new float[size], new float[size], rate, decay, head));
    }

    /// <param name="encoder">What the encoder's learning rate is multiplied by.</param>
    /// <param name="heads">The same for the heads.</param>
    public void Step(double encoder, double heads)
    {
        Steps++;
        var squares = _slots.Sum(slot => slot.Parameter.grad is { } gradient ? Math.Pow(gradient.norm().item<float>(), 2) : 0);
        var scale = (float)Math.Min(1, Clip / Math.Sqrt(squares + Tiny));
        Parallel.ForEach(_slots, slot => Update(slot, (float)(slot.Rate * (slot.Head ? heads : encoder)), scale));
    }

    /// <summary>The moments, to go on from later.</summary>
    public Weights Stored()
    {
        var stored = new Weights();
        foreach (var slot in _slots)
            stored[slot.Name] = new([2, slot.Mean.Length], [.. slot.Mean, .. slot.Square]);
        return stored;
    }

    public void Restore(Weights stored, int steps)
    {
        Steps = steps;
        foreach (var slot in _slots)
        {
            var values = stored[slot.Name].Values.AsSpan();
            values[..slot.Mean.Length].CopyTo(slot.Mean);
            values[slot.Mean.Length..].CopyTo(slot.Square);
        }
    }

    private void Update(Slot slot, float rate, float scale)
    {
        if (slot.Parameter.grad is not { } gradient)
            return;
        var g = MemoryMarshal.Cast<byte, float>(gradient.bytes);
        var p = MemoryMarshal.Cast<byte, float>(slot.Parameter.bytes);
        var mean = slot.Mean.AsSpan();
        var square = slot.Square.AsSpan();
        var rate1 = rate / (1 - MathF.Pow(Beta1, Steps));
        var root2 = 1 / MathF.Sqrt(1 - MathF.Pow(Beta2, Steps));
        var keep = 1 - (rate * slot.Decay);
        var i = 0;
        for (; i <= p.Length - Vector<float>.Count; i += Vector<float>.Count)
        {
            var x = new Vector<float>(g[i..]) * scale;
            var m = (new Vector<float>(mean[i..]) * Beta1) + (x * (1 - Beta1));
            var v = (new Vector<float>(square[i..]) * Beta2) + (x * x * (1 - Beta2));
            m.CopyTo(mean[i..]);
            v.CopyTo(square[i..]);
            var step = m * rate1 / ((Vector.SquareRoot(v) * root2) + new Vector<float>(Tiny));
            ((new Vector<float>(p[i..]) * keep) - step).CopyTo(p[i..]);
        }

        for (; i < p.Length; i++)
        {
            var x = g[i] * scale;
            mean[i] = (mean[i] * Beta1) + (x * (1 - Beta1));
            square[i] = (square[i] * Beta2) + (x * x * (1 - Beta2));
            p[i] = (p[i] * keep) - (mean[i] * rate1 / ((MathF.Sqrt(square[i]) * root2) + Tiny));
        }

        g.Clear();
    }
}
