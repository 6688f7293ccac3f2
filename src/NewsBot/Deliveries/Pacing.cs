using System.Data.Common;
using Dapper;
using NewsBot.Conversations;
using NewsBot.Storage;

namespace NewsBot.Deliveries;

/// <summary>Keeps the pace of the channels. What each key may do next is in the database, so that all nodes keep one pace together.</summary>
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
            var until = clock.GetUtcNow() + Patience;
            while (await TryAsync(pace, cancellationToken) is { } wait)
            {
                if (clock.GetUtcNow() + wait > until)
                    return false;
                await Task.Delay(wait, clock, cancellationToken);
            }
        }

        return true;
    }

    // The generic cell rate: free_at is when the key would be at rest again; a post may come so far ahead of it as the burst allows.
    private async Task<TimeSpan?> TryAsync(SendPace pace, CancellationToken cancellationToken)
    {
        var now = db.Engine.Now;
        var values = new
        {
            pace.Key,
            every = Microseconds(pace.Every),
            ahead = Microseconds(pace.Every * (pace.Burst - 1)),
            now = clock.GetUtcNow(),
        };
        await using var connection = await db.OpenAsync(cancellationToken);
        var taken = await connection.ExecuteAsync(new CommandDefinition(
            $"""
            insert into send_pace (key, free_at) values (@Key, {now} + @every)
            on conflict (key) do update set free_at = case when send_pace.free_at > {now} then send_pace.free_at else {now} end + @every
            where send_pace.free_at <= {now} + @ahead
            """,
            values,
            cancellationToken: cancellationToken));
        return taken == 1 ? null : await WaitAsync(connection, values, cancellationToken);
    }

    private async Task<TimeSpan> WaitAsync(DbConnection connection, object values, CancellationToken cancellationToken)
    {
        var wait = await connection.ExecuteScalarAsync<long>(new CommandDefinition(
            $"select free_at - ({db.Engine.Now} + @ahead) from send_pace where key = @Key", values, cancellationToken: cancellationToken));
        return TimeSpan.FromMicroseconds(Math.Max(wait, 1_000));
    }

    private static long Microseconds(TimeSpan span) => span.Ticks / TimeSpan.TicksPerMicrosecond;
}
