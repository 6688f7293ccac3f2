using System.Data.Common;
using Dapper;
using NewsBot.Storage;

namespace NewsBot.Deliveries;

/// <summary>Takes statements that an editor holds out of what is composed and not sent: they wait anew, and come once they are
/// released.</summary>
public sealed class HoldSweep(NewsDb db, TimeProvider clock)
{
    // Not what is being sent: that is too late. Not what was sent, may stand there, or was given up.
    // By the statements that are held, which are few: cross joins keep SQLite to that order.
    internal const string Unsent =
        """
        select distinct p.digest_id, p.statement_id, p.part, case when d.kind = 4 then p.correction else 0 end as marked, d.conversation_id
        from statement_hold h
        cross join digest_statement p
        cross join digest d
        where p.statement_id = h.statement_id and d.id = p.digest_id
          and exists (select 1 from delivery y where y.digest_id = p.digest_id and y.part = p.part and y.state in (0, 3))
        """;

    // Whoever is just about to send it waits, or has it already.
    private const string Lock =
        "update delivery set attempts = attempts where digest_id = @digest and part = @part and state in (0, 3)";

    // What may stand there cannot be looked for without being posted where it does not, so it waits as it is, and nothing waits for it.
    private const string Doubtful =
        """
        state = 4 and next_try <= @now and exists (
          select 1 from digest_statement p join statement_hold h on h.statement_id = p.statement_id
          where p.digest_id = delivery.digest_id and p.part = delivery.part)
        """;

    // A correction that a card of many tells is marked as told by a digest that is delivered to nobody.
    private const string Mark =
        """
        select d.id from digest d
        where d.conversation_id = @conversation and d.kind = 2 and d.window_key like @statement || ' %' and @marked = 1
          and not exists (select 1 from delivery y where y.digest_id = d.id)
        """;

    private static readonly TimeSpan AskedAgain = TimeSpan.FromMinutes(5);

    private static readonly string[] Steps =
    [
        "update verdict set digest_id = null where digest_id = @digest and statement_id = @statement",
        $"delete from digest_statement where statement_id = @statement and (digest_id = @digest or digest_id in ({Mark}))",
        // An edition comes at its hour, even with nothing in it, but not in several posts.
        """
        delete from delivery where digest_id = @digest and part = @part and state in (0, 3)
          and ((select kind from digest where id = @digest) <> 1
            or exists (select 1 from delivery o where o.digest_id = @digest and o.part <> @part))
          and not exists (select 1 from digest_statement p where p.digest_id = @digest and p.part = @part)
        """,
        """
        delete from digest where id = @digest and kind <> 1
          and not exists (select 1 from delivery y where y.digest_id = @digest)
          and not exists (select 1 from digest_statement p where p.digest_id = @digest)
        """,
        $"delete from digest where id in ({Mark})",
    ];

    /// <returns>How many were taken out.</returns>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        if (await AnyAsync($"select id from delivery where {Doubtful}", new { now }, cancellationToken))
        {
            await db.WriteAloneAsync(
                connection => connection.ExecuteAsync(
                    $"update delivery set next_try = @until, tries = case when reason = @Problem then tries else 0 end, reason = @Problem, reason_text = @Sentence where {Doubtful}",
                    new { now, until = now + AskedAgain, SendOutcome.Lost.Problem, SendOutcome.Lost.Sentence }),
                cancellationToken);
        }

        return await AnyAsync(Unsent, null, cancellationToken) ? await db.WriteAsync(TakeOutAsync, cancellationToken) : 0;
    }

    private static async Task<int> TakeOutAsync(DbConnection connection, DbTransaction transaction)
    {
        var unsent = (await connection.QueryAsync<(long Digest, long Statement, int Part, int Marked, long Conversation)>(
            Unsent, transaction: transaction)).AsList();
        var taken = 0;
        foreach (var (digest, statement, part, marked, conversation) in unsent)
        {
            var values = new { digest, statement, part, marked, conversation };
            if (await connection.ExecuteAsync(Lock, values, transaction) == 0)
                continue;
            foreach (var step in Steps)
                await connection.ExecuteAsync(step, values, transaction);
            taken++;
        }

        return taken;
    }

    private async Task<bool> AnyAsync(string query, object? values, CancellationToken cancellationToken)
    {
        await using var connection = await db.OpenAsync(cancellationToken);
        return (await connection.QueryAsync(new CommandDefinition($"{query} limit 1", values, cancellationToken: cancellationToken))).Any();
    }
}
