using NewsBot.Text.Encoder;
using NewsBot.Text.Training.Data;
using NewsBot.Text.Training.Network;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace NewsBot.Text.Training.Learning;

/// <summary>What one batch costs, as mean negative log-likelihoods.</summary>
internal sealed record Losses(Tensor Cue, Tensor Span, Tensor Kind)
{
    private const double CueWeight = 4;
    private const double KindWeight = 0.5;
    private const int CuesAtOnce = 24;
    private const double Shortened = 0.15;

    public Tensor Sum => (Cue * CueWeight) + Span + (Kind * KindWeight);

    public static Losses Of(ReaderNetwork network, IReadOnlyList<LabelledWindow> windows, Random random)
    {
        var batch = new Batch([.. windows.Select(window => window.Window)]);
        var encoded = network.Encode(batch);
        var tags = new long[windows.Count * batch.Length];
        Array.Fill(tags, LabelledWindow.Ignored);
        for (var w = 0; w < windows.Count; w++)
            Array.ConvertAll(windows[w].CueTags, tag => (long)tag).CopyTo(tags, w * batch.Length);
        var cue = Likelihood(network.Cues(encoded), tags) / Math.Max(1, tags.Count(tag => tag >= 0));

        var rows = encoded.view(-1, BaseModel.Width);
        var tokens = network.Tokens(rows);
        var (span, spanCount) = (zeros(1), 0);
        var (kind, kindCount) = (zeros(1), 0);
        var cues = windows.SelectMany((window, w) => window.Cues.Select(labelled => (Window: w, Labelled: labelled)));
        foreach (var group in cues.OrderBy(item => item.Labelled.Cue.Length).Chunk(CuesAtOnce))
        {
            var questions = new SpanQuestions([.. group.Select(item => (item.Window, Jitter(item.Labelled.Cue, random)))],
                batch.Windows, batch.Length);
            var roles = Roles(group.Select(item => item.Labelled), questions.Length);
            span = span + Likelihood(network.Spans(tokens, rows, questions), roles);
            spanCount += roles.Count(role => role >= 0);
            if (Array.Exists(group, item => item.Labelled.Kind is not null))
            {
                var (loss, count) = KindLoss(network.Kinds(rows, questions), [.. group.Select(item => item.Labelled.Kind)]);
                (kind, kindCount) = (kind + loss, kindCount + count);
            }
        }

        return new(cue, (span / Math.Max(1, spanCount)).sum(), (kind / Math.Max(1, kindCount)).sum());
    }

    // A tagger will get some ends wrong; the span head should not depend on them.
    private static CueSpan Jitter(CueSpan cue, Random random)
    {
        if (cue.Last == cue.First || random.NextDouble() >= Shortened)
            return cue;
        return random.Next(2) == 0 ? cue with { First = cue.First + 1 } : cue with { Last = cue.Last - 1 };
    }

    private static long[] Roles(IEnumerable<LabelledCue> cues, int length)
    {
        var roles = new List<long>();
        foreach (var cue in cues)
        {
            roles.AddRange(cue.Roles.Select(role => (long)role));
            roles.AddRange(Enumerable.Repeat((long)LabelledWindow.Ignored, length - cue.Roles.Length));
        }

        return [.. roles];
    }

    private static (Tensor Loss, int Count) KindLoss(Tensor odds, LabelledKind?[] kinds)
    {
        var targets = tensor(kinds.SelectMany(kind => new[] { kind?.Statement == true ? 1f : 0f, kind?.Background == true ? 1f : 0f }).ToArray(), kinds.Length, 2);
        var known = tensor(kinds.SelectMany(kind => Enumerable.Repeat(kind is null ? 0f : 1f, 2)).ToArray(), kinds.Length, 2);
        return (F.binary_cross_entropy_with_logits(odds, targets, weight: known, reduction: TorchSharp.torch.nn.Reduction.Sum), 2 * kinds.Count(kind => kind is not null));
    }

    private static Tensor Likelihood(Tensor logs, long[] targets)
    {
        var target = tensor(targets);
        var chosen = logs.reshape(-1, 3).gather(1, target.clamp(min: 0).unsqueeze(1)).squeeze(1);
        return -(chosen * target.ge(0).to(ScalarType.Float32)).sum();
    }
}
