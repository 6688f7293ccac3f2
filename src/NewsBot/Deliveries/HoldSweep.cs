using Dapper;
using NewsBot.Storage;

namespace NewsBot.Deliveries;

/// <summary>Takes statements that an editor holds out of what is composed and not sent: they wait anew, and come once they are
/// released.</summary>
public sealed class HoldSweep(NewsDb db)
{
    // Not what is being sent: that is too late, and not what was sent or given up.
    private const string Unsent =
        """
        select distinct p.digest_id, p.statement_id, p.part from statement_hold h
        join digest_statement p on p.statement_id = h.statement_id
        join delivery y on y.digest_id = p.digest_id and y.part = p.part and y.state in (0, 3, 4)
        """;

    // Whoever is just about to send it waits, or has it already.
    private const string Lock =
        "update delivery set attempts = attempts where digest_id = @digest and part = @part and state in (0, 3, 4)";

    private static readonly string[] Steps =
    [
        "update verdict set digest_id = null where digest_id = @digest and statement_id = @statement",
        "delete from digest_statement where digest_id = @digest and statement_id = @statement",
        // An edition comes at its hour, even with nothing in it.
        """
        delete from delivery where digest_id = @digest and part = @part and state in (0, 3, 4)
          and (select kind from digest where id = @digest) <> 1
          and not exists (select 1 from digest_statement p where p.digest_id = @digest and p.part = @part)
        """,
        """
        delete from digest where id = @digest and kind <> 1
          and not exists (select 1 from delivery y where y.digest_id = @digest)
          and not exists (select 1 from digest_statement p where p.digest_id = @digest)
        """,
    ];

    /// <returns>How many were taken out.</returns>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        await using (var connection = await db.OpenAsync(cancellationToken))
        {
            if (!(await connection.QueryAsync(new CommandDefinition($"{Unsent} limit 1", cancellationToken: cancellationToken))).Any())
                return 0;
        }

        return await db.WriteAsync(
            async (connection, transaction) =>
            {
                var unsent = (await connection.QueryAsync<(long Digest, long Statement, int Part)>(Unsent, transaction: transaction)).AsList();
                var taken = 0;
                foreach (var (digest, statement, part) in unsent)
                {
                    var values = new { digest, statement, part };
                    if (await connection.ExecuteAsync(Lock, values, transaction) == 0)
                        continue;
                    foreach (var step in Steps)
                        await connection.ExecuteAsync(step, values, transaction);
                    taken++;
                }

                return taken;
            },
            cancellationToken);
    }
}
