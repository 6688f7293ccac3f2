using NewsBot.Text.Training.Network;

namespace NewsBot.Text.Training.Export;

/// <summary>
/// The file beside a model that holds its large tensors (onnx.proto, TensorProto.external_data). ONNX Runtime maps it, so that a table
/// costs memory for the rows that are looked up and no copy; inside the model's own file each tensor is held twice.
/// </summary>
internal sealed class WeightsFile(string name)
{
    /// <summary>What is smaller stays in the model, in bytes: the runtime folds it into the graph.</summary>
    public const int Smallest = 4096;

    private const int ExternalData = 13;
    private const int DataLocation = 14;
    private const long External = 1;

    // onnx.proto asks for a page's alignment, so that a tensor can be mapped by itself.
    private const int Page = 4096;

    private readonly List<byte> _bytes = [];

    /// <summary>The tensor, with its values here where they are large.</summary>
    public ProtoMessage Place(ProtoMessage tensor, byte[] values)
    {
        if (values.Length < Smallest)
            return tensor.Add(OnnxMessages.RawData, values);
        while (_bytes.Count % Page != 0)
            _bytes.Add(0);
        tensor.Add(ExternalData, Entry("location", name))
            .Add(ExternalData, Entry("offset", $"{_bytes.Count}"))
            .Add(ExternalData, Entry("length", $"{values.Length}"))
            .Add(DataLocation, External);
        _bytes.AddRange(values);
        return tensor;
    }

    public byte[] ToBytes() => [.. _bytes];

    /// <summary>A tensor's bytes: its own, or those that it names in a file of the model's folder.</summary>
    public static ReadOnlyMemory<byte> Read(ProtoMessage tensor, Func<string, ReadOnlyMemory<byte>> file)
    {
        var entries = tensor.Messages(ExternalData).ToDictionary(entry => entry.Text(1)!, entry => entry.Text(2)!);
        return entries.Count == 0
            ? tensor.Data(OnnxMessages.RawData)
            : file(entries["location"]).Slice(Number(entries["offset"]), Number(entries["length"]));

        static int Number(string text) => int.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
    }

    private static ProtoMessage Entry(string key, string value) => new ProtoMessage().Add(1, key).Add(2, value);
}
