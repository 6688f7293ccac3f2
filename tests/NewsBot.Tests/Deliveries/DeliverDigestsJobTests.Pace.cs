using Dapper;
using Microsoft.Extensions.Time.Testing;
using NewsBot.Deliveries;
using NewsBot.Storage;
using NewsBot.Tests.Storage;
using Xunit;

namespace NewsBot.Tests.Deliveries;

/// <summary>Many conversations, each at the pace of its channel.</summary>
public sealed partial class DeliverDigestsJobTests
{
    private readonly List<Outbox> _outboxes = [];

    public async Task DisposeAsync()
    {
        // What is still on its way would write into the folder that goes.
        foreach (var outbox in _outboxes)
            await outbox.DisposeAsync();
        await _newsroom.DisposeAsync();
    }

    [Fact]
    public async Task Conversations_that_wait_for_their_pace_keep_no_place_from_the_others()
    {
        const int rooms = Outbox.Abreast + 4, atOnce = 3;
        await _newsroom.SqlAsync("update conversation set state = 1");
        for (var i = 0; i < rooms; i++)
            await _newsroom.FollowAsync(await _newsroom.ConversationAsync(channel: "slack"));
        for (var i = 0; i <= atOnce; i++)
            await OwedAsync();
        var run = RunAsync();
        await UntilAsync(() => Task.FromResult(_channel.Posts.Count >= rooms * atOnce));
        Assert.False(run.IsCompleted);
        await UntilAsync(() =>
        {
            _newsroom.Clock.Advance(TimeSpan.FromSeconds(0.5));
            return Task.FromResult(run.IsCompleted);
        });
        await UntilAsync(() => Task.FromResult(_channel.Posts.Count == rooms * (atOnce + 1)));
    }

    [ServerFact]
    public async Task A_delivery_that_another_node_is_just_claiming_is_passed_over_at_once()
    {
        await OwedAsync();
        var delivery = Assert.Single(await _deliveries.UnfinishedAsync([], default));
        await using var connection = await _newsroom.Db.OpenAsync(default);
        await using (var transaction = await connection.BeginTransactionAsync())
        {
            await connection.ExecuteAsync("select id from delivery for update", transaction: transaction);
            Assert.False(await _deliveries.ClaimAsync(delivery, default).WaitAsync(TimeSpan.FromSeconds(20)));
        }

        Assert.True(await _deliveries.ClaimAsync(delivery, default));
    }

    [ServerFact]
    public async Task A_lease_goes_by_the_clock_of_the_server_whatever_that_of_a_node_says()
    {
        await OwedAsync();
        var delivery = Assert.Single(await _deliveries.UnfinishedAsync([], default));
        Assert.True(await _deliveries.ClaimAsync(delivery, default));
        Assert.InRange(
            await _newsroom.ScalarAsync<long>("select lease - newsroom_now() from delivery"), 1, RetryPlan.Claim.Ticks / TimeSpan.TicksPerMicrosecond);
        foreach (var days in new[] { -1000, 1000 })
        {
            var clock = new FakeTimeProvider(_newsroom.Clock.GetUtcNow().AddDays(days));
            Assert.Empty(await new DeliveryTable(_newsroom.Db, clock, new NodeName("other")).UnfinishedAsync([], default));
            Assert.True(await new DeliveryTable(_newsroom.Db, clock, new NodeName("test")).HandOverAsync(delivery, repeats: false));
        }

        await LeasesEndAsync();
        Assert.True(Assert.Single(await _deliveries.UnfinishedAsync([], default)).Expired);
        Assert.False(await _deliveries.HandOverAsync(delivery, repeats: false));
    }

    [Fact]
    public async Task A_workspace_that_asks_one_conversation_to_wait_is_left_alone_by_the_others()
    {
        await _newsroom.SqlAsync("update conversation set state = 1");
        for (var i = 0; i < 2; i++)
            await _newsroom.FollowAsync(await _newsroom.ConversationAsync(channel: "slack"));
        await OwedAsync();
        await _newsroom.SqlAsync("update delivery set next_try = next_try + 1000000 where id = (select max(id) from delivery)");
        _channel.Fail(Answers.Of(429, "", ("Retry-After", "30")));
        await RunAsync();
        _newsroom.Clock.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(0, await RunAsync());
        Assert.Empty(_channel.Posts);
        _newsroom.Clock.Advance(TimeSpan.FromSeconds(30));
        Assert.Equal(2, await RunAsync());
    }

    [Fact]
    public async Task A_channel_that_hangs_with_hundreds_of_conversations_delays_no_other()
    {
        const int rooms = 150;
        _slack = new RecordingAdapter { Slow = (_, stop) => Task.Delay(Timeout.Infinite, stop) };
        Restart();
        await _newsroom.SqlAsync("update conversation set state = 1");
        for (var i = 0; i < rooms; i++)
            await _newsroom.FollowAsync(await _newsroom.ConversationAsync(channel: "slack"));
        await OwedAsync();
        _newsroom.Clock.Advance(TimeSpan.FromSeconds(1));
        await _newsroom.SqlAsync("update conversation set state = 0 where id = @_here", new { _here });
        Assert.Equal(1, await _newsroom.ComposeAsync());
        var run = RunAsync();
        await UntilAsync(() => Task.FromResult(_channel.Posts.Count == 1));
        Assert.Empty(_slack.Posts);

        _slack.Slow = null;
        await UntilAsync(() =>
        {
            _newsroom.Clock.Advance(RetryPlan.SendLimit);
            return Task.FromResult(run.IsCompleted);
        });
        await UntilAsync(async () => await _newsroom.ScalarAsync<int>("select count(*) from delivery where state = 1") == 0);
    }

