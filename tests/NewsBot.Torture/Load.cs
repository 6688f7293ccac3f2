using System.Diagnostics;
using System.Globalization;
using Dapper;
using Microsoft.Bot.Schema;
using NewsBot.Conversations;
using NewsBot.Deliveries;
using NewsBot.Storage;
using NewsBot.Subscriptions;
using NewsBot.Torture.Proof;
using Activity = Microsoft.Bot.Schema.Activity;

namespace NewsBot.Torture;

/// <summary>How much a load is.</summary>
/// <param name="Most">A run may take so many hundredths of the time that the limits alone allow.</param>
internal sealed record LoadSize(int Subscriptions, int Conversations, int Statements, int Most)
{
    public override string ToString() => $"{Subscriptions} subscriptions in {Conversations} conversations, {Statements} statements";
}

/// <summary>
/// One node, a Teams tenant with many conversations and subscriptions, and statements that all come out at once. The time to the
/// last post is held against what the channel's limits alone allow; nothing may be lost, doubled, or grow.
/// </summary>
internal static class Load
{
    // Every so manieth conversation takes all that is on the topic; the others take a speaker on a subject, in three of five
    // subscriptions as alerts. A conversation then wants about a tenth of the statements.
    private const int Thirsty = 50;

    // A part of the run in which the statements are judged, caches fill and code is compiled.
    private const double WarmUp = 0.3;

    // As long as Teams takes on an ordinary day.
    private static readonly TimeSpan Answers = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Sampling = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(60);

    /// <param name="server">A PostgreSQL server; null for SQLite.</param>
    public static async Task<bool> RunAsync(LoadSize size, int seed, string? server)
    {
        var now = DateTimeOffset.UtcNow;
        // As fast as the world's: the limits go by it.
        var clock = new FastClock(now, now, 1);
        var folder = Directory.CreateTempSubdirectory("newsbot-load");
        var sources = Path.Combine(folder.FullName, "sources.json");
        var burst = new Burst(size.Statements, Path.Combine(folder.FullName, "out"));
        await File.WriteAllTextAsync(sources, Press.Sources);
        await using var connector = await Connector.StartAsync(seed, faults: 0, Answers);
        await using var place = server is null ? null : await FastServer.PrepareAsync(server, seed, clock, 1);
        var db = place?.Db ?? NewsDb.InFolder(folder.FullName);
        Migrations.Apply(db);
        string[] arguments = [Press.Write(burst), "--data", folder.FullName, "--sources", sources];
        string[] there = place is null ? [] : ["--ConnectionStrings:NewsBot", place.ConnectionString];
        using var node = new Node([.. arguments, .. there], clock);
        try
        {
            await SubscribeAsync(db, clock, connector, size, new Random(seed));
            node.Start();
            await node.ReadyAsync(TimeSpan.FromMinutes(5));
            await PublishAsync(db, burst.RehearsalSign);
            await LiveAsync(node, db, burst);
            var before = connector.Journal.Count;
            await PublishAsync(db, burst.Sign);
            var readings = await LiveAsync(node, db, burst);
            Say($"{size}; {(server is null ? "SQLite" : "PostgreSQL")}, seed {seed}; {before} posts before");
            var (clean, ratio) = await TellAsync(db, clock, connector, new Lived(readings, File.GetLastWriteTimeUtc(burst.Sign)));
            return clean && ratio * 100 <= size.Most;
        }
        finally
        {
            node.Kill();
            Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
            folder.Delete(recursive: true);
        }
    }

    private static async Task SubscribeAsync(NewsDb db, TimeProvider clock, Connector connector, LoadSize size, Random random)
    {
        var (conversations, subscriptions) = (new ConversationTable(db, clock), new SubscriptionTable(db, clock));
        for (var number = 0; number < size.Conversations; number++)
        {
            var id = string.Create(CultureInfo.InvariantCulture, $"c{number}");
            var here = await conversations.JoinAsync(
                new Activity
                {
                    Type = ActivityTypes.Message,
                    ChannelId = "msteams",
                    ServiceUrl = connector.Address.AbsoluteUri,
                    From = new ChannelAccount { Id = "u" + id, Name = "Ayesha" },
                    Recipient = new ChannelAccount { Id = "b1", Name = "NewsBot" },
                    Conversation = new ConversationAccount { Id = id, ConversationType = "personal", TenantId = "tenant" },
                },
                default);
            for (var at = number; at < size.Subscriptions; at += size.Conversations)
            {
                var filter = at < size.Conversations && number % Thirsty == 0
                    ? ""
                    : $"speaker:\"{Press.Speakers[random.Next(Press.Speakers.Count)]}\" term:{Press.Nouns[random.Next(Press.Nouns.Count)]}";
                var wanted = Wanted(here.Id, filter, at / size.Conversations % 5 < 3, clock.GetUtcNow());
                await subscriptions.AddAsync(wanted, here.Zone, default);
            }
        }
    }

