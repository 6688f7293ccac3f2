using System.Diagnostics;
using System.Globalization;
using Dapper;
using NewsBot.Conversations;
using NewsBot.Deliveries.Ledger;
using NewsBot.Storage;

namespace NewsBot.Torture;

/// <summary>
/// One node for a long time, with outlets that publish without end, a channel with faults, and kills: what it holds must not grow after it
/// has warmed up, nothing may wait long or pile up, and the ledger must balance.
/// </summary>
/// <remarks>The outlets are not the sample newsroom's, which comes to an end; they publish a statement every two seconds of the world, at
/// whatever speed the node's clock runs, so that speed shortens what the program waits for and not what it is given to do.</remarks>
internal static class Soak
{
    // Between statements, by the world's clock.
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(2);

    // A part of each life in which caches fill and code is compiled.
    private const double WarmUp = 0.3;

    // A life that is shorter than this is nothing but warming up.
    private static readonly TimeSpan Life = TimeSpan.FromSeconds(60);

    // By the world's clock: a kill, the start after it, and a channel that asks for patience are in it.
    private static readonly TimeSpan Late = TimeSpan.FromMinutes(2);

    // From here on there is time for several lives that tell of the hour.
    private const int Long = 30;

    // When it is killed, as parts of the whole.
    private static readonly double[] EarlyKills = [1.0 / 6, 1.0 / 3];
    private static readonly double[] Kills = [1.0 / 12, 1.0 / 6, 1.0 / 3, 2.0 / 3];

    private static readonly TimeSpan Sampling = TimeSpan.FromSeconds(2);
    private static readonly string[] Lines = ["subscribe pak-us", "subscribe intra-afghan"];

    /// <param name="minutes">How long, by the world's clock.</param>
    /// <param name="speed">Seconds of the node's clock in one of the world's.</param>
    /// <param name="seed">What the faults are drawn from.</param>
    /// <param name="server">A PostgreSQL server; null for SQLite.</param>
    public static async Task<bool> RunAsync(int minutes, int speed, int seed, string? server)
    {
        var now = DateTimeOffset.UtcNow;
        var clock = new FastClock(now, now, speed);
        var press = new Press(clock.Shows, Every * speed, clock);
        var folder = Directory.CreateTempSubdirectory("newsbot-soak");
        var sources = Path.Combine(folder.FullName, "sources.json");
        await File.WriteAllTextAsync(sources, Press.Sources);
        await using var connector = await Connector.StartAsync(seed, faults: 0.1);
        await using var place = server is null ? null : await FastServer.PrepareAsync(server, seed, clock, speed);
        var db = place?.Db ?? NewsDb.InFolder(folder.FullName);
        string[] arguments = [Press.Write(Every * speed), "--data", folder.FullName, "--sources", sources];
        using var node = new Node(place is null ? arguments : [.. arguments, "--ConnectionStrings:NewsBot", place.ConnectionString], clock);
        try
        {
            node.Start();
            await node.ReadyAsync(TimeSpan.FromMinutes(5));
            for (var i = 0; i < 4; i++)
            {
                foreach (var line in Lines)
                    await People.SayAsync(node, connector, $"c{i}", line);
                await People.ChatAsync(node, "Asia/Karachi", Lines);
            }

            var lives = await LiveAsync(node, db, connector, TimeSpan.FromMinutes(minutes));
            var until = clock.GetUtcNow();
            var missing = await SettleAsync(db, connector, [.. press.Articles(until)]);
            return await TellAsync(new Outcome(db, server is null ? "SQLite" : "PostgreSQL", minutes, speed, lives, missing, clock, now, until), connector);
        }
        finally
        {
            node.Kill();
            Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
            folder.Delete(recursive: true);
        }
    }

    // What is read of each life. People ask all the while, where no alerts come.
    private static async Task<List<List<Reading>>> LiveAsync(Node node, NewsDb db, Connector connector, TimeSpan time)
    {
        var (watch, life, said) = (Stopwatch.StartNew(), Stopwatch.StartNew(), 0);
        var kills = new Queue<double>(time.TotalMinutes < Long ? EarlyKills : Kills);
        List<List<Reading>> lives = [[]];
        while (watch.Elapsed < time)
        {
            await Task.Delay(Sampling);
            if (kills.TryPeek(out var part) && watch.Elapsed > time * part)
            {
                kills.Dequeue();
                node.Kill();
                node.Start();
                await node.ReadyAsync(TimeSpan.FromMinutes(5));
                life.Restart();
                lives.Add([]);
            }

            await People.SayAsync(node, connector, $"talk{said++ % 4}", said % 2 == 0 ? "since yesterday" : "who said \"harbours\"");
            if (node.ProcessId is { } process && await node.LagAsync() is { } lag
                && Reading.Of(process, life.Elapsed.TotalSeconds, await Backlog.CountAsync(db)) is { } reading)
                lives[^1].Add(reading with { Lag = lag });
        }

        return lives;
    }