    [Theory]
    [InlineData("http://127.0.0.1/", "https://region.example/")]
    [InlineData("\"conversation\":{\"id\":\"c\"}", "\"conversation\":{\"id\":\"c\",\"tenantId\":\"dead\"}")]
    public async Task A_host_or_a_tenant_that_hangs_delays_no_other_of_its_channel(string part, string dead)
    {
        const int rooms = Outbox.Abreast + 4;
        var (hangs, begun) = (new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously), 0);
        _channel.Slow = async (activity, stop) =>
        {
            if (activity.ServiceUrl == "https://region.example/" || activity.Conversation.TenantId == "dead")
            {
                Interlocked.Increment(ref begun);
                await hangs.Task.WaitAsync(stop);
            }
        };
        await _newsroom.SqlAsync("update conversation set state = 1");
        for (var i = 0; i < rooms; i++)
            await _newsroom.FollowAsync(await _newsroom.ConversationAsync());
        await _newsroom.SqlAsync("update conversation set reference = replace(reference, @part, @dead) where id <> @_here", new { part, dead, _here });
        await OwedAsync();
        _newsroom.Clock.Advance(TimeSpan.FromSeconds(1));
        var run = RunAsync();
        await UntilAsync(() => Task.FromResult(begun == Outbox.Abreast));
        await _newsroom.SqlAsync("update conversation set state = 0 where id = @_here", new { _here });
        Assert.Equal(1, await _newsroom.ComposeAsync());
        var other = RunAsync();
        for (var i = 0; i < 3000 && _channel.Posts.IsEmpty; i++)
            await Task.Delay(10);
        var (posted, tried) = (_channel.Posts.Count, begun);
        hangs.SetResult();
        await Task.WhenAll(run, other);
        Assert.Equal((1, Outbox.Abreast), (posted, tried));
    }

    [Fact]
    public async Task A_conversation_whose_post_the_channel_hung_on_rests_until_that_is_tried_again()
    {
        for (var i = 0; i < 3; i++)
            await OwedAsync();
        var (hangs, begun) = (new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously), 0);
        _channel.Slow = async (_, stop) =>
        {
            Interlocked.Increment(ref begun);
            await hangs.Task.WaitAsync(stop);
        };
        var run = RunAsync();
        await UntilAsync(() => Task.FromResult(begun == 1));
        _newsroom.Clock.Advance(RetryPlan.SendLimit);
        await Task.WhenAny(run, Task.Delay(TimeSpan.FromSeconds(20)));
        hangs.SetResult();
        await run;
        Assert.Equal(0, await RunAsync());
        Assert.Equal((1, 1, 2), (begun, await _newsroom.ScalarAsync<int>("select count(*) from delivery where state = 4"), await _newsroom.ScalarAsync<int>("select count(*) from delivery where state = 0")));
        _channel.Slow = null;
        _newsroom.Clock.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal(3, await RunAsync());
        Assert.Contains("repeat", _channel.Posts.First().Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task However_many_conversations_wait_for_their_channel_the_others_are_served()
    {
        const int rooms = 130;
        await _newsroom.SqlAsync("update conversation set state = 1");
        for (var i = 0; i < rooms; i++)
            await _newsroom.FollowAsync(await _newsroom.ConversationAsync());
        await OwedAsync();
        await OwedAsync();
        _channel.Fail([.. Enumerable.Repeat(Answers.Of(503, "", ("Retry-After", "1")), rooms)]);
        await UntilAsync(async () =>
        {
            await RunAsync();
            return _channel.Answers.IsEmpty;
        });
        Assert.Empty(_channel.Posts);
        _newsroom.Clock.Advance(TimeSpan.FromSeconds(1));
        await _newsroom.SqlAsync("update conversation set state = 0 where id = @_here", new { _here });
        Assert.Equal(2, await _newsroom.ComposeAsync());
        Assert.Equal(2, await RunAsync());
    }

    [Fact]
    public async Task What_comes_while_a_conversation_is_served_follows_in_the_same_run()
    {
        var statement = await OwedAsync();
        var later = 0L;
        _channel.Slow = async (_, _) =>
        {
            if (later == 0)
                later = await OwedAsync();
        };
        Assert.Equal(2, await RunAsync());
        Assert.Equal(DeliveryState.Sent, (await OfAsync(statement)).State);
        Assert.Equal(DeliveryState.Sent, (await OfAsync(later)).State);
    }

    [Fact]
    public async Task A_newsroom_that_stops_does_not_wait_for_the_pace()
    {
        await _newsroom.FollowAsync(await _newsroom.ConversationAsync(channel: "slack"));
        await _newsroom.SqlAsync("update conversation set state = 1 where channel = 'test'");
        for (var i = 0; i < 5; i++)
            await OwedAsync();
        var outbox = NewOutbox("test");
        var run = outbox.RunAsync(default);
        await UntilAsync(() => Task.FromResult(_channel.Posts.Count == 3));
        await outbox.DisposeAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(30));
        await run;
        Assert.Equal(2, await _newsroom.ScalarAsync<int>("select count(*) from delivery where state = 0"));
    }
}
