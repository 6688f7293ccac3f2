using System.Data.Common;
using System.Text.Encodings.Web;
using System.Text.Json;
using NewsBot.Desk;
using NewsBot.Storage;
using NewsBot.Stories.Trials;

namespace NewsBot.Stories;

/// <summary>Shows what a topic would have matched, before it goes live: <c>topic try FILE|KEY [--days N] [--json]</c>.</summary>
public static class TopicCommandLine
{
    private const int MostDays = 366;
    private static readonly JsonSerializerOptions Lines = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Tries the topics on the stored articles. Nothing is written; the newsroom may be at work.</summary>
    /// <param name="asked">What is tried, and on what.</param>
    /// <param name="output">Where the finding goes.</param>
    /// <param name="error">Where problems go.</param>
    /// <param name="cancellationToken">Stops between articles.</param>
    /// <returns>0, also when nothing matches; 1 when it could not be tried.</returns>
    public static async Task<int> TryAsync(
        TopicTry asked, TextWriter output, TextWriter error, CancellationToken cancellationToken)
    {
        try
        {
            if (asked.Days is < 1 or > MostDays)
                throw new FormatException($"--days can be 1 to {MostDays}.");
            var desk = Newsdesk.Load(asked.Files);
            var trial = new TopicTrial(Topics(asked.Topic, desk), desk);
            var stored = new TrialTable(Existing(asked));
            if (await stored.TroubleAsync(cancellationToken) is { } trouble)
                throw new StorageException(trouble);
            var now = asked.Clock.GetUtcNow();
            await foreach (var article in stored.SinceAsync(now.AddDays(-asked.Days), cancellationToken))
                trial.Add(article);
            await WriteAsync(trial, asked, now, output);
            return 0;
        }
        catch (DbException fault)
        {
            await error.WriteLineAsync(StorageException.Sentence(fault));
        }
        catch (Exception e) when (e is DeskFileException or IOException or UnauthorizedAccessException or FormatException)
        {
            await error.WriteLineAsync(e.Message);
        }

        return 1;
    }

    private static async Task WriteAsync(TopicTrial trial, TopicTry asked, DateTimeOffset now, TextWriter output)
    {
        var listing = new TrialListing(output, now);
        var first = true;
        foreach (var result in trial.Results)
        {
            if (asked.Json)
            {
                await output.WriteLineAsync(TrialJson.Of(result, asked.Days, now).ToJsonString(Lines));
                continue;
            }

            if (!first)
                await output.WriteLineAsync();
            first = false;
            await listing.WriteAsync(result, asked.Days);
        }
    }

    private static IReadOnlyList<Topic> Topics(string asked, Newsdesk desk)
    {
        if (File.Exists(asked))
            return DeskFile.TopicsOrOne(asked, File.ReadAllBytes(asked));
        if (desk.FindTopic(asked) is { } topic)
            return [topic];
        throw new FormatException(
            $"There is no topic and no file “{asked}”. The topics are {string.Join(", ", desk.Topics.Select(t => t.Key))}.");
    }

    private static NewsDb Existing(TopicTry asked) =>
        StorageServices.FindStorage(asked.Data, asked.Server)
        ?? throw new StorageException(
            $"There is no newsroom in {asked.Data}, so there is nothing to try it on: start one there, or " +
            "name its folder with --data DIR.");
}
