using System.Data.Common;
using System.Diagnostics.Metrics;
using Dapper;
using NewsBot.Deliveries;
using NewsBot.Desk;
using NewsBot.Feeds;
using NewsBot.Storage;
using NewsBot.Stories.Readings;

namespace NewsBot.Operations.Telemetry;

/// <summary>
/// The newsroom in figures, read from its database when somebody asks: what came in, what waits at each stage and for how long, how the
/// feeds are, what is owed. Every replica tells the same.
/// </summary>
internal sealed class NewsroomFigures
{
    public const string Meter = "NewsBot.Newsroom";

    private static readonly string[] ConversationStates = ["open", "paused", "closed"];

    // A scrape asks for a dozen instruments at once; they share one reading, and one that failed.
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(5);

    // Longer than the database needs and shorter than a scraper waits.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(8);

    private readonly NewsDb db;
    private readonly FeedTable feeds;
    private readonly TimeProvider clock;
    private readonly Lock gate = new();
    private (DateTimeOffset At, Reading? Value)? last;

    public NewsroomFigures(NewsDb db, FeedTable feeds, DeskWatch desk, TimeProvider clock, IMeterFactory meters)
    {
        (this.db, this.feeds, this.clock) = (db, feeds, clock);
        var meter = meters.Create(Meter);
        meter.CreateObservableCounter("newsbot.feed.items", () => One(r => r.Items), description: "Items that feeds have announced.");
        meter.CreateObservableCounter("newsbot.articles", () => One(r => r.Articles), description: "Articles found.");
        meter.CreateObservableCounter("newsbot.statements", () => One(r => r.Statements), description: "Statements found.");
        meter.CreateObservableGauge("newsbot.deliveries", () => Tagged(r => r.Deliveries, "state"), description: "Deliveries by state, of those composed in the last 7 days.");
        meter.CreateObservableGauge("newsbot.stage.lag", () => Tagged(r => r.Lags, "stage"), "s", "How long the oldest thing waits at a stage beyond its time.");
        meter.CreateObservableGauge("newsbot.feed.failures", () => Tagged(r => r.FeedFailures, "source"), description: "Failed looks in a row, the worst feed of a source.");
        meter.CreateObservableGauge("newsbot.feed.newest.age", () => Tagged(r => r.NewestAges, "source"), "s", "Age of the newest item of a source.");
        meter.CreateObservableGauge("newsbot.feeds", () => Tagged(r => r.Feeds, "state"), description: "Feeds by state: reading, failing or paused.");
        meter.CreateObservableGauge("newsbot.conversations", () => Tagged(r => r.Conversations, "state"), description: "Conversations by state.");
        meter.CreateObservableGauge("newsbot.subscriptions", () => One(r => r.Subscriptions), description: "Subscriptions that are active.");
        meter.CreateObservableGauge("newsbot.desk.broken", () => desk.Problem is null ? 0 : 1, description: "1 while a changed file of the desk cannot be used.");
    }

    // Nothing is told while the database is away: a figure that is absent is not taken for a true one.
    private IEnumerable<Measurement<long>> One(Func<Reading, long> figure) => Now() is { } reading ? [new Measurement<long>(figure(reading))] : [];

    private IEnumerable<Measurement<double>> Tagged(Func<Reading, IEnumerable<(string Name, double Value)>> figures, string tag) =>
        Now() is { } reading
            ? figures(reading).Select(v => new Measurement<double>(v.Value, new KeyValuePair<string, object?>(tag, v.Name)))
            : [];

    private Reading? Now()
    {
        lock (gate)
        {
            var now = clock.GetUtcNow();
            if (last is not { } known || now - known.At > Fresh || now < known.At)
                last = known = (now, Read(now));
            return known.Value;
        }
    }

    private Reading? Read(DateTimeOffset now)
    {
        try
        {
            return Task.Run(() => ReadAsync(now)).WaitAsync(Patience).GetAwaiter().GetResult();
        }
        catch (Exception e) when (e is DbException or TimeoutException or IOException)
        {
            // The health says why; here it would be said at every scrape.
            return null;
        }
    }

    private async Task<Reading> ReadAsync(DateTimeOffset now)
    {
        await using var connection = await db.OpenAsync(CancellationToken.None);
        var every = await feeds.AllAsync(CancellationToken.None);
        var all = every.Where(f => f.IsFollowed).ToList();
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
            Feeds = [("reading", all.Count - failing), ("failing", failing), ("paused", every.Count - all.Count)],
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
        var counts = (await connection.QueryAsync<(string State, long Count)>(
            """
            select case when state <> 0 then 'closed' when paused is not null then 'paused' else 'open' end as state, count(*)
            from conversation group by 1
            """)).ToDictionary(c => c.State, c => c.Count);
        return [.. ConversationStates.Select(s => (s, (double)counts.GetValueOrDefault(s)))];
    }

    private static async Task<IReadOnlyList<(string, double)>> LagsAsync(DbConnection connection, DateTimeOffset now)
    {
        // What the jobs themselves take up, and nothing that is held on purpose.
        (string Stage, string Oldest)[] stages =
        [
            ("feeds", $"select min(next_check) from feed join source on source.id = source_id where {FeedTable.Followed} and next_check <= @now"),
            ("articles", "select min(next_try) from article where state = 0 and next_try <= @now"),
            (
                "statements",
                $"""
                select min(coalesce(g.next_try, v.seen)) from article a
                join article_revision v on v.article_id = a.id and v.revision = a.revision
                left join reading g on g.article_id = a.id and g.revision = a.revision
                where {ReadingTable.Waiting}
                """),
            (
                "digests",
                $"""
                select min(s.next_due) from subscription s join conversation c on c.id = s.conversation_id and {DeliveryTable.Spoken}
                where s.state = 0 and s.next_due <= @now
                """),
            (
                "deliveries",
                $"""
                select min(coalesce(y.next_try, y.lease)) from delivery y join conversation c on c.id = y.conversation_id and {DeliveryTable.Spoken}
                where (y.state <> 2 and y.next_try <= @now) or (y.state = 1 and y.lease <= @now)
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
