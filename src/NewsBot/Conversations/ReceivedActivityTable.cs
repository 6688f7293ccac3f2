using System.Data.Common;
using Dapper;
using NewsBot.Storage;

namespace NewsBot.Conversations;

/// <summary>Which activities were received, so that one that a channel sends again has no second effect.</summary>
public sealed class ReceivedActivityTable(NewsDb db, TimeProvider clock)
{
    /// <summary>How long an activity is remembered; a channel that sends again does so within minutes.</summary>
    public static readonly TimeSpan Memory = TimeSpan.FromDays(1);

    private static readonly TimeSpan PruneEvery = TimeSpan.FromHours(1);

    private long nextPrune;

    /// <summary>Remembers an activity.</summary>
    /// <returns>False when it was received before.</returns>
    public async Task<bool> AddAsync(string channel, string conversation, string activityId, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        return await db.WriteAloneAsync(
            async connection =>
            {
                await PruneAsync(connection, now, cancellationToken);
                return await connection.ExecuteAsync(new CommandDefinition(
                    """
                    insert into received_activity (channel, conversation, activity_id, received)
                    values (@channel, @conversation, @activityId, @now)
                    on conflict do nothing
                    """,
                    new { channel, conversation, activityId, now },
                    cancellationToken: cancellationToken)) == 1;
            },
            cancellationToken);
    }

    private async Task PruneAsync(DbConnection connection, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var due = Volatile.Read(ref nextPrune);
        if (now.UtcTicks < due || Interlocked.CompareExchange(ref nextPrune, (now + PruneEvery).UtcTicks, due) != due)
            return;
        await connection.ExecuteAsync(new CommandDefinition(
            "delete from received_activity where received < @oldest",
            new { oldest = now - Memory },
            cancellationToken: cancellationToken));
    }
}
