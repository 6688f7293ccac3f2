using System.Data.Common;
using Dapper;
using NewsBot.Storage;
using Quartz;

namespace NewsBot.Deliveries.Ledger;

/// <summary>Takes away what the retention policy no longer keeps, a part at a time. What conversations hold is the housekeeping's.</summary>
[DisallowConcurrentExecution]
public sealed class RetentionJob : IJob
{
    // A transaction holds up whoever else writes: so many digests, with what hangs on them, or so many rows of another kind.
    private const int Digests = 500, Rows = 5_000;

    // Texts go where no statement was ever read out of the article: a quotation is proven against the stored text.
    private const string Unquoted =
        """
        select o.id from article o
        where o.found < @oldest and o.next_try is null and o.text is not null
          and exists (select 1 from reading g where g.article_id = o.id and g.revision = o.revision)
          and not exists (select 1 from report r where r.article_id = o.id and r.statement_id is not null)
        """;

    internal const string OldItems =
        "select o.id from feed_item o where o.found < @oldest and o.article_id is not null and (o.summary is not null or o.content is not null)";

    // Nothing of a digest goes while one of its deliveries is unfinished.
    private const string OldDigests =
        """
        select o.id from digest o
        where o.composed < @oldest
          and not exists (select 1 from delivery y where y.digest_id = o.id and (y.next_try is not null or y.state = 1))
        """;

    internal static readonly string OldVerdicts = Delete(
        "verdict", "subscription_id, statement_id", "digest_id is null and outcome <> 0 and judged < @oldest");

    private static readonly Step[] OfTexts =
    [
        new(
            Digests,
            Unquoted,
            "delete from article_revision where article_id in {=ids}",
            "update article set text = null where id in {=ids}"),
        new(
            Rows,
            OldItems,
            "update feed_item set summary = null, content = null where id in {=ids}"),
    ];

    private static readonly Step[] OfLedger =
    [
        new(
            Digests,
            OldDigests,
            "delete from notice where digest_id in {=ids}",
            "delete from digest_statement where digest_id in {=ids}",
            "delete from shown_post where delivery_id in (select id from delivery where digest_id in {=ids})",
            "delete from delivery where digest_id in {=ids}",
            "delete from verdict where digest_id in {=ids}",
            "delete from digest where id in {=ids}"),
        new(Rows, null, OldVerdicts),
        Step.OfRows("claim", "conversation_id, statement_id", "claimed < @oldest"),
        Step.OfRows("doubt", "id", "settled < @oldest"),
        Step.OfRows("send_pace", "key", "free_at < @oldest"),
    ];

    private readonly NewsDb db;
    private readonly RetentionPolicy policy;
    private readonly TimeProvider clock;

    /// <exception cref="FormatException">The policy is set wrongly.</exception>
    public RetentionJob(NewsDb db, IConfiguration settings, TimeProvider clock) =>
        (this.db, policy, this.clock) = (db, RetentionPolicy.Of(settings), clock);

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken) => await RunAsync(cancellationToken);

    /// <returns>How many rows were taken away or emptied.</returns>
    /// <exception cref="AggregateException">Parts that failed; the others were done.</exception>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        var (rows, failures) = (0, new List<Exception>());
        foreach (var (step, age) in Due())
        {
            try
            {
                rows += await RunAsync(step, clock.GetUtcNow() - age, cancellationToken);
            }
            catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
            {
                failures.Add(failure);
            }
        }

        return failures.Count == 0 ? rows : throw new AggregateException(failures);
    }

    private static string Delete(string table, string key, string condition) =>
        $"delete from {table} where ({key}) in (select {key} from {table} where {condition} limit {Rows})";

    private IEnumerable<(Step Step, TimeSpan Age)> Due()
    {
        var all = new[] { (OfTexts, policy.Texts), (OfLedger, policy.Ledger) };
        foreach (var (steps, kept) in all)
        {
            foreach (var step in steps)
            {
                if (kept is { } age)
                    yield return (step, age);
            }
        }
    }

    private async Task<int> RunAsync(Step step, DateTimeOffset oldest, CancellationToken cancellationToken)
    {
        for (var all = 0; ;)
        {
            // Looked for before the transaction, which whoever else writes waits for.
            var chosen = await ChooseAsync(step, oldest, cancellationToken);
            if (chosen is { Count: 0 })
                return all;
            var rows = await db.WriteAsync(
                (connection, transaction) => step.TakeAsync(connection, transaction, oldest, chosen), cancellationToken);
            all += rows;
            if ((chosen?.Count ?? rows) < step.Most)
                return all;
        }
    }

    private async Task<IReadOnlyList<long>?> ChooseAsync(Step step, DateTimeOffset oldest, CancellationToken cancellationToken)
    {
        if (step.Choice is null)
            return null;
        await using var connection = await db.OpenAsync(cancellationToken);
        return (await connection.QueryAsync<long>(new CommandDefinition(
            $"{step.Choice} limit {step.Most}", new { oldest }, cancellationToken: cancellationToken))).AsList();
    }

    /// <summary>What goes in one transaction, again and again until nothing is left of it.</summary>
    /// <param name="Most">So many are chosen at once.</param>
    /// <param name="Choice">A query of ids of a table <c>o</c>; null where the statement chooses by itself.</param>
    /// <param name="Statements">What is done with those that were chosen.</param>
    private sealed record Step(int Most, string? Choice, params string[] Statements)
    {
        public static Step OfRows(string table, string key, string condition) => new(Rows, null, Delete(table, key, condition));

        /// <param name="connection">The transaction's.</param>
        /// <param name="transaction">The transaction.</param>
        /// <param name="oldest">What is older goes.</param>
        /// <param name="chosen">The ids that were chosen before; of them those go that still would be.</param>
        /// <returns>How many rows were taken away or emptied.</returns>
        public async Task<int> TakeAsync(
            DbConnection connection, DbTransaction transaction, DateTimeOffset oldest, IReadOnlyList<long>? chosen)
        {
            List<long> ids = chosen is null
                ? []
                : (await connection.QueryAsync<long>($"{Choice} and o.id in {{=chosen}}", new { oldest, chosen }, transaction)).AsList();
            var rows = 0;
            if (chosen is null || ids.Count > 0)
            {
                foreach (var sql in Statements)
                    rows += await connection.ExecuteAsync(sql, new { oldest, ids }, transaction);
            }

            return rows;
        }
    }
}
