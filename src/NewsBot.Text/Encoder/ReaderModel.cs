using System.Buffers;
using Microsoft.ML.OnnxRuntime;
using NewsBot.Text.Encoder.Decoding;

namespace NewsBot.Text.Encoder;

/// <summary>An encoded window: a row, a token and three cue tags for each position. Rows and tokens lie in shared arrays until it is
/// disposed of: new ones for each window would be large objects, which the collector gives back late.</summary>
internal sealed class EncodedWindow : IDisposable
{
    private readonly float[] _rows;
    private readonly float[] _tokens;
    private bool _disposed;

    public EncodedWindow(OrtValue rows, OrtValue tokens, float[] tags, int length)
    {
        (Tags, Length) = (tags, length);
        (_rows, _tokens) = (Rented(rows), Rented(tokens));
    }

    /// <summary>How many positions.</summary>
    public int Length { get; }

    public Memory<float> Rows => _rows.AsMemory(0, Length * ModelFormat.RowWidth);

    public Memory<float> Tokens => _tokens.AsMemory(0, Length * ModelFormat.TokenWidth);

    public float[] Tags { get; }

    public void Dispose()
    {
        if (_disposed)
            return;
        _disposed = true;
        ArrayPool<float>.Shared.Return(_rows);
        ArrayPool<float>.Shared.Return(_tokens);
    }

    private static float[] Rented(OrtValue value)
    {
        var data = value.GetTensorDataAsSpan<float>();
        var rented = ArrayPool<float>.Shared.Rent(data.Length);
        data.CopyTo(rented);
        return rented;
    }
}

/// <summary>
/// The trained network, run by ONNX Runtime on one thread; any number of threads may read with it at once.
/// </summary>
internal sealed class ReaderModel : IDisposable
{
    private static readonly string[] Outputs = [ModelFormat.Output1, ModelFormat.Output2, ModelFormat.Output3];
    private static readonly long[] AllPositions = [.. Enumerable.Range(0, Window.Longest).Select(at => (long)at)];

    private readonly InferenceSession _session;
    private readonly RunOptions _run = new();
    private readonly Dictionary<Guide, DecoderSettings> _settings;

    public ReaderModel(string path)
    {
        Telemetry.Refuse();
        using var options = new SessionOptions
        {
            IntraOpNumThreads = 1,
            InterOpNumThreads = 1,
            ExecutionMode = ExecutionMode.ORT_SEQUENTIAL,
            GraphOptimizationLevel = GraphOptimizationLevel.ORT_ENABLE_ALL,
            // A window and its cues are bounded, so what the arena keeps is too; without it each layer asks the system for its memory.
            EnableCpuMemArena = true,
            EnableMemoryPattern = false,
        };
        options.AddSessionConfigEntry("session.intra_op.allow_spinning", "0");
        _session = new(path, options);
        var metadata = _session.ModelMetadata.CustomMetadataMap;
        if (metadata.GetValueOrDefault(ModelFormat.VersionKey) != ModelFormat.Version)
            throw new InvalidDataException($"{path} is no model of version {ModelFormat.Version}. {ModelFile.HowToMake}");
        _settings = Enum.GetValues<Guide>().ToDictionary(guide => guide, guide => DecoderSettings.Read(metadata, guide));
    }

    public DecoderSettings Settings(Guide guide) => _settings[guide];

    public EncodedWindow Encode(Window window)
    {
        long length = window.Length;
        using var inputs = new Inputs(askSpans: false);
        inputs.Add(ModelFormat.Ids, Array.ConvertAll(window.Ids, id => (long)id), 1, length);
        inputs.Add(ModelFormat.Features, Array.ConvertAll(window.Features, feature => (long)feature), 1, length);
        inputs.Add(ModelFormat.Positions, AllPositions[..window.Length], length);
        inputs.AddEmptySpans();
        using var outputs = _session.Run(_run, inputs.Values, Outputs);
        return new(outputs[0], outputs[2], Floats(outputs[1]), window.Length);
    }

    /// <summary>Log-probabilities of the roles (cues × length × 3) and log-odds of the kinds (cues × 2).</summary>
    public (float[] Roles, float[] Kinds) Ask(EncodedWindow encoded, SpanQuestions questions)
    {
        long cues = questions.Count, length = questions.Length;
        using var inputs = new Inputs(askSpans: true);
        inputs.AddEmptyWindow();
        inputs.Add(ModelFormat.Rows, encoded.Rows, encoded.Length, ModelFormat.RowWidth);
        inputs.Add(ModelFormat.Tokens, encoded.Tokens, encoded.Length, ModelFormat.TokenWidth);
        inputs.Add(ModelFormat.Index, questions.Rows, cues, length);
        inputs.Add(ModelFormat.Distance, questions.Distance, cues, length);
        inputs.Add(ModelFormat.Around, questions.Features, cues, length);
        inputs.Add(ModelFormat.Mask, questions.Mask, cues, length);
        inputs.Add(ModelFormat.First, questions.CueFirst, cues);
        inputs.Add(ModelFormat.Last, questions.CueLast, cues);
        using var outputs = _session.Run(_run, inputs.Values, Outputs);
        return (Floats(outputs[0]), Floats(outputs[1]));
    }

    public void Dispose()
    {
        _run.Dispose();
        _session.Dispose();
    }

    private static float[] Floats(OrtValue value) => value.GetTensorDataAsSpan<float>().ToArray();

    /// <summary>The tensors of one run; they hold managed arrays in place until they are let go.</summary>
    private sealed class Inputs : IDisposable
    {
        private readonly Dictionary<string, OrtValue> _values = new(StringComparer.Ordinal);

        public Inputs(bool askSpans) => Add(ModelFormat.AskSpans, new[] { askSpans });

        public IReadOnlyDictionary<string, OrtValue> Values => _values;

        public void Add<T>(string name, T[] data, params long[] shape)
            where T : unmanaged => Add(name, data.AsMemory(), shape);

        public void Add<T>(string name, Memory<T> data, params long[] shape)
            where T : unmanaged => _values.Add(name, OrtValue.CreateTensorValueFromMemory(OrtMemoryInfo.DefaultInstance, data, shape));

        public void AddEmptyWindow()
        {
            Add(ModelFormat.Ids, new long[1], 1, 1);
            Add(ModelFormat.Features, new long[1], 1, 1);
            Add(ModelFormat.Positions, new long[1], 1);
        }

        public void AddEmptySpans()
        {
            Add(ModelFormat.Rows, new float[ModelFormat.RowWidth], 1, ModelFormat.RowWidth);
            Add(ModelFormat.Tokens, new float[ModelFormat.TokenWidth], 1, ModelFormat.TokenWidth);
            foreach (var name in (string[])[ModelFormat.Index, ModelFormat.Distance, ModelFormat.Around])
                Add(name, new long[1], 1, 1);
            Add(ModelFormat.Mask, new int[1], 1, 1);
            Add(ModelFormat.First, new long[1], 1);
            Add(ModelFormat.Last, new long[1], 1);
        }

        public void Dispose()
        {
            foreach (var value in _values.Values)
                value.Dispose();
        }
    }
}
