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
}
