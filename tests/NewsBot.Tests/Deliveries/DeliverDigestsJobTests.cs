using Microsoft.Extensions.Logging.Abstractions;
using NewsBot.Cards;
using NewsBot.Conversations;
using NewsBot.Deliveries;
using NewsBot.Deliveries.Notices;
using NewsBot.Digests;
using NewsBot.Storage;
using NewsBot.Tests.Digests;
using Xunit;

namespace NewsBot.Tests.Deliveries;

public sealed partial class DeliverDigestsJobTests : IAsyncLifetime
{
    private readonly Newsroom _newsroom = new();
    private readonly RecordingAdapter _channel = new();
    private readonly DeliveryTable _deliveries;
    private readonly ConversationTable _conversations;
    private DeliverDigestsJob _deliver;
    private long _here;
    private Func<string, Seen>? _look;
    private RecordingAdapter? _slack;

    public DeliverDigestsJobTests()
    {
        _deliveries = new DeliveryTable(_newsroom.Db, _newsroom.Clock, new NodeName("test"));
        _conversations = new ConversationTable(_newsroom.Db, _newsroom.Clock);
        _deliver = NewJob();
    }

    public async Task InitializeAsync()
    {
        _here = await _newsroom.ConversationAsync();
        await _newsroom.FollowAsync(_here);
    }

    [Fact]
    public async Task An_alert_is_posted_once_as_a_card_and_recorded()
    {
        var statement = await OwedAsync();
        var posted = await RunAsync();
        Assert.Null((await OfAsync(statement)).ReasonText);
        Assert.Equal((1, 0), (posted, await RunAsync()));
        var post = Assert.Single(_channel.Posts);
        Assert.Contains("We will talk", post.Attachments[0].Content.ToString(), StringComparison.Ordinal);
        Assert.Contains("We will talk", post.Summary, StringComparison.Ordinal);
        var delivery = await OfAsync(statement);
        Assert.Equal((DeliveryState.Sent, 1, _newsroom.Clock.GetUtcNow(), (DeliveryProblem?)null), (delivery.State, delivery.Attempts, delivery.Sent, delivery.Reason));
        var row = Assert.Single(await _newsroom.RowsAsync<Delivery>("select * from delivery"));
        Assert.Equal(("post-1", 1, null), (row.ActivityId, row.ShownRevision, row.NextTry));
    }

