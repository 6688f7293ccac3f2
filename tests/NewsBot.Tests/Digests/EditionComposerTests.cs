using Dapper;
using Microsoft.Extensions.Logging.Abstractions;
using NewsBot.Conversations;
using NewsBot.Digests;
using NewsBot.Storage;
using NewsBot.Subscriptions;
using NewsBot.Tests.Storage;
using Xunit;

namespace NewsBot.Tests.Digests;

public sealed class EditionComposerTests : IAsyncLifetime
{
    private readonly Newsroom _newsroom = new();
    private long _here;

    public async Task InitializeAsync() => _here = await _newsroom.ConversationAsync();

    public async Task DisposeAsync() => await _newsroom.DisposeAsync();

    [Fact]
    public async Task An_edition_comes_at_its_hour_with_what_is_new_and_moves_the_schedule_on()
    {
        await _newsroom.DigestAsync(_here);
        var statement = await _newsroom.StatementAsync();
        Assert.Equal(0, await _newsroom.ComposeAsync());
        _newsroom.Clock.Advance(TimeSpan.FromHours(20));
        Assert.Equal(1, await _newsroom.ComposeAsync());
        Assert.Equal(0, await _newsroom.ComposeAsync());
        var edition = Assert.Single(await _newsroom.OwedAsync(_here));
        Assert.Equal((DigestKind.Edition, false, 0, "UTC", 1), (edition.Kind, edition.Late, edition.Held, edition.Zone, edition.SubscriptionNumber));
        Assert.Equal((_newsroom.Clock.GetUtcNow().AddHours(-20), _newsroom.Clock.GetUtcNow()), (edition.From!.Value, edition.To));
        Assert.Equal([statement], Newsroom.Listed(edition));
        var subscription = (await _newsroom.Subscriptions.FindAsync(_here, 1, default))!;
        Assert.Equal((_newsroom.Clock.GetUtcNow().AddDays(1), _newsroom.Clock.GetUtcNow()), (subscription.NextDue!.Value, subscription.LastEdition!.Value));
    }

    [Fact]
    public async Task The_next_edition_repeats_nothing_and_an_empty_one_is_an_edition()
    {
        await _newsroom.DigestAsync(_here);
        await _newsroom.StatementAsync();
        await ToEightAsync();
        await ToEightAsync();
        var editions = await _newsroom.OwedAsync(_here);
        Assert.Equal(2, editions.Count);
        Assert.Empty(editions[1].Topics);
        Assert.Equal((0, editions[0].To), (editions[1].Held, editions[1].From!.Value));
    }

    [Fact]
    public async Task An_edition_that_cannot_be_composed_holds_up_no_other()
    {
        var there = await _newsroom.ConversationAsync();
        var broken = await _newsroom.DigestAsync(_here);
        await _newsroom.DigestAsync(there);
        await _newsroom.SqlAsync("update subscription set at = 'noon' where id = @Id", new { broken.Id });
        _newsroom.Clock.Advance(TimeSpan.FromHours(20));
        Assert.Equal(1, await _newsroom.ComposeAsync());
        Assert.Single(await _newsroom.OwedAsync(there));
    }

    [ServerFact]
    public async Task An_edition_that_the_database_takes_too_long_for_holds_up_no_other_and_several_end_the_run()
    {
        var first = await _newsroom.DigestAsync(_here);
        for (var i = 0; i < 3; i++)
            await _newsroom.DigestAsync(await _newsroom.ConversationAsync());
        await _newsroom.SqlAsync(
            $"""
            create function slow() returns trigger language plpgsql as $$ begin raise exception 'slow' using errcode = '57014'; end $$;
            create trigger slow before insert on digest for each row when (new.subscription_id = {first.Id}) execute function slow()
            """);
        _newsroom.Clock.Advance(TimeSpan.FromHours(20));
        Assert.Equal(3, await _newsroom.ComposeAsync());
        await _newsroom.SqlAsync("drop trigger slow on digest; create trigger slow before insert on digest for each row execute function slow()");
        _newsroom.Clock.Advance(TimeSpan.FromHours(24));
        Assert.True(StorageException.TookTooLong(await Assert.ThrowsAnyAsync<Exception>(_newsroom.ComposeAsync)));
    }

