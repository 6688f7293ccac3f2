using NewsBot.Digests;
using NewsBot.Subscriptions;
using Xunit;

namespace NewsBot.Tests.Digests;

public sealed class AlertComposerTests : IAsyncLifetime
{
    private readonly Newsroom _newsroom = new();
    private long _here;

    public async Task InitializeAsync() => _here = await _newsroom.ConversationAsync();

    public async Task DisposeAsync() => await _newsroom.DisposeAsync();

    [Fact]
    public async Task A_statement_that_is_wanted_is_owed_once_with_the_reason()
    {
        await _newsroom.FollowAsync(_here);
        var statement = await _newsroom.StatementAsync();
        Assert.Equal(1, await _newsroom.ComposeAsync());
        Assert.Equal(0, await _newsroom.ComposeAsync());
        var alert = Assert.Single(await _newsroom.OwedAsync(_here));
        Assert.Equal((DigestKind.Alert, 1, "Matched: North and South, with “talks”"), (alert.Kind, alert.SubscriptionNumber, alert.Reason));
        Assert.Equal([statement], Newsroom.Listed(alert));
        Assert.Equal("North–South talks", Assert.Single(alert.Topics).Name);
    }

    [Fact]
    public async Task What_was_there_before_the_subscription_and_what_came_as_backlog_is_announced_to_nobody()
    {
        await _newsroom.StatementAsync();
        await _newsroom.FollowAsync(_here);
        var backlog = await _newsroom.StatementAsync(backlog: true);
        Assert.Equal(0, await _newsroom.ComposeAsync());
        var verdict = Assert.Single(await _newsroom.Verdicts.OfAsync(_here, backlog, default));
        Assert.Equal(Outcome.Backlog, verdict.Outcome);
    }

    [Fact]
    public async Task Two_subscriptions_of_one_conversation_never_post_a_statement_twice()
    {
        await _newsroom.FollowAsync(_here);
        await _newsroom.FollowAsync(_here, topic: "", filter: "speaker:brook");
        var statement = await _newsroom.StatementAsync();
        Assert.Equal(1, await _newsroom.ComposeAsync());
        var verdicts = await _newsroom.Verdicts.OfAsync(_here, statement, default);
        Assert.Equal([1, 2], verdicts.Select(v => v.Number));
        Assert.Single(verdicts.Select(v => v.DigestId).Distinct());
        Assert.NotNull(verdicts[0].DigestId);
    }

    [Fact]
    public async Task A_statement_that_is_committed_after_one_with_a_higher_id_is_not_passed_over()
    {
        await _newsroom.FollowAsync(_here);
        await _newsroom.SqlAsync(
            """
            insert into statement (id, speaker_key, speaker_name, type, attribution, said_on, language, words, fingerprint, found, backlog)
            values (1000, 'cleo-dale', 'Cleo Dale', 0, 0, '2026-11-25', 'en', 'We wait', '', @now, 0)
            """,
            new { now = _newsroom.Clock.GetUtcNow() });
        await _newsroom.ComposeAsync();
        var late = await _newsroom.StatementAsync(id: 7);
        Assert.Equal(1, await _newsroom.ComposeAsync());
        Assert.Equal([late], Newsroom.Listed(Assert.Single(await _newsroom.OwedAsync(_here))));
    }

    [Fact]
    public async Task Two_conversations_are_each_told()
    {
        var there = await _newsroom.ConversationAsync();
        await _newsroom.FollowAsync(_here);
        await _newsroom.FollowAsync(there);
        await _newsroom.StatementAsync();
        Assert.Equal(2, await _newsroom.ComposeAsync());
        Assert.Single(await _newsroom.OwedAsync(there));
    }

    [Fact]
    public async Task Every_verdict_is_kept_so_that_why_is_a_query()
    {
        await _newsroom.FollowAsync(_here, filter: "-outlet:herald");
        await _newsroom.FollowAsync(_here, topic: "river");
        var statement = await _newsroom.StatementAsync();
        Assert.Equal(0, await _newsroom.ComposeAsync());
        Assert.Equal(
            [
                new VerdictOf(1, Outcome.Excluded, "Not sent here: filter -outlet:herald excludes The herald", null),
                new VerdictOf(2, Outcome.OtherTopic, "Not sent here: it is about North–South talks, not about River talks", null),
            ],
            await _newsroom.Verdicts.OfAsync(_here, statement, default));
    }

    [Fact]
    public async Task A_verdict_is_kept_whatever_characters_its_reason_has()
    {
        var follow = await _newsroom.FollowAsync(_here);
        var statement = await _newsroom.StatementAsync();
        var verdict = new Verdict(Outcome.OtherTerm, "\"it\\\n“بات” 😀 \0 \uD83D");
        await _newsroom.Verdicts.SaveAsync([new KeptVerdict(follow.Id, statement, verdict, 1)], null, default);
        Assert.Equal(
            [new VerdictOf(1, Outcome.OtherTerm, "\"it\\\n“بات” 😀 \uFFFD \uFFFD", null)],
            await _newsroom.Verdicts.OfAsync(_here, statement, default));
    }

