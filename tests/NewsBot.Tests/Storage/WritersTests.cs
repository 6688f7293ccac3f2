using Dapper;
using NewsBot.Storage;
using NewsBot.Tests.Settings;
using Xunit;

namespace NewsBot.Tests.Storage;

public sealed class WritersTests : IDisposable
{
    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Writers_of_a_file_come_in_the_order_in_which_they_asked_and_none_waits_on_a_thread()
    {
        var db = NewsDb.InFolder(folder.Path);
        await db.WriteAsync((c, t) => c.ExecuteAsync("create table line (n integer)", transaction: t), default);
        var held = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var began = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var first = db.WriteAsync(
            async (_, _) =>
            {
                began.SetResult();
                await held.Task;
            },
            default);
        await began.Task;
        // Each of these would hold its thread for as long as the first has the file.
        var others = Enumerable.Range(0, 200).Select(n => db.WriteAsync(
            (c, t) => c.ExecuteAsync("insert into line (n) values (@n)", new { n }, t), default)).ToList();
        Assert.All(others, o => Assert.False(o.IsCompleted));
        held.SetResult();
        await first;
        await Task.WhenAll(others);
        await using var connection = await db.OpenAsync(default);
        Assert.Equal(Enumerable.Range(0, 200), await connection.QueryAsync<int>("select n from line order by rowid"));
    }

    [Fact]
    public async Task A_writer_that_gives_up_leaves_its_place_to_the_next()
    {
        var db = NewsDb.InFolder(folder.Path);
        var held = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var first = db.WriteAsync((_, _) => held.Task, default);
        using var stop = new CancellationTokenSource();
        var second = db.WriteAsync((_, _) => Task.CompletedTask, stop.Token);
        var third = db.WriteAsync((_, _) => Task.CompletedTask, default);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);
        held.SetResult();
        await first;
        await third;
    }
}
