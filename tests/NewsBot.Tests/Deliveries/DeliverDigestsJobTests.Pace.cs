using NewsBot.Deliveries;
using Xunit;

namespace NewsBot.Tests.Deliveries;

/// <summary>Many conversations, each at the pace of its channel.</summary>
public sealed partial class DeliverDigestsJobTests
{
    [Fact]
    public async Task Conversations_that_wait_for_their_pace_keep_no_place_from_the_others()
    {
        const int rooms = Outbox.Abreast + 4, atOnce = 3;
        await _newsroom.SqlAsync("update conversation set state = 1");
        for (var i = 0; i < rooms; i++)
            await _newsroom.FollowAsync(await _newsroom.ConversationAsync(channel: "slack"));
        await _newsroom.StatementsAsync(atOnce + 1);
        await _newsroom.ComposeAsync();
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
        await _newsroom.StatementsAsync(5);
        await _newsroom.ComposeAsync();
        var outbox = NewOutbox("test");
        var run = outbox.RunAsync(default);
        await UntilAsync(() => Task.FromResult(_channel.Posts.Count == 3));
        await outbox.DisposeAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(30));
        await run;
        Assert.Equal(2, await _newsroom.ScalarAsync<int>("select count(*) from delivery where state = 0"));
    }
}