    [Fact]
    public async Task Subscriptions_that_say_the_same_are_judged_alike_and_each_from_its_own_beginning()
    {
        var early = await _newsroom.ConversationAsync();
        await _newsroom.FollowAsync(early, filter: "speaker:brook");
        var first = await _newsroom.StatementAsync();
        await _newsroom.FollowAsync(_here, filter: "speaker:brook");
        await _newsroom.DigestAsync(_here);
        var second = await _newsroom.StatementAsync();
        Assert.Equal(3, await _newsroom.ComposeAsync());
        Assert.Equal([first, second], (await _newsroom.OwedAsync(early)).SelectMany(Newsroom.Listed));
        Assert.Equal([second], (await _newsroom.OwedAsync(_here)).SelectMany(Newsroom.Listed));
        var verdicts = await _newsroom.Verdicts.OfAsync(_here, second, default);
        Assert.Equal([Outcome.Matched, Outcome.Matched], verdicts.Select(v => v.Outcome));
    }

    [Fact]
    public async Task A_second_outlet_opens_what_the_first_one_excluded_for_two_days()
    {
        await _newsroom.FollowAsync(_here, filter: "-outlet:herald");
        var early = await _newsroom.StatementAsync();
        await _newsroom.ComposeAsync();
        _newsroom.Clock.Advance(TimeSpan.FromHours(40));
        var late = await _newsroom.StatementAsync();
        await _newsroom.JoinAsync(early, "bulletin");
        Assert.Equal(1, await _newsroom.ComposeAsync());
        _newsroom.Clock.Advance(TimeSpan.FromHours(49));
        await _newsroom.JoinAsync(late, "bulletin");
        Assert.Equal(0, await _newsroom.ComposeAsync());
    }

    [Fact]
    public async Task A_statement_that_is_withdrawn_before_it_is_judged_is_not_announced()
    {
        await _newsroom.FollowAsync(_here);
        await _newsroom.WithdrawAsync(await _newsroom.StatementAsync());
        Assert.Equal(0, await _newsroom.ComposeAsync());
    }

    [Fact]
    public async Task A_paused_subscription_and_a_closed_conversation_get_one_edition_for_all_that_they_missed()
    {
        var follow = await _newsroom.FollowAsync(_here);
        await _newsroom.FollowAsync(_here, topic: "", filter: "speaker:brook");
        await _newsroom.SqlAsync("update conversation set state = 1");
        var missed = await _newsroom.StatementsAsync(5);
        Assert.Equal(0, await _newsroom.ComposeAsync());
        _newsroom.Clock.Advance(TimeSpan.FromDays(1));
        var fresh = await _newsroom.StatementAsync();
        await _newsroom.SqlAsync("update conversation set state = 0");
        Assert.Equal(2, await _newsroom.NewComposeJob().RunAsync(default));
        var owed = await _newsroom.OwedAsync(_here);
        Assert.Equal((DigestKind.Roundup, true), (owed[0].Kind, owed[0].Late));
        Assert.Equal(missed.Order(), Newsroom.Listed(owed[0]).Order());
        Assert.Equal([fresh], Newsroom.Listed(owed[1]));
        Assert.Equal(0, await _newsroom.ComposeAsync());

        await _newsroom.Subscriptions.SetStateAsync(follow.Id, SubscriptionState.Ended, null, default);
        await _newsroom.FollowAsync(_here);
        Assert.Equal(0, await _newsroom.ComposeAsync());
    }

    [Fact]
    public async Task A_node_that_was_held_up_makes_no_second_card_of_what_another_has_told()
    {
        await _newsroom.FollowAsync(_here);
        await _newsroom.SqlAsync("update conversation set state = 1");
        await _newsroom.StatementsAsync(5);
        Assert.Equal(0, await _newsroom.ComposeAsync());
        _newsroom.Clock.Advance(TimeSpan.FromDays(1));
        await _newsroom.SqlAsync("update conversation set state = 0");
        var clock = new HeldUp(_newsroom.Clock, async () =>
        {
            Assert.Equal(1, await _newsroom.ComposeAsync());
            _newsroom.Clock.Advance(TimeSpan.FromSeconds(1));
        });
        var composer = new AlertComposer(_newsroom.Db, _newsroom.Digests, _newsroom.Views, _newsroom.Editor, clock);
        Assert.Equal(0, await composer.RunAsync(default));
        Assert.Single(await _newsroom.OwedAsync(_here));
    }