    // The faults end, and what was published is waited for, at an instant when nothing is under way.
    private static async Task<int> SettleAsync(NewsDb db, Connector connector, IReadOnlyList<string> published)
    {
        connector.Troubled = false;
        var (watch, missing) = (Stopwatch.StartNew(), published.Count);
        while (watch.Elapsed < TimeSpan.FromMinutes(4) && (missing > 0 || await Backlog.CountAsync(db) > 0))
        {
            await Task.Delay(1000);
            await using var connection = await db.OpenAsync(default);
            var read = await connection.QueryAsync<string>(
                "select a.url from article a where exists (select 1 from reading r where r.article_id = a.id and r.revision = a.revision and r.failure is null)");
            missing = published.Except(read).Count();
        }

        return missing;
    }

    private static async Task<bool> TellAsync(Outcome outcome, Connector connector)
    {
        var tally = await Tally.OfAsync(outcome.Db, [.. connector.Journal], outcome.Until);
        var (found, owed) = await LedgerAsync(outcome);
        Say($"{outcome.Minutes} minutes at {outcome.Speed} x on {outcome.Engine}: {tally}; {connector.Faults} faults; articles missing {outcome.Missing}; ledger: {found} found, {owed} owed");
        var told = outcome.Lives.Where(l => l.Count > 0 && l[^1].Seconds >= Life.TotalSeconds).ToList();
        var steady = told.Count > 0;
        foreach (var life in told)
            steady &= IsSteady(life, outcome.Speed);
        return steady && tally.Clean && outcome.Missing == 0 && owed == 0 && found > 0;
    }

    private static bool IsSteady(IReadOnlyList<Reading> life, int speed)
    {
        var settled = life.Where(r => r.Seconds > life[^1].Seconds * WarmUp).ToList();
        var memory = Trend.Of(settled, r => r.Megabytes);
        var handles = Trend.Of(settled, r => r.Handles);
        var threads = Trend.Of(settled, r => r.Threads);
        var (middle, end) = (settled[..(settled.Count / 2)].Max(r => r.Waiting), settled[(settled.Count / 2)..].Max(r => r.Waiting));
        var late = TimeSpan.FromSeconds(settled.Max(r => r.Lag) / speed);
        Say($"a life of {life[^1].Seconds:N0} s: memory {memory.Mean:N0} MB, {memory.Growth:+0.0;-0.0} MB, {memory.PerHour:+0.0;-0.0} an hour; handles {handles.Mean:N0}, {handles.Growth:+0.0;-0.0}, {handles.PerHour:+0.0;-0.0} an hour; threads {threads.Mean:N0}, {threads.Growth:+0.0;-0.0}, {threads.PerHour:+0.0;-0.0} an hour");
        Say($"waiting at most {middle:N0}, later {end:N0}; the worst stage late by {late.TotalSeconds:0.0} s of the world");
        return memory.IsFlat(60) && handles.IsFlat(30) && threads.IsFlat(20) && end <= (3 * middle) + 100 && late <= Late;
    }

    private static void Say(FormattableString line) => Console.WriteLine("soak    " + line.ToString(CultureInfo.InvariantCulture));

    // Each conversation's ledger holds every report once; nothing of what was read until the end may be owed or missed.
    private static async Task<(int Found, int Owed)> LedgerAsync(Outcome outcome)
    {
        var table = new AuditTable(outcome.Db, outcome.Clock);
        var conversations = new ConversationTable(outcome.Db, outcome.Clock);
        var (found, owed) = (0, 0);
        foreach (var place in await table.PlacesAsync(default))
        {
            var audit = await table.ReadAsync((await conversations.FindAsync(place.Id, default))!, outcome.Began.AddDays(-1), outcome.Until, default);
            found += audit.Found;
            owed += audit[Fate.Owed] + audit[Fate.Missed];
        }

        return (found, owed);
    }

    private sealed record Outcome(
        NewsDb Db, string Engine, int Minutes, int Speed, IReadOnlyList<IReadOnlyList<Reading>> Lives, int Missing, TimeProvider Clock, DateTimeOffset Began, DateTimeOffset Until);
}