    [Fact]
    public async Task A_zone_that_a_client_brings_moves_the_hour_without_a_command()
    {
        var digest = await _newsroom.DigestAsync(_here, at: "08:00");
        await _newsroom.SqlAsync("update conversation set zone = 'Asia/Karachi' where id = @_here", new { _here });
        await _newsroom.ComposeAsync();
        var moved = (await _newsroom.Subscriptions.FindAsync(_here, digest.Number, default))!;
        Assert.Equal(new DateTimeOffset(2026, 11, 26, 3, 0, 0, TimeSpan.Zero), moved.NextDue);
    }

    [Fact]
    public async Task The_same_hour_of_the_same_day_brings_one_edition_whatever_the_zone_becomes()
    {
        await _newsroom.DigestAsync(_here, at: "14:00");
        _newsroom.Clock.Advance(TimeSpan.FromHours(2));
        Assert.Equal(1, await _newsroom.ComposeAsync());
        await _newsroom.SqlAsync("update conversation set zone = 'America/New_York' where id = @_here", new { _here });
        await _newsroom.ComposeAsync();
        _newsroom.Clock.Advance(TimeSpan.FromHours(5));
        Assert.Equal(0, await _newsroom.ComposeAsync());
        Assert.Single(await _newsroom.OwedAsync(_here));
    }

    [Fact]
    public async Task A_restart_before_or_after_composing_gives_one_edition()
    {
        await _newsroom.DigestAsync(_here);
        await _newsroom.StatementAsync();
        _newsroom.Clock.Advance(TimeSpan.FromHours(20));
        Assert.Equal(1, await _newsroom.NewComposeJob().RunAsync(default));
        Assert.Equal(0, await _newsroom.NewComposeJob().RunAsync(default));
        // The worst that a crash or an old backup can leave: composed, and the schedule not moved on.
        await _newsroom.SqlAsync("update subscription set next_due = @due", new { due = _newsroom.Clock.GetUtcNow() });
        Assert.Equal(0, await _newsroom.NewComposeJob().RunAsync(default));
        Assert.Single(await _newsroom.OwedAsync(_here));
        Assert.Equal(
            _newsroom.Clock.GetUtcNow().AddDays(1), (await _newsroom.Subscriptions.FindAsync(_here, 1, default))!.NextDue);
    }

    [Theory]
    [InlineData(10, false)]
    [InlineData(11, true)]
    [InlineData(600, true)]
    public async Task A_missed_hour_is_posted_once_and_marked_late(int minutes, bool late)
    {
        await _newsroom.DigestAsync(_here);
        _newsroom.Clock.Advance(TimeSpan.FromHours(20) + TimeSpan.FromMinutes(minutes));
        Assert.Equal(1, await _newsroom.ComposeAsync());
        Assert.Equal(0, await _newsroom.ComposeAsync());
        Assert.Equal(late, Assert.Single(await _newsroom.OwedAsync(_here)).Late);
    }

    [Fact]
    public async Task Several_missed_hours_become_one_edition()
    {
        await _newsroom.DigestAsync(_here);
        await _newsroom.StatementsAsync(2);
        _newsroom.Clock.Advance(TimeSpan.FromDays(5));
        Assert.Equal(1, await _newsroom.ComposeAsync());
        Assert.Equal(0, await _newsroom.ComposeAsync());
        var edition = Assert.Single(await _newsroom.OwedAsync(_here));
        Assert.True(edition.Late);
        Assert.Equal(2, Newsroom.Listed(edition).Count());
        Assert.Equal(new DateTimeOffset(2026, 12, 1, 8, 0, 0, TimeSpan.Zero), (await _newsroom.Subscriptions.FindAsync(_here, 1, default))!.NextDue);
    }

