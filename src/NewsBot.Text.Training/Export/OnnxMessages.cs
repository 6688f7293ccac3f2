using System.Runtime.InteropServices;
using NewsBot.Text.Training.Network;
using static NewsBot.Text.Training.Export.OnnxNames;

namespace NewsBot.Text.Training.Export;

/// <summary>The messages of onnx.proto that a model is made of.</summary>
internal static class OnnxMessages
{
    /// <summary>TensorProto.raw_data.</summary>
    public const int RawData = 9;

    public static ProtoMessage Tensor(string name, int type, params long[] shape)
    {
        var tensor = new ProtoMessage();
        foreach (var size in shape)
            tensor.Add(1, size);
        return tensor.Add(2, type).Add(8, name);
    }

    public static ProtoMessage Tensor(string name, long[] values) =>
        Tensor(name, Int64Type, values.Length).Add(RawData, MemoryMarshal.AsBytes(values.AsSpan()).ToArray());

    public static ProtoMessage Attribute(string name, long value) => new ProtoMessage().Add(1, name).Add(3, value).Add(20, 2);

    public static ProtoMessage Attribute(string name, float value) => new ProtoMessage().Add(1, name).Add(2, value).Add(20, 1);

    public static ProtoMessage Attribute(string name, ProtoMessage graph) => new ProtoMessage().Add(1, name).Add(6, graph).Add(20, 5);

    public static ProtoMessage Node(string operation, IEnumerable<string> inputs, IReadOnlyList<string> outputs, string domain, IEnumerable<ProtoMessage> attributes)
    {
        var node = new ProtoMessage();
        foreach (var input in inputs)
            node.Add(1, input);
        foreach (var output in outputs)
            node.Add(2, output);
        node.Add(3, outputs[0] + "_node").Add(4, operation);
        foreach (var attribute in attributes)
            node.Add(5, attribute);
        return domain.Length > 0 ? node.Add(7, domain) : node;
    }

    /// <summary>A graph's input or output; a dimension is a number or the name of an unknown one.</summary>
    public static ProtoMessage Value(string name, int type, params string[] dimensions)
    {
        var shape = new ProtoMessage();
        foreach (var dimension in dimensions)
            shape.Add(1, long.TryParse(dimension, out var size) ? new ProtoMessage().Add(1, size) : new ProtoMessage().Add(2, dimension));
        return new ProtoMessage().Add(1, name).Add(2, new ProtoMessage().Add(1, new ProtoMessage().Add(1, type).Add(2, shape)));
    }
}
