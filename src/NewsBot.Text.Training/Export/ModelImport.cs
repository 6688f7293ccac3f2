using System.Runtime.InteropServices;
using NewsBot.Text.Training.Network;

namespace NewsBot.Text.Training.Export;

/// <summary>Reads the weights back from a model file that <see cref="ModelExport"/> wrote, as exact as eight bits keep them.</summary>
internal static class ModelImport
{
    private const string Query = "attention.self.query";

    private static readonly string[] QueryKeyValue = [Query, "attention.self.key", "attention.self.value"];

    /// <exception cref="InvalidDataException">The file is not such a model.</exception>
    public static Weights Read(string path)
    {
        var files = new Dictionary<string, ReadOnlyMemory<byte>>(StringComparer.Ordinal);
        var tensors = Tensors(ProtoMessage.Parse(File.ReadAllBytes(path)), InFolder).ToDictionary(t => t.Name, StringComparer.Ordinal);
        var weights = new Weights();
        foreach (var (name, tensor) in tensors)
        {
            if (name.EndsWith("_b", StringComparison.Ordinal))
                AddLayers(weights, name[..^2], tensor, tensors);
            else if (name.EndsWith("_q", StringComparison.Ordinal) && !tensors.ContainsKey(name[..^2] + "_b"))
                weights[name[..^2]] = new(tensor.Shape, Rows(tensor, tensors[name[..^2] + "_s"]));
            else if (name.Contains('.') && name[^2] != '_')
                weights[name] = new(tensor.Shape, tensor.Floats);
        }

        return weights.Count > 0 ? weights : throw new InvalidDataException($"{path} is no model of this trainer.");

        ReadOnlyMemory<byte> InFolder(string name) =>
            files.TryGetValue(name, out var bytes) ? bytes : files[name] = File.ReadAllBytes(Path.Combine(Path.GetDirectoryName(path)!, Path.GetFileName(name)));
    }

    // The tensors of both graphs are inside the branches of the one node that chooses.
    private static IEnumerable<StoredValues> Tensors(ProtoMessage model, Func<string, ReadOnlyMemory<byte>> file) =>
        from graph in model.Messages(7)
        from node in graph.Messages(1)
        from attribute in node.Messages(5)
        from branch in attribute.Messages(6)
        from tensor in branch.Messages(5)
        select new StoredValues(tensor.Text(8)!, [.. tensor.Numbers(1)], WeightsFile.Read(tensor, file));

    private static void AddLayers(Weights weights, string first, StoredValues bias, Dictionary<string, StoredValues> tensors)
    {
        var outputs = (int)bias.Shape[0];
        var turned = tensors.TryGetValue(first + "_w", out var whole) ? whole : tensors[first + "_q"];
        var inputs = (int)turned.Shape[0];
        var values = whole is null ? Array.ConvertAll(turned.Bytes, v => (float)v) : whole.Floats;
        var scales = whole is null ? tensors[first + "_s"].Floats : null;
        string[] layers = first.EndsWith(Query, StringComparison.Ordinal) ? [.. QueryKeyValue.Select(part => first.Replace(Query, part))] : [first];
        var each = outputs / layers.Length;
        for (var layer = 0; layer < layers.Length; layer++)
        {
            var rows = new float[each * inputs];
            for (var row = 0; row < each; row++)
            {
                var output = (layer * each) + row;
                for (var column = 0; column < inputs; column++)
                    rows[(row * inputs) + column] = values[(column * outputs) + output] * (scales?[output] ?? 1);
            }

            weights[layers[layer] + ".weight"] = new([each, inputs], rows);
            weights[layers[layer] + ".bias"] = new([each], bias.Floats[(layer * each)..((layer + 1) * each)]);
        }
    }

    private static float[] Rows(StoredValues table, StoredValues scales)
    {
        var (width, bytes, by) = ((int)table.Shape[1], table.Bytes, scales.Floats);
        var values = new float[bytes.Length];
        for (var i = 0; i < values.Length; i++)
            values[i] = bytes[i] * by[i / width];
        return values;
    }

    private sealed record StoredValues(string Name, long[] Shape, ReadOnlyMemory<byte> Data)
    {
        public float[] Floats => MemoryMarshal.Cast<byte, float>(Data.Span).ToArray();

        public sbyte[] Bytes => MemoryMarshal.Cast<byte, sbyte>(Data.Span).ToArray();
    }
}
