using NewsBot.Text.Encoder.Decoding;

namespace NewsBot.Text.Encoder;

/// <summary>Finds the attributions of a text with the network: one pass for each window, one for every few cues in it.</summary>
/// <param name="model">The network.</param>
/// <param name="guide">Whose rules it follows.</param>
/// <param name="settings">How its answers are weighed.</param>
internal sealed class AttributionFinder(ReaderModel model, Guide guide, DecoderSettings settings)
{
    private const int CuesAtOnce = 16;

    private readonly SpanDecoder _decoder = new(settings.Penalty);

    /// <summary>Every attribution by the model beside the program with its own settings, in the order of the cues.</summary>
    /// <param name="text">The text.</param>
    /// <param name="guide">Whose rules hold.</param>
    /// <param name="lose">Told of each that a surer one dropped; with it, the doubtful ones are among those found.</param>
    /// <param name="wanted">The windows to look at.</param>
    /// <param name="cancellationToken">Stops between windows.</param>
    public static List<FoundAttribution> Shipped(
        string text, Guide guide, Action<FoundAttribution>? lose, Func<Window, bool> wanted, CancellationToken cancellationToken)
    {
        using var shipped = ShippedModel.Take();
        var finder = new AttributionFinder(shipped.Model, guide, shipped.Model.Settings(guide));
        return finder.In(text, lose, wanted, cancellationToken);
    }

    private List<FoundAttribution> In(string text, Action<FoundAttribution>? lose, Func<Window, bool> wanted, CancellationToken cancellationToken)
    {
        var pieces = new PieceText(text, guide, WordPieces.Shipped, cancellationToken);
        var found = new List<FoundAttribution>();
        foreach (var window in Window.Of(pieces, WordPieces.Shipped).Where(window => window.IsReadable && wanted(window)))
        {
            cancellationToken.ThrowIfCancellationRequested();
            using var encoded = model.Encode(window);
            var sure = CueDecoder.Of(window, encoded.Tags, settings.Bias);
            var others = lose is not null ? CueDecoder.Doubtful(window, encoded.Tags, sure) : [];
            foreach (var group in sure.Select(cue => (Cue: cue, Doubtful: false)).Concat(others.Select(cue => (Cue: cue, Doubtful: true)))
                .OrderBy(one => one.Cue.Length).Chunk(CuesAtOnce))
                found.AddRange(Spans(window, encoded, group));
        }

        return Rivals.Settle([.. found.Where(attribution => attribution.Content.Count > 0).OrderBy(attribution => attribution.Cue.Start)], lose);
    }

    private IEnumerable<FoundAttribution> Spans(Window window, EncodedWindow encoded, (CueSpan Cue, bool Doubtful)[] cues)
    {
        var questions = new SpanQuestions([.. cues.Select(one => (0, one.Cue))], [window], window.Length);
        var (roles, kinds) = model.Ask(encoded, questions);
        var text = window.Text.Text;
        for (var n = 0; n < cues.Length; n++)
        {
            var cue = cues[n].Cue;
            var logs = roles.AsSpan(n * questions.Length * SpanDecoder.Roles, cue.Length * SpanDecoder.Roles);
            var (source, content) = _decoder.Of(window, cue, logs);
            var said = Edges.Whole(text, window.Text.Span(window.Pieces[cue.First], window.Pieces[cue.Last]));
            yield return new()
            {
                Cue = said,
                Source = source is { } span ? Edges.Trim(text, span) : null,
                Content = Edges.Joined(text, content.ConvertAll(part => Edges.Whole(text, Edges.Trim(text, part))), said),
                Score = cue.Score,
                IsDoubtful = cues[n].Doubtful,
                Statement = Probability(kinds[n * ModelFormat.Kinds]),
            };
        }
    }

    private static float Probability(float odds) => 1 / (1 + MathF.Exp(-odds));
}
