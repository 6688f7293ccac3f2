using System.Text.Json;
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

    // Nodes' clocks differ by less; what was marked later than that from now was marked by a clock that has been set back since.
    private static readonly TimeSpan Future = TimeSpan.FromMinutes(1);

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

    /// <summary>Counts a send that takes no turn, as somebody waits for it: an answer, or a note under a post that was edited. Posts give way to
    /// it, but never so far that it would keep them from their turn. One process alone counts such sends where it makes them.</summary>
    /// <returns>How far off the turn of its own conversation is; what other conversations are owed does not hold it up.</returns>
    internal async Task<TimeSpan> CountAsync(IReadOnlyList<SendPace> paces, CancellationToken cancellationToken)
    {
        if (!db.Engine.IsShared || paces is [])
            return TimeSpan.Zero;
        var now = clock.GetUtcNow();
        var marks = await db.WriteAloneAsync(
            connection => connection.QueryAsync<(string Key, long FreeAt)>(new CommandDefinition(
                $"""
                insert into send_pace (key, free_at, made) select value ->> 0, @now + cast(value ->> 1 as bigint), @now from {db.Engine.Rows("@rows")} where true
                on conflict (key) do update set made = @now, free_at = case
                    when send_pace.free_at <= @now or send_pace.made > @future then excluded.free_at
                    when send_pace.free_at <= @now + (select cast(value ->> 2 as bigint) from {db.Engine.Rows("@rows")} where value ->> 0 = send_pace.key)
                        then send_pace.free_at + excluded.free_at - @now
                    else send_pace.free_at end
                returning key, free_at
                """,
                new { rows = JsonSerializer.Serialize(paces.Select(Row)), now, future = now + Future },
                cancellationToken: cancellationToken)),
            cancellationToken);
        var free = marks.ToDictionary(m => m.Key, m => DateTimeOffset.UnixEpoch.AddMicroseconds(m.FreeAt), StringComparer.Ordinal);
        return paces.Where(p => !p.OfMany).Select(p => free[p.Key] - (p.Every * p.Burst) - now).Append(TimeSpan.Zero).Max();
    }

    /// <summary>Takes the turn of a call that a channel limits by itself. One process alone keeps such limits where it makes the calls.</summary>
    /// <returns>How far off it is; null when it is too far off, and was not taken.</returns>
    internal Task<TimeSpan?> CallAsync(SendPace pace, CancellationToken cancellationToken) =>
        db.Engine.IsShared ? TurnAsync(pace, cancellationToken) : Task.FromResult<TimeSpan?>(TimeSpan.Zero);

    /// <summary>Keeps a wait that the channel has asked for, for every node.</summary>
    public Task PauseAsync(Conversation conversation, TimeSpan wait, CancellationToken cancellationToken) =>
        SendPace.PausedBy(conversation) is { } pace ? PauseAsync(pace, wait, cancellationToken) : Task.CompletedTask;

    /// <inheritdoc cref="PauseAsync(Conversation, TimeSpan, CancellationToken)"/>
    internal Task PauseAsync(SendPace pace, TimeSpan wait, CancellationToken cancellationToken) => db.WriteAloneAsync(
        connection => connection.ExecuteAsync(new CommandDefinition(
            """
            insert into send_pace (key, free_at, made) values (@Key, @now + @step, @now)
            on conflict (key) do update set made = @now, free_at = case
                when send_pace.free_at > @now + @step and send_pace.made <= @future then send_pace.free_at
                else @now + @step end
            """,
            new { pace.Key, step = Microseconds(wait + (pace.Every * (pace.Burst - 1))), now = clock.GetUtcNow(), future = clock.GetUtcNow() + Future },
            cancellationToken: cancellationToken)),
        cancellationToken);

    // Its key, its step, and how far ahead it may be for one step more to leave a turn to whoever is patient.
    private static object[] Row(SendPace pace) =>
        [pace.Key, Microseconds(pace.Every), Microseconds((pace.Every * (pace.Burst - 2)) + Patience)];

    // The generic cell rate: free_at is when the key would be at rest again; a post may come so far ahead of it as the burst
    // allows. A turn that is near is taken before it comes: whoever waits stands in a line and does not ask again and again.
    private async Task<TimeSpan?> TurnAsync(SendPace pace, CancellationToken cancellationToken)
    {
        var wait = await db.WriteAloneAsync(
            connection => connection.ExecuteScalarAsync<long?>(new CommandDefinition(
                """
                insert into send_pace (key, free_at, made) values (@Key, @now + @every, @now)
                on conflict (key) do update set made = @now,
                  free_at = case when send_pace.free_at > @now and send_pace.made <= @future then send_pace.free_at else @now end + @every
                where send_pace.free_at <= @now + @ahead + @patience or send_pace.made > @future
                returning free_at - @every - @ahead - @now
                """,
                new
                {
                    pace.Key,
                    every = Microseconds(pace.Every),
                    ahead = Microseconds(pace.Every * (pace.Burst - 1)),
                    patience = Microseconds(Patience),
                    now = clock.GetUtcNow(),
                    future = clock.GetUtcNow() + Future,
                },
                cancellationToken: cancellationToken)),
            cancellationToken);
        return wait is { } microseconds ? TimeSpan.FromMicroseconds(microseconds) : null;
    }

    private static long Microseconds(TimeSpan span) => span.Ticks / TimeSpan.TicksPerMicrosecond;
}
