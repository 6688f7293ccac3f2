using System.Data.Common;
using Dapper;
using NewsBot.Deliveries;
using NewsBot.Storage;
using NewsBot.Subscriptions;
using NewsBot.Torture.Proof;

namespace NewsBot.Torture;

/// <summary>What a torture came to.</summary>
/// <param name="Owed">Posts of a statement to a conversation, or editions, that had to be made.</param>
/// <param name="Lost">Owed, in no journal, and not known to the ledger as unknown where the channel cannot be asked.</param>
/// <param name="Doubled">Taken more than once by a channel that can be asked, or by one that cannot unmarked, or marked and more than
/// once.</param>
/// <param name="Repeats">Posted again and marked as a possible repeat, where there is no evidence.</param>
/// <param name="Unknown">Posts left as unknown, and listed: the answer was lost twice.</param>
/// <param name="Late">Editions posted late.</param>
/// <param name="Posts">Posts that went to channels without evidence.</param>
internal sealed record Tally(int Owed, int Lost, int Doubled, int Repeats, int Unknown, int Late, int Posts = 0)
{
    // With one post in four faulty, two lost answers in a row are less than one in a hundred. One kill takes the posts of an instant together,
    // one to each of the four conversations there.
    private const int UnknownOneIn = 10;
    private const int OfAnInstant = 4;

    // They keep every post by its key, so that nothing there is in doubt.
    private static readonly string[] Evident = ["webchat", "slack"];

    public bool Clean => Owed > 0 && Lost == 0 && Doubled == 0 && Unknown <= Math.Max(OfAnInstant, Posts / UnknownOneIn);

    public static Tally operator +(Tally a, Tally b) =>
        new(a.Owed + b.Owed, a.Lost + b.Lost, a.Doubled + b.Doubled, a.Repeats + b.Repeats, a.Unknown + b.Unknown, a.Late + b.Late, a.Posts + b.Posts);

    public override string ToString() => $"{Owed} owed: lost {Lost}, doubled {Doubled}, marked as possible repeats {Repeats}, unknown {Unknown} of {Posts}, late {Late}";

    /// <summary>Holds what the database says was owed against what the channels took.</summary>
    /// <param name="db">The newsroom's database.</param>
    /// <param name="journal">What the channels took.</param>
    /// <param name="until">What was found later does not count: where outlets publish without end, it is on its way. Null: everything counts.</param>
    public static async Task<Tally> OfAsync(NewsDb db, IReadOnlyCollection<Post> journal, DateTimeOffset? until = null)
    {
        await using var connection = await db.OpenAsync(default);
        var taken = await Taken.OfAsync(connection, journal);
        var unknown = await UnknownAsync(connection, taken, until);
        var tally = new Tally(0, 0, 0, 0, unknown.Select(u => u.Delivery).Distinct().Count(), 0, await PostsAsync(connection));
        foreach (var (channel, conversation, statement, owing) in await OwedAsync(connection, until))
        {
            var posts = taken.Of(channel, conversation, statement);
            var (due, unmarked) = ((int)Math.Max(1, owing), posts.Count(p => !p.MayBeRepeat));
            // What the ledger itself calls unknown is listed as that.
            var open = Evident.Contains(channel) ? 0 : unknown.Count(u => u.Conversation == conversation && u.Statement == statement);
            var once = Evident.Contains(channel) ? posts.Count : unmarked;
            // The policy allows each post one repeat.
            var repeats = Evident.Contains(channel) ? 0 : posts.Count - unmarked;
            var (lost, doubled) = (Math.Max(0, due - posts.Count - open), Math.Max(0, once - due) + Math.Max(0, repeats - due));
            if (lost + doubled > 0)
            {
                Console.WriteLine(
                    $"  {due} owed, {posts.Count} taken, {unmarked} of them unmarked: {channel} {conversation} #S{statement}: {await FateAsync(connection, conversation, statement)}");
            }

            tally += new Tally(due, lost, doubled, posts.Count - unmarked, 0, 0);
        }

        return tally;
    }

