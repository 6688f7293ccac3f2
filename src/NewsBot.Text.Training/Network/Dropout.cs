using static TorchSharp.torch;

namespace NewsBot.Text.Training.Network;

/// <summary>
/// Sets a tenth of the values to zero while learning. The masks come from one pool at random offsets: drawing them anew costs
/// libtorch more on a processor than the matrix products.
/// </summary>
internal sealed class Dropout(int seed)
{
    private const double Share = 0.1;
    private const int PoolSize = 1 << 23;

    private readonly Random _random = new(seed);
    private Tensor? _pool;

    public bool On { get; set; }

    public Tensor Of(Tensor x)
    {
        if (!On)
            return x;
        _pool ??= Pool();
        var count = x.numel();
        return x * _pool.narrow(0, _random.NextInt64(PoolSize - count), count).view(x.shape);
    }

    private static Tensor Pool()
    {
        using var scope = NewDisposeScope();
        return (rand(PoolSize) > Share).to(ScalarType.Float32).div(1 - Share).MoveToOuterDisposeScope().DetachFromDisposeScope();
    }
}
