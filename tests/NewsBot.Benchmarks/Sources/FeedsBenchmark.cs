using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using NewsBot.Desk;
using NewsBot.Feeds;
using NewsBot.Feeds.Documents;
using NewsBot.Storage;
using NewsBot.Web;

namespace NewsBot.Benchmarks.Sources;

/// <summary>
/// How long a round of ten thousand feeds takes on one core, from due to recorded in the database, and how much memory; and how
/// fast feeds are parsed
/// beside CodeHollow.FeedReader, in the same run: it ends with 1 where that is the faster one, or a bound is passed.
/// </summary>
internal static class FeedsBenchmark
{
    /// <summary>For <see cref="Whole"/> feeds; fewer have as much less.</summary>
    private static readonly TimeSpan Most = TimeSpan.FromMinutes(5);

    private const int Whole = 10_000;
    private const int MostMegabytes = 350;

    public static async Task<int> RunAsync(bool isShort)
    {
        if (!Captures.Present)
            return 2;
        var captures = Captures.Feeds();
        var (own, theirs) = Parse(captures, rounds: 20);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"feeds  parsing            {own:N0} feeds a second; CodeHollow.FeedReader {theirs:N0}: {own / theirs:0.00} times its speed"));
        // Beside whatever else a CI machine does it is said less exactly.
        return await PollAsync(captures, isShort ? 500 : Whole) && own >= theirs * (isShort ? 0.75 : 1) ? 0 : 1;
    }

    private static (double Own, double Theirs) Parse(IReadOnlyList<(string Name, byte[] Body)> captures, int rounds)
    {
        // Only what both can read counts, and each is warmed up on it first.
        var both = captures.Where(c => FeedParser.Parse(c.Body, new FeedOrigin()).Feed is not null && Reads(c.Body)).ToList();
        // Turn by turn, and the best round of each: whatever else the machine does falls on both.
        var (own, theirs) = (0.0, 0.0);
        for (var round = 0; round < rounds; round++)
        {
            own = Math.Max(own, Speed(both, b => FeedParser.Parse(b, new FeedOrigin())));
            theirs = Math.Max(theirs, Speed(both, b => CodeHollow.FeedReader.FeedReader.ReadFromByteArray(b)));
        }

        return (own, theirs);
    }

    private static bool Reads(byte[] body)
    {
        try
        {
            return CodeHollow.FeedReader.FeedReader.ReadFromByteArray(body) is not null;
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            return false;
        }
    }

    private static double Speed(List<(string Name, byte[] Body)> captures, Func<byte[], object?> parse)
    {
        var watch = Stopwatch.StartNew();
        foreach (var (_, body) in captures)
            GC.KeepAlive(parse(body));
        return captures.Count / watch.Elapsed.TotalSeconds;
    }

    private static async Task<bool> PollAsync(IReadOnlyList<(string Name, byte[] Body)> captures, int feeds)
    {
        if (OperatingSystem.IsLinux() || OperatingSystem.IsWindows())
            Process.GetCurrentProcess().ProcessorAffinity = 1;
        var folder = Directory.CreateTempSubdirectory("newsbot-feeds");
        try
        {
            var db = NewsDb.InFolder(folder.FullName);
            Migrations.Apply(db);
            using var server = new CaptureServer(captures);
            using var fetcher = new WebFetcher(new WebOptions(), new AllowedLoopback(), TimeProvider.System, server);
            var desk = new Newsdesk
            {
                Sources = [.. Enumerable.Range(0, feeds).Select(n => Outlet(string.Create(CultureInfo.InvariantCulture, $"h{n:00000}")))],
                Topics = [],
                Speakers = [],
            };
            var job = new PollFeedsJob(desk, new SourceTable(db, TimeProvider.System), new FeedTable(db), fetcher, TimeProvider.System, NullLogger<PollFeedsJob>.Instance);
            var (watch, cpu) = (Stopwatch.StartNew(), Environment.CpuUsage.TotalTime);
            var items = 0;
            while (server.Answered < feeds)
                items += await job.RunAsync(default);
            var most = Most * feeds / Whole;
            var (took, busy) = (watch.Elapsed, Environment.CpuUsage.TotalTime - cpu);
            using var self = Process.GetCurrentProcess();
            var megabytes = self.PeakWorkingSet64 / 1024 / 1024;
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"feeds  a round of {feeds,6:N0}    {took.TotalSeconds:0.0} s on one core ({busy.TotalSeconds:0.0} s of it busy), {items:N0} items recorded, peak {megabytes:N0} MB (bounds: {most.TotalSeconds:0} s, {MostMegabytes} MB)"));
            return took <= most && megabytes <= MostMegabytes;
        }
        finally
        {
            Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
            folder.Delete(recursive: true);
        }
    }

    private static Source Outlet(string host) =>
        new() { Key = host, Name = host, Class = SourceClass.Press, Feeds = [$"https://{host}.example/feed"] };
}
