using System.Diagnostics;
using NewsBot.Text.Training.Data;
using NewsBot.Text.Training.Network;
using NewsBot.Text.Training.Scoring;
using static TorchSharp.torch;

namespace NewsBot.Text.Training.Learning;

/// <summary>
/// One run: learns, says how far it is, keeps the last state to go on from and the best one by the part held back, and ends when
/// its steps or minutes are used up.
/// </summary>
internal sealed class Trainer(TrainingOptions options, TrainingSet set, TextWriter log)
{
    private const float Decay = 0.01f;
    private const int LinesEvery = 20;

    private readonly Evaluation _evaluation = new(set.HeldBack);
    private readonly Stopwatch _clock = new();
    private double _minutesBefore;
    private double _best;

    private string Last => Path.Combine(options.Out, "last.ckpt");

    public string Best => Path.Combine(options.Out, "best.ckpt");

    private double Minutes => _minutesBefore + _clock.Elapsed.TotalMinutes;

    public void Run(CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(options.Out);
        var windows = set.Learned
            .SelectMany(article => Enumerable.Repeat(article, article.Guide == Guide.Newsroom ? options.OwnTimes : 1))
            .SelectMany(LabelledWindow.Of).ToList();
        var each = BatchPlan.Of(windows, options.BatchPieces, options.Order).Count;
        var schedule = new Schedule(Math.Min(options.MostSteps, (int)(each * options.Epochs)), options.Minutes);
        log.WriteLine($"{set.Learned.Count} articles learned from, {set.HeldBack.Count} held back; {windows.Count} windows, "
            + $"{windows.Sum(w => w.Cues.Count)} cues; {each} steps an epoch, {schedule.Steps} in all or {options.Minutes} minutes");

        var network = Start(out var optimizer);
        Learn(network, optimizer, schedule, epoch => BatchPlan.Of(windows, options.BatchPieces, HashCode(epoch)), cancellationToken);
        Keep(network, optimizer, schedule, true);
    }

    private int HashCode(int epoch) => (options.Order * 1_000) + epoch;

    private ReaderNetwork Start(out AdamW optimizer)
    {
        var earlier = File.Exists(Last) ? Checkpoint.Load(Last) : null;
        var network = earlier is null ? ReaderNetwork.Fresh(options.Seed, options.Order) : new ReaderNetwork(earlier.Weights, options.Order);
        optimizer = Optimizer(network);
        if (earlier is not null)
        {
            optimizer.Restore(earlier.Moments!, earlier.Step);
            (_minutesBefore, _best) = (earlier.Minutes, earlier.Best);
            log.WriteLine($"going on after step {earlier.Step}, {earlier.Minutes:0.0} minutes");
        }

        return network;
    }

    // Word and position tables stay as pre-trained: few of their rows would ever be taught.
    private AdamW Optimizer(ReaderNetwork network)
    {
        var optimizer = new AdamW();
        foreach (var name in network.Parameters.Keys.ToList())
        {
            if (name is "embeddings.word_embeddings.weight" or "embeddings.position_embeddings.weight")
                continue;
            var head = !name.StartsWith("encoder.", StringComparison.Ordinal) && !name.StartsWith("embeddings.", StringComparison.Ordinal);
            var parameter = network.Parameters[name] = network.Parameters[name].detach().requires_grad_();
            var matrix = name.EndsWith(".weight", StringComparison.Ordinal) && parameter.dim() == 2;
            optimizer.Add(name, parameter, head ? options.HeadRate : options.EncoderRate, matrix ? Decay : 0, head);
        }

        return optimizer;
    }

    private void Learn(ReaderNetwork network, AdamW optimizer, Schedule schedule, Func<int, List<List<LabelledWindow>>> batches,
        CancellationToken cancellationToken)
    {
        _clock.Start();
        var sums = new double[4];
        var sinceLine = Stopwatch.StartNew();
        List<List<LabelledWindow>> plan = [];
        for (var (epoch, next) = (0, 0); !schedule.IsOver(optimizer.Steps, Minutes); next++)
        {
            if (next == plan.Count)
                (plan, next, epoch) = (batches(epoch), 0, epoch + 1);
            // After a restart the batches already learned from are passed over.
            if (((epoch - 1) * plan.Count) + next < optimizer.Steps)
                continue;
            cancellationToken.ThrowIfCancellationRequested();
            Step(network, optimizer, schedule, plan[next], sums);
            if (optimizer.Steps % LinesEvery == 0 || optimizer.Steps <= 10)
                Progress(optimizer.Steps, schedule, sums, sinceLine);
            if (optimizer.Steps % options.EvaluateEvery == 0)
                Keep(network, optimizer, schedule, false);
            else if (optimizer.Steps % options.SaveEvery == 0)
                new Checkpoint(network.Stored(), optimizer.Stored(), optimizer.Steps, Minutes, _best).Save(Last);
        }
    }

    private void Step(ReaderNetwork network, AdamW optimizer, Schedule schedule, List<LabelledWindow> batch, double[] sums)
    {
        using var scope = NewDisposeScope();
        network.Training = true;
        var losses = Losses.Of(network, batch, new Random(HashCode(optimizer.Steps)));
        losses.Sum.backward();
        sums[0] += losses.Cue.item<float>();
        sums[1] += losses.Span.item<float>();
        sums[2] += losses.Kind.item<float>();
        sums[3]++;
        var (encoder, heads) = schedule.At(optimizer.Steps, Minutes);
        optimizer.Step(encoder, heads);
    }

    private void Progress(int step, Schedule schedule, double[] sums, Stopwatch sinceLine)
    {
        var done = schedule.Done(step, Minutes);
        log.WriteLine($"step {step}: cue {sums[0] / sums[3]:0.0000} span {sums[1] / sums[3]:0.0000} kind {sums[2] / sums[3]:0.0000}, "
            + $"{sinceLine.Elapsed.TotalSeconds / sums[3]:0.00} s a step, {done:0.0%} done, about {Minutes * (1 - done) / done:0} minutes left");
        Array.Clear(sums);
        sinceLine.Restart();
    }

    private void Keep(ReaderNetwork network, AdamW optimizer, Schedule schedule, bool final)
    {
        network.Training = false;
        var score = _evaluation.Of(network);
        log.WriteLine($"held back, step {optimizer.Steps}: {score}");
        var weights = network.Stored();
        if (score.Overall >= _best)
        {
            _best = score.Overall;
            new Checkpoint(weights, null, optimizer.Steps, Minutes, _best).Save(Best);
        }

        new Checkpoint(weights, optimizer.Stored(), optimizer.Steps, Minutes, _best).Save(Last);
        if (final)
            log.WriteLine($"ended at step {optimizer.Steps} of {schedule.Steps} after {Minutes:0.0} minutes; best {_best:0.000}");
    }
}
