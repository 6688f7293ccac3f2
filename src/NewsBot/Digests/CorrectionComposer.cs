using Dapper;
using NewsBot.Storage;
using NewsBot.Stories.Marks;
using NewsBot.Subscriptions;

namespace NewsBot.Digests;

/// <summary>Makes digests of the corrections of statements that a conversation was alerted of: they follow in the alert's
/// thread. Editions bring
/// theirs themselves.</summary>
public sealed class CorrectionComposer(NewsDb db, DigestTable digests, TimeProvider clock)
{
    /// <summary>A correction of a post that is older than this waits for nobody's thread; its card is no longer kept up to date
    /// either.</summary>
    public static readonly TimeSpan Follows = TimeSpan.FromHours(48);

    /// <returns>How many digests were composed.</returns>
    public Task<int> RunAsync(CancellationToken cancellationToken) => db.WriteAsync(
        async (connection, transaction) =>
        {
            // Several looks may have corrected a statement meanwhile: the newest says what stands now.
            var waiting = await connection.QueryAsync<Subscription, (long Statement, int Revision), WaitingCorrection>(
                new CommandDefinition(
                    $"""
                    select s.*, w.statement as waiting_statement, w.revision as waiting_revision
                    from (
                      select d.conversation_id as conversation, min(d.subscription_id) as subscription, c.statement_id as statement, max(c.revision) as revision
                      from correction c
                      join digest_statement p on p.statement_id = c.statement_id and p.held = 0
                      join digest d on d.id = p.digest_id and d.kind in (0, 4)
                      join delivery y on y.digest_id = d.id and y.part = p.part
                        and y.state = 2 and y.sent >= @since and c.made > y.sent
                      join conversation v on v.id = d.conversation_id and v.state = 0
                      where c.made >= @since and c.statement_id {MarkTable.IsFree}
                      group by d.conversation_id, c.statement_id) w
                    join subscription s on s.id = w.subscription
                    where not exists (
                      select 1 from digest k
                      where k.conversation_id = w.conversation and k.kind = 2 and k.window_key = w.statement || ' ' || w.revision)
                    order by w.statement
                    """,
                    new { since = clock.GetUtcNow() - Follows },
                    transaction,
                    cancellationToken: cancellationToken),
                (subscription, statement) => new WaitingCorrection(subscription, statement.Statement, statement.Revision),
                "waiting_statement");
            var composed = 0;
            foreach (var (subscription, statement, revision) in waiting)
            {
                var digest = new NewDigest(
                    subscription, DigestKind.Correction, $"{statement} {revision}", null, [new Placed(statement, Correction: true)], Owed: true);
                composed += (await digests.SaveAsync(connection, transaction, digest, cancellationToken)).New ? 1 : 0;
            }

            return composed;
        },
        cancellationToken);

    private sealed record WaitingCorrection(Subscription Subscription, long Statement, int Revision);
}
