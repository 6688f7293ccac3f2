using NewsBot.Conversations;
using NewsBot.Deliveries;
using NewsBot.Digests;
using Xunit;

namespace NewsBot.Tests.Deliveries;

/// <summary>Reasons that follow each other, and posts of which nobody knows whether they stand there.</summary>
public sealed partial class DeliverDigestsJobTests
{
    [Fact]
    public async Task A_fault_after_another_reason_is_tried_once_more_as_if_it_were_the_first()
    {
        var statement = await OwedAsync();
        _channel.Fail(Answers.Of(429, "", ("Retry-After", "1")), Answers.Of(500));
        await RunAsync();
        _newsroom.Clock.Advance(TimeSpan.FromMinutes(1));
        await RunAsync();
        Assert.Equal((DeliveryState.Failed, DeliveryProblem.Fault), ((await OfAsync(statement)).State, (await OfAsync(statement)).Reason!.Value));
        _newsroom.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(1, await RunAsync());
    }

    [Theory]
    [InlineData(403, 1)]
    [InlineData(404, 2)]
    public async Task A_place_that_opens_again_is_given_its_moment_to_be_known(int status, int tries)
    {
        await OwedAsync();
        _channel.Fail([.. Enumerable.Repeat(Answers.Of(status), tries), Answers.Of(404)]);
        for (var i = 0; i < tries; i++)
        {
            await RunAsync();
            _newsroom.Clock.Advance(TimeSpan.FromMinutes(1));
        }

        Assert.Equal(ConversationState.Closed, (await _conversations.FindAsync(_here, default))!.State);
        await _conversations.SetStateAsync(_here, ConversationState.Open, null, default);
        await RunAsync();
        Assert.Empty(_channel.Answers);
        Assert.Equal(ConversationState.Open, (await _conversations.FindAsync(_here, default))!.State);
        _newsroom.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(1, await RunAsync());
    }

