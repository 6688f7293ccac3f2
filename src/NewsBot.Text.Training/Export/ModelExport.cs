using NewsBot.Text.Encoder;
using NewsBot.Text.Encoder.Decoding;
using NewsBot.Text.Training.Network;
using static NewsBot.Text.Training.Export.OnnxMessages;

namespace NewsBot.Text.Training.Export;

/// <summary>A trained network as the ONNX file that the product reads, with its weights in a file beside it.</summary>
internal static class ModelExport
{
    public static void Write(Weights weights, IReadOnlyDictionary<Guide, DecoderSettings> settings, string path)
    {
        var metadata = new Dictionary<string, string> { [ModelFormat.VersionKey] = ModelFormat.Version };
        foreach (var (guide, chosen) in settings)
            chosen.Write(metadata, guide);
        var file = new WeightsFile(ModelFile.Weights);
        var model = new ProtoMessage().Add(1, (long)OnnxNames.IrVersion).Add(2, "NewsBot.Text.Training")
            .Add(7, Choice(Spans(weights, file), Encoder(weights, file)))
            .Add(8, new ProtoMessage().Add(1, "").Add(2, (long)OnnxNames.Opset))
            .Add(8, new ProtoMessage().Add(1, OnnxNames.Contributed).Add(2, 1L));
        foreach (var (key, value) in metadata.OrderBy(entry => entry.Key, StringComparer.Ordinal))
            model.Add(14, new ProtoMessage().Add(1, key).Add(2, value));
        File.WriteAllBytes(path, model.ToBytes());
        File.WriteAllBytes(ModelFile.WeightsOf(path), file.ToBytes());
    }

    // The graph around both: its inputs are theirs, an If runs one of them.
    private static ProtoMessage Choice(ProtoMessage spans, ProtoMessage encoder)
    {
        string[] outputs = [ModelFormat.Output1, ModelFormat.Output2, ModelFormat.Output3];
        var graph = new ProtoMessage()
            .Add(1, Node("If", [ModelFormat.AskSpans], outputs, "", [Attribute("then_branch", spans), Attribute("else_branch", encoder)]))
            .Add(2, "reader");
        foreach (var input in Inputs())
            graph.Add(11, input);
        foreach (var output in outputs)
            graph.Add(12, Value(output, OnnxNames.FloatType, output + "_1", output + "_2", output + "_3"));
        return graph;
    }

    private static IEnumerable<ProtoMessage> Inputs() =>
    [
        Value(ModelFormat.AskSpans, OnnxNames.BoolType),
        Value(ModelFormat.Ids, OnnxNames.Int64Type, "1", "window"),
        Value(ModelFormat.Features, OnnxNames.Int64Type, "1", "window"),
        Value(ModelFormat.Positions, OnnxNames.Int64Type, "window"),
        Value(ModelFormat.Rows, OnnxNames.FloatType, "encoded", $"{ModelFormat.RowWidth}"),
        Value(ModelFormat.Tokens, OnnxNames.FloatType, "encoded", $"{ModelFormat.TokenWidth}"),
        Value(ModelFormat.Index, OnnxNames.Int64Type, "cues", "around"),
        Value(ModelFormat.Distance, OnnxNames.Int64Type, "cues", "around"),
        Value(ModelFormat.Around, OnnxNames.Int64Type, "cues", "around"),
        Value(ModelFormat.Mask, OnnxNames.Int32Type, "cues", "around"),
        Value(ModelFormat.First, OnnxNames.Int64Type, "cues"),
        Value(ModelFormat.Last, OnnxNames.Int64Type, "cues"),
    ];

    private static ProtoMessage Encoder(Weights weights, WeightsFile file)
    {
        const string embeddings = "embeddings.";
        var graph = new GraphWriter("encoder", weights, file);
        var words = graph.Add("Add",
            [graph.Rows(embeddings + "word_embeddings.weight", ModelFormat.Ids), graph.Rows(embeddings + "token_type_embeddings.weight", ModelFormat.Features)]);
        var x = graph.Normed(graph.Add("Add", [words, graph.Rows(embeddings + "position_embeddings.weight", ModelFormat.Positions)]), embeddings + "LayerNorm");
        for (var layer = 0; layer < BaseModel.Layers; layer++)
        {
            var name = $"encoder.layer.{layer}.";
            var parts = graph.Linear(x, name + "attention.self.query", name + "attention.self.key", name + "attention.self.value");
            var attended = graph.Linear(graph.Attention(parts, null, BaseModel.Heads), name + "attention.output.dense");
            x = graph.Normed(graph.Add("Add", [x, attended]), name + "attention.output.LayerNorm");
            var inner = graph.Linear(graph.Gelu(graph.Linear(x, name + "intermediate.dense")), name + "output.dense");
            x = graph.Normed(graph.Add("Add", [x, inner]), name + "output.LayerNorm");
        }

        graph.Output(x, ModelFormat.Output1);
        graph.Output(graph.LogSoftmax(graph.Linear(graph.Gelu(graph.Linear(x, "cue.hidden")), "cue.out")), ModelFormat.Output2);
        graph.Output(graph.Linear(x, "span.tok"), ModelFormat.Output3);
        return graph.ToMessage();
    }

    private static ProtoMessage Spans(Weights weights, WeightsFile file)
    {
        var graph = new GraphWriter("spans", weights, file);
        var ends = graph.Add("Concat",
            [graph.Add("Gather", [ModelFormat.Rows, ModelFormat.First]), graph.Add("Gather", [ModelFormat.Rows, ModelFormat.Last])], Attribute("axis", 1L));
        var film = graph.Split(graph.Add("Unsqueeze", [graph.Linear(ends, "span.film"), graph.Numbers(1)]), 2, 2);
        var x = graph.Add("Mul", [graph.Add("Gather", [ModelFormat.Tokens, ModelFormat.Index]), graph.Add("Add", [film[0], graph.Constant(1)])]);
        var places = graph.Add("Add", [graph.Rows("span.dist", ModelFormat.Distance), graph.Rows("span.feat", ModelFormat.Around)]);
        x = graph.Add("Add", [graph.Add("Add", [x, film[1]]), places]);
        for (var layer = 0; layer < ReaderNetwork.SpanLayers; layer++)
        {
            var name = $"span.{layer}.";
            var attended = graph.Attention(graph.Linear(graph.Normed(x, name + "n1"), name + "qkv"), ModelFormat.Mask, ReaderNetwork.SpanHeads);
            x = graph.Add("Add", [x, graph.Linear(attended, name + "o")]);
            x = graph.Add("Add", [x, graph.Linear(graph.Gelu(graph.Linear(graph.Normed(x, name + "n2"), name + "f1")), name + "f2")]);
        }

        graph.Output(graph.LogSoftmax(graph.Linear(graph.Normed(x, "span.n"), "span.out")), ModelFormat.Output1);
        var kinds = graph.Add("Unsqueeze", [graph.Linear(graph.Gelu(graph.Linear(ends, "kind.hidden")), "kind.out"), graph.Numbers(1)]);
        graph.Output(kinds, ModelFormat.Output2);
        graph.Output(kinds, ModelFormat.Output3);
        return graph.ToMessage();
    }
}
