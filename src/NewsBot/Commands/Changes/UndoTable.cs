using System.Data.Common;
using Dapper;
using NewsBot.Storage;

namespace NewsBot.Commands.Changes;

/// <summary>What takes back the newest change of a conversation, for ten minutes: the line of its Undo button, or the subscriptions that it
/// ended.</summary>
public sealed class UndoTable(NewsDb db, TimeProvider clock)
{
    public const int Minutes = 10;

    /// <summary>Keeps what was just ended, in place of what was kept before.</summary>
    public Task KeepAsync(long conversation, IEnumerable<long> ended, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        return db.WriteAsync(
            async (connection, transaction) =>
            {
                await ClearAsync(conversation, connection, transaction);
                await connection.ExecuteAsync(
                    "insert into undo_step (conversation_id, subscription_id, ended) values (@conversation, @id, @now)",
                    ended.Select(id => new { conversation, id, now }),
                    transaction);
            },
            cancellationToken);
    }

    /// <summary>Keeps the line that takes back what was just changed, in place of what was kept before.</summary>
    public Task KeepAsync(long conversation, string line, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        return db.WriteAsync(
            async (connection, transaction) =>
            {
                await ClearAsync(conversation, connection, transaction);
                await connection.ExecuteAsync(
                    "insert into undo_line (conversation_id, line, said) values (@conversation, @line, @now)",
                    new { conversation, line, now },
                    transaction);
            },
            cancellationToken);
    }

    /// <summary>The line that takes back the newest change; it is handed out once. Null when there is none.</summary>
    public Task<string?> TakeLineAsync(long conversation, CancellationToken cancellationToken) => db.WriteAloneAsync(
        connection => connection.QuerySingleOrDefaultAsync<string>(new CommandDefinition(
            "delete from undo_line where conversation_id = @conversation and said >= @oldest returning line",
            new { conversation, oldest = clock.GetUtcNow().AddMinutes(-Minutes) },
            cancellationToken: cancellationToken)),
        cancellationToken);

    /// <summary>What was ended and can still be taken back; it is handed out once.</summary>
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

    private static Task<int> ClearAsync(long conversation, DbConnection connection, DbTransaction transaction) => connection.ExecuteAsync(
        """
        delete from undo_step where conversation_id = @conversation;
        delete from undo_line where conversation_id = @conversation;
        """,
        new { conversation },
        transaction);
}