    // An edition's hour is nearly a day away.
    private static NewSubscription Wanted(long conversation, string filter, bool alerts, DateTimeOffset now) => alerts
        ? new(conversation, "pak-us", filter, SubscriptionMode.Alerts, null, DeliveryHour.EveryDay, "u1", "Ayesha")
        : new(conversation, "pak-us", filter, SubscriptionMode.Digest, Hour(now.AddHours(-2)), DeliveryHour.EveryDay, "u1", "Ayesha");

    private static string Hour(DateTimeOffset time) => time.ToString("HH:mm", CultureInfo.InvariantCulture);

    // The first look at a feed is silent, and the next would be minutes away.
    private static async Task PublishAsync(NewsDb db, string sign)
    {
        var watch = Stopwatch.StartNew();
        await using var connection = await db.OpenAsync(default);
        while (!await connection.ExecuteScalarAsync<bool>("select count(*) > 0 and count(last_success) = count(*) from feed"))
        {
            if (watch.Elapsed > TimeSpan.FromMinutes(5))
                throw new TimeoutException("The feeds were not read.");
            await Task.Delay(100);
        }

        await File.WriteAllTextAsync(sign, "");
        await connection.ExecuteAsync("update feed set next_check = @now", new { now = DateTimeOffset.UtcNow });
    }

    // Until all that is out has been read, judged and posted.
    private static async Task<List<Reading>> LiveAsync(Node node, NewsDb db, Burst burst)
    {
        var (watch, readings, rested) = (Stopwatch.StartNew(), new List<Reading>(), 0);
        while (rested < 3)
        {
            await Task.Delay(Sampling);
            if (watch.Elapsed > Patience || node.ProcessId is not { } process)
                throw new TimeoutException($"The newsroom did not come to rest: {string.Join(" | ", node.Errors.TakeLast(5))}");
            var waiting = await Backlog.CountAsync(db);
            if (Reading.Of(process, watch.Elapsed.TotalSeconds, waiting) is { } reading)
                readings.Add(reading);
            rested = waiting == 0 && await AllJudgedAsync(db, burst.Out) ? rested + 1 : 0;
        }

        return readings;
    }

    private static async Task<bool> AllJudgedAsync(NewsDb db, int statements)
    {
        await using var connection = await db.OpenAsync(default);
        return await connection.ExecuteScalarAsync<bool>(
            """
            select (select count(*) from article) >= @statements
              and not exists (select 1 from subscription where judged_to < (select max(position) from statement))
            """,
            new { statements });
    }

    private static async Task<(bool Clean, double Ratio)> TellAsync(NewsDb db, TimeProvider clock, Connector connector, Lived lived)
    {
        var (journal, readings, owed) = (connector.Journal.ToList(), lived.Readings, await OwedAsync(db, lived.Published));
        var began = owed.Min(o => o.Found);
        var due = await DueAsync(db, lived.Published);
        var (took, allowed) = (journal.Max(p => p.At) - began, Fastest.End(await LimitedAsync(db, clock, due)) - began);
        var (tally, ratio, first) = (await Tally.OfAsync(db, journal), took / allowed, FirstCards(owed, journal));
        var memory = Trend.Of(readings.FindAll(r => r.Seconds > readings[^1].Seconds * WarmUp), r => r.Megabytes);
        var (statements, read) = (owed.Select(o => o.Statement).Distinct().Count(), owed.Max(o => o.Found) - began);
        Say($"{tally}; {statements} statements, the last {read.TotalSeconds:F1} s after the first");
        Say($"{due.Count} posts for {owed.Count} statements that were owed to a conversation, {due.Count(d => d.Statements > 1)} of them with several");
        Say($"last post after {took.TotalSeconds:F1} s, the limits alone allow {allowed.TotalSeconds:F1} s: ratio {ratio:F3}");
        var whole = journal.Max(p => p.At) - lived.Published;
        Say($"from the instant of publishing {whole.TotalSeconds:F1} s: ratio {whole / (allowed + (began - lived.Published)):F3} with finding and reading the first, {whole / allowed:F3} without");
        Say($"at most {journal.GroupBy(p => p.At.ToUnixTimeSeconds()).Max(g => g.Count())} posts in a second");
        Say($"from statement to first card: half within {At(first, 0.5):F1} s, 99 of 100 within {At(first, 0.99):F1} s");
        var most = readings.Max(r => r.Megabytes);
        Say($"memory {memory.Mean:N0} MB, {memory.Growth:+0;-0} MB over {memory.Seconds:F0} s, at most {most:N0} MB");
        return (tally.Clean && memory.IsFlat(120), ratio);
    }

