using NewsBot.Text.Encoder;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace NewsBot.Text.Training.Network;

/// <summary>
/// The network: BERT's encoder whose token types are <see cref="PieceText.Features"/> features; a cue head (outside, begin,
/// inside); a span head that looks at the positions around one cue (other, source, content); and a kind head (statement,
/// background), once per cue.
/// </summary>
internal sealed class ReaderNetwork
{
    public const int SpanWidth = 128;
    public const int SpanLayers = 2;
    public const int SpanHeads = 4;
    public const float Epsilon = 1e-12f;

    private const string TypeTable = "embeddings.token_type_embeddings.weight";
    private const float Hidden = -1e4f;

    private readonly Dropout _dropout;

    public ReaderNetwork(Weights weights, int dropout)
    {
        _dropout = new(dropout);
        foreach (var (name, stored) in weights)
            Parameters[name] = tensor(stored.Values, stored.Shape);
    }

    public Dictionary<string, Tensor> Parameters { get; } = new(StringComparer.Ordinal);

    public bool Training { get => _dropout.On; set => _dropout.On = value; }

    /// <summary>The pre-trained encoder with fresh heads.</summary>
    /// <param name="seed">Decides the heads' first weights.</param>
    /// <param name="dropout">Decides what dropout leaves out.</param>
    public static ReaderNetwork Fresh(int seed, int dropout)
    {
        var weights = BaseModel.Read();
        var types = weights[TypeTable].Values[..BaseModel.Width];
        weights[TypeTable] = new([PieceText.Features, BaseModel.Width], [.. Enumerable.Repeat(types, PieceText.Features).SelectMany(row => row)]);
        var network = new ReaderNetwork(weights, dropout);
        network.AddHeads(seed);
        return network;
    }

    /// <summary>What each position means in its window.</summary>
    /// <param name="batch">Ids and features, windows × length.</param>
    /// <returns>Windows × length × width.</returns>
    public Tensor Encode(Batch batch)
    {
        const string embeddings = "embeddings.";
        var (windows, length) = (batch.Ids.shape[0], batch.Ids.shape[1]);
        var x = Rows(embeddings + "word_embeddings.weight", batch.Ids) + Rows(TypeTable, batch.Features)
            + Parameters[embeddings + "position_embeddings.weight"].narrow(0, 0, length);
        x = _dropout.Of(Normed(x, embeddings + "LayerNorm"));
        for (var layer = 0; layer < BaseModel.Layers; layer++)
        {
            var name = $"encoder.layer.{layer}.";
            Tensor Part(string part) => Linear(x, name + "attention.self." + part)
                .view(windows, length, BaseModel.Heads, BaseModel.Width / BaseModel.Heads).transpose(1, 2);
            var attended = F.scaled_dot_product_attention(Part("query"), Part("key"), Part("value"), batch.Padding)
                .transpose(1, 2).reshape(windows, length, BaseModel.Width);
            x = Normed(x + _dropout.Of(Linear(attended, name + "attention.output.dense")), name + "attention.output.LayerNorm");
            var inner = F.gelu(Linear(x, name + "intermediate.dense"));
            x = Normed(x + _dropout.Of(Linear(inner, name + "output.dense")), name + "output.LayerNorm");
        }

        return x;
    }

    /// <summary>Log-probabilities of outside, begin, inside at each position.</summary>
    public Tensor Cues(Tensor encoded) =>
        F.log_softmax(Linear(F.gelu(Linear(_dropout.Of(encoded), "cue.hidden")), "cue.out"), -1);

    /// <summary>All positions as the span head reads them: rows × <see cref="SpanWidth"/>.</summary>
    public Tensor Tokens(Tensor rows) => Linear(_dropout.Of(rows), "span.tok");

