using System.Diagnostics;
using System.Globalization;
using Dapper;
using NewsBot.Sample;
using NewsBot.Storage;
using NewsBot.Torture.Proof;

namespace NewsBot.Torture;

/// <summary>
/// One node on SQLite, killed at random instants while the sample newsroom publishes and a channel without evidence answers with faults;
/// beside it our own chat page and a direct message of Slack, where every post is looked for before it is made again. The journal of Slack is,
/// as the channel's without evidence, none of the newsroom's. The sample day ends after so many kills; then a new
/// one begins in a new folder.
/// </summary>
internal static class Kills
{
    private const double Speed = 10;

    // The sample day of 34 steps lasts about as long as so many lives, so that most of them see a step on its way.
    private const int KillsADay = 50;
    private const string SampleSpeed = "0.6";

    private static readonly string[] Lines = ["subscribe pak-us", "subscribe intra-afghan"];

    public static async Task<bool> RunAsync(int kills, int seed)
    {
        var watch = Stopwatch.StartNew();
        var (total, done, words) = (new Tally(0, 0, 0, 0, 0, 0), 0, new List<HashSet<string>>());
        for (var day = 0; done < kills; day++)
        {
            var many = Math.Min(KillsADay, kills - done);
            var (tally, statements) = await DayAsync(many, unchecked((seed * 397) + day));
            words.Add(statements);
            done += many;
            total += tally;
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"kills  day {day + 1}: {done} kills, {tally}; {statements.Count} statements; {watch.Elapsed.TotalSeconds:F0} s"));
        }

        // Every day publishes the same: what one has and another lacks was lost before it became a statement.
        var all = words.SelectMany(w => w).ToHashSet();
        var missing = words.Sum(w => all.Count - w.Count);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"kills  seed {seed}: {done} kills in {watch.Elapsed.TotalSeconds:F0} s: {total}; statements missing {missing} of {all.Count} a day"));
        return total.Clean && missing == 0;
    }

    private static async Task<(Tally Tally, HashSet<string> Statements)> DayAsync(int kills, int seed)
    {
        var random = new Random(seed);
        var folder = Directory.CreateTempSubdirectory("newsbot-torture");
        var now = DateTimeOffset.UtcNow;
        var clock = new FastClock(now, now, Speed);
        await using var connector = await Connector.StartAsync(seed, faults: 0.25, fails: true);
        await using var slack = await Workspace.StartAsync(clock, seed, faults: 0.25);
        using var node = new Node(["--data", folder.FullName, "--sample-speed", SampleSpeed, .. slack.Arguments], clock);
        try
        {
            connector.Troubled = slack.Troubled = false;
            node.Start();
            await node.ReadyAsync(TimeSpan.FromMinutes(5));
            var db = NewsDb.InFolder(folder.FullName);
            var conversations = await FollowAsync(node, connector, slack, db);
            connector.Journal.Clear();
            // What the feeds held before is read without harm: nobody is told of it.
            await UntilAsync(async () => await Backlog.CountAsync(db) == 0);
            // From the first step on the day goes on at once with every start.
            await UntilAsync(() => Task.FromResult(NewsroomState.Load(folder.FullName)?.Released.Count > 0));
            connector.Troubled = slack.Troubled = true;
            for (var kill = 0; kill < kills; kill++)
            {
                // From an instant in the start to some seconds after it.
                if (random.Next(4) > 0)
                    await node.ReadyAsync(TimeSpan.FromMinutes(5));
                await Task.Delay(random.Next(0, 3000));
                node.Kill();
                node.Start();
            }

            await node.ReadyAsync(TimeSpan.FromMinutes(5));
            await UntilAsync(() => Task.FromResult(NewsroomState.Load(folder.FullName)?.Released.Count == SampleNewsroom.Steps));
            await SettleAsync(db, () => connector.Troubled = slack.Troubled = false);
            IReadOnlyCollection<Post> journal = [.. connector.Journal, .. slack.Journal(conversations.Single(c => c.Channel == "slack").Id)];
            Console.WriteLine($"kills  {connector.Faults} faults of the channel without evidence, {slack.Faults} of Slack");
            return await TallyAsync(db, journal, SampleDay.Of(NewsroomState.Load(folder.FullName)!), conversations);
        }
        finally
        {
            node.Kill();
            Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
            folder.Delete(recursive: true);
        }
    }

    private static async Task<IReadOnlyList<(string Channel, string Id)>> FollowAsync(
        Node node, Connector connector, Workspace slack, NewsDb db)
    {
        var conversations = new List<(string Channel, string Id)>();
        for (var i = 0; i < 4; i++)
        {
            foreach (var line in Lines)
                await People.SayAsync(node, connector, $"c{i}", line);
            conversations.Add(("emulator", $"c{i}"));
            conversations.Add(("webchat", await People.ChatAsync(node, "Asia/Karachi", Lines)));
        }

        foreach (var line in Lines)
            await slack.SayAsync(node, line);
        // Slack's events are answered before they are worked through.
        await UntilAsync(async () => await SlackAsync(db, Lines.Length) is not null);
        conversations.Add(("slack", (await SlackAsync(db, Lines.Length))!));
        return conversations;
    }

    private static async Task<string?> SlackAsync(NewsDb db, int subscriptions)
    {
        await using var connection = await db.OpenAsync(default);
        return await connection.ExecuteScalarAsync<string?>(
            """
            select c.external_id from conversation c
            where c.channel = 'slack' and (select count(*) from subscription s where s.conversation_id = c.id) = @subscriptions
            """,
            new { subscriptions });
    }

    // What is owed by the newsroom's own verdicts is held against the journals, and so is what the day itself says must come.
    private static async Task<(Tally Tally, HashSet<string> Statements)> TallyAsync(
        NewsDb db, IReadOnlyCollection<Post> journal, SampleDay day, IReadOnlyList<(string Channel, string Id)> conversations)
    {
        var tally = await Tally.OfAsync(db, journal);
        var (missing, statements) = await day.FindAsync(db);
        foreach (var report in missing)
            Console.WriteLine($"  no statement: {report.Path}: {report.Words}");
        var untold = await Tally.UntoldAsync(db, journal, conversations, statements);
        Console.WriteLine(
            $"kills  the day has {day.Reports.Count} reports of {statements.Count} statements for {conversations.Count} conversations: "
            + $"{missing.Count} reports are no statement, {untold} of {statements.Count * conversations.Count} statements not told");
        // A day that asks for nothing proves nothing.
        var unasked = statements.Count == 0 || conversations.Count == 0 ? 1 : 0;
        return (tally with { Lost = tally.Lost + (missing.Count * conversations.Count) + untold + unasked }, await StatementsAsync(db));
    }

    // The last step has been read by every stage, the faults end, and nothing is owed any more.
    private static async Task SettleAsync(NewsDb db, Action end)
    {
        var quiet = 0;
        await Task.Delay(TimeSpan.FromSeconds(15));
        end();
        await UntilAsync(async () =>
        {
            quiet = await Backlog.CountAsync(db) == 0 ? quiet + 1 : 0;
            return quiet == 16;
        });
    }

    private static async Task UntilAsync(Func<Task<bool>> done)
    {
        var watch = Stopwatch.StartNew();
        while (!await done())
        {
            if (watch.Elapsed > TimeSpan.FromMinutes(15))
                throw new TimeoutException("The newsroom did not come to rest.");
            await Task.Delay(500);
        }
    }

    private static async Task<HashSet<string>> StatementsAsync(NewsDb db)
    {
        await using var connection = await db.OpenAsync(default);
        return (await connection.QueryAsync<string>(
            "select t.speaker_key || ': ' || t.words from statement t where t.backlog = 0 and t.withdrawn is null")).ToHashSet();
    }
}
