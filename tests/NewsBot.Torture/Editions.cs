using System.Diagnostics;
using System.Globalization;
using Dapper;
using Microsoft.Bot.Schema;
using NewsBot.Conversations;
using NewsBot.Storage;
using NewsBot.Subscriptions;
using NewsBot.Torture.Proof;
using Npgsql;
using Activity = Microsoft.Bot.Schema.Activity;

namespace NewsBot.Torture;

/// <summary>
/// Three nodes on one PostgreSQL database: killed and started, their connections cut, the server restarted, the clock of one ten minutes
/// behind and that of another ten ahead, while digests come due in many zones, over the night in which New York's clock goes forward. Half of them go to our own chat page,
/// half to a channel without evidence. Each window is to be posted once, with the news that came before it.
/// </summary>
internal static class Editions
{
    // Half a minute that a channel may take is a third of a second.
    private const double Speed = 90;

    private static readonly TimeSpan Apart = TimeSpan.FromMinutes(15), News = TimeSpan.FromMinutes(40);

    // How far the clock of each node is ahead.
    private static readonly TimeSpan[] Wrong = [TimeSpan.Zero, TimeSpan.FromMinutes(-10), TimeSpan.FromMinutes(10)];

    private static readonly string[] Zones =
        ["Pacific/Apia", "Asia/Kathmandu", "America/New_York", "Africa/Casablanca", "Europe/Berlin", "Asia/Karachi", "America/St_Johns", "UTC"];