    [Fact]
    public async Task An_edition_is_posted_with_what_it_holds()
    {
        var there = await _newsroom.ConversationAsync();
        await _newsroom.DigestAsync(there);
        await _newsroom.StatementAsync();
        await _newsroom.ComposeAsync();
        _newsroom.Clock.Advance(TimeSpan.FromHours(20));
        await _newsroom.ComposeAsync();
        Assert.Equal(2, await RunAsync());
        Assert.Contains(_channel.Posts, p => p.Attachments[0].Content.ToString()!.Contains("Edition", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_restart_between_composing_and_sending_loses_nothing_and_repeats_nothing()
    {
        await OwedAsync();
        Restart();
        Assert.Equal(1, await RunAsync());
        Restart();
        Assert.Equal(0, await RunAsync());
        Assert.Single(_channel.Posts);
    }

    [Fact]
    public async Task Alerts_of_a_conversation_go_in_order_and_wait_for_the_one_that_failed()
    {
        var first = await OwedAsync();
        await OwedAsync();
        _channel.Fail(Answers.Of(503, "", ("Retry-After", "1")));
        Assert.Equal(0, await RunAsync());
        Assert.Empty(_channel.Posts);
        var failed = await OfAsync(first);
        Assert.Equal((DeliveryState.Failed, DeliveryProblem.ServerError), (failed.State, failed.Reason!.Value));
        Assert.Contains("503", failed.ReasonText, StringComparison.Ordinal);
        Assert.Equal(0, await RunAsync());
        _newsroom.Clock.Advance(TimeSpan.FromSeconds(13));
        Assert.Equal(2, await RunAsync());
        Assert.Equal([1L, 2], await _newsroom.RowsAsync<long>("select digest_id from delivery where state = 2 order by activity_id"));
    }

    [Fact]
    public async Task A_rate_limit_is_waited_for_as_long_as_the_channel_asks()
    {
        var statement = await OwedAsync();
        _channel.Fail(Answers.Of(429, "", ("Retry-After", "60")));
        await RunAsync();
        Assert.InRange(((await OfAsync(statement)).NextTry!.Value - _newsroom.Clock.GetUtcNow()).TotalSeconds, 60, 66);
        _newsroom.Clock.Advance(TimeSpan.FromSeconds(59));
        Assert.Equal(0, await RunAsync());
        _newsroom.Clock.Advance(TimeSpan.FromSeconds(8));
        Assert.Equal(1, await RunAsync());
    }

    [Fact]
    public async Task A_refusal_closes_the_conversation_says_why_and_holds_what_is_owed_until_somebody_speaks()
    {
        await OwedAsync();
        await OwedAsync();
        _channel.Fail(Answers.Of(403, """{"error":{"code":"BotNotInConversationRoster"}}"""));
        Assert.Equal(0, await RunAsync());
        var closed = (await _conversations.FindAsync(_here, default))!;
        Assert.Equal(ConversationState.Closed, closed.State);
        Assert.Contains("BotNotInConversationRoster", closed.StateReason, StringComparison.Ordinal);
        Assert.Single(await _newsroom.Subscriptions.ListAsync(_here, default));
        _newsroom.Clock.Advance(TimeSpan.FromDays(3));
        Assert.Equal(0, await RunAsync());
        await _conversations.SetStateAsync(_here, ConversationState.Open, null, default);
        Assert.Equal(2, await RunAsync());
        Assert.Equal(2, _channel.Posts.Count);
    }

    [Fact]
    public async Task A_conversation_that_is_not_known_right_after_the_installation_is_tried_once_more()
    {
        await OwedAsync();
        _channel.Fail(Answers.Of(404), Answers.Of(404));
        await RunAsync();
        Assert.Equal(ConversationState.Open, (await _conversations.FindAsync(_here, default))!.State);
        _newsroom.Clock.Advance(TimeSpan.FromSeconds(10));
        await RunAsync();
        Assert.Equal(ConversationState.Closed, (await _conversations.FindAsync(_here, default))!.State);
    }

    [Fact]
    public async Task A_card_that_is_too_big_goes_as_plain_text()
    {
        await OwedAsync();
        _channel.Fail(Answers.Of(413));
        Assert.Equal(1, await RunAsync());
        var post = Assert.Single(_channel.Posts);
        Assert.Empty(post.Attachments);
        Assert.Contains("We will talk", post.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_the_channel_takes_in_no_form_is_given_up_with_the_reason_and_holds_up_nothing()
    {
        var first = await OwedAsync();
        await OwedAsync();
        _channel.Fail(Answers.Of(400), Answers.Of(400));
        await RunAsync();
        Assert.Equal((DeliveryState.GivenUp, DeliveryProblem.Rejected), ((await OfAsync(first)).State, (await OfAsync(first)).Reason!.Value));
        Assert.Equal(2, _channel.Posts.Count);
        Assert.Contains("not made", _channel.Posts.Last().Attachments[0].Content.ToString(), StringComparison.Ordinal);
        // Told once.
        await OwedAsync();
        await RunAsync();
        Assert.Equal(3, _channel.Posts.Count);
    }

    [Fact]
    public async Task A_lost_answer_is_unknown_and_posted_once_more_marked_as_a_possible_repeat()
    {
        var statement = await OwedAsync();
        _channel.Fail(new TaskCanceledException(), new HttpRequestException(HttpRequestError.ResponseEnded));
        await RunAsync();
        Assert.Equal(DeliveryState.Unknown, (await OfAsync(statement)).State);
        _newsroom.Clock.Advance(TimeSpan.FromMinutes(2));
        await RunAsync();
        Assert.Equal((DeliveryState.Unknown, null), ((await OfAsync(statement)).State, (await OfAsync(statement)).NextTry));

        await OwedAsync();
        _channel.Fail(new TaskCanceledException());
        await RunAsync();
        _newsroom.Clock.Advance(TimeSpan.FromMinutes(2));
        // The first of the two is told of as soon as something gets through.
        Assert.Equal((2, 2), (await RunAsync(), _channel.Posts.Count));
        Assert.Contains("may be a repeat", _channel.Posts.First().Text, StringComparison.Ordinal);
        Assert.Contains("A post may be missing", _channel.Posts.Last().Attachments[0].Content.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refusal_after_a_lost_answer_leaves_the_doubt_and_the_mark()
    {
        var statement = await OwedAsync();
        _channel.Fail(new TaskCanceledException(), Answers.Of(429, "", ("Retry-After", "1")));
        await RunAsync();
        _newsroom.Clock.Advance(TimeSpan.FromMinutes(2));
        await RunAsync();
        Assert.Equal(
            (DeliveryState.Unknown, DeliveryProblem.RateLimited), ((await OfAsync(statement)).State, (await OfAsync(statement)).Reason!.Value));
        _newsroom.Clock.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal(1, await RunAsync());
        Assert.Contains("may be a repeat", Assert.Single(_channel.Posts).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_sender_that_died_in_between_leaves_a_claim_that_runs_out()
    {
        var statement = await OwedAsync();
        var delivery = Assert.Single(await _deliveries.UnfinishedAsync([], default));
        Assert.True(await _deliveries.ClaimAsync(delivery, default));
        Assert.False(await _deliveries.ClaimAsync(delivery, default));
        Assert.True(await _deliveries.HandOverAsync(delivery, repeats: false));
        Restart();
        Assert.Equal(0, await RunAsync());
        _newsroom.Clock.Advance(RetryPlan.Claim);
        await LeasesEndAsync();
        await RunAsync();
        Assert.Equal(DeliveryState.Unknown, (await OfAsync(statement)).State);
        Assert.Empty(_channel.Posts);
        _newsroom.Clock.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal(1, await RunAsync());
    }

    [Fact]
    public async Task A_slow_conversation_does_not_hold_up_another_and_is_given_so_long()
    {
        var there = await _newsroom.ConversationAsync();
        await _newsroom.FollowAsync(there);
        var statement = await OwedAsync();
        var stuck = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var calls = 0;
        _channel.Slow = async (_, cancellationToken) =>
        {
            if (Interlocked.Increment(ref calls) == 1)
            {
                stuck.SetResult();
                await Task.Delay(Timeout.Infinite, cancellationToken);
            }
        };
        var run = RunAsync();
        await stuck.Task.WaitAsync(TimeSpan.FromSeconds(30));
        await UntilAsync(() => Task.FromResult(!_channel.Posts.IsEmpty));
        await UntilAsync(() =>
        {
            _newsroom.Clock.Advance(Outbox.Patience / 5);
            return Task.FromResult(run.IsCompleted);
        });
        await OwedAsync();
        await UntilAsync(async () => await RunAsync() + _channel.Posts.Count >= 2);
        Assert.Equal(2, _channel.Posts.Count);
        _newsroom.Clock.Advance(RetryPlan.SendLimit);
        await UntilAsync(async () => await _newsroom.ScalarAsync<int>("select count(*) from delivery where state = 4") == 1);
        Assert.Equal([DeliveryState.Sent, DeliveryState.Unknown], new[]
        {
            (await _deliveries.ForStatementAsync(_here, statement, default))[0].State, (await _deliveries.ForStatementAsync(there, statement, default))[0].State,
        }.Order());
    }

    [Fact]
    public async Task An_outlet_that_joins_edits_the_card_and_posts_nothing()
    {
        var statement = await OwedAsync();
        await RunAsync();
        await _newsroom.JoinAsync(statement, "bulletin");
        await _newsroom.ComposeAsync();
        Assert.Equal(1, await RunAsync());
        Assert.Equal(0, await RunAsync());
        var edit = Assert.Single(_channel.Edits);
        Assert.Equal("post-1", edit.Id);
        Assert.Contains("The bulletin", edit.Attachments[0].Content.ToString(), StringComparison.Ordinal);
        Assert.Single(_channel.Posts);
    }

    [Fact]
    public async Task A_correction_edits_the_card_for_a_day_longer_than_its_page_is_watched()
    {
        var statement = await OwedAsync();
        await RunAsync();
        _newsroom.Clock.Advance(RetryPlan.Edits - TimeSpan.FromHours(1));
        await _newsroom.CorrectAsync(statement);
        Assert.Equal(1, await RunAsync());
        _newsroom.Clock.Advance(TimeSpan.FromHours(2));
        await _newsroom.WithdrawAsync(statement);
        Assert.Equal(0, await RunAsync());
        Assert.Single(_channel.Edits);
    }

    [Fact]
    public async Task An_edit_that_fails_is_recorded_tried_again_and_never_posted_anew()
    {
        var statement = await OwedAsync();
        await RunAsync();
        await _newsroom.JoinAsync(statement, "bulletin");
        _channel.Fail(Answers.Of(429, "", ("Retry-After", "30")), Answers.Of(404));
        await RunAsync();
        Assert.Equal((DeliveryState.Sent, DeliveryProblem.RateLimited), ((await OfAsync(statement)).State, (await OfAsync(statement)).Reason!.Value));
        await RunAsync();
        Assert.Single(_channel.Answers);
        _newsroom.Clock.Advance(TimeSpan.FromSeconds(40));
        await RunAsync();
        Assert.Equal(DeliveryProblem.NoConversation, (await OfAsync(statement)).Reason);
        Assert.Equal(0, await RunAsync());
        await _newsroom.JoinAsync(statement, "gazette");
        Assert.Equal(1, await RunAsync());
        Assert.Single(_channel.Posts);
        Assert.Single(_channel.Edits);
        Assert.Null((await OfAsync(statement)).Reason);
    }

    [Fact]
    public async Task A_statement_that_is_withdrawn_before_it_is_sent_is_not_sent()
    {
        var statement = await OwedAsync();
        await _newsroom.WithdrawAsync(statement);
        await RunAsync();
        Assert.Empty(_channel.Posts);
        Assert.Equal((DeliveryState.GivenUp, DeliveryProblem.Withdrawn), ((await OfAsync(statement)).State, (await OfAsync(statement)).Reason!.Value));
    }

    [Fact]
    public async Task A_channel_without_a_door_is_tried_again_later()
    {
        var there = await _newsroom.ConversationAsync(channel: "elsewhere");
        await _newsroom.FollowAsync(there);
        var statement = await OwedAsync();
        await RunAsync();
        var delivery = Assert.Single(await _deliveries.ForStatementAsync(there, statement, default));
        Assert.Equal((DeliveryState.Failed, DeliveryProblem.Internal), (delivery.State, delivery.Reason!.Value));
    }

    [Fact]
    public async Task The_ledger_counts_each_state_of_a_window()
    {
        await OwedAsync();
        await RunAsync();
        await OwedAsync();
        var (from, to) = (_newsroom.Clock.GetUtcNow(), _newsroom.Clock.GetUtcNow().AddMinutes(1));
        Assert.Equal(
            new Dictionary<DeliveryState, int> { [DeliveryState.Sent] = 1, [DeliveryState.Owed] = 1 }, await _deliveries.CountsAsync(_here, from, to, default));
        Assert.Equal(2, (await _deliveries.CountsAsync(null, from, to, default)).Values.Sum());
        Assert.Empty(await _deliveries.CountsAsync(_here, to, to.AddDays(1), default));
    }

    [Fact]
    public async Task Many_conversations_each_get_theirs_in_order()
    {
        var all = new List<long> { _here };
        for (var i = 0; i < 40; i++)
        {
            all.Add(await _newsroom.ConversationAsync());
            await _newsroom.FollowAsync(all[^1]);
        }

        await _newsroom.StatementsAsync(3);
        Assert.Equal(123, await _newsroom.ComposeAsync());
        Assert.Equal(123, await RunAsync());
        Assert.Equal(123, _channel.Posts.Count);
        foreach (var conversation in all)
        {
            var ids = await _newsroom.RowsAsync<string>(
                "select activity_id from delivery where conversation_id = @conversation order by id", new { conversation });
            Assert.Equal(ids.OrderBy(i => int.Parse(i[5..], null)), ids);
        }
    }

    private async Task<long> OwedAsync()
    {
        var statement = await _newsroom.StatementAsync();
        await _newsroom.ComposeAsync();
        return statement;
    }

    private async Task<DeliveryOf> OfAsync(long statement) => Assert.Single(await _deliveries.ForStatementAsync(_here, statement, default));

    private static async Task UntilAsync(Func<Task<bool>> done)
    {
        for (var i = 0; i < 12_000 && !await done(); i++)
            await Task.Delay(10);
        Assert.True(await done());
    }

    private Task<int> RunAsync() => _deliver.RunAsync(default);

    private void Restart() => _deliver = NewJob();

    // A lease goes by the server's clock, which no test can turn.
    private Task LeasesEndAsync() => TestDb.OnServer ? _newsroom.SqlAsync("update delivery set lease = 0 where state = 1") : Task.CompletedTask;

    private DeliverDigestsJob NewJob(string node = "test") => new(NewOutbox(node), new HoldSweep(_newsroom.Db, _newsroom.Clock));

    private Outbox NewOutbox(string node)
    {
        var doors = new Doors();
        var deliveries = new DeliveryTable(_newsroom.Db, _newsroom.Clock, new NodeName(node));
        doors.Open("slack", _slack ?? _channel, "app");
        doors.Open("test", _channel, "app", look: _look is null ? null : (_, sought, _) => Task.FromResult(_look(sought.Key)), more: _canLook is null ? null : new Extras((_, _) => Task.FromResult(_canLook())));
        var reader = new DigestReader(_newsroom.Db, _newsroom.Views, _newsroom.Marks, _newsroom.Editor);
        var poster = new DigestPoster(reader, deliveries, new CardDeck(), doors, _newsroom.Clock, NullLogger<DigestPoster>.Instance);
        var sender = new DigestSender(deliveries, poster, new UntoldPosts(_newsroom.Db, _newsroom.Digests), new Pacing(_newsroom.Db, _newsroom.Clock), new Residence(_newsroom.Db, _conversations, _newsroom.Subscriptions), new DigestTraces(_newsroom.Db), _newsroom.Clock, NullLogger<DigestSender>.Instance);
        var outbox = new Outbox(deliveries, sender, new Pacing(_newsroom.Db, _newsroom.Clock), _conversations, _newsroom.Clock, NullLogger<Outbox>.Instance);
        _outboxes.Add(outbox);
        return outbox;
    }
}
