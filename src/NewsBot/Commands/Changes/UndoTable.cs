using Dapper;
using NewsBot.Storage;

namespace NewsBot.Commands.Changes;

/// <summary>The subscriptions that the last change of a conversation ended; they can be taken back for ten minutes.</summary>
public sealed class UndoTable(NewsDb db, TimeProvider clock)
{
    public const int Minutes = 10;

    /// <summary>Keeps what was just ended, in place of what was ended before.</summary>
    public Task KeepAsync(long conversation, IEnumerable<long> ended, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        return db.WriteAsync(
            async (connection, transaction) =>
            {
                await connection.ExecuteAsync(
                    "delete from undo_step where conversation_id = @conversation", new { conversation }, transaction);
                await connection.ExecuteAsync(
                    "insert into undo_step (conversation_id, subscription_id, ended) values (@conversation, @id, @now)",
                    ended.Select(id => new { conversation, id, now }),
                    transaction);
            },
            cancellationToken);
    }

    /// <summary>What can still be taken back; it is handed out once.</summary>
    public Task<IReadOnlyList<long>> TakeAsync(long conversation, CancellationToken cancellationToken)
    {
        var oldest = clock.GetUtcNow().AddMinutes(-Minutes);
        return db.WriteAsync<IReadOnlyList<long>>(
            async (connection, transaction) =>
            {
                var ended = await connection.QueryAsync<long>(
                    "select subscription_id from undo_step where conversation_id = @conversation and ended >= @oldest order by subscription_id",
                    new { conversation, oldest },
                    transaction);
                await connection.ExecuteAsync(
                    "delete from undo_step where conversation_id = @conversation", new { conversation }, transaction);
                return ended.AsList();
            },
            cancellationToken);
    }
}
