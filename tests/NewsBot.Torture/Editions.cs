using System.Diagnostics;
using System.Globalization;
using Dapper;
using NewsBot.Digests;
using NewsBot.Storage;
using Npgsql;

namespace NewsBot.Torture;

/// <summary>
/// Three nodes on one PostgreSQL database: killed and started, their connections cut, the server restarted, and the clock of one ten minutes
/// wrong, while digests come due in many zones. Each window is to be posted once.
/// </summary>
internal static class Editions
{
    private const double Speed = 900;
    private const int HoursADay = 6;

    private static readonly string[] Zones =
        ["Pacific/Apia", "Asia/Kathmandu", "America/New_York", "Africa/Casablanca", "Europe/Berlin", "Asia/Karachi", "America/St_Johns", "UTC"];

    public static async Task<bool> RunAsync(int windows, int seed, string server)
    {
        var (watch, random) = (Stopwatch.StartNew(), new Random(seed));
        // Two days before New York's clock goes forward.
        var clock = new FastClock(DateTimeOffset.UtcNow, new DateTimeOffset(2026, 3, 6, 12, 0, 0, TimeSpan.Zero), Speed);
        await using var place = await FastServer.PrepareAsync(server, seed, clock, Speed);
        var db = place.Db;
        var folder = Directory.CreateTempSubdirectory("newsbot-torture");
        var sources = Path.Combine(folder.FullName, "sources.json");
        await File.WriteAllTextAsync(sources, """[{"key":"nowhere","name":"Nowhere","class":"press","language":"en","home":"https://nowhere.invalid/","feeds":["https://nowhere.invalid/feed.xml"]}]""");
        var nodes = new List<Node>();
        try
        {
            for (var i = 0; i < 3; i++)
            {
                nodes.Add(new Node(
                    ["--data", Path.Combine(folder.FullName, $"n{i}"), "--sources", sources, "--ConnectionStrings:NewsBot", place.ConnectionString],
                    clock,
                    i == 2 ? TimeSpan.FromMinutes(10) : default));
                nodes[i].Start();
            }

            foreach (var node in nodes)
                await node.ReadyAsync(TimeSpan.FromMinutes(5));
            foreach (var zone in Zones)
            {
                await People.ChatAsync(nodes[0], zone, Enumerable.Range(0, HoursADay).Select(h => string.Create(
                    CultureInfo.InvariantCulture, $"subscribe {(h % 2 == 0 ? "pak-us" : "intra-afghan")} term:w{h} as:digest at:{(h * 4) + 1:00}:30")));
            }

            var kills = 0;
            while (await CountAsync(db) < windows && watch.Elapsed < TimeSpan.FromMinutes(60))
            {
                await Task.Delay(random.Next(500, 4000));
                kills += await HarmAsync(nodes, random, place) ? 1 : 0;
            }

            foreach (var node in nodes.Where(n => !n.Runs))
                node.Start();
            await SettleAsync(db);
            var (tally, posted) = await TallyAsync(db);
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"windows seed {seed}: {posted} editions of {Zones.Length * HoursADay} digests by 3 nodes, {kills} kills, in {watch.Elapsed.TotalSeconds:F0} s: {tally}"));
            return tally.Clean;
        }
        finally
        {
            nodes.ForEach(n => n.Kill());
            folder.Delete(recursive: true);
        }
    }

    // One harm: a node dies, or comes back, or every connection is cut, or the server restarts.
    private static async Task<bool> HarmAsync(List<Node> nodes, Random random, FastServer place)
    {
        var node = nodes[random.Next(nodes.Count)];
        switch (random.Next(8))
        {
            case 0:
                await place.ExecuteAsync("select pg_terminate_backend(pid) from pg_stat_activity where pid <> pg_backend_pid() and datname = current_database()");
                return false;
            case 1 when Environment.GetEnvironmentVariable("NEWSBOT_POSTGRES_RESTART") is { Length: > 0 } restart:
                using (var process = Process.Start("bash", ["-c", restart]))
                    await process.WaitForExitAsync();
                return false;
            case < 5 when node.Runs && nodes.Count(n => n.Runs) > 1:
                node.Kill();
                return true;
            default:
                nodes.Where(n => !n.Runs).ToList().ForEach(n => n.Start());
                return false;
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

    private static async Task SettleAsync(NewsDb db)
    {
        var watch = Stopwatch.StartNew();
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

    // Windows that came due and have no edition of their own must lie inside a later, late one.
    private static async Task<(Tally Tally, int Posted)> TallyAsync(NewsDb db)
    {
        await using var connection = await db.OpenAsync(default);
        var digests = (await connection.QueryAsync<(long Id, long Subscription, DateTimeOffset To, bool Late, string Key)>(
            $"select id, subscription_id, window_to, late, window_key from digest where kind = {(int)DigestKind.Edition} order by subscription_id, id")).ToList();
        // An edition may go out as several posts, each a delivery.
        var taken = (await connection.QueryAsync<(long Digest, long Delivery, int Posts)>(
            """
            select y.digest_id, y.id, count(a.activity_id) from delivery y join conversation c on c.id = y.conversation_id
            left join chat_activity a on a.chat_id = c.external_id and a.client_key like 'newsbot-' || y.id || '-%'
            group by y.digest_id, y.id
            """)).ToLookup(p => p.Digest, p => p.Posts);
        var unknown = await connection.ExecuteScalarAsync<int>("select count(*) from delivery where state = 4");
        // The same local day in two editions of one digest, unless it is another hour, is a window posted twice.
        var doubled = digests.GroupBy(d => (d.Subscription, d.Key)).Sum(g => g.Count() - 1)
            + taken.SelectMany(t => t).Sum(p => Math.Max(0, p - 1));
        var gaps = digests.GroupBy(d => d.Subscription).Sum(Gaps);
        var missing = digests.Count(d => !taken.Contains(d.Id) || taken[d.Id].Any(p => p == 0));
        var tally = new Tally(digests.Count + gaps, missing + gaps, doubled, 0, unknown, digests.Count(d => d.Late));
        return (tally, taken.Sum(t => t.Sum()));
    }

    // An edition on time comes a day after the one before it, give or take a clock change; after a longer time it is late, and says so.
    private static int Gaps(IEnumerable<(long Id, long Subscription, DateTimeOffset To, bool Late, string Key)> editions)
    {
        var ordered = editions.ToList();
        return Enumerable.Range(1, Math.Max(0, ordered.Count - 1))
            .Count(i => ordered[i].To - ordered[i - 1].To > TimeSpan.FromHours(26) && !ordered[i].Late && !ordered[i - 1].Late);
    }
}