    [Fact]
    public async Task Twelve_are_listed_and_the_rest_is_held_for_more_not_for_the_next_edition()
    {
        await _newsroom.DigestAsync(_here);
        await _newsroom.StatementsAsync(30);
        await ToEightAsync();
        await ToEightAsync();
        var editions = await _newsroom.OwedAsync(_here);
        Assert.Equal((12, 18), (Newsroom.Listed(editions[0]).Count(), editions[0].Held));
        Assert.Equal(30, Newsroom.Listed(editions[0]).Concat(editions[0].HeldStatements).Distinct().Count());
        Assert.Equal((0, 0), (Newsroom.Listed(editions[1]).Count(), editions[1].Held));
        await _newsroom.SqlAsync("update delivery set state = 2, sent = 1 where digest_id = 1");
        Assert.Equal(editions[0].HeldStatements, (await _newsroom.Reader.LastSentAsync(_here, default))!.Digest.HeldStatements);
    }

    [Fact]
    public async Task A_muted_topic_does_not_turn_the_digest_into_one_of_all_topics()
    {
        var river = await _newsroom.FollowAsync(_here, topic: "river");
        await _newsroom.DigestAsync(_here);
        await _newsroom.Subscriptions.MuteAsync(river.Id, _newsroom.Clock.GetUtcNow().AddDays(3), new PersonsAct("u", "Una", "muted"), default);
        await _newsroom.StatementAsync();
        var about = await _newsroom.StatementAsync("river");
        await ToEightAsync();
        Assert.Equal([about], Newsroom.Listed(Assert.Single(await _newsroom.OwedAsync(_here))));
    }

    [Fact]
    public async Task A_digest_without_a_topic_follows_what_the_conversation_follows()
    {
        await _newsroom.FollowAsync(_here, topic: "river");
        await _newsroom.DigestAsync(_here);
        await _newsroom.StatementAsync();
        var river = await _newsroom.StatementAsync("river");
        await ToEightAsync();
        var owed = await _newsroom.OwedAsync(_here);
        Assert.Equal([DigestKind.Alert, DigestKind.Edition], owed.Select(d => d.Kind));
        Assert.Equal([river], Newsroom.Listed(owed[1]));
    }

    [Fact]
    public async Task What_was_corrected_since_stands_first_in_the_next_edition()
    {
        await _newsroom.DigestAsync(_here);
        var wrong = await _newsroom.StatementAsync();
        await _newsroom.StatementAsync();
        await ToEightAsync();
        _newsroom.Clock.Advance(TimeSpan.FromHours(1));
        await _newsroom.CorrectAsync(wrong);
        var fresh = await _newsroom.StatementAsync();
        await ToEightAsync();
        await ToEightAsync();
        var editions = await _newsroom.OwedAsync(_here);
        Assert.Equal(["Corrections", "North–South talks"], editions[1].Topics.Select(t => t.Name));
        Assert.Equal([wrong, fresh], Newsroom.Listed(editions[1]));
        Assert.Empty(editions[2].Topics);
    }

    [Fact]
    public async Task Both_changes_of_the_clock_bring_one_edition_each()
    {
        _newsroom.Clock.SetUtcNow(new DateTimeOffset(2027, 3, 13, 12, 0, 0, TimeSpan.Zero));
        var there = await _newsroom.ConversationAsync("America/New_York");
        await _newsroom.DigestAsync(there, "02:30", zone: "America/New_York");
        await EveryQuarterAsync(days: 2);
        Assert.Equal(2, (await _newsroom.OwedAsync(there)).Count);

        _newsroom.Clock.SetUtcNow(new DateTimeOffset(2027, 11, 6, 12, 0, 0, TimeSpan.Zero));
        var again = await _newsroom.ConversationAsync("America/New_York");
        await _newsroom.DigestAsync(again, "01:30", zone: "America/New_York");
        await EveryQuarterAsync(days: 2);
        Assert.Equal(2, (await _newsroom.OwedAsync(again)).Count);
    }

    [Fact]
    public async Task A_change_of_zone_brings_no_second_edition_for_the_same_hour_of_the_same_day()
    {
        await _newsroom.DigestAsync(_here);
        await ToEightAsync();
        await _newsroom.SqlAsync("update conversation set zone = 'America/New_York'");
        await _newsroom.Subscriptions.RescheduleAsync(_here, "America/New_York", default);
        _newsroom.Clock.Advance(TimeSpan.FromHours(5));
        Assert.Equal(0, await _newsroom.ComposeAsync());
        _newsroom.Clock.Advance(TimeSpan.FromHours(24));
        Assert.Equal(1, await _newsroom.ComposeAsync());
    }

