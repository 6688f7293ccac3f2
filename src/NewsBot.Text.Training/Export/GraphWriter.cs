using System.Runtime.InteropServices;
using NewsBot.Text.Training.Network;
using static NewsBot.Text.Training.Export.OnnxMessages;

namespace NewsBot.Text.Training.Export;

/// <summary>Writes one ONNX graph node by node. Matrices and large tables are stored in eight bits.</summary>
/// <param name="name">The graph's name; its tensors carry it, so that two graphs of one model do not meet.</param>
/// <param name="weights">The trained tensors.</param>
/// <param name="file">Where the large ones go.</param>
internal sealed class GraphWriter(string name, Weights weights, WeightsFile file)
{
    private const int LargeTable = 100_000;
    private const int SmallMatrix = 64;

    // Seven bits and a sign less one: the AVX2 product of ONNX Runtime adds pairs of products in 16 bits, and larger weights
    // overflow there without a word. Processors with VNNI would take all eight.
    private const int MatrixRange = 63;
    private const int TableRange = 127;

    private readonly ProtoMessage _graph = new();
    private readonly List<ProtoMessage> _tensors = [];
    private readonly List<ProtoMessage> _outputs = [];
    private readonly HashSet<string> _stored = [];
    private int _next;

    public string Add(string operation, string[] inputs, params ProtoMessage[] attributes) =>
        AddMany(operation, inputs, 1, "", attributes)[0];

    public string AddContributed(string operation, string[] inputs, params ProtoMessage[] attributes) =>
        AddMany(operation, inputs, 1, OnnxNames.Contributed, attributes)[0];

    public string[] Split(string x, int parts, long axis) => AddMany("Split", [x], parts, "", [Attribute("axis", axis)]);

    public string Numbers(params long[] values)
    {
        var key = $"{name}_n{_next++}";
        _tensors.Add(Tensor(key, values));
        return key;
    }

    public string Constant(float value)
    {
        var key = $"{name}_c{_next++}";
        Store(key, [value], 1);
        return key;
    }

    /// <summary>Rows of a table by their numbers.</summary>
    public string Rows(string table, string ids)
    {
        var stored = weights[table];
        if (stored.Values.Length < LargeTable)
            return Add("Gather", [Stored(table), ids]);
        var (rows, width) = ((int)stored.Shape[0], (int)stored.Shape[1]);
        var (small, scales) = Quantized(stored.Values, rows, width, (row, column) => (row * width) + column, TableRange);
        Store(table + "_q", small, rows, width);
        Store(table + "_s", scales, rows, 1);
        var whole = Add("Cast", [Add("Gather", [table + "_q", ids])], Attribute("to", OnnxNames.FloatType));
        return Add("Mul", [whole, Add("Gather", [table + "_s", ids])]);
    }

    /// <summary>x W' + b; the outputs of several layers side by side.</summary>
    public string Linear(string x, params string[] layers)
    {
        var inputs = (int)weights[layers[0] + ".weight"].Shape[1];
        var rows = layers.SelectMany(layer => weights[layer + ".weight"].Values).ToArray();
        var bias = layers.SelectMany(layer => weights[layer + ".bias"].Values).ToArray();
        var outputs = bias.Length;
        var key = layers[0];
        Store(key + "_b", bias, outputs);
        if (outputs < SmallMatrix)
        {
            var turned = new float[rows.Length];
            for (var i = 0; i < rows.Length; i++)
                turned[(i % inputs * outputs) + (i / inputs)] = rows[i];
            Store(key + "_w", turned, inputs, outputs);
            return Add("Add", [Add("MatMul", [x, key + "_w"]), key + "_b"]);
        }

        var (byRow, scales) = Quantized(rows, outputs, inputs, (row, column) => (column * outputs) + row, MatrixRange);
        Store(key + "_q", byRow, inputs, outputs);
        Store(key + "_s", scales, outputs);
        Store(key + "_z", new sbyte[outputs], outputs);
        return AddContributed("DynamicQuantizeMatMul", [x, key + "_q", key + "_s", key + "_z", key + "_b"]);
    }

    public string Normed(string x, string layer) => Add("LayerNormalization", [x, Stored(layer + ".weight"), Stored(layer + ".bias")],
        Attribute("axis", -1), Attribute("epsilon", ReaderNetwork.Epsilon));

    public string Gelu(string x) => AddContributed("Gelu", [x]);

    public string LogSoftmax(string x) => Add("LogSoftmax", [x], Attribute("axis", -1));

    /// <param name="x">Query, key and value side by side.</param>
    /// <param name="mask">1 at the positions that may be attended to; null for all.</param>
    /// <param name="heads">Heads.</param>
    public string Attention(string x, string? mask, int heads)
    {
        var parts = Split(x, 3, 2);
        return AddContributed("MultiHeadAttention", mask is null ? parts : [.. parts, "", mask], Attribute("num_heads", heads));
    }

    public void Output(string x, string output)
    {
        _graph.Add(1, Node("Identity", [x], [$"{name}_{output}"], "", []));
        _outputs.Add(Value($"{name}_{output}", OnnxNames.FloatType, $"{name}_{output}_1", $"{name}_{output}_2", $"{name}_{output}_3"));
    }

    /// <summary>The graph; its inputs are those of the graph around it.</summary>
    public ProtoMessage ToMessage()
    {
        _graph.Add(2, name);
        foreach (var tensor in _tensors)
            _graph.Add(5, tensor);
        foreach (var output in _outputs)
            _graph.Add(12, output);
        return _graph;
    }

    private string[] AddMany(string operation, string[] inputs, int outputs, string domain, ProtoMessage[] attributes)
    {
        string[] results = [.. Enumerable.Range(0, outputs).Select(_ => $"{name}_t{_next++}")];
        _graph.Add(1, Node(operation, inputs, results, domain, attributes));
        return results;
    }

    private string Stored(string key)
    {
        if (_stored.Add(key))
            Store(key, weights[key].Values, weights[key].Shape);
        return key;
    }

    private void Store(string key, float[] values, params long[] shape) => Store(key, OnnxNames.FloatType, MemoryMarshal.AsBytes(values.AsSpan()), shape);

    private void Store(string key, sbyte[] values, params long[] shape) => Store(key, OnnxNames.Int8Type, MemoryMarshal.AsBytes(values.AsSpan()), shape);

    private void Store(string key, int type, ReadOnlySpan<byte> values, long[] shape) =>
        _tensors.Add(file.Place(Tensor(key, type, shape), values.ToArray()));

    // Symmetric, one scale for each row.
    private static (sbyte[] Values, float[] Scales) Quantized(float[] values, int rows, int width, Func<int, int, int> place, int range)
    {
        var small = new sbyte[values.Length];
        var scales = new float[rows];
        for (var row = 0; row < rows; row++)
        {
            var line = values.AsSpan(row * width, width);
            var largest = 1e-9f;
            foreach (var value in line)
                largest = Math.Max(largest, Math.Abs(value));
            scales[row] = largest / range;
            for (var column = 0; column < width; column++)
                small[place(row, column)] = (sbyte)MathF.Round(line[column] / scales[row]);
        }

        return (small, scales);
    }
}
