using System.Collections.Concurrent;
using System.Data.Common;
using Dapper;
using NewsBot.Feeds;
using NewsBot.Storage;
using NewsBot.Subscriptions;

namespace NewsBot.Digests;

/// <summary>
/// Tells conversations that a source of theirs went silent, once, and that it is back, once. A source is a conversation's when a
/// filter names it, or when it brought the conversation a statement of late. Of an official source, and of a listing page that was
/// rebuilt, one feed in trouble is told as well: what an office says there stands nowhere else.
/// </summary>
public sealed class OutageComposer(NewsDb db, DigestTable digests, TimeProvider clock)
{
    /// <inheritdoc cref="CheckPlan.Hiccups"/>
    public const int Failures = CheckPlan.Hiccups;

    private const int MostCalled = 5;
    private const string Meanwhile = "We keep trying. What it publishes comes as soon as it can be read again; you will be told.";
    private const string OfOne = "Its other feeds are read as ever.";

    // A feed that nobody follows any more comes back to nobody. Its outage is kept, as the number of the next would be the same.
    private const string Left = "ended is null and feed_id in (select id from feed where active = 0)";

    private const string Open = "select s.* from subscription s join conversation c on c.id = s.conversation_id and c.state = 0 where s.state = 0";

    // By the articles that the source has brought of late, and not by all that conversations were told: cross joins keep SQLite to that order.
    internal const string Told =
        $"""
        {Open} and s.conversation_id in (
          select d.conversation_id from article a
          cross join report r
          cross join digest_statement p
          cross join digest d
          where a.source_id = @SourceId and a.found >= @found and r.article_id = a.id and p.statement_id = r.statement_id
            and d.id = p.digest_id and d.composed >= @since)
        """;

    private static readonly TimeSpan OfLate = TimeSpan.FromDays(30);

    /// <summary>So much older than its digest an article may be that is told in it.</summary>
    private static readonly TimeSpan Older = TimeSpan.FromDays(3);

    /// <summary>So long after nobody was concerned, whether somebody is by now is asked again.</summary>
    private static readonly TimeSpan AskedAgain = TimeSpan.FromMinutes(15);

    private readonly ConcurrentDictionary<(long Source, long? Feed), DateTimeOffset> unconcerned = new();

    private static string InTrouble(char feed) => $"({feed}.failures >= @Failures or ({feed}.problem is not null and {feed}.failures = 0))";

    /// <returns>How many notices were composed.</returns>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        // Whom it concerns stands in the ledger, which is large: nobody who writes waits for that look.
        var concerned = new Dictionary<(long Source, long? Feed), IReadOnlyList<Subscription>>();
        await using (var reading = await db.OpenAsync(cancellationToken))
        {
            foreach (var source in await SilentAsync(reading, null))
            {
                if (await BegunAsync(reading, source) is { Count: > 0 } people)
                    concerned[(source.SourceId, source.FeedId)] = people;
            }

            foreach (var back in await BackAsync(reading, null))
                concerned[(back.SourceId, back.FeedId)] = await ConcernedAsync(reading, back);
            if (concerned.Count == 0 && await reading.ExecuteScalarAsync<long>($"select count(*) from outage where {Left}") == 0)
                return 0;
        }

