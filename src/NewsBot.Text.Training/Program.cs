using System.CommandLine;
using NewsBot.Text.Encoder;
using NewsBot.Text.Encoder.Decoding;
using NewsBot.Text.Training.Data;
using NewsBot.Text.Training.Export;
using NewsBot.Text.Training.Learning;
using NewsBot.Text.Training.Network;
using NewsBot.Text.Training.Scoring;

namespace NewsBot.Text.Training;

/// <summary>The command line: train, and look at what the labels can reach.</summary>
internal static class Program
{
    private static readonly Option<string> Data = new("--data") { Description = "The folder of annotated articles.", Required = true };
    private static readonly Option<string> Out = new("--out") { Description = "Where checkpoints and the model go; a run that stopped there goes on.", Required = true };
    private static readonly Option<double> Epochs = new("--epochs") { Description = "Times that each article is seen.", DefaultValueFactory = _ => 3 };
    private static readonly Option<double> Minutes = new("--minutes") { Description = "The clock's limit; rates fall to zero by it.", DefaultValueFactory = _ => 600 };
    private static readonly Option<int?> Steps = new("--steps") { Description = "Steps at most." };
    private static readonly Option<int?> Articles = new("--articles") { Description = "Only the first so many articles of each set." };
    private static readonly Option<int> OwnTimes = new("--own-times") { Description = "How often our own articles are seen for once the others.", DefaultValueFactory = _ => 2 };
    private static readonly Option<string> Checkpoint = new("--checkpoint") { Description = "A checkpoint of a run.", Required = true };
    private static readonly Option<string> Model = new("--model") { Description = "The model file to write.", Required = true };
    private static readonly Option<int> Seed = new("--seed") { Description = "Decides the heads' first weights.", DefaultValueFactory = _ => 1 };
    private static readonly Option<int?> Order = new("--order") { Description = "Decides order and dropout; the seed does where it is not given. Runs that differ in it alone can be averaged." };
    private static readonly Option<string[]> Averaged = new("--checkpoint") { Description = "A checkpoint of a run, or a model file; two or more, of one seed.", Required = true };

    public static Task<int> Main(string[] args)
    {
        NativeLibrary.Prepare();
        var train = new Command("train", "Learns from the annotated articles and writes the model.") { Data, Out, Epochs, Minutes, Steps, Articles, OwnTimes, Seed, Order };
        train.SetAction((parsed, stop) => Task.Run(() => Train(parsed, stop), stop));
        var labels = new Command("labels", "Puts the labels themselves through windows and decoder and scores them.") { Data };
        labels.SetAction(parsed =>
        {
            var set = TrainingSet.Read(parsed.GetRequiredValue(Data), null);
            Console.WriteLine($"held back {new Evaluation(set.HeldBack).OfLabels(0)}");
            Console.WriteLine($"learned from {new Evaluation(set.Learned).OfLabels(0)}");
        });
        var export = new Command("export", "Writes a checkpoint as a model, with the decoder's settings chosen on the part held back.") { Data, Checkpoint, Model };
        export.SetAction(parsed =>
        {
            var data = parsed.GetRequiredValue(Data);
            var weights = Learning.Checkpoint.Load(parsed.GetRequiredValue(Checkpoint)).Weights;
            Export(weights, TrainingSet.Read(data, null), data, parsed.GetRequiredValue(Model));
        });
        var average = new Command("average", "Writes the mean of several runs' weights as a model, as export does.") { Data, Averaged, Model };
        average.SetAction(parsed =>
        {
            var data = parsed.GetRequiredValue(Data);
            var (set, weights) = (TrainingSet.Read(data, null), Weights.Mean([.. parsed.GetRequiredValue(Averaged).Select(Read)]));
            Console.WriteLine($"held back {new Evaluation(set.HeldBack).Of(new ReaderNetwork(weights, 0))}");
            Export(weights, set, data, parsed.GetRequiredValue(Model));
        });
        return new RootCommand("Trains the model of NewsBot.Text.") { train, labels, export, average }.Parse(args).InvokeAsync();
    }

    private static void Train(ParseResult parsed, CancellationToken stop)
    {
        var options = new TrainingOptions
        {
            Out = parsed.GetRequiredValue(Out),
            Epochs = parsed.GetValue(Epochs),
            Minutes = parsed.GetValue(Minutes),
            MostSteps = parsed.GetValue(Steps) ?? int.MaxValue,
            OwnTimes = parsed.GetValue(OwnTimes),
            Seed = parsed.GetValue(Seed),
            Order = parsed.GetValue(Order) ?? parsed.GetValue(Seed),
        };
        var data = parsed.GetRequiredValue(Data);
        var set = TrainingSet.Read(data, parsed.GetValue(Articles));
        var trainer = new Trainer(options, set, Console.Out);
        trainer.Run(stop);
        Export(Learning.Checkpoint.Load(trainer.Best).Weights, set, data, Path.Combine(options.Out, "reader.onnx"));
    }

    private static Weights Read(string path) =>
        path.EndsWith(".onnx", StringComparison.Ordinal) ? ModelImport.Read(path) : Learning.Checkpoint.Load(path).Weights;

    // Written twice: the settings are chosen with the model as it will run, in eight bits.
    private static void Export(Weights weights, TrainingSet set, string data, string path)
    {
        ModelExport.Write(weights, Enum.GetValues<Guide>().ToDictionary(guide => guide, _ => new DecoderSettings(0, 1.5f)), path);
        var words = StatementWords(Path.Combine(data, "..", "tools", "statements.txt"));
        var chosen = new Dictionary<Guide, DecoderSettings>();
        using (var model = new ReaderModel(path))
        {
            var sweep = new SettingsSweep(model, set.HeldBack, words);
            foreach (var guide in Enum.GetValues<Guide>())
                chosen[guide] = sweep.Best(guide, Console.Out);
        }

        ModelExport.Write(weights, chosen, path);
        Console.WriteLine($"{path}: {new FileInfo(path).Length / 1e6:0.0} MB, {string.Join(", ", chosen)}");
    }

    private static HashSet<string> StatementWords(string path) =>
        [.. File.ReadLines(path).SelectMany(line => line.Split('#')[0].ToLowerInvariant().Split(' ', StringSplitOptions.RemoveEmptyEntries))];
}
