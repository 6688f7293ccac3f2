using System.Data.Common;
using Dapper;
using NewsBot.Storage;
using NewsBot.Subscriptions;

namespace NewsBot.Digests;

/// <summary>
/// Tells conversations that a source of theirs went silent, once, and that it is back, once. A source is a conversation's when a
/// filter names it,
/// or when it brought the conversation a statement of late.
/// </summary>
public sealed class OutageComposer(NewsDb db, DigestTable digests, TimeProvider clock)
{
    /// <summary>Failed looks in a row at every feed of a source, about two and a half hours: before, it is a hiccup.</summary>
    public const int Failures = 6;

    private const string Meanwhile = "We keep trying. What it publishes comes as soon as it can be read again; you will be told.";
    private static readonly TimeSpan OfLate = TimeSpan.FromDays(30);

    /// <returns>How many notices were composed.</returns>
    public Task<int> RunAsync(CancellationToken cancellationToken) => db.WriteAsync(
        async (connection, transaction) =>
        {
            var composed = 0;
            foreach (var silent in await SilentAsync(connection, transaction))
            {
                var outage = await connection.ExecuteScalarAsync<long>(
                    "insert into outage (source_id, began, reason) values (@SourceId, @now, @Reason) returning id",
                    new { silent.SourceId, silent.Reason, now = clock.GetUtcNow() },
                    transaction);
                composed += await TellAsync(
                    connection,
                    transaction,
                    silent,
                    $"outage {outage} began",
                    ($"{silent.Name} cannot be read", $"{silent.Reason}\n{Meanwhile}"));
            }

            foreach (var back in await BackAsync(connection, transaction))
            {
                await connection.ExecuteAsync(
                    "update outage set ended = @now where id = @OutageId", new { back.OutageId, now = clock.GetUtcNow() }, transaction);
                composed += await TellAsync(
                    connection,
                    transaction,
                    back,
                    $"outage {back.OutageId} ended",
                    ($"{back.Name} is back", "It can be read again; what it published meanwhile follows."));
            }

            return composed;
        },
        cancellationToken);

    // Every feed of the source is in trouble: failing for hours, or read without anything new for weeks.
    private static Task<IEnumerable<TroubledSource>> SilentAsync(DbConnection connection, DbTransaction transaction) =>
        connection.QueryAsync<TroubledSource>(
            """
            select s.id as source_id, s.key, s.name, coalesce(max(f.problem_text), 'It does not answer.') as reason
            from source s join feed f on f.source_id = s.id and f.active = 1
            where s.paused is null and not exists (select 1 from outage o where o.source_id = s.id and o.ended is null)
            group by s.id, s.key, s.name
            having min(case when f.failures >= @Failures or (f.problem is not null and f.failures = 0) then 1 else 0 end) = 1
            """,
            new { Failures },
            transaction);

    private static Task<IEnumerable<TroubledSource>> BackAsync(DbConnection connection, DbTransaction transaction) =>
        connection.QueryAsync<TroubledSource>(
            """
            select o.id as outage_id, s.id as source_id, s.key, s.name, o.reason
            from outage o join source s on s.id = o.source_id
            where o.ended is null and exists (
              select 1 from feed f where f.source_id = s.id and f.active = 1 and f.problem is null and f.last_success >= o.began)
            """,
            transaction: transaction);

    private async Task<int> TellAsync(
        DbConnection connection, DbTransaction transaction, TroubledSource source, string key, (string Title, string Body) words)
    {
        var concerned = (await connection.QueryAsync<Subscription>(
            """
            select s.* from subscription s join conversation c on c.id = s.conversation_id and c.state = 0
            where s.state = 0 and (
              ' ' || s.filter like '% outlet:' || @Key || '%'
              or exists (
                select 1 from digest d
                join digest_statement p on p.digest_id = d.id
                join report r on r.statement_id = p.statement_id
                join article a on a.id = r.article_id and a.source_id = @SourceId
                where d.conversation_id = s.conversation_id and d.composed >= @since))
            order by s.conversation_id, s.number
            """,
            new { source.Key, source.SourceId, since = clock.GetUtcNow() - OfLate },
            transaction)).ToLookup(s => s.ConversationId);
        var told = 0;
        foreach (var conversation in concerned)
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

        public required string Key { get; init; }

        public required string Name { get; init; }

        public required string Reason { get; init; }
    }
}
