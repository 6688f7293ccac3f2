using System.Data.Common;
using System.Globalization;
using Dapper;
using NewsBot.Deliveries;
using NewsBot.Digests;
using NewsBot.Storage;
using NewsBot.Subscriptions;

namespace NewsBot.Torture.Proof;

/// <summary>A digest subscription, and what came of it.</summary>
internal sealed record Schedule(long Id, string At, string Zone, DateTimeOffset Created, IReadOnlyList<Posted> Editions);

/// <summary>An edition as the ledger has it.</summary>
internal sealed record Posted
{
    public required long Id { get; init; }

    public required long SubscriptionId { get; init; }

    public required string WindowKey { get; init; }

    public required DateTimeOffset WindowTo { get; init; }

    public required bool Late { get; init; }
}

/// <summary>What is wrong with the editions of a run, each thing in a line.</summary>
internal sealed class EditionProof(NewsDb db, Connector connector, FastClock clock)
{
    /// <summary>A node whose clock is wrong posts that much too early, or more; the others are off by what a slow answer of the server
    /// makes.</summary>
    private static readonly TimeSpan Early = TimeSpan.FromMinutes(8);

    /// <param name="until">Windows that came later may be on their way.</param>
    public async Task<(Tally Tally, int Posts)> TallyAsync(DateTimeOffset until)
    {
        await using var connection = await db.OpenAsync(default);
        var tally = new Tally(0, 0, 0, 0, 0, 0);
        foreach (var schedule in await SchedulesAsync(connection))
            tally += Of(schedule, until);
        var (posts, posted) = await PostsAsync(connection);
        return (tally + posts + await NewsAsync(connection), posted);
    }

    // Each window has one edition of its own, or lies in a later one, which is late; none is made before its hour.
    private static Tally Of(Schedule schedule, DateTimeOffset until)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById(schedule.Zone);
        var (owed, lost, doubled) = (0, 0, 0);
        var own = schedule.Editions.ToLookup(e => e.WindowKey);
        var windows = Windows.Of(schedule.At, zone, schedule.Created, until.AddDays(1)).ToDictionary(w => Key(schedule, w, zone));
        foreach (var (key, window) in windows.Where(w => w.Value <= until))
        {
            owed++;
            var covering = schedule.Editions.FirstOrDefault(e => e.WindowTo >= window);
            if (!own.Contains(key) && covering is not { Late: true })
            {
                lost++;
                Console.WriteLine($"  no edition: #{schedule.Id} {schedule.At} {schedule.Zone}, window {window:u}");
            }
        }

        foreach (var edition in schedule.Editions)
        {
            if (windows.TryGetValue(edition.WindowKey, out var window) && edition.WindowTo >= window - Early && own[edition.WindowKey].Count() == 1)
                continue;
            doubled++;
            Console.WriteLine($"  not its hour, or twice: #{schedule.Id} {schedule.At} {schedule.Zone}, {edition.WindowKey} at {edition.WindowTo:u}");
        }

