using Dapper;
using Microsoft.Extensions.Time.Testing;
using NewsBot.Storage;
using NewsBot.Tests.Settings;
using Xunit;

namespace NewsBot.Tests.Storage;

public sealed class DatabaseClockTests
{
    [ServerFact]
    public async Task A_node_whose_own_clock_is_ten_minutes_off_goes_by_the_server_s()
    {
        using var folder = new TempFolder();
        var db = TestDb.In(folder.Path);
        Migrations.Apply(db);
        var own = new FakeTimeProvider(DateTimeOffset.UtcNow.AddMinutes(10));
        var before = await ServerAsync(db);
        await using var clock = await DatabaseClock.StartAsync(db, own);
        var after = await ServerAsync(db);
        Assert.InRange(clock.GetUtcNow(), before, after);

        // In between the own clock counts on, however fast it goes; each minute it is set right.
        own.Advance(TimeSpan.FromSeconds(30));
        Assert.InRange(clock.GetUtcNow(), before.AddSeconds(30), after.AddSeconds(30));
        own.Advance(TimeSpan.FromSeconds(30));
        for (var i = 0; i < 3000 && clock.GetUtcNow() > await ServerAsync(db); i++)
            await Task.Delay(10);
        Assert.InRange(clock.GetUtcNow(), before, await ServerAsync(db));
    }

    [Fact]
    public async Task After_a_long_sleep_the_time_is_asked_for_once()
    {
        using var folder = new TempFolder();
        var own = new CountedTimer(DateTimeOffset.UtcNow);
        var db = TestDb.In(folder.Path);
        Migrations.Apply(db);
        await using var clock = await DatabaseClock.StartAsync(db, own);
        own.Advance(TimeSpan.FromDays(60));
        Assert.Equal(1, own.Fired);
    }

    private sealed class CountedTimer(DateTimeOffset now) : FakeTimeProvider(now)
    {
        public int Fired { get; private set; }

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => base.CreateTimer(
            given =>
            {
                Fired++;
                callback(given);
            },
            state,
            dueTime,
            period);
    }

    private static async Task<DateTimeOffset> ServerAsync(NewsDb db)
    {
        await using var connection = await db.OpenAsync(default);
        return DateTimeOffset.UnixEpoch.AddMicroseconds(await connection.ExecuteScalarAsync<long>("select newsroom_now()"));
    }
}
