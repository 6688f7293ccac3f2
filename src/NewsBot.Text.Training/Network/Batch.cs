using NewsBot.Text.Encoder;
using static TorchSharp.torch;

namespace NewsBot.Text.Training.Network;

/// <summary>Some windows as tensors, each padded to the longest.</summary>
internal sealed class Batch
{
    private const float Hidden = -1e4f;

    public Batch(IReadOnlyList<Window> windows)
    {
        Windows = windows;
        Length = windows.Max(window => window.Length);
        var size = windows.Count * Length;
        var (ids, features, padding) = (new long[size], new long[size], new float[size]);
        Array.Fill(padding, Hidden);
        for (var w = 0; w < windows.Count; w++)
        {
            for (var p = 0; p < windows[w].Length; p++)
            {
                var at = (w * Length) + p;
                (ids[at], features[at], padding[at]) = (windows[w].Ids[p], windows[w].Features[p], 0);
            }
        }

        Ids = tensor(ids, windows.Count, Length);
        Features = tensor(features, windows.Count, Length);
        Padding = tensor(padding, windows.Count, 1, 1, Length);
    }

    public IReadOnlyList<Window> Windows { get; }

    public int Length { get; }

    public Tensor Ids { get; }

    public Tensor Features { get; }

    public Tensor Padding { get; }
}
