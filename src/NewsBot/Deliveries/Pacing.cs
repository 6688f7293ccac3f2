using Dapper;
using NewsBot.Conversations;
using NewsBot.Storage;

namespace NewsBot.Deliveries;

/// <summary>Keeps the pace of the channels. What each key may do next is in the database, so that all nodes keep one pace together, by
/// a clock that follows the database's.</summary>
public sealed class Pacing(NewsDb db, TimeProvider clock)
{
    /// <summary>A sender waits this long for its turn; for a longer wait it leaves the rest to a later run.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    /// <summary>Waits for the turn of a post and takes it.</summary>
    /// <returns>False when the turn is too far off.</returns>
    public async Task<bool> TakeAsync(Conversation conversation, CancellationToken cancellationToken)
    {
        foreach (var pace in SendPace.Of(conversation))
        {
            if (await TurnAsync(pace, cancellationToken) is not { } wait)
                return false;
            if (wait > TimeSpan.Zero)
                await Task.Delay(wait, clock, cancellationToken);
        }

        return true;
    }

    /// <summary>Keeps a wait that the channel has asked for, for every node.</summary>
    public async Task PauseAsync(Conversation conversation, TimeSpan wait, CancellationToken cancellationToken)
    {
        if (SendPace.PausedBy(conversation) is not { } pace)
            return;
        await db.WriteAloneAsync(
            connection => connection.ExecuteAsync(new CommandDefinition(
                """
                insert into send_pace (key, free_at) values (@Key, @now + @step)
                on conflict (key) do update set free_at = case when send_pace.free_at > @now + @step then send_pace.free_at else @now + @step end
                """,
                new { pace.Key, step = Microseconds(wait + (pace.Every * (pace.Burst - 1))), now = clock.GetUtcNow() },
                cancellationToken: cancellationToken)),
            cancellationToken);
    }

    // The generic cell rate: free_at is when the key would be at rest again; a post may come so far ahead of it as the burst
    // allows. A turn that is near is taken before it comes: whoever waits stands in a line and does not ask again and again.
    private async Task<TimeSpan?> TurnAsync(SendPace pace, CancellationToken cancellationToken)
    {
        var wait = await db.WriteAloneAsync(
            connection => connection.ExecuteScalarAsync<long?>(new CommandDefinition(
                """
                insert into send_pace (key, free_at) values (@Key, @now + @every)
                on conflict (key) do update
                set free_at = case when send_pace.free_at > @now then send_pace.free_at else @now end + @every
                where send_pace.free_at <= @now + @ahead + @patience
                returning free_at - @every - @ahead - @now
                """,
                new
                {
                    pace.Key,
                    every = Microseconds(pace.Every),
                    ahead = Microseconds(pace.Every * (pace.Burst - 1)),
                    patience = Microseconds(Patience),
                    now = clock.GetUtcNow(),
                },
                cancellationToken: cancellationToken)),
            cancellationToken);
        return wait is { } microseconds ? TimeSpan.FromMicroseconds(microseconds) : null;
    }

    private static long Microseconds(TimeSpan span) => span.Ticks / TimeSpan.TicksPerMicrosecond;
}
