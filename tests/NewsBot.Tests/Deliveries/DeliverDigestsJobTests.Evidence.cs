using NewsBot.Conversations;
using NewsBot.Deliveries;
using NewsBot.Digests;
using NewsBot.Tests.Digests;
using Xunit;

namespace NewsBot.Tests.Deliveries;

/// <summary>What is looked for before it is made again, what is held, and what two nodes do.</summary>
public sealed partial class DeliverDigestsJobTests
{
    private Func<bool>? _canLook;

    [Fact]
    public async Task Whoever_stood_still_until_the_claim_ended_posts_nothing()
    {
        var statement = await OwedAsync();
        await _newsroom.SqlAsync(TestDb.OnServer
            ? """
              create function lose() returns trigger language plpgsql as $$ begin new.lease = 0; return new; end $$;
              create trigger lose before update on delivery for each row when (new.state = 1) execute function lose()
              """
            : "create trigger lose after update of state on delivery when new.state = 1 begin update delivery set lease = 0 where id = new.id; end");
        Assert.Equal(0, await RunAsync());
        Assert.Empty(_channel.Posts);
        Assert.Equal(DeliveryState.Failed, (await OfAsync(statement)).State);
        await _newsroom.SqlAsync(TestDb.OnServer ? "drop trigger lose on delivery" : "drop trigger lose");
        _newsroom.Clock.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(1, await RunAsync());
        Assert.DoesNotContain("repeat", Assert.Single(_channel.Posts).Attachments[0].Content.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_the_channel_can_be_asked_a_post_that_stands_there_is_not_made_again()
    {
        var statement = await OwedAsync();
        _channel.Fail(new TaskCanceledException());
        _look = key => new Seen(true, "found-" + key);
        Restart();
        await RunAsync();
        Assert.Equal(DeliveryState.Unknown, (await OfAsync(statement)).State);
        _newsroom.Clock.Advance(RetryPlan.BeforeLook * 2);
        Assert.Equal(1, await RunAsync());
        Assert.Empty(_channel.Posts);
        Assert.Equal(DeliveryState.Sent, (await OfAsync(statement)).State);
        Assert.StartsWith("found-newsbot-", (await _newsroom.RowsAsync<string>("select activity_id from delivery"))[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_the_channel_says_that_it_has_no_post_it_is_made_without_a_mark()
    {
        await OwedAsync();
        _channel.Fail(new TaskCanceledException());
        _look = _ => new Seen(false, null);
        Restart();
        await RunAsync();
        _newsroom.Clock.Advance(RetryPlan.BeforeLook * 2);
        Assert.Equal(1, await RunAsync());
        Assert.DoesNotContain("repeat", Assert.Single(_channel.Posts).Text ?? "", StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_a_look_tells_nothing_the_post_is_repeated_once()
    {
        await OwedAsync();
        _channel.Fail([.. Enumerable.Repeat(new TaskCanceledException(), 9)]);
        _look = _ => new Seen(null, null);
        Restart();
        for (var i = 0; i < 9; i++)
        {
            await RunAsync();
            _newsroom.Clock.Advance(TimeSpan.FromMinutes(30));
        }

        Assert.Equal(7, _channel.Answers.Count);
        Assert.Equal(1, await _newsroom.ScalarAsync<int>("select count(*) from delivery where state = 4 and next_try is null"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_marked_repeat_whose_sender_died_is_not_repeated_again(bool looks)
    {
        await OwedAsync();
        _channel.Fail(new TaskCanceledException());
        _look = looks ? _ => new Seen(null, null) : null;
        Restart();
        await RunAsync();
        _newsroom.Clock.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal(1, await RunAsync());
        await DieAsync();
        for (var i = 0; i < 4; i++)
        {
            await RunAsync();
            _newsroom.Clock.Advance(TimeSpan.FromMinutes(30));
        }

        Assert.Contains("repeat", Assert.Single(_channel.Posts).Text, StringComparison.Ordinal);
        Assert.Equal(1, await _newsroom.ScalarAsync<int>("select count(*) from delivery where state = 4 and next_try is null"));
    }

    [Fact]
    public async Task A_marked_repeat_whose_sender_died_is_found_by_a_channel_that_can_tell_by_then()
    {
        await OwedAsync();
        _channel.Fail(new TaskCanceledException());
        _look = _ => new Seen(null, null);
        Restart();
        await RunAsync();
        _newsroom.Clock.Advance(TimeSpan.FromMinutes(2));
        await RunAsync();
        await DieAsync();
        _look = _ => new Seen(true, "there");
        await RunAsync();
        _newsroom.Clock.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal(1, await RunAsync());
        Assert.Single(_channel.Posts);
        Assert.Equal(["there"], await _newsroom.RowsAsync<string>("select activity_id from delivery where state = 2"));
    }

    [Fact]
    public async Task A_marked_repeat_that_was_refused_for_a_while_is_made_though_a_sender_died_in_between()
    {
        await OwedAsync();
        _channel.Fail(new TaskCanceledException(), Answers.Of(429, "", ("Retry-After", "1")));
        await RunAsync();
        _newsroom.Clock.Advance(TimeSpan.FromMinutes(2));
        await RunAsync();
        await DieAsync();
        await RunAsync();
        _newsroom.Clock.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal(1, await RunAsync());
        Assert.Contains("repeat", Assert.Single(_channel.Posts).Text, StringComparison.Ordinal);
    }

    // As the row stood when the channel had the post, or was about to have it, and its sender was killed.
    private Task DieAsync() => _newsroom.SqlAsync(
        """
        update delivery set state = 1, owner = 'dead', lease = 0, next_try = null, sent = null, activity_id = null, shown_revision = null
        """);

    [Fact]
    public async Task A_channel_that_cannot_be_asked_just_now_is_asked_again_before_anything_is_posted()
    {
        await OwedAsync();
        _channel.Fail(new TaskCanceledException());
        _look = _ => throw new TimeoutException();
        Restart();
        await RunAsync();
        _newsroom.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(0, await RunAsync());
        Assert.Empty(_channel.Posts);
        _look = _ => new Seen(false, null);
        _newsroom.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(1, await RunAsync());
    }

    [Fact]
    public async Task An_alert_that_was_owed_when_the_quiet_hours_began_waits_for_their_end()
    {
        await OwedAsync();
        await _conversations.SetQuietAsync(_here, new QuietHours(new TimeOnly(11, 0), new TimeOnly(13, 0)), default);
        Assert.Equal(0, await RunAsync());
        _newsroom.Clock.Advance(TimeSpan.FromMinutes(59));
        Assert.Equal((0, 0), (await _newsroom.ComposeAsync(), await RunAsync()));
        _newsroom.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal((1, 1), (await _newsroom.ComposeAsync(), await RunAsync()));
    }

    [Fact]
    public async Task An_alert_that_is_held_for_quiet_hours_does_not_hold_up_the_edition_that_falls_into_them()
    {
        await OwedAsync();
        await _conversations.SetQuietAsync(_here, new QuietHours(new TimeOnly(11, 0), new TimeOnly(13, 0)), default);
        await _newsroom.DigestAsync(_here, at: "12:30");
        Assert.Equal(0, await RunAsync());
        _newsroom.Clock.Advance(TimeSpan.FromMinutes(30));
        Assert.Equal(1, await _newsroom.ComposeAsync());
        Assert.Equal(1, await RunAsync());
        Assert.Contains("Edition", Assert.Single(_channel.Posts).Attachments[0].Content.ToString(), StringComparison.Ordinal);
        _newsroom.Clock.Advance(TimeSpan.FromMinutes(30));
        Assert.Equal((1, 1), (await _newsroom.ComposeAsync(), await RunAsync()));
    }

    [Fact]
    public async Task However_many_alerts_are_held_for_quiet_hours_the_edition_that_falls_into_them_comes()
    {
        for (var i = 0; i < 30; i++)
            await OwedAsync();
        await _conversations.SetQuietAsync(_here, new QuietHours(new TimeOnly(11, 0), new TimeOnly(13, 0)), default);
        await _newsroom.DigestAsync(_here, at: "12:30");
        Assert.Equal((0, 0), (await RunAsync(), await RunAsync()));
        _newsroom.Clock.Advance(TimeSpan.FromMinutes(30));
        Assert.Equal(1, await _newsroom.ComposeAsync());
        Assert.Equal(1, await RunAsync());
        Assert.Equal("Edition", Title(Assert.Single(_channel.Posts)));
        _newsroom.Clock.Advance(TimeSpan.FromMinutes(30));
        Assert.Equal(1, await _newsroom.ComposeAsync());
        Assert.InRange(await RunAsync(), 1, 5);
        Assert.Equal(30, await _newsroom.ScalarAsync<int>("select count(*) from digest_statement p join digest d on d.id = p.digest_id where d.kind = 4"));
    }

    [Fact]
    public async Task However_many_posts_wait_for_a_lost_answer_the_next_ones_are_made()
    {
        for (var i = 0; i < 30; i++)
            await OwedAsync();
        _channel.Fail([.. Enumerable.Repeat(new TaskCanceledException(), 30)]);
        await RunAsync();
        await RunAsync();
        Assert.Empty(_channel.Answers);
        var last = await OwedAsync();
        Assert.Equal(1, await RunAsync());
        Assert.Equal(DeliveryState.Sent, (await OfAsync(last)).State);
    }

    [Fact]
    public async Task A_card_of_many_alerts_that_was_owed_when_the_quiet_hours_began_waits_for_their_end()
    {
        await _newsroom.StatementsAsync(5);
        Assert.Equal(1, await _newsroom.ComposeAsync());
        await _conversations.SetQuietAsync(_here, new QuietHours(new TimeOnly(11, 0), new TimeOnly(13, 0)), default);
        Assert.Equal((0, 0), (await RunAsync(), await _newsroom.ComposeAsync()));
        _newsroom.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal((1, 1), (await _newsroom.ComposeAsync(), await RunAsync()));
    }

    [Fact]
    public async Task What_was_owed_when_the_quiet_hours_began_comes_with_what_they_held_on_one_card()
    {
        var owed = await OwedAsync();
        _channel.Fail(Answers.Of(503, "", ("Retry-After", "1")));
        await RunAsync();
        await _conversations.SetQuietAsync(_here, new QuietHours(new TimeOnly(12, 0), new TimeOnly(13, 0)), default);
        _newsroom.Clock.Advance(TimeSpan.FromMinutes(30));
        var found = await OwedAsync();
        Assert.Equal(0, await RunAsync());
        _newsroom.Clock.Advance(TimeSpan.FromMinutes(30));
        Assert.Equal((1, 1), (await _newsroom.ComposeAsync(), await RunAsync()));
        var card = Assert.Single(await _newsroom.OwedAsync(_here));
        Assert.Equal((DigestKind.Roundup, false), (card.Kind, card.Late));
        Assert.Equal([owed, found], Newsroom.Listed(card).Order());
    }

    [Fact]
    public async Task What_may_stand_there_already_is_not_taken_back()
    {
        await OwedAsync();
        _channel.Fail(new TaskCanceledException());
        await RunAsync();
        await _conversations.SetQuietAsync(_here, new QuietHours(new TimeOnly(12, 0), new TimeOnly(13, 0)), default);
        _newsroom.Clock.Advance(TimeSpan.FromMinutes(30));
        Assert.Equal(0, await RunAsync());
        _newsroom.Clock.Advance(TimeSpan.FromMinutes(30));
        Assert.Equal((0, 1), (await _newsroom.ComposeAsync(), await RunAsync()));
        Assert.Contains("repeat", Assert.Single(_channel.Posts).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_may_stand_there_waits_while_an_editor_holds_its_statement_and_holds_up_nothing()
    {
        var statement = await OwedAsync();
        _channel.Fail(new TaskCanceledException(), Answers.Of(429, "", ("Retry-After", "600")));
        await RunAsync();
        _newsroom.Clock.Advance(TimeSpan.FromMinutes(2));
        await RunAsync();
        Assert.True(await _newsroom.Marks.HoldAsync(_here, statement, ("u", "Una"), default));
        _newsroom.Clock.Advance(TimeSpan.FromMinutes(12));
        await OwedAsync();
        Assert.Equal(1, await RunAsync());
        Assert.Equal(DeliveryState.Unknown, (await OfAsync(statement)).State);
        await _newsroom.Marks.ReleaseAsync(statement, default);
        _newsroom.Clock.Advance(TimeSpan.FromMinutes(12));
        Assert.Equal((0, 1), (await _newsroom.ComposeAsync(), await RunAsync()));
        Assert.Contains("repeat", _channel.Posts.Last().Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_correction_that_was_owed_when_the_quiet_hours_began_comes_at_their_end_though_its_alert_is_older_than_is_followed_by_then()
    {
        var statement = await OwedAsync();
        await RunAsync();
        _newsroom.Clock.Advance(RetryPlan.Edits - TimeSpan.FromHours(1));
        await CorrectedAsync(statement);
        Assert.Equal(1, await _newsroom.ComposeAsync());
        var now = TimeOnly.FromDateTime(_newsroom.Clock.GetUtcNow().UtcDateTime);
        await _conversations.SetQuietAsync(_here, new QuietHours(now.AddHours(-1), now.AddHours(3)), default);
        await RunAsync();
        Assert.Single(_channel.Posts);
        _newsroom.Clock.Advance(TimeSpan.FromHours(3));
        await _newsroom.ComposeAsync();
        Assert.Equal(1, await RunAsync());
        Assert.Equal(2, _channel.Posts.Count);
    }

    [Fact]
    public async Task What_quiet_hours_that_end_in_a_repeated_hour_hold_comes_at_its_second_end()
    {
        await _newsroom.SqlAsync("update conversation set zone = 'Europe/Berlin'");
        // The clock is turned back from 3 to 2 at 1:00 UTC.
        _newsroom.Clock.SetUtcNow(new DateTimeOffset(2027, 10, 31, 0, 45, 0, TimeSpan.Zero));
        await OwedAsync();
        _channel.Fail(new TaskCanceledException());
        await RunAsync();
        await _conversations.SetQuietAsync(_here, new QuietHours(new TimeOnly(22, 0), new TimeOnly(2, 30)), default);
        _newsroom.Clock.Advance(TimeSpan.FromMinutes(30));
        Assert.Equal(0, await RunAsync());
        _newsroom.Clock.Advance(TimeSpan.FromMinutes(61));
        Assert.Equal(1, await RunAsync());
    }

    [Fact]
    public async Task A_channel_that_cannot_say_whether_it_can_be_asked_makes_no_lost_answer_of_a_refusal()
    {
        var refused = await OwedAsync();
        _look = _ => new Seen(false, null);
        _canLook = () => throw new TimeoutException();
        _channel.Fail(Answers.Of(503, "", ("Retry-After", "1")), new TaskCanceledException());
        Restart();
        Assert.Equal(0, await RunAsync());
        Assert.Equal((DeliveryState.Failed, DeliveryProblem.ServerError), ((await OfAsync(refused)).State, (await OfAsync(refused)).Reason!.Value));
        _newsroom.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(0, await RunAsync());
        Assert.Equal((DeliveryState.Unknown, DeliveryProblem.AnswerLost), ((await OfAsync(refused)).State, (await OfAsync(refused)).Reason!.Value));
    }

    [Fact]
    public async Task A_post_that_the_channel_failed_on_holds_up_no_other()
    {
        var failed = await OwedAsync();
        await OwedAsync();
        _channel.Fail(Answers.Of(500, """{"error":{"code":"ServiceError"}}"""));
        Assert.Equal(1, await RunAsync());
        Assert.Equal((DeliveryState.Failed, DeliveryProblem.Fault), ((await OfAsync(failed)).State, (await OfAsync(failed)).Reason!.Value));
        await OwedAsync();
        Assert.Equal(1, await RunAsync());
    }

    [Fact]
    public async Task A_notice_waits_for_the_end_of_the_quiet_hours_and_holds_up_no_edition()
    {
        await OwedAsync();
        await OwedAsync();
        await _newsroom.SqlAsync("update digest set kind = 3 where id = (select min(id) from digest)");
        await _newsroom.SqlAsync("insert into notice (digest_id, title, body) select min(id), 'Down', 'It is silent.' from digest");
        await _newsroom.SqlAsync("update digest set kind = 1 where id = (select max(id) from digest)");
        await _conversations.SetQuietAsync(_here, new QuietHours(new TimeOnly(11, 0), new TimeOnly(13, 0)), default);
        Assert.Equal(1, await RunAsync());
        Assert.Equal(1, await _newsroom.ScalarAsync<int>("select count(*) from delivery y join digest d on d.id = y.digest_id where d.kind = 1 and y.state = 2"));
        _newsroom.Clock.Advance(TimeSpan.FromMinutes(59));
        Assert.Equal(0, await RunAsync());
        _newsroom.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(1, await RunAsync());
    }

    [Fact]
    public async Task A_post_is_recorded_although_the_database_refuses_it_for_a_while()
    {
        var statement = await OwedAsync();
        _channel.Slow = (_, _) => _newsroom.SqlAsync("alter table delivery rename column activity_id to hidden");
        _ = RunAsync();
        await UntilAsync(() => Task.FromResult(!_channel.Posts.IsEmpty));
        // Time for the first try to record it.
        await Task.Delay(500);
        await _newsroom.SqlAsync("alter table delivery rename column hidden to activity_id");
        await UntilAsync(async () =>
        {
            _newsroom.Clock.Advance(TimeSpan.FromMilliseconds(100));
            return (await OfAsync(statement)).State == DeliveryState.Sent;
        });
        Assert.Equal(["post-1"], await _newsroom.RowsAsync<string>("select activity_id from delivery"));
    }

    [Fact]
    public async Task Two_nodes_make_each_post_once()
    {
        for (var i = 0; i < 20; i++)
            await OwedAsync();
        var other = NewJob("other");
        for (var round = 0; round < 12 && _channel.Posts.Count < 20; round++)
            await Task.WhenAll(RunAsync(), other.RunAsync(default));
        Assert.Equal(20, _channel.Posts.Count);
        Assert.Equal(20, await _newsroom.ScalarAsync<int>("select count(*) from delivery where state = 2 and attempts = 1"));
    }
}