    public static async Task<bool> RunAsync(int windows, int seed, string server)
    {
        var (watch, random) = (Stopwatch.StartNew(), new Random(seed));
        // New York has no half past two that night: its clock goes forward at seven.
        var clock = new FastClock(DateTimeOffset.UtcNow, new DateTimeOffset(2026, 3, 8, 5, 30, 0, TimeSpan.Zero), Speed);
        await using var connector = await Connector.StartAsync(seed, faults: 0.05);
        await using var place = await FastServer.PrepareAsync(server, seed, clock, Speed);
        var db = place.Db;
        var folder = Directory.CreateTempSubdirectory("newsbot-torture");
        var nodes = new List<Node>();
        try
        {
            await StartAsync(nodes, folder.FullName, place, clock);
            var subscriptions = await SubscribeAsync(nodes[0], connector, db, clock, Math.Clamp((windows / 32) + 2, 3, 24));
            var harms = new Harms();
            for (var turn = 0; await CountAsync(db) < windows && watch.Elapsed < TimeSpan.FromMinutes(60); turn++)
            {
                await Task.Delay(random.Next(500, 4000));
                // Each harm comes once at least, and then as it falls.
                harms = await HarmAsync(nodes, turn < 3 ? turn : random.Next(8), random, place, harms);
            }

            foreach (var node in nodes.Where(n => !n.Runs))
                node.Start();
            var until = clock.GetUtcNow();
            await SettleAsync(db, until);
            var (tally, posted) = await new EditionProof(db, connector, clock).TallyAsync(until);
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"windows seed {seed}: {posted} posts of {subscriptions} digests by 3 nodes, {harms}, {connector.Faults} faults, in {watch.Elapsed.TotalSeconds:F0} s: {tally}"));
            var reached = await CountAsync(db);
            if (reached < windows)
                Console.WriteLine($"windows seed {seed}: only {reached} of the {windows} that were asked for came due in an hour");
            return tally.Clean && harms.Whole && reached >= windows;
        }
        finally
        {
            nodes.ForEach(n => n.Kill());
            folder.Delete(recursive: true);
        }
    }

    private static async Task StartAsync(List<Node> nodes, string folder, FastServer place, FastClock clock)
    {
        var sources = Path.Combine(folder, "sources.json");
        await File.WriteAllTextAsync(sources, Press.Sources);
        for (var i = 0; i < 3; i++)
        {
            nodes.Add(new Node(
                [Press.Write(News), "--data", Path.Combine(folder, $"n{i}"), "--sources", sources, "--ConnectionStrings:NewsBot", place.ConnectionString],
                clock,
                Wrong[i]));
            nodes[i].Start();
        }

        foreach (var node in nodes)
            await node.ReadyAsync(TimeSpan.FromMinutes(5));
    }

    // From half an hour on, a digest in each zone every quarter of an hour; in New York half past two is among them.
    private static async Task<int> SubscribeAsync(Node node, Connector connector, NewsDb db, FastClock clock, int hours)
    {
        var (conversations, subscriptions, made) = (new ConversationTable(db, clock), new SubscriptionTable(db, clock), 0);
        foreach (var zone in Zones)
        {
            long[] here = [await ChatAsync(node, db, zone), await RoomAsync(connector, conversations, zone)];
            var local = TimeZoneInfo.ConvertTime(clock.GetUtcNow().AddMinutes(30), TimeZoneInfo.FindSystemTimeZoneById(zone));
            var first = new DateTime(local.Year, local.Month, local.Day, local.Hour, local.Minute / 15 * 15, 0, DateTimeKind.Unspecified);
            for (var i = 0; i < hours * 4; i++, made++)
            {
                var at = (first + (Apart * i)).ToString("HH:mm", CultureInfo.InvariantCulture);
                await subscriptions.AddAsync(
                    new NewSubscription(here[i % 2], "pak-us", "", SubscriptionMode.Digest, at, DeliveryHour.EveryDay, "u1", "Ayesha"), zone, default);
            }
        }

        return made;
    }

    private static async Task<long> ChatAsync(Node node, NewsDb db, string zone)
    {
        var id = await People.ChatAsync(node, zone, "help");
        await using var connection = await db.OpenAsync(default);
        return await connection.ExecuteScalarAsync<long>("select id from conversation where external_id = @id", new { id });
    }

    private static async Task<long> RoomAsync(Connector connector, ConversationTable conversations, string zone)
    {
        var room = await conversations.JoinAsync(
            new Activity
            {
                Type = ActivityTypes.Message,
                ChannelId = "emulator",
                ServiceUrl = connector.Address.AbsoluteUri,
                From = new ChannelAccount { Id = "u1", Name = "Ayesha" },
                Recipient = new ChannelAccount { Id = "b1", Name = "NewsBot" },
                Conversation = new ConversationAccount { Id = "c-" + zone.Replace('/', '-'), ConversationType = "personal" },
            },
            default);
        return (await conversations.SetZoneAsync(room.Id, zone, ZoneSource.Set, default)).Id;
    }

    // One harm: every connection is cut, or the server restarts, or a node dies, or those that died come back.
    private static async Task<Harms> HarmAsync(List<Node> nodes, int which, Random random, FastServer place, Harms so)
    {
        var node = nodes[random.Next(nodes.Count)];
        switch (which)
        {
            case 0:
                await place.ExecuteAsync("select pg_terminate_backend(pid) from pg_stat_activity where pid <> pg_backend_pid() and datname = current_database()");
                return so with { Cuts = so.Cuts + 1 };
            case 1 when Restart is { } restart:
                // At once is as if its machine had lost power: what was not written is taken from the log.
                using (var process = Process.Start("bash", ["-c", random.Next(2) == 0 ? restart : restart.Replace("-m fast", "-m immediate", StringComparison.Ordinal)]))
                {
                    await process.WaitForExitAsync();
                    return process.ExitCode == 0 ? so with { Restarts = so.Restarts + 1 } : so with { Refused = so.Refused + 1 };
                }

            case < 5 when node.Runs && nodes.Count(n => n.Runs) > 1:
                node.Kill();
                return so with { Kills = so.Kills + 1 };
            default:
                nodes.Where(n => !n.Runs).ToList().ForEach(n => n.Start());
                return so;
        }
    }

    private static async Task<int> CountAsync(NewsDb db)
    {
        try
        {
            await using var connection = await db.OpenAsync(default);
            return await connection.ExecuteScalarAsync<int>("select count(*) from delivery where state = 2");
        }
        catch (NpgsqlException)
        {
            // The server is restarting, or has just cut us off.
            return 0;
        }
    }

    // Every window until then is composed, no other is begun, and nothing is owed any more.
    private static async Task SettleAsync(NewsDb db, DateTimeOffset until)
    {
        var watch = Stopwatch.StartNew();
        for (var due = 1L; due > 0 && watch.Elapsed < TimeSpan.FromMinutes(5);)
        {
            await Task.Delay(500);
            await using var connection = await db.OpenAsync(default);
            due = await connection.ExecuteScalarAsync<long>("select count(*) from subscription where next_due <= @until", new { until });
        }

        await using (var connection = await db.OpenAsync(default))
            await connection.ExecuteAsync("update subscription set state = 1");
        for (var quiet = 0; quiet < 5 && watch.Elapsed < TimeSpan.FromMinutes(5);)
        {
            await Task.Delay(1000);
            await using var connection = await db.OpenAsync(default);
            var owed = await connection.ExecuteScalarAsync<int>("select count(*) from delivery where state in (0, 1, 3) or (state = 4 and next_try is not null)");
            quiet = owed == 0 ? quiet + 1 : 0;
        }
    }

    private static string? Restart => Environment.GetEnvironmentVariable("NEWSBOT_POSTGRES_RESTART") is { Length: > 0 } command ? command : null;

    /// <summary>What was done to the nodes and their server.</summary>
    /// <param name="Kills">Nodes that were killed.</param>
    /// <param name="Cuts">Times that every connection was cut.</param>
    /// <param name="Restarts">Restarts of the server.</param>
    /// <param name="Refused">Restarts that the command did not make.</param>
    private sealed record Harms(int Kills = 0, int Cuts = 0, int Restarts = 0, int Refused = 0)
    {
        /// <summary>Each happened, as far as it can be made to happen, and none only seemed to.</summary>
        public bool Whole => Kills > 0 && Cuts > 0 && Refused == 0 && (Restarts > 0 || Restart is null);

        public override string ToString() =>
            $"{Kills} kills, {Cuts} cuts of all connections, {(Restart is null ? "no restarts (NEWSBOT_POSTGRES_RESTART is not set)" : $"{Restarts} restarts of the server, {Refused} refused")}";
    }
}
