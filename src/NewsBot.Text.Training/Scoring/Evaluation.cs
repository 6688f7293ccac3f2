using NewsBot.Text.Encoder.Decoding;
using NewsBot.Text.Training.Data;
using NewsBot.Text.Training.Network;

namespace NewsBot.Text.Training.Scoring;

/// <param name="Polnear">F1 of all attributions.</param>
/// <param name="Own">F1 of statements.</param>
/// <param name="OwnPrecision">Their precision.</param>
internal sealed record HeldBackScore(double Polnear, double Own, double OwnPrecision)
{
    public double Overall => (Polnear + Own) / 2;

    public override string ToString() => $"PolNeAR all {Polnear:0.000}, own statements {Own:0.000} (P {OwnPrecision:0.000}), mean {Overall:0.000}";
}

/// <summary>Scores a network on the part held back.</summary>
internal sealed class Evaluation(IReadOnlyList<LabelledArticle> articles)
{
    private const float Penalty = 1.5f;

    public HeldBackScore Of(ReaderNetwork network)
    {
        var predictor = new Predictor(network, 0, Penalty);
        return Of(article => predictor.In(article.Text, article.Guide)
            .ConvertAll(found => Marked.Of(article.Text, Listed(found.Source), found.Content, article.Guide == Guide.Polnear || found.Statement > 0))
            .FindAll(marked => marked.Counts));
    }

    /// <summary>Scores the labels themselves, put through windows and decoder: what the representation can reach at most.</summary>
    public HeldBackScore OfLabels(float penalty)
    {
        var decoder = new SpanDecoder(penalty);
        return Of(article => [.. LabelledWindow.Of(article).SelectMany(window => window.Cues.Select(cue =>
        {
            var (source, content) = decoder.Of(window.Window, cue.Cue, Certain(cue.Roles));
            return Marked.Of(article.Text, Listed(source), content, cue.Kind?.Statement != false);
        }))]);
    }

    private HeldBackScore Of(Func<LabelledArticle, List<Marked>> read)
    {
        var (polnear, own) = (new AttributionScore(), new AttributionScore());
        foreach (var article in articles)
        {
            var gold = article.Attributions
                .Select(a => Marked.Of(article.Text, a.Source, a.Content, a.Kind?.Statement != false)).ToList();
            (article.Guide == Guide.Polnear ? polnear : own).Add(read(article), gold);
        }

        return new(polnear.F1, own.F1, own.Precision);
    }

    private static float[] Certain(int[] roles)
    {
        var logs = new float[roles.Length * SpanDecoder.Roles];
        Array.Fill(logs, -5);
        for (var i = 0; i < roles.Length; i++)
            logs[(i * SpanDecoder.Roles) + Math.Max(0, roles[i])] = 0;
        return logs;
    }

    private static TextSpan[] Listed(TextSpan? span) => span is { } one ? [one] : [];
}