    /// <summary>Statements that must have come to every conversation, whatever the database says was owed.</summary>
    /// <returns>How many did not.</returns>
    public static async Task<int> UntoldAsync(
        NewsDb db, IReadOnlyCollection<Post> journal, IReadOnlyCollection<(string Channel, string Id)> conversations, IReadOnlySet<long> statements)
    {
        await using var connection = await db.OpenAsync(default);
        var taken = await Taken.OfAsync(connection, journal);
        // What is unknown is listed as that, and what stands behind "more" is told by whoever asks.
        var pages = conversations.Where(c => Evident.Contains(c.Channel)).Select(c => c.Id).ToHashSet();
        var open = (await UnknownAsync(connection, taken, null, silent: true))
            .Where(u => !pages.Contains(u.Conversation)).Select(u => (u.Conversation, u.Statement)).ToHashSet();
        open.UnionWith(await connection.QueryAsync<(string, long)>(
            """
            select c.external_id, p.statement_id from digest_statement p join digest d on d.id = p.digest_id
            join conversation c on c.id = d.conversation_id where p.held = 1
            """));
        var untold = conversations.SelectMany(c => statements.Select(s => (c.Channel, c.Id, Statement: s)))
            .Where(t => !open.Contains((t.Id, t.Statement)) && taken.Of(t.Channel, t.Id, t.Statement).Count == 0).ToList();
        foreach (var (channel, id, statement) in untold)
            Console.WriteLine($"  not told: {channel} {id} #S{statement}: {await FateAsync(connection, id, statement)}");
        return untold.Count;
    }

    // One alert, card of many or edition for each match; a correction is a post of its own that shows the statement once more.
    private static async Task<IReadOnlyList<(string Channel, string Conversation, long Statement, long Posts)>> OwedAsync(
        DbConnection connection, DateTimeOffset? until)
    {
        var inTime = until is null ? "" : " and t.found <= @until";
        return (await connection.QueryAsync<(string Channel, string Conversation, long Statement, long Posts)>(
            $"""
            select c.channel, c.external_id, v.statement_id,
              (select count(*) from digest_statement p join digest d on d.id = p.digest_id and d.conversation_id = c.id
               join delivery y on y.digest_id = d.id and y.part = p.part where p.statement_id = v.statement_id and p.held = 0
                 and (y.reason is null or y.reason <> {(int)DeliveryProblem.Withdrawn}))
            from (select distinct s.conversation_id, v.statement_id from verdict v join subscription s on s.id = v.subscription_id
                  where v.outcome = {(int)Outcome.Matched} and s.mode = 0) v
            join conversation c on c.id = v.conversation_id
            join statement t on t.id = v.statement_id and t.withdrawn is null{inTime}
            where not exists (select 1 from digest_statement p join digest d on d.id = p.digest_id and d.conversation_id = c.id
                              where p.statement_id = v.statement_id and p.held = 1)
            """,
            new { until })).AsList();
    }

    private static Task<int> PostsAsync(DbConnection connection) => connection.ExecuteScalarAsync<int>(
        $"""
        select count(*) from delivery y join conversation c on c.id = y.conversation_id
        where y.state in ({(int)DeliveryState.Sent}, {(int)DeliveryState.Unknown}) and c.channel not in ('{string.Join("', '", Evident)}')
        """);

    // The posts that nobody can tell of, with each of their statements.
    private static async Task<IReadOnlyList<(string Channel, string Conversation, long Statement, long Delivery)>> UnknownAsync(
        DbConnection connection, Taken taken, DateTimeOffset? until, bool silent = false)
    {
        var composed = until is null ? "" : " and d.composed <= @until";
        var unknown = (await connection.QueryAsync<(string Channel, string Conversation, long Statement, long Delivery)>(
            $"""
            select c.channel, c.external_id, p.statement_id, y.id from delivery y
            join digest d on d.id = y.digest_id
            join digest_statement p on p.digest_id = y.digest_id and p.part = y.part and p.held = 0
            join conversation c on c.id = y.conversation_id
            where y.state = {(int)DeliveryState.Unknown}{composed} order by y.id
            """,
            new { until })).AsList();
        foreach (var (channel, conversation, statement, delivery) in silent ? [] : unknown)
        {
            var posts = taken.Of(channel, conversation, statement).Count;
            Console.WriteLine($"  unknown: delivery {delivery} to {channel} {conversation}, #S{statement}: {posts} in the journal");
        }

        return unknown;
    }

    // What the ledger says of it, for whoever looks into it.
    private static async Task<string> FateAsync(DbConnection connection, string conversation, long statement) => string.Join(
        "; ",
        (await connection.QueryAsync<(long Digest, long Kind, string Key, long State, long Attempts, string? Reason)>(
            """
            select d.id, d.kind, d.window_key, y.state, y.attempts, y.reason_text from digest_statement p
            join digest d on d.id = p.digest_id join delivery y on y.digest_id = d.id and y.part = p.part
            join conversation c on c.id = d.conversation_id
            where p.statement_id = @statement and c.external_id = @conversation order by d.id
            """,
            new { conversation, statement })).Select(d => $"digest {d.Digest} of kind {d.Kind} ({d.Key}): {(DeliveryState)d.State} after {d.Attempts} {d.Reason}"));
}