        return new Tally(owed, lost, doubled, 0, 0, schedule.Editions.Count(e => e.Late));
    }

    private static string Key(Schedule schedule, DateTimeOffset window, TimeZoneInfo zone) =>
        string.Create(CultureInfo.InvariantCulture, $"{schedule.Id} {TimeZoneInfo.ConvertTime(window, zone):yyyy-MM-dd HH:mm}");

    private static async Task<IReadOnlyList<Schedule>> SchedulesAsync(DbConnection connection)
    {
        var editions = (await connection.QueryAsync<Posted>(
            $"select id, subscription_id, window_key, window_to, late from digest where kind = {(int)DigestKind.Edition} order by id"))
            .ToLookup(e => e.SubscriptionId);
        return
        [
            .. (await connection.QueryAsync<(long Id, string At, string Zone, DateTimeOffset Created)>(
                "select s.id, s.at, c.zone, s.created from subscription s join conversation c on c.id = s.conversation_id where s.mode = 1"))
                .Select(s => new Schedule(s.Id, s.At, s.Zone, s.Created, [.. editions[s.Id]])),
        ];
    }

    // What the channels took, against the ledger: the connector's journal is outside of the database.
    private async Task<(Tally Tally, int Posted)> PostsAsync(DbConnection connection)
    {
        var journal = connector.Journal.ToList();
        var ids = journal.ToDictionary(p => p.Id);
        var (lost, doubled, unknown, posted, blind) = (0, 0, 0, 0, 0);
        foreach (var post in await connection.QueryAsync<(long Id, string Channel, long State, string? Activity, long Rows, DateTimeOffset To)>(
            $"""
            select y.id, c.channel, y.state, y.activity_id,
              (select count(*) from chat_activity a where a.chat_id = c.external_id and a.client_key like 'newsbot-' || y.id || '-%') as posts,
              d.window_to
            from delivery y join conversation c on c.id = y.conversation_id
            join digest d on d.id = y.digest_id and d.kind = {(int)DigestKind.Edition} order by y.id
            """))
        {
            var there = post.Channel == "webchat" ? post.Rows > 0 : post.Activity is not null && ids.ContainsKey(post.Activity);
            posted += there ? 1 : 0;
            blind += post.Channel == "webchat" ? 0 : 1;
            doubled += (int)Math.Max(0, post.Rows - 1);
            if (!there)
            {
                var open = post.State == (int)DeliveryState.Unknown;
                (lost, unknown) = (lost + (open ? 0 : 1), unknown + (open ? 1 : 0));
                Console.WriteLine($"  {(open ? "unknown" : "in no journal")}: delivery {post.Id} to {post.Channel}, {(DeliveryState)post.State}");
            }

            if (there && post.Activity is { } id && ids.TryGetValue(id, out var taken) && clock.Show(taken.At) < post.To - Early)
            {
                doubled++;
                Console.WriteLine($"  before its time: delivery {post.Id}, composed {post.To:u}, posted {clock.Show(taken.At):u}");
            }
        }

        foreach (var same in journal.GroupBy(p => (p.Conversation, p.Edition, p.MayBeRepeat)).Where(g => g.Count() > 1))
        {
            doubled += same.Count() - 1;
            Console.WriteLine($"  taken {same.Count()} times, {(same.Key.MayBeRepeat ? "" : "un")}marked: {same.Key.Conversation} {string.Join(", ", same.Select(p => p.Id))}");
        }

        return (new Tally(0, lost, doubled, journal.Count(p => p.MayBeRepeat), unknown, 0, blind), posted);
    }

    // Every statement that a subscription wants is in one of its editions, once there is one that is later than it by what filing takes.
    private static async Task<Tally> NewsAsync(DbConnection connection)
    {
        var news = (await connection.QueryAsync<(long Subscription, long Statement, long Editions)>(
            $"""
            select v.subscription_id, v.statement_id, (
                select count(*) from digest_statement p join digest d on d.id = p.digest_id and d.subscription_id = v.subscription_id
                where p.statement_id = v.statement_id and p.correction = 0)
            from verdict v join subscription s on s.id = v.subscription_id and s.mode = 1
            join statement t on t.id = v.statement_id and t.withdrawn is null
            where v.outcome = {(int)Outcome.Matched} and t.found < (
              select max(d.window_to) from digest d where d.subscription_id = s.id and d.kind = {(int)DigestKind.Edition}) - @filing
            """,
            new { filing = TimeSpan.FromMinutes(20).Ticks / TimeSpan.TicksPerMicrosecond })).AsList();
        foreach (var wrong in news.Where(n => n.Editions != 1))
            Console.WriteLine($"  #S{wrong.Statement} is in {wrong.Editions} editions of subscription {wrong.Subscription}");
        Console.WriteLine($"windows {news.Count} statements in the editions of those that wanted them");
        // Where no statement was wanted nothing is proven.
        return new Tally(0, news.Count == 0 ? 1 : news.Count(n => n.Editions == 0), news.Count(n => n.Editions > 1), 0, 0, 0);
    }
}