    [Fact]
    public async Task An_hour_that_has_come_is_posted_whatever_the_zone_becomes_meanwhile()
    {
        await _newsroom.DigestAsync(_here);
        _newsroom.Clock.Advance(TimeSpan.FromHours(23));
        await _newsroom.SqlAsync("update conversation set zone = 'Asia/Karachi'");
        await _newsroom.Subscriptions.RescheduleAsync(_here, "Asia/Karachi", default);
        Assert.Equal(1, await _newsroom.ComposeAsync());
        Assert.True(Assert.Single(await _newsroom.OwedAsync(_here)).Late);
        Assert.Equal(
            new DateTimeOffset(2026, 11, 27, 3, 0, 0, TimeSpan.Zero), (await _newsroom.Subscriptions.FindAsync(_here, 1, default))!.NextDue);
    }

    [Fact]
    public async Task An_hour_that_brings_no_edition_takes_nothing_from_the_next()
    {
        await _newsroom.DigestAsync(_here);
        var wrong = await _newsroom.StatementAsync();
        await ToEightAsync();
        _newsroom.Clock.Advance(TimeSpan.FromHours(1));
        await _newsroom.CorrectAsync(wrong);
        await _newsroom.SqlAsync("update conversation set zone = 'America/New_York'");
        await _newsroom.Subscriptions.RescheduleAsync(_here, "America/New_York", default);
        _newsroom.Clock.Advance(TimeSpan.FromHours(4));
        Assert.Equal(0, await _newsroom.ComposeAsync());
        _newsroom.Clock.Advance(TimeSpan.FromHours(24));
        Assert.Equal(1, await _newsroom.ComposeAsync());
        var editions = await _newsroom.OwedAsync(_here);
        Assert.Equal([wrong], Newsroom.Listed(editions[1]));
        Assert.Equal(editions[0].To, editions[1].From);
    }

    [Fact]
    public async Task A_zone_that_the_machine_lacks_costs_no_edition()
    {
        await _newsroom.DigestAsync(_here);
        await _newsroom.SqlAsync("update conversation set zone = 'Mars/Olympus'");
        _newsroom.Clock.Advance(TimeSpan.FromHours(20));
        Assert.Equal(1, await _newsroom.ComposeAsync());
        Assert.NotNull((await _newsroom.Subscriptions.FindAsync(_here, 1, default))!.NextDue);
    }

    [Fact]
    public async Task A_schedule_that_somebody_changes_meanwhile_is_left_alone()
    {
        await _newsroom.DigestAsync(_here);
        _newsroom.Clock.Advance(TimeSpan.FromHours(20));
        var due = Assert.Single(await _newsroom.Digests.DueAsync(default));
        await _newsroom.Subscriptions.ChangeAsync(due.Subscription, "UTC", "", SubscriptionMode.Digest, "09:00", 127, default);
        Assert.False(await _newsroom.Db.WriteAsync((c, t) => _newsroom.Digests.MoveOnAsync(c, t, due, null), default));
    }

    [Fact]
    public async Task Digest_now_shows_what_is_new_and_the_morning_neither_loses_nor_lists_it_again()
    {
        var conversation = await FindAsync(_here);
        var digest = await _newsroom.DigestAsync(_here);
        var shown = await _newsroom.StatementAsync();
        await _newsroom.ComposeAsync();
        var now = await _newsroom.Now.ComposeNowAsync(conversation, digest, [digest], default);
        Assert.Equal([shown], Newsroom.Listed(now.Digest));
        Assert.Equal(digest.NextDue, now.Next);
        Assert.Empty(await _newsroom.OwedAsync(_here));
        var fresh = await _newsroom.StatementAsync();
        await ToEightAsync();
        var morning = Assert.Single(await _newsroom.OwedAsync(_here));
        Assert.Equal([fresh], Newsroom.Listed(morning));
        Assert.Equal([shown], morning.HeldStatements);
    }