    [Fact]
    public async Task A_post_that_is_edited_and_made_anew_has_all_its_tries_again()
    {
        var statement = await OwedAsync();
        _channel.Fail(Answers.Of(500));
        await RunAsync();
        _newsroom.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(1, await RunAsync());
        await _newsroom.JoinAsync(statement, "bulletin");
        _channel.Fail(Answers.Of(404, """{"error":{"code":"ActivityNotFoundInConversation"}}"""), Answers.Of(500));
        await RunAsync();
        await RunAsync();
        Assert.Equal((DeliveryState.Failed, DeliveryProblem.Fault), ((await OfAsync(statement)).State, (await OfAsync(statement)).Reason!.Value));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_sender_that_died_before_it_posted_leaves_no_doubt_of_its_own(bool lostBefore)
    {
        var statement = await OwedAsync();
        if (lostBefore)
        {
            _channel.Fail(new TaskCanceledException());
            await RunAsync();
        }

        for (var death = 0; death < 3; death++)
        {
            _newsroom.Clock.Advance(TimeSpan.FromMinutes(2));
            Assert.True(await _deliveries.ClaimAsync(Assert.Single(await _deliveries.UnfinishedAsync([], default)), default));
            Restart();
            _newsroom.Clock.Advance(RetryPlan.Claim);
            await LeasesEndAsync();
            Assert.Equal(0, await RunAsync());
            var left = await OfAsync(statement);
            Assert.Equal((lostBefore ? DeliveryState.Unknown : DeliveryState.Failed, DeliveryProblem.Network), (left.State, left.Reason!.Value));
        }

        _newsroom.Clock.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal(1, await RunAsync());
        Assert.Equal(lostBefore, Assert.Single(_channel.Posts).Text?.Contains("may be a repeat", StringComparison.Ordinal) == true);
    }

    [Fact]
    public async Task The_only_repeat_is_kept_until_the_channel_is_there_again()
    {
        var statement = await OwedAsync();
        _channel.Fail(Answers.Of(504));
        Exception[] away =
        [
            Answers.Of(502), new TaskCanceledException(), Answers.Of(503), Answers.Of(429, "", ("Retry-After", "20")),
            new HttpRequestException(HttpRequestError.ConnectionError),
        ];
        foreach (var sign in away)
            _channel.Signs.Enqueue(sign);
        await RunAsync();
        for (var minute = 0; minute < away.Length; minute++)
        {
            _newsroom.Clock.Advance(TimeSpan.FromMinutes(2));
            Assert.Equal(0, await RunAsync());
            Assert.Equal(DeliveryState.Unknown, (await OfAsync(statement)).State);
        }

        Assert.Empty(_channel.Signs);
        Assert.Empty(_channel.Posts);
        _newsroom.Clock.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal(1, await RunAsync());
        Assert.Contains("may be a repeat", Assert.Single(_channel.Posts).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(400)]
    [InlineData(403)]
    [InlineData(500)]
    [InlineData(501)]
    public async Task A_channel_that_takes_no_sign_of_typing_is_posted_to(int status)
    {
        await OwedAsync();
        _channel.Fail(new TaskCanceledException());
        _channel.Signs.Enqueue(Answers.Of(status));
        await RunAsync();
        _newsroom.Clock.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal(1, await RunAsync());
        Assert.Contains("may be a repeat", Assert.Single(_channel.Posts).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refusal_for_good_after_a_lost_answer_says_that_the_post_may_be_missing()
    {
        var statement = await OwedAsync();
        _channel.Fail(new TaskCanceledException(), Answers.Of(400), Answers.Of(400));
        await RunAsync();
        _newsroom.Clock.Advance(TimeSpan.FromMinutes(2));
        await RunAsync();
        var ended = await OfAsync(statement);
        Assert.Equal((DeliveryState.Unknown, DeliveryProblem.Rejected, null), (ended.State, ended.Reason!.Value, ended.NextTry));
        await RunAsync();
        Assert.Contains("A post may be missing", Assert.Single(_channel.Posts).Attachments[0].Content.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refusal_for_good_of_what_the_channel_says_it_has_not_is_the_end_of_the_doubt()
    {
        var statement = await OwedAsync();
        _channel.Fail(new TaskCanceledException(), Answers.Of(400), Answers.Of(400));
        _look = _ => new Seen(false, null);
        Restart();
        await RunAsync();
        _newsroom.Clock.Advance(RetryPlan.BeforeLook * 2);
        await RunAsync();
        Assert.Equal((DeliveryState.GivenUp, DeliveryProblem.Rejected), ((await OfAsync(statement)).State, (await OfAsync(statement)).Reason!.Value));
    }

    [Fact]
    public async Task Where_the_channel_can_be_asked_what_is_behind_a_lost_answer_waits_for_the_first_look()
    {
        var first = await OwedAsync();
        var second = await OwedAsync();
        _channel.Fail(new TaskCanceledException());
        _look = _ => new Seen(false, null);
        Restart();
        Assert.Equal((0, 0), (await RunAsync(), await RunAsync()));
        _newsroom.Clock.Advance(RetryPlan.BeforeLook * 2);
        Assert.Equal(2, await RunAsync());
        Assert.Equal([("post-1", first), ("post-2", second)], await _newsroom.RowsAsync<(string, long)>(
            "select y.activity_id, p.statement_id from delivery y join digest_statement p on p.digest_id = y.digest_id order by y.activity_id"));
    }

    [Fact]
    public async Task What_is_behind_a_lost_answer_waits_for_no_second_look()
    {
        await OwedAsync();
        var second = await OwedAsync();
        _channel.Fail(new TaskCanceledException());
        _look = _ => throw new TimeoutException();
        Restart();
        await RunAsync();
        _newsroom.Clock.Advance(RetryPlan.BeforeLook * 2);
        await RunAsync();
        Assert.Equal(DeliveryState.Sent, (await OfAsync(second)).State);
    }

    [Fact]
    public async Task A_statement_that_is_withdrawn_after_a_lost_answer_is_shown_as_withdrawn()
    {
        var statement = await OwedAsync();
        _channel.Fail(new TaskCanceledException());
        await RunAsync();
        await _newsroom.WithdrawAsync(statement);
        _newsroom.Clock.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal(1, await RunAsync());
        var post = Assert.Single(_channel.Posts);
        Assert.Contains("repeat", post.Text, StringComparison.Ordinal);
        Assert.Contains("WITHDRAWN", post.Attachments[0].Content.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_statement_that_is_withdrawn_and_that_the_channel_has_not_taken_is_not_sent()
    {
        var statement = await OwedAsync();
        _channel.Fail(new TaskCanceledException());
        _look = _ => new Seen(false, null);
        Restart();
        await RunAsync();
        await _newsroom.WithdrawAsync(statement);
        _newsroom.Clock.Advance(RetryPlan.BeforeLook * 2);
        await RunAsync();
        Assert.Empty(_channel.Posts);
        Assert.Equal((DeliveryState.GivenUp, DeliveryProblem.Withdrawn), ((await OfAsync(statement)).State, (await OfAsync(statement)).Reason!.Value));
    }

    [Fact]
    public async Task What_is_corrected_after_its_post_was_lost_for_good_is_told_all_the_same()
    {
        var statement = await OwedAsync();
        _channel.Fail(new TaskCanceledException(), new TaskCanceledException());
        await RunAsync();
        _newsroom.Clock.Advance(TimeSpan.FromMinutes(2));
        await RunAsync();
        _newsroom.Clock.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal((DeliveryState.Unknown, null), ((await OfAsync(statement)).State, (await OfAsync(statement)).NextTry));
        await CorrectedAsync(statement);
        Assert.Equal(1, await _newsroom.ComposeAsync());
        Assert.Equal(1, await _newsroom.ScalarAsync<int>("select count(*) from digest where kind = @kind", new { kind = (int)DigestKind.Correction }));
        Assert.InRange(await RunAsync(), 1, 2);
    }

    [Fact]
    public async Task In_a_chat_of_two_a_post_that_the_channel_does_not_take_is_told_of_at_once()
    {
        await OwedAsync();
        _channel.Fail(Answers.Of(400), Answers.Of(400));
        await RunAsync();
        await RunAsync();
        Assert.Contains("A post was not made", Assert.Single(_channel.Posts).Attachments[0].Content.ToString(), StringComparison.Ordinal);
        await RunAsync();
        await OwedAsync();
        await RunAsync();
        Assert.Equal(2, _channel.Posts.Count);
    }

    [Fact]
    public async Task A_room_whose_people_have_no_chat_with_the_bot_is_told_itself_at_once()
    {
        await RoomAsync();
        await _newsroom.SqlAsync("update subscription set created_by = 'nobody-s-chat'");
        await OwedAsync();
        _channel.Fail(Answers.Of(400), Answers.Of(400));
        await RunAsync();
        await RunAsync();
        Assert.Contains("A post was not made", Assert.Single(_channel.Posts).Attachments[0].Content.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_notice_that_is_not_taken_either_is_told_of_by_no_other()
    {
        await OwedAsync();
        _channel.Fail([.. Enumerable.Repeat(Answers.Of(400), 10)]);
        for (var i = 0; i < 4; i++)
            await RunAsync();
        Assert.Equal(6, _channel.Answers.Count);
        Assert.Equal(2, await _newsroom.ScalarAsync<int>("select count(*) from delivery where state = 5"));
    }
}