    [Fact]
    public async Task A_long_queue_of_statements_is_judged_to_its_end()
    {
        await _newsroom.FollowAsync(_here);
        await _newsroom.StatementsAsync(120);
        Assert.Equal(1, await _newsroom.ComposeAsync());
        var card = Assert.Single(await _newsroom.OwedAsync(_here));
        Assert.Equal(DigestEditor.Cap, Newsroom.Listed(card).Count());
        Assert.Equal(Enumerable.Range(1, 120).Select(i => (long)i), Newsroom.Listed(card).Concat(card.HeldStatements).Order());
    }

    [Theory]
    [InlineData(3)]
    [InlineData(4)]
    public async Task More_than_three_at_once_are_one_card_and_three_are_an_alert_each(int found)
    {
        await _newsroom.FollowAsync(_here);
        await _newsroom.FollowAsync(_here, topic: "", filter: "speaker:brook");
        var statements = await _newsroom.StatementsAsync(found);
        Assert.Equal(found > 3 ? 1 : 3, await _newsroom.ComposeAsync());
        var owed = await _newsroom.OwedAsync(_here);
        var kind = found > 3 ? DigestKind.Roundup : DigestKind.Alert;
        Assert.All(owed, d => Assert.Equal((kind, false, null, 0), (d.Kind, d.Late, d.From, d.Held)));
        Assert.Equal(statements, owed.SelectMany(Newsroom.Listed).Order());
        Assert.Equal(0, await _newsroom.ComposeAsync());
        Assert.Equal(0, await _newsroom.ScalarAsync<int>("select count(*) from verdict where outcome = 0 and digest_id is null"));
    }

    [Fact]
    public async Task What_one_of_many_subscriptions_wants_is_on_the_card_with_the_others_under_its_topic()
    {
        await _newsroom.FollowAsync(_here);
        await _newsroom.FollowAsync(_here, topic: "river");
        var talks = await _newsroom.StatementsAsync(2);
        var river = await _newsroom.StatementsAsync(2, "river");
        Assert.Equal(1, await _newsroom.ComposeAsync());
        var card = Assert.Single(await _newsroom.OwedAsync(_here));
        Assert.Equal([.. talks, .. river], Newsroom.Listed(card).Order());
        Assert.Equal(["North–South talks", "River talks"], card.Topics.Select(t => t.Name).Order());
    }

    [Fact]
    public async Task A_thread_and_the_conversation_around_it_are_places_of_their_own()
    {
        await _newsroom.FollowAsync(_here);
        var inThread = await _newsroom.FollowAsync(_here, topic: "");
        await _newsroom.SqlAsync("update subscription set thread = 't-1' where id = @Id", new { inThread.Id });
        var both = await _newsroom.StatementsAsync(4);
        var thread = await _newsroom.StatementsAsync(5, "river");
        Assert.Equal(2, await _newsroom.ComposeAsync());
        var owed = await _newsroom.OwedAsync(_here);
        Assert.Equal(both, Newsroom.Listed(Assert.Single(owed, d => d.Thread is null)).Order());
        Assert.Equal(thread, Newsroom.Listed(Assert.Single(owed, d => d.Thread == "t-1")).Order());

        var few = await _newsroom.StatementsAsync(3);
        var other = await _newsroom.StatementsAsync(3, "river");
        Assert.Equal(6, await _newsroom.ComposeAsync());
        var alerts = (await _newsroom.OwedAsync(_here)).Skip(2).ToList();
        Assert.All(alerts, d => Assert.Equal(DigestKind.Alert, d.Kind));
        Assert.Equal(few, alerts.Where(d => d.Thread is null).SelectMany(Newsroom.Listed));
        Assert.Equal(other, alerts.Where(d => d.Thread == "t-1").SelectMany(Newsroom.Listed));
    }

    [Fact]
    public async Task Two_nodes_that_compose_at_the_same_time_tell_of_each_statement_once()
    {
        await _newsroom.FollowAsync(_here);
        for (var round = 0; round < 8; round++)
        {
            await _newsroom.StatementsAsync(5);
            await Task.WhenAll(_newsroom.NewComposeJob().RunAsync(default), _newsroom.NewComposeJob().RunAsync(default));
        }

        await _newsroom.ComposeAsync();
        var told = (await _newsroom.OwedAsync(_here)).SelectMany(d => Newsroom.Listed(d).Concat(d.HeldStatements)).Order();
        Assert.Equal(Enumerable.Range(1, 40).Select(i => (long)i), told);
    }

    /// <summary>The clock of a node that is held up between what it has read and what it does; others work meanwhile.</summary>
    private sealed class HeldUp(TimeProvider clock, Func<Task> meanwhile) : TimeProvider
    {
        private Func<Task>? _meanwhile = meanwhile;

        public override DateTimeOffset GetUtcNow()
        {
            if (Interlocked.Exchange(ref _meanwhile, null) is { } others)
                Task.Run(others).GetAwaiter().GetResult();
            return clock.GetUtcNow();
        }
    }
}
