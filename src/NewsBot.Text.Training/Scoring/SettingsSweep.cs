using NewsBot.Text.Encoder;
using NewsBot.Text.Encoder.Decoding;
using NewsBot.Text.Training.Data;

namespace NewsBot.Text.Training.Scoring;

/// <summary>Tries decoder settings on the part held back, with the exported model and one encoder pass for each window.</summary>
internal sealed class SettingsSweep(ReaderModel model, IReadOnlyList<LabelledArticle> articles, IReadOnlySet<string> statementWords)
{
    private const int CuesAtOnce = 16;

    private static readonly float[] Biases = [-1.5f, -1, -0.5f, 0];
    private static readonly float[] Penalties = [1, 2, 3];

    private sealed record Asked(Window Window, CueSpan Cue, float[] Roles, bool Statement);

    private sealed record Tried(AttributionScore Statements, AttributionScore All);

    /// <summary>The best settings for a guide, by the mean of F1 of statements and of F1 to the word of everything; every try goes to
    /// the log.</summary>
    public DecoderSettings Best(Guide guide, TextWriter log)
    {
        var scores = new Dictionary<DecoderSettings, Tried>();
        foreach (var article in articles.Where(article => article.Guide == guide))
            Add(article, scores);
        foreach (var (settings, score) in scores.OrderBy(entry => entry.Key.Bias).ThenBy(entry => entry.Key.Penalty))
            log.WriteLine($"{guide} bias {settings.Bias} penalty {settings.Penalty}: statements {score.Statements.F1:0.0000} (P {score.Statements.Precision:0.000}), "
                + $"all to the word {score.All.ExactF1:0.0000}");
        return scores.MaxBy(entry => entry.Value.Statements.F1 + entry.Value.All.ExactF1).Key;
    }

    private void Add(LabelledArticle article, Dictionary<DecoderSettings, Tried> scores)
    {
        var text = new PieceText(article.Text, article.Guide, WordPieces.Shipped, CancellationToken.None);
        var windows = Window.Of(text, WordPieces.Shipped).ConvertAll(window => (Window: window, Encoded: model.Encode(window)));
        var gold = article.Attributions.Select(a => Marked.Of(article.Text, a.Source, a.Content, Counts(article, a))).ToList();
        var all = gold.ConvertAll(marked => marked with { Counts = true });
        foreach (var bias in Biases)
        {
            var asked = windows.SelectMany(window => Ask(window.Window, window.Encoded, bias)).ToList();
            foreach (var penalty in Penalties)
            {
                var settings = new DecoderSettings(bias, penalty);
                if (!scores.TryGetValue(settings, out var score))
                    scores[settings] = score = new(new(), new());
                var found = Decoded(article, asked, penalty);
                score.Statements.Add(found, gold);
                score.All.Add(found.ConvertAll(marked => marked with { Counts = true }), all);
            }
        }

        windows.ForEach(window => window.Encoded.Dispose());
    }

    private IEnumerable<Asked> Ask(Window window, EncodedWindow encoded, float bias)
    {
        foreach (var cues in CueDecoder.Of(window, encoded.Tags, bias).Chunk(CuesAtOnce))
        {
            var questions = new SpanQuestions([.. cues.Select(cue => (0, cue))], [window], window.Length);
            var (roles, kinds) = model.Ask(encoded, questions);
            for (var n = 0; n < cues.Length; n++)
            {
                var logs = roles.AsSpan(n * questions.Length * SpanDecoder.Roles, cues[n].Length * SpanDecoder.Roles);
                yield return new(window, cues[n], logs.ToArray(), kinds[n * ModelFormat.Kinds] > 0);
            }
        }
    }

    private List<Marked> Decoded(LabelledArticle article, List<Asked> asked, float penalty)
    {
        var decoder = new SpanDecoder(penalty);
        var found = new List<FoundAttribution>();
        foreach (var one in asked)
        {
            var (source, content) = decoder.Of(one.Window, one.Cue, one.Roles);
            if (content.Count == 0 || (article.Guide == Guide.Newsroom && !one.Statement))
                continue;
            found.Add(new()
            {
                Cue = one.Window.Text.Span(one.Window.Pieces[one.Cue.First], one.Window.Pieces[one.Cue.Last]),
                Source = source,
                Content = content,
                Score = one.Cue.Score,
                IsDoubtful = false,
                Statement = 1,
            });
        }

        return Rivals.Settle(found).ConvertAll(kept => Marked.Of(article.Text, kept.Source is { } span ? [span] : [], kept.Content,
            article.Guide == Guide.Newsroom || Says(article.Text, [kept.Cue])));
    }

    private bool Counts(LabelledArticle article, LabelledAttribution attribution) =>
        article.Guide == Guide.Newsroom ? attribution.Kind!.Value.Statement : Says(article.Text, attribution.Cue);

    private bool Says(string text, IEnumerable<TextSpan> cue) =>
        cue.Any(span => span.Of(text).Split([' ', '\n', '\t', ',', '-', '’', '\''], StringSplitOptions.RemoveEmptyEntries)
            .Any(word => statementWords.Contains(word.ToLowerInvariant())));
}
