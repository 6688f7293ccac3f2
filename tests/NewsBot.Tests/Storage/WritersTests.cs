using Dapper;
using NewsBot.Articles;
using NewsBot.Commands.Changes;
using NewsBot.Conversations;
using NewsBot.Feeds;
using NewsBot.Feeds.Hubs;
using NewsBot.Feeds.Listings;
using NewsBot.Storage;
using NewsBot.Subscriptions;
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
    public async Task Single_writes_wait_for_their_turn_as_well_and_hold_no_thread()
    {
        var (db, clock, now) = (NewsDb.InFolder(folder.Path), TimeProvider.System, DateTimeOffset.UtcNow);
        Migrations.Apply(db);
        var (conversations, articles) = (new ConversationTable(db, clock), new ArticleTable(db));
        List<Task> writes = [];
        await db.WriteAsync(
            (_, _) =>
            {
                writes.Add(conversations.RenameAsync(1, "name", default));
                writes.Add(conversations.GreetAsync(1, default));
                writes.Add(conversations.SetStateAsync(1, ConversationState.Closed, null, default));
                writes.Add(new OwnerTable(db).AddAsync("place", "person", null, default));
                writes.Add(new ReceivedActivityTable(db, clock).AddAsync("test", "c", "a", default));
                writes.Add(new SubscriptionTable(db, clock).MuteAsync(1, now, new PersonsAct("u", "Una", "muted"), default));
                writes.Add(new HubTable(db).HurryAsync(1, now));
                writes.Add(new FeedTable(db).PutOffAsync([1], now, default));
                writes.Add(articles.RefetchChangedAsync(now, default));
                writes.Add(articles.PutOffAsync("daily.example", now, TimeSpan.Zero, default));
                writes.Add(new SourceBook(db, clock).RemoveAsync(1, default));
                writes.Add(new UndoTable(db, clock).TakeLineAsync(1, default));
                writes.Add(new NodeTurns(db, clock).TakeAsync("what", TimeSpan.FromSeconds(1), default));
                Assert.All(writes, w => Assert.False(w.IsCompleted));
                return Task.CompletedTask;
            },
            default);
        await Task.WhenAll(writes);
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
