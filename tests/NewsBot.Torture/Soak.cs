using System.Diagnostics;
using System.Globalization;
using Dapper;
using NewsBot.Conversations;
using NewsBot.Deliveries.Ledger;
using NewsBot.Storage;

namespace NewsBot.Torture;

/// <summary>
/// One node for a long time, with outlets that publish without end, a channel with faults and two kills in the first third: what it holds
/// must not grow after it has warmed up, nothing may pile up, and the ledger must balance.
/// </summary>
internal static class Soak
{
    /// <summary>The time between statements, by the nodes' clock.</summary>
    public static readonly TimeSpan Every = TimeSpan.FromSeconds(20);

    private const double Speed = 10;

    // A part of the last life in which caches fill and code is compiled.
    private const double WarmUp = 0.3;

    private static readonly TimeSpan Sampling = TimeSpan.FromSeconds(2);
    private static readonly string[] Lines = ["subscribe pak-us", "subscribe intra-afghan"];

    /// <param name="server">A PostgreSQL server; null for SQLite.</param>
    public static async Task<bool> RunAsync(int minutes, int seed, string? server)
    {
        var now = DateTimeOffset.UtcNow;
        var clock = new FastClock(now, now, Speed);
        var press = new Press(clock.Shows, Every, clock);
        var folder = Directory.CreateTempSubdirectory("newsbot-soak");
        var sources = Path.Combine(folder.FullName, "sources.json");
        await File.WriteAllTextAsync(sources, Press.Sources);
        await using var connector = await Connector.StartAsync(seed, faults: 0.1);
        await using var place = server is null ? null : await FastServer.PrepareAsync(server, seed, clock, Speed);
        var db = place?.Db ?? NewsDb.InFolder(folder.FullName);
        string[] arguments = [Press.Argument, "--data", folder.FullName, "--sources", sources];
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

            var last = await LiveAsync(node, db, connector, TimeSpan.FromMinutes(minutes));
            var until = clock.GetUtcNow();
            var missing = await SettleAsync(db, connector, [.. press.Articles(until)]);
            return await TellAsync(new Outcome(db, server is null ? "SQLite" : "PostgreSQL", minutes, last, missing, clock, now, until), connector);
        }
        finally
        {
            node.Kill();
            Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
            folder.Delete(recursive: true);
        }
    }

    // Two kills in the first third; what is read of the life after them is given back. People ask all the while, where no alerts come.
    private static async Task<List<Reading>> LiveAsync(Node node, NewsDb db, Connector connector, TimeSpan time)
    {
        var (watch, life, kills, said) = (Stopwatch.StartNew(), Stopwatch.StartNew(), 0, 0);
        var readings = new List<Reading>();
        while (watch.Elapsed < time)
        {
            await Task.Delay(Sampling);
            if (kills < 2 && watch.Elapsed > time * (kills + 1) / 6)
            {
                node.Kill();
                node.Start();
                await node.ReadyAsync(TimeSpan.FromMinutes(5));
                kills++;
                life.Restart();
                readings.Clear();
            }

            await People.SayAsync(node, connector, $"talk{said++ % 4}", said % 2 == 0 ? "since yesterday" : "who said \"harbours\"");
            if (node.ProcessId is { } process && Reading.Of(process, life.Elapsed.TotalSeconds, await Backlog.CountAsync(db)) is { } reading)
                readings.Add(reading);
        }

        return readings;
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
        var (settled, db) = (outcome.Readings.Where(r => r.Seconds > outcome.Readings[^1].Seconds * WarmUp).ToList(), outcome.Db);
        var memory = Trend.Of(settled, r => r.Megabytes);
        var handles = Trend.Of(settled, r => r.Handles);
        var threads = Trend.Of(settled, r => r.Threads);
        var (middle, end) = (settled[..(settled.Count / 2)].Max(r => r.Waiting), settled[(settled.Count / 2)..].Max(r => r.Waiting));
        var tally = await Tally.OfAsync(db, [.. connector.Journal], outcome.Until);
        var (found, owed) = await LedgerAsync(outcome);
        Say($"{outcome.Minutes} minutes on {outcome.Engine}: {tally}; {connector.Faults} faults; articles missing {outcome.Missing}");
        Say($"memory {memory.Mean:N0} MB, {memory.PerHour:+0.0;-0.0} MB an hour; handles {handles.Mean:N0}, {handles.PerHour:+0.0;-0.0} an hour; threads {threads.Mean:N0}, {threads.PerHour:+0.0;-0.0} an hour");
        Say($"waiting at most {middle:N0}, later {end:N0}; ledger: {found} found, {owed} owed");
        return tally.Clean && outcome.Missing == 0 && owed == 0 && found > 0
            && memory.IsFlat(120) && handles.IsFlat(60) && threads.IsFlat(40) && end <= (3 * middle) + 100;

        static void Say(FormattableString line) => Console.WriteLine("soak    " + line.ToString(CultureInfo.InvariantCulture));
    }

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
        NewsDb Db, string Engine, int Minutes, IReadOnlyList<Reading> Readings, int Missing, TimeProvider Clock, DateTimeOffset Began, DateTimeOffset Until);
}