    private static async Task<IReadOnlyList<LimitedPost>> LimitedAsync(NewsDb db, TimeProvider clock, IReadOnlyList<DuePost> due)
    {
        var (conversations, posts) = (new ConversationTable(db, clock), new List<LimitedPost>());
        foreach (var here in due.GroupBy(d => d.Conversation))
        {
            var paces = SendPace.Of((await conversations.FindAsync(here.Key, default))!);
            posts.AddRange(here.SelectMany(d => paces.Select(p => new LimitedPost(p, d.Found))));
        }

        return posts;
    }

    // The seconds from each statement to its first card anywhere, in order.
    private static List<double> FirstCards(IReadOnlyList<OwedStatement> owed, List<Post> journal)
    {
        var shown = journal.SelectMany(p => Taken.Statements(p.Text).Distinct().Select(s => (Statement: s, p.At)))
            .GroupBy(s => s.Statement).ToDictionary(g => g.Key, g => g.Min(s => s.At));
        return
        [
            .. owed.DistinctBy(o => o.Statement).Where(o => shown.ContainsKey(o.Statement))
                .Select(o => (shown[o.Statement] - o.Found).TotalSeconds).Order(),
        ];
    }

    private static double At(List<double> ordered, double share) => ordered[Math.Max(0, (int)Math.Ceiling(ordered.Count * share) - 1)];

    // The posts that the statements go out as. None can be made before the last of its statements is found.
    private static async Task<IReadOnlyList<DuePost>> DueAsync(NewsDb db, DateTimeOffset since)
    {
        await using var connection = await db.OpenAsync(default);
        return (await connection.QueryAsync<DuePost>(
            """
            select y.conversation_id as conversation, max(t.found) as found, count(*) as statements
            from delivery y join digest d on d.id = y.digest_id and d.kind in (0, 4)
            join digest_statement p on p.digest_id = d.id join statement t on t.id = p.statement_id
            group by y.id, y.conversation_id having max(t.found) >= @since
            """,
            new { since })).AsList();
    }

    private static async Task<IReadOnlyList<OwedStatement>> OwedAsync(NewsDb db, DateTimeOffset since)
    {
        await using var connection = await db.OpenAsync(default);
        return (await connection.QueryAsync<OwedStatement>(
            $"""
            select distinct s.conversation_id as conversation, v.statement_id as statement, t.found
            from verdict v join subscription s on s.id = v.subscription_id and s.mode = 0
            join statement t on t.id = v.statement_id and t.found >= @since
            where v.outcome = {(int)Outcome.Matched}
            """,
            new { since })).AsList();
    }

    private static void Say(FormattableString line) => Console.WriteLine("load    " + line.ToString(CultureInfo.InvariantCulture));

    private sealed record Lived(List<Reading> Readings, DateTimeOffset Published);

    /// <summary>A post that had to be made.</summary>
    private sealed record DuePost
    {
        public required long Conversation { get; init; }

        public required DateTimeOffset Found { get; init; }

        /// <summary>How many its digest holds.</summary>
        public required long Statements { get; init; }
    }

    /// <summary>A statement that a conversation had to be told of.</summary>
    private sealed record OwedStatement
    {
        public required long Conversation { get; init; }

        public required long Statement { get; init; }

        public required DateTimeOffset Found { get; init; }
    }
}