    [Fact]
    public async Task Digest_now_without_a_digest_covers_the_last_day_of_what_is_followed()
    {
        var conversation = await FindAsync(_here);
        await _newsroom.StatementAsync();
        _newsroom.Clock.Advance(TimeSpan.FromHours(25));
        var old = await _newsroom.StatementAsync(backlog: true, published: _newsroom.Clock.GetUtcNow().AddDays(-3));
        var young = await _newsroom.StatementAsync(backlog: true, published: _newsroom.Clock.GetUtcNow().AddHours(-3));
        var river = await _newsroom.StatementAsync("river");
        var follow = await _newsroom.FollowAsync(_here);
        var edition = await _newsroom.Now.ComposeNowAsync(conversation, null, [follow], default);
        Assert.Equal([young], Newsroom.Listed(edition.Digest));
        Assert.Null(edition.Next);
        edition = await _newsroom.Now.ComposeNowAsync(conversation, null, [], default);
        Assert.Equal([young, river], Newsroom.Listed(edition.Digest));
        Assert.DoesNotContain(old, edition.Digest.HeldStatements);
    }

    [Fact]
    public async Task What_is_corrected_while_an_edition_is_composed_is_in_it_or_in_the_next()
    {
        await _newsroom.DigestAsync(_here);
        var wrong = await _newsroom.StatementAsync();
        await ToEightAsync();
        await MeanwhileAsync("update statement set revision = revision + 1, corrected = @now where id = @wrong", new { wrong, now = _newsroom.Clock.GetUtcNow().AddDays(1) });
        await ToEightAsync();
        Assert.Equal([wrong], (await _newsroom.OwedAsync(_here)).Skip(1).SelectMany(Newsroom.Listed));
    }

    [Fact]
    public async Task A_zone_that_is_set_while_an_edition_is_composed_is_that_of_the_next()
    {
        await _newsroom.DigestAsync(_here);
        await ToEightAsync();
        await MeanwhileAsync("update conversation set zone = 'Asia/Karachi' where id = @_here", new { _here });
        await _newsroom.ComposeAsync();
        Assert.Equal(
            new DateTimeOffset(2026, 11, 28, 3, 0, 0, TimeSpan.Zero), (await _newsroom.Subscriptions.FindAsync(_here, 1, default))!.NextDue);
    }

    // A day later an edition is being composed, and has read all that it reads before it writes, when somebody else writes this.
    private async Task MeanwhileAsync(string sql, object values)
    {
        _newsroom.Clock.Advance(TimeSpan.FromDays(1));
        var composer = new EditionComposer(
            _newsroom.Db, _newsroom.Digests, _newsroom.Views, _newsroom.Editor, _newsroom.Clock, NullLogger<EditionComposer>.Instance);
        Task<int>? composing = null;
        await _newsroom.Db.WriteAsync(
            async (connection, transaction) =>
            {
                composing = Task.Run(() => composer.RunAsync(default));
                await Task.Delay(1000);
                _newsroom.Clock.Advance(TimeSpan.FromSeconds(1));
                return await connection.ExecuteAsync(sql, values, transaction);
            },
            default);
        Assert.Equal(1, await composing!);
    }

    private async Task ToEightAsync()
    {
        await _newsroom.ComposeAsync();
        var now = _newsroom.Clock.GetUtcNow();
        var eight = new DateTimeOffset(now.Date.AddHours(8), TimeSpan.Zero);
        _newsroom.Clock.SetUtcNow(eight > now ? eight : eight.AddDays(1));
        Assert.Equal(1, await _newsroom.ComposeAsync());
    }

    private async Task EveryQuarterAsync(int days)
    {
        for (var i = 0; i < days * 96; i++)
        {
            _newsroom.Clock.Advance(TimeSpan.FromMinutes(15));
            await _newsroom.ComposeAsync();
        }
    }

    private async Task<Conversation> FindAsync(long id) =>
        (await _newsroom.RowsAsync<Conversation>("select * from conversation where id = @id", new { id }))[0];
}
