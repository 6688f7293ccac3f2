using System.Data.Common;
using System.Diagnostics.Metrics;
using Dapper;
using NewsBot.Deliveries;
using NewsBot.Desk;
using NewsBot.Feeds;
using NewsBot.Storage;

namespace NewsBot.Operations.Telemetry;

/// <summary>
/// The newsroom in figures, read from its database when somebody asks: what came in, what waits at each stage and for how long, how the
/// feeds are, what is owed. Every replica tells the same.
/// </summary>
internal sealed class NewsroomFigures
{
    public const string Meter = "NewsBot.Newsroom";

    // A scrape asks for a dozen instruments at once; they share one reading.
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(5);

    private readonly NewsDb db;
    private readonly FeedTable feeds;
    private readonly DeskWatch desk;
    private readonly TimeProvider clock;
    private readonly Lock gate = new();
    private (DateTimeOffset At, Reading Value)? last;

    public NewsroomFigures(NewsDb db, FeedTable feeds, DeskWatch desk, TimeProvider clock, IMeterFactory meters)
    {
        (this.db, this.feeds, this.desk, this.clock) = (db, feeds, desk, clock);
        var meter = meters.Create(Meter);
        meter.CreateObservableCounter("newsbot.feed.items", () => Now().Items, description: "Items that feeds have announced.");
        meter.CreateObservableCounter("newsbot.articles", () => Now().Articles, description: "Articles found.");
        meter.CreateObservableCounter("newsbot.statements", () => Now().Statements, description: "Statements found.");
        meter.CreateObservableGauge("newsbot.deliveries", () => Tagged(Now().Deliveries, "state"), description: "Deliveries by state, of those composed in the last 7 days.");
        meter.CreateObservableGauge("newsbot.stage.lag", () => Tagged(Now().Lags, "stage"), "s", "How long the oldest thing waits at a stage beyond its time.");
        meter.CreateObservableGauge("newsbot.feed.failures", () => Tagged(Now().FeedFailures, "source"), description: "Failed looks in a row, the worst feed of a source.");
        meter.CreateObservableGauge("newsbot.feed.newest.age", () => Tagged(Now().NewestAges, "source"), "s", "Age of the newest item of a source.");
        meter.CreateObservableGauge("newsbot.feeds", () => Tagged(Now().Feeds, "state"), description: "Feeds by state: reading or failing.");
        meter.CreateObservableGauge("newsbot.conversations", () => Tagged(Now().Conversations, "state"), description: "Conversations by state.");
        meter.CreateObservableGauge("newsbot.subscriptions", () => Now().Subscriptions, description: "Subscriptions that are active.");
        meter.CreateObservableGauge("newsbot.desk.broken", () => desk.Problem is null ? 0 : 1, description: "1 while a changed file of the desk cannot be used.");
    }

    private static IEnumerable<Measurement<double>> Tagged(IEnumerable<(string Name, double Value)> values, string tag) =>
        values.Select(v => new Measurement<double>(v.Value, new KeyValuePair<string, object?>(tag, v.Name)));

    private Reading Now()
    {
        lock (gate)
        {
            var now = clock.GetUtcNow();
            if (last is not { } known || now - known.At > Fresh || now < known.At)
                last = (now, Task.Run(() => ReadAsync(now)).GetAwaiter().GetResult());
            return last.Value.Value;
        }
    }

    private async Task<Reading> ReadAsync(DateTimeOffset now)
    {
        await using var connection = await db.OpenAsync(CancellationToken.None);
        var all = await feeds.AllAsync(CancellationToken.None);
        var bySource = all.GroupBy(f => f.SourceKey).ToList();
        var failing = all.Count(f => f.Failures > 0);
        return new Reading
        {
            // Ids only grow, and no row is counted for them.
            Items = await connection.ExecuteScalarAsync<long>("select coalesce(max(id), 0) from feed_item"),
            Articles = await connection.ExecuteScalarAsync<long>("select coalesce(max(id), 0) from article"),
            Statements = await connection.ExecuteScalarAsync<long>("select coalesce(max(id), 0) from statement"),
            Subscriptions = await connection.ExecuteScalarAsync<long>("select count(*) from subscription where state = 0"),
            Deliveries = await DeliveriesAsync(connection, now),
            Lags = await LagsAsync(connection, now),
            FeedFailures = [.. bySource.Select(s => (s.Key, (double)s.Max(f => f.Failures)))],
            NewestAges = [.. bySource.Where(s => s.Any(f => f.NewestItem is not null)).Select(s => (s.Key, (now - s.Max(f => f.NewestItem))!.Value.TotalSeconds))],
            Feeds = [("reading", all.Count - failing), ("failing", failing)],
            Conversations = await ConversationsAsync(connection),
        };
    }

    private static async Task<IReadOnlyList<(string, double)>> DeliveriesAsync(DbConnection connection, DateTimeOffset now)
    {
        var counts = (await connection.QueryAsync<(DeliveryState State, long Count)>(
            "select y.state, count(*) from delivery y join digest d on d.id = y.digest_id where d.composed >= @since group by y.state",
            new { since = now.AddDays(-7) })).ToDictionary(c => c.State, c => c.Count);
        return [.. Enum.GetValues<DeliveryState>().Select(s => (s.ToString().ToLowerInvariant(), (double)counts.GetValueOrDefault(s)))];
    }

    private static async Task<IReadOnlyList<(string, double)>> ConversationsAsync(DbConnection connection)
    {
        var counts = (await connection.QueryAsync<(int State, long Count)>("select state, count(*) from conversation group by state"))
            .ToDictionary(c => c.State, c => c.Count);
        return [("open", counts.GetValueOrDefault(0)), ("closed", counts.GetValueOrDefault(1))];
    }

    private static async Task<IReadOnlyList<(string, double)>> LagsAsync(DbConnection connection, DateTimeOffset now)
    {
        (string Stage, string Oldest)[] stages =
        [
            ("feeds", "select min(next_check) from feed where active = 1 and next_check <= @now"),
            ("articles", "select min(next_try) from article where state = 0 and next_try <= @now"),
            (
                "statements",
                """
                select min(v.seen) from article a join article_revision v on v.article_id = a.id and v.revision = a.revision
                where a.state = 1 and not exists (select 1 from reading r where r.article_id = a.id and r.revision = a.revision)
                """),
            ("digests", "select min(next_due) from subscription where state = 0 and next_due <= @now"),
            (
                "deliveries",
                """
                select min(y.next_try) from delivery y join conversation c on c.id = y.conversation_id and c.state = 0
                where y.state <> 2 and y.next_try <= @now
                """),
        ];
        var lags = new List<(string, double)>();
        foreach (var (stage, oldest) in stages)
        {
            var since = await connection.ExecuteScalarAsync<DateTimeOffset?>(oldest, new { now });
            lags.Add((stage, since is { } waiting && waiting < now ? (now - waiting).TotalSeconds : 0));
        }

        return lags;
    }

    private sealed record Reading
    {
        public required long Items { get; init; }

        public required long Articles { get; init; }

        public required long Statements { get; init; }

        public required long Subscriptions { get; init; }

        public required IReadOnlyList<(string, double)> Deliveries { get; init; }

        public required IReadOnlyList<(string, double)> Lags { get; init; }

        public required IReadOnlyList<(string, double)> FeedFailures { get; init; }

        public required IReadOnlyList<(string, double)> NewestAges { get; init; }

        public required IReadOnlyList<(string, double)> Feeds { get; init; }

        public required IReadOnlyList<(string, double)> Conversations { get; init; }
    }
}
