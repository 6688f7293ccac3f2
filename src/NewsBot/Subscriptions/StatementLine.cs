using System.Data.Common;
using Dapper;

namespace NewsBot.Subscriptions;

/// <summary>
/// The line in which statements are judged. A statement gets its position after it was committed, by whoever comes first: several nodes commit
/// their statements in another order than that of the ids, so a mark by id would pass some over.
/// </summary>
internal static class StatementLine
{
    public static async Task<bool> AnyWaitingAsync(DbConnection connection, CancellationToken cancellationToken) =>
        await connection.ExecuteScalarAsync<long?>(new CommandDefinition(
            "select id from statement where position is null limit 1", cancellationToken: cancellationToken)) is not null;

    /// <summary>Gives every committed statement that has none its position, in a transaction of the flow.</summary>
    public static Task PlaceAsync(DbConnection connection, DbTransaction transaction) => connection.ExecuteAsync(
        """
        update statement set position = p.place from (
          select id, (select coalesce(max(position), 0) from statement) + row_number() over (order by id) as place
          from statement where position is null) p
        where statement.id = p.id
        """,
        transaction: transaction);
}