        return await db.WriteAsync((connection, transaction) => WriteAsync(connection, transaction, concerned), cancellationToken);
    }

    private async Task<int> WriteAsync(
        DbConnection connection, DbTransaction transaction, Dictionary<(long Source, long? Feed), IReadOnlyList<Subscription>> concerned)
    {
        var (composed, now) = (0, clock.GetUtcNow());
        foreach (var source in await SilentAsync(connection, transaction))
        {
            if (concerned.TryGetValue((source.SourceId, source.FeedId), out var people))
                composed += await BeginAsync(connection, transaction, source, people);
        }

        await connection.ExecuteAsync($"update outage set ended = @now where {Left}", new { now }, transaction);
        foreach (var back in await BackAsync(connection, transaction))
        {
            if (!concerned.TryGetValue((back.SourceId, back.FeedId), out var people))
                continue;
            await connection.ExecuteAsync("update outage set ended = @now where id = @OutageId", new { back.OutageId, now }, transaction);
            composed += await TellAsync(
                connection,
                transaction,
                people,
                $"outage {back.OutageId} ended",
                back.Url is null
                    ? ($"{back.Name} is back", "It can be read again; what it published meanwhile follows.")
                    : ($"{back.Name} is back in full", $"{back.Url} can be read again; what it published meanwhile follows."));
        }

        return composed;
    }

    /// <summary>Whom a notice of an outage calls: the owners of its place, or where none is known who set up what is followed. Nobody where only
    /// one person is, and by another notice.</summary>
    internal static async Task<IReadOnlyList<CalledPerson>> CalledAsync(DbConnection connection, long digestId, CancellationToken cancellationToken)
    {
        const string place = "digest d join conversation c on c.id = d.conversation_id and c.kind <> 0";
        const string told = "d.id = @digestId and d.kind = 3 and d.window_key like 'outage %'";
        // Teams names nobody when the app is installed; what the person has followed since holds the name.
        var owners = (await connection.QueryAsync<CalledPerson>(new CommandDefinition(
            $"""
            select o.person as id, coalesce(o.name, (
              select max(s.created_by_name) from subscription s where s.conversation_id = c.id and s.created_by = o.person), '') as name
            from {place} join place_owner o on o.place = coalesce(c.team, c.external_id)
            where {told} order by name, id limit {MostCalled}
            """,
            new { digestId },
            cancellationToken: cancellationToken))).AsList();
        return owners.Count > 0 ? owners : (await connection.QueryAsync<CalledPerson>(new CommandDefinition(
            $"select s.created_by as id, s.created_by_name as name from {place} join subscription s on s.id = d.subscription_id where {told} and s.created_by <> ''",
            new { digestId },
            cancellationToken: cancellationToken))).AsList();
    }

    // An outage that concerns nobody is not kept: whoever it comes to concern is told.
    private async Task<IReadOnlyList<Subscription>> BegunAsync(DbConnection connection, TroubledSource source)
    {
        var (of, now) = ((source.SourceId, source.FeedId), clock.GetUtcNow());
        if (unconcerned.TryGetValue(of, out var asked) && now - asked < AskedAgain)
            return [];
        var concerned = await ConcernedAsync(connection, source);
        if (concerned.Count == 0)
            unconcerned[of] = now;
        else
            unconcerned.TryRemove(of, out _);
        return concerned;
    }

    private async Task<int> BeginAsync(
        DbConnection connection, DbTransaction transaction, TroubledSource source, IReadOnlyList<Subscription> concerned)
    {
        var outage = await connection.ExecuteScalarAsync<long>(
            "insert into outage (source_id, feed_id, began, reason) values (@SourceId, @FeedId, @now, @Reason) returning id",
            new { source.SourceId, source.FeedId, source.Reason, now = clock.GetUtcNow() },
            transaction);
        return await TellAsync(
            connection,
            transaction,
            concerned,
            $"outage {outage} began",
            source.Url is null
                ? ($"{source.Name} cannot be read", $"{source.Reason}\n{Meanwhile}")
                : ($"{source.Name} cannot be read in full", $"{source.Url}: {source.Reason}\n{OfOne} {Meanwhile}"));
    }

    private static async Task<IReadOnlyList<TroubledSource>> SilentAsync(DbConnection connection, DbTransaction? transaction) =>
        [.. await SilentSourcesAsync(connection, transaction), .. await SilentFeedsAsync(connection, transaction)];

    // Every feed of the source is in trouble: failing for hours, or read without anything new for weeks. One that an operator has paused
    // tells nothing of it.
    private static Task<IEnumerable<TroubledSource>> SilentSourcesAsync(DbConnection connection, DbTransaction? transaction) =>
        connection.QueryAsync<TroubledSource>(
            $"""
            select s.id as source_id, s.key, s.name, coalesce(max(f.problem_text), 'It does not answer.') as reason
            from source s join feed f on f.source_id = s.id and f.active = 1 and f.paused is null
            where s.paused is null and not exists (select 1 from outage o where o.source_id = s.id and o.feed_id is null and o.ended is null)
            group by s.id, s.key, s.name
            having min(case when {InTrouble('f')} then 1 else 0 end) = 1
            """,
            new { Failures },
            transaction);

    private static Task<IEnumerable<TroubledSource>> SilentFeedsAsync(DbConnection connection, DbTransaction? transaction) =>
        connection.QueryAsync<TroubledSource>(
            $"""
            select s.id as source_id, s.key, s.name, x.id as feed_id, x.url, coalesce(x.problem_text, 'It does not answer.') as reason
            from source s join feed x on x.source_id = s.id and x.active = 1 and x.paused is null
            where s.paused is null and (s.class = 0 or x.problem = @Rebuilt) and {InTrouble('x')}
              and exists (select 1 from feed f where f.source_id = s.id and f.active = 1 and f.paused is null and not {InTrouble('f')})
              and not exists (select 1 from outage o where o.source_id = s.id and (o.feed_id is null or o.feed_id = x.id) and o.ended is null)
            """,
            new { Failures, Rebuilt = (int)FeedProblem.ShapeChanged },
            transaction);

    private static Task<IEnumerable<TroubledSource>> BackAsync(DbConnection connection, DbTransaction? transaction) =>
        connection.QueryAsync<TroubledSource>(
            """
            select o.id as outage_id, s.id as source_id, s.key, s.name, o.reason, o.feed_id,
              (select w.url from feed w where w.id = o.feed_id) as url
            from outage o join source s on s.id = o.source_id
            where o.ended is null and exists (
              select 1 from feed f where f.source_id = s.id and (o.feed_id is null or f.id = o.feed_id)
                and f.active = 1 and f.problem is null and f.last_success >= o.began)
            """,
            transaction: transaction);

    private async Task<IReadOnlyList<Subscription>> ConcernedAsync(DbConnection connection, TroubledSource source)
    {
        var since = clock.GetUtcNow() - OfLate;
        var naming = await connection.QueryAsync<Subscription>($"{Open} and s.filter like '%outlet:%'");
        var told = await connection.QueryAsync<Subscription>(Told, new { source.SourceId, since, found = since - Older });
        return [.. naming.Where(s => Interest.Names(s, source.Key, source.Name)).Concat(told).DistinctBy(s => s.Id)
            .OrderBy(s => s.ConversationId).ThenBy(s => s.Number)];
    }

    private async Task<int> TellAsync(
        DbConnection connection, DbTransaction transaction, IReadOnlyList<Subscription> concerned, string key, (string Title, string Body) words)
    {
        var told = 0;
        foreach (var conversation in concerned.GroupBy(s => s.ConversationId))
        {
            var (id, isNew) = await digests.SaveAsync(
                connection, transaction, new NewDigest(conversation.First(), DigestKind.Notice, key, null, [], Owed: true), CancellationToken.None);
            if (!isNew)
                continue;
            var body = ConcernedPeople.Write(
                words.Body, [.. conversation.Select(s => s.CreatedByName).OfType<string>().Where(n => n.Length > 0).Distinct()]);
            await connection.ExecuteAsync(
                "insert into notice (digest_id, title, body) values (@id, @Title, @body)", new { id, words.Title, body }, transaction);
            told++;
        }

        return told;
    }

    private sealed class TroubledSource
    {
        public long OutageId { get; init; }

        public required long SourceId { get; init; }

        /// <summary>The feed that is in trouble; null when it is the whole source.</summary>
        public long? FeedId { get; init; }

        public string? Url { get; init; }

        public required string Key { get; init; }

        public required string Name { get; init; }

        public required string Reason { get; init; }
    }
}
