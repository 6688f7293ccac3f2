using Dapper;
using Microsoft.Extensions.Time.Testing;
using NewsBot.Conversations;
using NewsBot.Storage;
using NewsBot.Tests.Channels;
using Xunit;

namespace NewsBot.Tests.Conversations;

public sealed class ReceivedActivityTableTests : IDisposable
{
    private readonly DataFolder data = new();
    private readonly FakeTimeProvider clock = new(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));
    private readonly NewsDb db;
    private readonly ReceivedActivityTable table;

    public ReceivedActivityTableTests()
    {
        db = TestDb.Newest(data.Path);
        table = new ReceivedActivityTable(db, clock);
    }

    public void Dispose() => data.Dispose();

    [Fact]
    public async Task An_activity_is_new_once_in_its_conversation()
    {
        Assert.True(await table.AddAsync("msteams", "c1", "1", default));
        Assert.False(await table.AddAsync("msteams", "c1", "1", default));
        Assert.True(await table.AddAsync("msteams", "c2", "1", default));
        Assert.True(await table.AddAsync("slack", "c1", "1", default));
    }

    [Fact]
    public async Task What_is_older_than_the_memory_is_forgotten()
    {
        await table.AddAsync("msteams", "c1", "1", default);
        clock.Advance(ReceivedActivityTable.Memory / 2);
        await table.AddAsync("msteams", "c1", "2", default);
        clock.Advance(ReceivedActivityTable.Memory / 2 + TimeSpan.FromMinutes(1));
        await table.AddAsync("msteams", "c1", "3", default);
        await using var connection = await db.OpenAsync(default);
        Assert.Equal(["2", "3"], await connection.QueryAsync<string>("select activity_id from received_activity order by activity_id"));
    }
}