    /// <summary>Log-probabilities of other, source, content: cues × positions × 3.</summary>
    public Tensor Spans(Tensor tokens, Tensor rows, SpanQuestions questions)
    {
        long cues = questions.Count, length = questions.Length;
        var features = tensor(questions.Features, cues, length);
        var hidden = tensor(Array.ConvertAll(questions.Mask, kept => kept == 1 ? 0f : Hidden), cues, 1, 1, length);
        var film = Linear(Ends(rows, questions), "span.film").unsqueeze(1).chunk(2, 2);
        var x = (tokens.index_select(0, tensor(questions.Rows)).view(cues, length, SpanWidth) * (1 + film[0])) + film[1]
            + Rows("span.dist", tensor(questions.Distance, cues, length)) + Rows("span.feat", features);
        x = _dropout.Of(x);
        for (var layer = 0; layer < SpanLayers; layer++)
        {
            var name = $"span.{layer}.";
            var parts = Linear(Normed(x, name + "n1"), name + "qkv")
                .view(cues, length, 3, SpanHeads, SpanWidth / SpanHeads).permute(2, 0, 3, 1, 4);
            var attended = F.scaled_dot_product_attention(parts[0], parts[1], parts[2], hidden)
                .transpose(1, 2).reshape(cues, length, SpanWidth);
            x = x + _dropout.Of(Linear(attended, name + "o"));
            x = x + _dropout.Of(Linear(F.gelu(Linear(Normed(x, name + "n2"), name + "f1")), name + "f2"));
        }

        return F.log_softmax(Linear(Normed(x, "span.n"), "span.out"), -1);
    }

    /// <summary>Log-odds of statement and of background: cues × 2.</summary>
    public Tensor Kinds(Tensor rows, SpanQuestions questions) =>
        Linear(F.gelu(Linear(_dropout.Of(Ends(rows, questions)), "kind.hidden")), "kind.out");

    public Weights Stored()
    {
        var weights = new Weights();
        foreach (var (name, parameter) in Parameters)
            weights[name] = new([.. parameter.shape], [.. parameter.detach().contiguous().data<float>()]);
        return weights;
    }

    private static Tensor Ends(Tensor rows, SpanQuestions questions) =>
        cat([rows.index_select(0, tensor(questions.CueFirst)), rows.index_select(0, tensor(questions.CueLast))], 1);

    private Tensor Rows(string table, Tensor ids) =>
        Parameters[table].index_select(0, ids.reshape(-1)).view([.. ids.shape, Parameters[table].shape[1]]);

    private Tensor Linear(Tensor x, string name) => F.linear(x, Parameters[name + ".weight"], Parameters[name + ".bias"]);

    private Tensor Normed(Tensor x, string name) =>
        F.layer_norm(x, [x.shape[^1]], Parameters[name + ".weight"], Parameters[name + ".bias"], Epsilon);

    private void AddHeads(int seed)
    {
        const double small = 0.02;
        const int wide = BaseModel.Width;
        random.manual_seed(seed);
        AddLinear("cue.hidden", wide, wide);
        AddLinear("cue.out", wide, 3, small);
        AddLinear("kind.hidden", 2 * wide, SpanWidth);
        AddLinear("kind.out", SpanWidth, 2, small);
        AddLinear("span.tok", wide, SpanWidth);
        AddLinear("span.film", 2 * wide, 2 * SpanWidth);
        Parameters["span.dist"] = randn(SpanQuestions.Distances, SpanWidth) * 0.1;
        Parameters["span.feat"] = randn(PieceText.Features, SpanWidth) * 0.1;
        for (var layer = 0; layer < SpanLayers; layer++)
        {
            var name = $"span.{layer}.";
            AddNorm(name + "n1");
            AddNorm(name + "n2");
            AddLinear(name + "qkv", SpanWidth, 3 * SpanWidth);
            AddLinear(name + "o", SpanWidth, SpanWidth, small);
            AddLinear(name + "f1", SpanWidth, 3 * SpanWidth);
            AddLinear(name + "f2", 3 * SpanWidth, SpanWidth, small);
        }

        AddNorm("span.n");
        AddLinear("span.out", SpanWidth, 3, small);
    }

    private void AddLinear(string name, int inputs, int outputs, double? spread = null)
    {
        Parameters[name + ".weight"] = randn(outputs, inputs) * (spread ?? 1 / Math.Sqrt(inputs));
        Parameters[name + ".bias"] = zeros(outputs);
    }

    private void AddNorm(string name)
    {
        Parameters[name + ".weight"] = ones(SpanWidth);
        Parameters[name + ".bias"] = zeros(SpanWidth);
    }
}
