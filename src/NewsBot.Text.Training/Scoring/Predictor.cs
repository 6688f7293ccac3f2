using NewsBot.Text.Encoder;
using NewsBot.Text.Encoder.Decoding;
using NewsBot.Text.Training.Network;
using static TorchSharp.torch;

namespace NewsBot.Text.Training.Scoring;

/// <summary>What the network in training finds in one text, with the decoders that the product uses.</summary>
internal sealed class Predictor(ReaderNetwork network, float bias, float penalty)
{
    private const int WindowsAtOnce = 8;
    private const int CuesAtOnce = 24;

    private readonly SpanDecoder _decoder = new(penalty);

    public List<(TextSpan Cue, TextSpan? Source, List<TextSpan> Content, float Statement)> In(string text, Guide guide)
    {
        using var still = no_grad();
        var pieces = new PieceText(text, guide, WordPieces.Shipped, CancellationToken.None);
        var found = new List<(TextSpan, TextSpan?, List<TextSpan>, float)>();
        foreach (var windows in Window.Of(pieces, WordPieces.Shipped).Chunk(WindowsAtOnce))
        {
            using var scope = NewDisposeScope();
            var batch = new Batch(windows);
            var encoded = network.Encode(batch);
            var logs = network.Cues(encoded).contiguous().data<float>().ToArray();
            var cues = windows.SelectMany((window, w) => CueDecoder
                .Of(window, logs.AsSpan(w * batch.Length * 3, window.Length * 3), bias).Select(cue => (w, cue)));
            var rows = encoded.view(-1, BaseModel.Width);
            var tokens = network.Tokens(rows);
            foreach (var group in cues.OrderBy(item => item.cue.Length).Chunk(CuesAtOnce))
            {
                var questions = new SpanQuestions(group, windows, batch.Length);
                var spans = network.Spans(tokens, rows, questions).contiguous().data<float>().ToArray();
                var kinds = network.Kinds(rows, questions).contiguous().data<float>().ToArray();
                for (var n = 0; n < group.Length; n++)
                {
                    var (w, cue) = group[n];
                    var (source, content) = _decoder.Of(windows[w], cue, spans.AsSpan(n * questions.Length * 3, cue.Length * 3));
                    if (content.Count > 0)
                        found.Add((pieces.Span(windows[w].Pieces[cue.First], windows[w].Pieces[cue.Last]), source, content, kinds[n * 2]));
                }
            }
        }

        return found;
    }
}
