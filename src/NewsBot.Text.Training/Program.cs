using System.CommandLine;
using NewsBot.Text.Training.Data;
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
    private static readonly Option<int> Seed = new("--seed") { Description = "Decides first weights, order and dropout.", DefaultValueFactory = _ => 1 };

    public static Task<int> Main(string[] args)
    {
        NativeLibrary.Prepare();
        var train = new Command("train", "Learns from the annotated articles and writes the model.") { Data, Out, Epochs, Minutes, Steps, Articles, OwnTimes, Seed };
        train.SetAction((parsed, stop) => Task.Run(() => Train(parsed, stop), stop));
        var labels = new Command("labels", "Puts the labels themselves through windows and decoder and scores them.") { Data };
        labels.SetAction(parsed =>
        {
            var set = TrainingSet.Read(parsed.GetRequiredValue(Data), null);
            Console.WriteLine($"held back {new Evaluation(set.HeldBack).OfLabels(0)}");
            Console.WriteLine($"learned from {new Evaluation(set.Learned).OfLabels(0)}");
        });
        return new RootCommand("Trains the model of NewsBot.Text.") { train, labels }.Parse(args).InvokeAsync();
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
        };
        new Trainer(options, TrainingSet.Read(parsed.GetRequiredValue(Data), parsed.GetValue(Articles)), Console.Out).Run(stop);
    }
}
