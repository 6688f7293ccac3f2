using Dapper;
using Microsoft.Extensions.Logging.Abstractions;
using NewsBot.Channels.Slack.Inbox;
using NewsBot.Slack.Incoming;
using NewsBot.Storage;
using NewsBot.Tests.Settings;
using Xunit;

namespace NewsBot.Tests.Channels.Slack;

/// <summary>Many write at a time, the database is slow, and one of them writes nonsense.</summary>
public sealed class InboxWriterTests : IAsyncLifetime, IDisposable
{
    private readonly TempFolder _folder = new();
    private NewsDb _db = null!;
    private InboxWriter _writer = null!;
    private SlackInboxTable _table = null!;

    public async Task InitializeAsync()
    {
        _db = TestDb.Newest(_folder.Path);
        _writer = new InboxWriter(_db, NullLogger<InboxWriter>.Instance);
        _table = new SlackInboxTable(_db, _writer, TimeProvider.System);
        await _writer.StartAsync(default);
    }

    public Task DisposeAsync() => _writer.StopAsync(default);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task What_comes_twice_at_the_same_time_is_kept_once()
    {
        var kept = await Task.WhenAll(Enumerable.Range(0, 200).Select(i => AddAsync($"e:{i / 2}")));
        Assert.Equal(100, kept.Count(isNew => isNew));
        Assert.Equal(100, await CountAsync());
    }

    [Fact]
    public async Task Nothing_is_told_to_be_kept_while_the_database_is_locked_and_too_much_is_refused()
    {
        var open = new TaskCompletionSource();
        var locked = await LockAsync(open.Task);
        var waiting = new List<Task<bool>>();
        Assert.Throws<InboxFullException>(() =>
        {
            while (waiting.Count < 10 * InboxWriter.MostWaiting)
                waiting.Add(AddAsync($"e:{waiting.Count}"));
        });
        Assert.InRange(waiting.Count, InboxWriter.MostWaiting, 2 * InboxWriter.MostWaiting);
        Assert.DoesNotContain(waiting, w => w.IsCompleted);
        open.SetResult();
        await locked;
        Assert.All(await Task.WhenAll(waiting), Assert.True);
        Assert.Equal(waiting.Count, await CountAsync());
    }

    [Fact]
    public async Task What_a_process_records_whose_claim_has_ended_changes_nothing_for_whoever_has_the_row_now()
    {
        await AddAsync("e:1");
        var first = Assert.Single(await _table.DueAsync(DateTimeOffset.MaxValue, default));
        Assert.NotNull(await _table.ClaimAsync(first));
        var second = Assert.Single(await _table.DueAsync(DateTimeOffset.MaxValue, default));
        Assert.NotNull(await _table.ClaimAsync(second));
        await _table.FinishAsync(first, null, null);
        await _table.KeepAsync(first, DateTimeOffset.MaxValue, "late", "[]");
        var now = Assert.Single(await _table.DueAsync(DateTimeOffset.MaxValue, default));
        Assert.Equal((2, true), (now.Attempts, now.NextTry < DateTimeOffset.MaxValue));
        await _table.FinishAsync(second, null, null);
        Assert.Empty(await _table.DueAsync(DateTimeOffset.MaxValue, default));
    }

    [Fact]
    public async Task A_mistake_costs_only_whoever_made_it()
    {
        var open = new TaskCompletionSource();
        var locked = await LockAsync(open.Task);
        // Something is taken to be written at once; the others wait together.
        var first = AddAsync("e:first");
        var good = AddAsync("e:1");
        var bad = _writer.TryAsync((connection, transaction) => connection.ExecuteAsync("insert into slack_inbox (key) values (null)", transaction: transaction));
        var late = AddAsync("e:2");
        open.SetResult();
        await locked;
        Assert.All(await Task.WhenAll(first, good, late), Assert.True);
        await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => bad);
        Assert.Equal(3, await CountAsync());
    }

    [Fact]
    public async Task What_waits_when_the_program_stops_is_written_and_nothing_more_is_taken()
    {
        var open = new TaskCompletionSource();
        var locked = await LockAsync(open.Task);
        var waiting = Enumerable.Range(0, 20).Select(i => AddAsync($"e:{i}")).ToList();
        var stopping = _writer.StopAsync(default);
        Assert.Throws<InboxFullException>(() => { _ = AddAsync("e:late"); });
        open.SetResult();
        await Task.WhenAll(locked, stopping);
        Assert.All(await Task.WhenAll(waiting), Assert.True);
        Assert.Equal(20, await CountAsync());
    }

    private Task<bool> AddAsync(string key) => _table.AddAsync(key, SlackKind.Event, "T1:C1", "{}");

    private async Task<Task> LockAsync(Task until)
    {
        var locked = new TaskCompletionSource();
        var work = Task.Run(() => _db.WriteAsync(InboxWriter.Scope, async (_, _) =>
        {
            locked.SetResult();
            await until;
            return true;
        }, default));
        await locked.Task;
        return work;
    }

    private async Task<long> CountAsync()
    {
        await using var connection = await _db.OpenAsync(default);
        return await connection.ExecuteScalarAsync<long>("select count(*) from slack_inbox");
    }
}
