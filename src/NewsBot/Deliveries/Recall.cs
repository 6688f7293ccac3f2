using Dapper;
using NewsBot.Digests;
using NewsBot.Storage;

namespace NewsBot.Deliveries;

/// <summary>Takes back what was composed and not sent when quiet hours began: at their end it is composed anew, on one card with what came in
/// them.</summary>
internal static class Recall
{
    // Whoever is just about to send it waits, or has it already.
    private const string Lock = "update delivery set attempts = attempts where digest_id = @DigestId and state in (0, 3)";

    // Of a post that may stand there already, or on which others of its digest stand, nothing is taken back; nor of a card that tells
    // corrections, which have marks of their own.
    private const string Bound =
        """
        select count(*) from digest d where d.id = @DigestId and (
          exists (select 1 from delivery y where y.digest_id = d.id and y.state not in (0, 3))
          or (d.kind = 4 and exists (select 1 from digest_statement p where p.digest_id = d.id and p.correction = 1)))
        """;

    private static readonly string[] Steps =
    [
        "update verdict set digest_id = null where digest_id = @DigestId",
        "delete from digest_statement where digest_id = @DigestId",
        "delete from delivery where digest_id = @DigestId",
        "delete from digest where id = @DigestId",
    ];

    /// <summary>Not of a correction, which is told for only so long after its alert: composed anew at the end of the quiet hours it might be too
    /// late.</summary>
    /// <returns>False when it stays as it is.</returns>
    public static async Task<bool> TakeBackAsync(NewsDb db, Delivery delivery, CancellationToken cancellationToken)
    {
        if (delivery is not { Kind: DigestKind.Alert or DigestKind.Roundup, State: DeliveryState.Owed or DeliveryState.Failed })
            return false;
        return await db.WriteAsync(
            async (connection, transaction) =>
            {
                var digest = new { delivery.DigestId };
                if (await connection.ExecuteAsync(Lock, digest, transaction) == 0
                    || await connection.ExecuteScalarAsync<long>(Bound, digest, transaction) > 0)
                    return false;
                foreach (var step in Steps)
                    await connection.ExecuteAsync(step, digest, transaction);
                return true;
            },
            cancellationToken);
    }
}
