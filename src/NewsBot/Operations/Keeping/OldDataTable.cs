using System.Data.Common;
using Dapper;
using NewsBot.Storage;

namespace NewsBot.Operations.Keeping;

/// <summary>Takes away what conversations hold and was kept long enough. The ledger and texts have their own job and days.</summary>
internal sealed class OldDataTable(NewsDb db)
{
    /// <summary>Ids of received activities are kept so long against a channel that brings one twice.</summary>
    private static readonly TimeSpan Activities = TimeSpan.FromDays(7);

    /// <summary>Where <c>more</c> goes on, and what <c>undo</c> takes back, is of no use after this.</summary>
    private static readonly TimeSpan Places = TimeSpan.FromDays(30);

    /// <summary>The button of a card goes on with its list for a day.</summary>
    private static readonly TimeSpan Lists = TimeSpan.FromDays(2);

    /// <returns>How many rows went away.</returns>
    public Task<int> RemoveAsync(DateTimeOffset now, int chatDays, CancellationToken cancellationToken) => db.WriteAsync(
        async (connection, transaction) =>
        {
            var chats = new { old = now.AddDays(-chatDays), reason = $"Nobody has written in this chat for {chatDays} days." };
            var places = new { old = now - Places };
            return await DoAsync("delete from received_activity where received < @old", new { old = now - Activities }, connection, transaction)
                + await DoAsync("delete from shown_list where shown < @old and looked < @old", places, connection, transaction)
                + await DoAsync("delete from kept_list where shown < @old", new { old = now - Lists }, connection, transaction)
                + await DoAsync("delete from undo_step where ended < @old", places, connection, transaction)
                + await DoAsync("delete from undo_line where said < @old", places, connection, transaction)
                + await CloseChatsAsync(chats, connection, transaction)
                + await DoAsync("delete from chat_activity where at < @old", chats, connection, transaction)
                + await DoAsync(
                    "delete from chat where started < @old and not exists (select 1 from chat_activity a where a.chat_id = chat.id)",
                    chats,
                    connection,
                    transaction);
        },
        cancellationToken);

    // What the bot posts keeps a chat's rows young, but not its reader: its own posts have keys of ours, a person's has the client's.
    private static Task<int> CloseChatsAsync(object chats, DbConnection connection, DbTransaction transaction) => DoAsync(
        """
        update conversation set state = 1, state_reason = @reason
        where state = 0 and channel = 'webchat' and joined < @old and not exists (
          select 1 from chat_activity a where a.chat_id = conversation.external_id and a.client_key not like 'newsbot-%' and a.at >= @old)
        """,
        chats,
        connection,
        transaction);

    private static Task<int> DoAsync(string sql, object parameters, DbConnection connection, DbTransaction transaction) =>
        connection.ExecuteAsync(sql, parameters, transaction);
}
