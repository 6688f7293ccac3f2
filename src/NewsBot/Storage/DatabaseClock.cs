using System.Data.Common;
using Dapper;

namespace NewsBot.Storage;

/// <summary>
/// The time by the database's clock, so that nodes whose own clocks differ agree on what is due. It is read when the program starts and
/// every minute after; in between the node's own clock counts on.
/// </summary>
internal sealed class DatabaseClock(NewsDb db, TimeProvider own) : TimeProvider, IAsyncDisposable
{
    private static readonly TimeSpan Every = TimeSpan.FromMinutes(1);

    private long offset;
    private ITimer? timer;

    public override TimeZoneInfo LocalTimeZone => own.LocalTimeZone;

    public override long TimestampFrequency => own.TimestampFrequency;

    /// <summary>A clock that has been set and keeps itself right.</summary>
    /// <exception cref="DbException">The database does not answer.</exception>
    public static async Task<DatabaseClock> StartAsync(NewsDb db, TimeProvider own)
    {
        var clock = new DatabaseClock(db, own);
        await clock.SetAsync();
        // Each time a minute after the last, and not once for each minute that was missed: a machine that slept has missed many.
        clock.timer = own.CreateTimer(_ => _ = clock.TrySetAsync(), null, Every, Timeout.InfiniteTimeSpan);
        return clock;
    }

    public override DateTimeOffset GetUtcNow() => own.GetUtcNow().AddTicks(Interlocked.Read(ref offset));

    public override long GetTimestamp() => own.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        own.CreateTimer(callback, state, dueTime, period);

    public ValueTask DisposeAsync() => timer?.DisposeAsync() ?? ValueTask.CompletedTask;

    private async Task SetAsync()
    {
        await using var connection = await db.OpenAsync(CancellationToken.None);
        var before = own.GetUtcNow();
        var there = await connection.ExecuteScalarAsync<long>($"select {db.Engine.Now}", new { now = before });
        var after = own.GetUtcNow();
        // The answer was true about halfway through the question.
        var here = before + ((after - before) / 2);
        Interlocked.Exchange(ref offset, (DateTimeOffset.UnixEpoch.AddMicroseconds(there) - here).Ticks);
    }

    private async Task TrySetAsync()
    {
        try
        {
            await SetAsync();
        }
        catch (Exception e) when (e is DbException or IOException or TimeoutException)
        {
            // The database is away for a moment; what was measured last holds on.
        }
        finally
        {
            timer?.Change(Every, Timeout.InfiniteTimeSpan);
        }
    }
}
