using NewsBot.Conversations;
using NewsBot.Deliveries;
using NewsBot.Deliveries.Notices;
using NewsBot.Subscriptions;
using Xunit;

namespace NewsBot.Tests.Deliveries;

/// <summary>Who is told that a post was not made.</summary>
public sealed partial class DeliverDigestsJobTests
{
    private UntoldPosts Untold => new(_newsroom.Db, _newsroom.Digests);

    [Fact]
    public async Task Whoever_follows_something_in_a_channel_is_told_in_their_own_chat_that_it_is_closed_to_the_bot()
    {
        var room = await RoomAsync();
        await OwedAsync();
        _channel.Fail(Answers.Of(403, """{"error":{"code":"BotNotInConversationRoster"}}"""));
        await RunAsync();
        var told = Assert.Single(_channel.Posts).Attachments[0].Content.ToString();
        Assert.Contains("The desk's room", told, StringComparison.Ordinal);
        Assert.Contains("what is owed there waits", told, StringComparison.Ordinal);
        await RunAsync();
        Assert.Single(_channel.Posts);
        Assert.Equal(ConversationState.Closed, (await _conversations.FindAsync(room, default))!.State);
    }

    [Fact]
    public async Task Of_posts_that_are_given_up_one_after_the_other_they_are_told_once()
    {
        var room = await RoomAsync();
        for (var i = 0; i < 2; i++)
        {
            await OwedAsync();
            _channel.Fail(Answers.Of(400), Answers.Of(400));
            await RunAsync();
            _newsroom.Clock.Advance(TimeSpan.FromMinutes(5));
        }

        Assert.Equal(2, await _newsroom.ScalarAsync<int>("select count(*) from delivery where state = 5"));
        Assert.Contains("do not come through", Assert.Single(_channel.Posts).Attachments[0].Content.ToString(), StringComparison.Ordinal);
        await OwedAsync();
        await RunAsync();
        Assert.Contains("2 posts were not made", _channel.Posts.Last().Attachments[0].Content.ToString(), StringComparison.Ordinal);
        Assert.Equal(0, await Untold.OweNoticeAsync(room));
    }

    [Fact]
    public async Task Of_posts_that_end_at_the_same_time_they_are_told_once_and_of_later_ones_anew()
    {
        await OwedAsync();
        await OwedAsync();
        await _newsroom.SqlAsync("update delivery set state = 5, reason = 9, next_try = null");
        Assert.Equal((true, false), (await Untold.TakeAsideAsync(_here), await Untold.TakeAsideAsync(_here)));
        Assert.Equal(2, await Untold.OweNoticeAsync(_here));
        Assert.False(await Untold.TakeAsideAsync(_here));
        await OwedAsync();
        await _newsroom.SqlAsync("update delivery set state = 5, reason = 9, next_try = null where state = 0");
        Assert.True(await Untold.TakeAsideAsync(_here));
    }

    [Fact]
    public async Task A_post_of_which_nobody_knows_is_told_of_after_the_next_one()
    {
        await OwedAsync();
        _channel.Fail(new TaskCanceledException(), new TaskCanceledException());
        await RunAsync();
        _newsroom.Clock.Advance(TimeSpan.FromMinutes(2));
        await RunAsync();
        Assert.Equal(1, await _newsroom.ScalarAsync<int>("select count(*) from delivery where state = 4 and next_try is null"));
        await OwedAsync();
        await RunAsync();
        Assert.Contains("A post may be missing", _channel.Posts.Last().Attachments[0].Content.ToString(), StringComparison.Ordinal);
        await OwedAsync();
        await RunAsync();
        Assert.Equal(3, _channel.Posts.Count);
    }

    [Fact]
    public async Task What_was_given_up_is_told_though_the_channel_asks_to_wait_with_that_too()
    {
        await OwedAsync();
        await OwedAsync();
        _channel.Fail(Answers.Of(400), Answers.Of(400));
        _channel.Answers.Enqueue(_ => null);
        _channel.Fail(Answers.Of(429, "", ("Retry-After", "30")));
        await RunAsync();
        Assert.Single(_channel.Posts);
        _newsroom.Clock.Advance(TimeSpan.FromSeconds(40));
        await RunAsync();
        Assert.Contains("A post was not made", _channel.Posts.Last().Attachments[0].Content.ToString(), StringComparison.Ordinal);
        _newsroom.Clock.Advance(TimeSpan.FromHours(1));
        await OwedAsync();
        await RunAsync();
        Assert.Equal(3, _channel.Posts.Count);
    }

    [Theory]
    [InlineData("BotNotInConversationRoster")]
    [InlineData("NotEnoughPermissions")]
    public async Task A_permanent_refusal_pauses_what_is_followed_there_and_a_return_takes_it_up(string code)
    {
        await OwedAsync();
        _channel.Fail(Answers.Of(403, $$$"""{"error":{"code":"{{{code}}}"}}"""));
        await RunAsync();
        var paused = Assert.Single(await _newsroom.Subscriptions.ListAsync(_here, default));
        Assert.Equal((SubscriptionState.Paused, "The channel takes no posts of the bot here."), (paused.State, paused.StateReason));
        await OwedAsync();
        Assert.Equal(0, await RunAsync());
        Assert.Empty(_channel.Posts);
        var residence = new Residence(_newsroom.Db, _conversations, _newsroom.Subscriptions);
        await residence.ReturnAsync((await _conversations.FindAsync(_here, default))!, default);
        Assert.Equal((SubscriptionState.Active, null), Assert.Single((await _newsroom.Subscriptions.ListAsync(_here, default)).Select(s => (s.State, s.StateReason))));
        await _newsroom.ComposeAsync();
        Assert.Equal(2, await RunAsync());
    }

    // The person who follows something there has a chat with the bot, in which nothing is followed.
    private async Task<long> RoomAsync()
    {
        var follow = Assert.Single(await _newsroom.Subscriptions.ListAsync(_here, default));
        await _newsroom.Subscriptions.SetStateAsync(follow.Id, SubscriptionState.Ended, "unsubscribed", default);
        var room = await _newsroom.ConversationAsync();
        await _newsroom.SqlAsync("update conversation set kind = 2, name = 'The desk''s room' where id = @room", new { room });
        await _newsroom.FollowAsync(room);
        return room;
    }
}
