using Dapper;
using NewsBot.Storage;
using Quartz;

namespace NewsBot.Deliveries.Ledger;

/// <summary>Takes away what the retention policy no longer keeps, a part at a time.</summary>
[DisallowConcurrentExecution]
public sealed class RetentionJob : IJob
{
    // Texts go where no statement was ever read out of the article: a quotation is proven against the stored text.
    private const string Unquoted =
        """
        a.found < @oldest and a.next_try is null and a.text is not null
          and exists (select 1 from reading g where g.article_id = a.id and g.revision = a.revision)
          and not exists (select 1 from report r where r.article_id = a.id and r.statement_id is not null)
        """;

    // Nothing of a digest goes while one of its deliveries is unfinished.
    private const string OldDigests =
        "select d.id from digest d where d.composed < @oldest and not exists (select 1 from delivery y where y.digest_id = d.id and y.next_try is not null)";

    private static readonly string[] OfTexts =
    [
        $"delete from article_revision where article_id in (select a.id from article a where {Unquoted})",
        $"update article set text = null where id in (select a.id from article a where {Unquoted})",
        "update feed_item set summary = null, content = null where found < @oldest and article_id is not null and (summary is not null or content is not null)",
    ];

    private static readonly string[] OfLedger =
    [
        $"delete from digest_statement where digest_id in ({OldDigests})",
        $"delete from delivery where digest_id in ({OldDigests})",
        $"delete from verdict where digest_id in ({OldDigests}) or (digest_id is null and outcome <> 0 and judged < @oldest)",
        $"delete from digest where id in ({OldDigests})",
        "delete from undo_step where ended < @oldest",
        "delete from shown_list where looked < @oldest",
        "delete from send_pace where free_at < @oldest",
    ];

    private static readonly string[] OfActivities = ["delete from chat_activity where at < @oldest"];

    private readonly NewsDb db;
    private readonly RetentionPolicy policy;
    private readonly TimeProvider clock;

    /// <exception cref="FormatException">The policy is set wrongly.</exception>
    public RetentionJob(NewsDb db, IConfiguration settings, TimeProvider clock) =>
        (this.db, policy, this.clock) = (db, RetentionPolicy.Of(settings), clock);

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken) => await RunAsync(cancellationToken);

    /// <returns>How many rows were taken away or emptied.</returns>
    public async Task<int> RunAsync(CancellationToken cancellationToken) =>
        await RunAsync(OfTexts, policy.Texts, cancellationToken)
        + await RunAsync(OfLedger, policy.Ledger, cancellationToken)
        + await RunAsync(OfActivities, policy.Activities, cancellationToken);

    private Task<int> RunAsync(string[] statements, TimeSpan? age, CancellationToken cancellationToken) => age is not { } kept
        ? Task.FromResult(0)
        : db.WriteAsync(
            async (connection, transaction) =>
            {
                var (rows, oldest) = (0, clock.GetUtcNow() - kept);
                foreach (var sql in statements)
                    rows += await connection.ExecuteAsync(new CommandDefinition(sql, new { oldest }, transaction, cancellationToken: cancellationToken));
                return rows;
            },
            cancellationToken);
}
