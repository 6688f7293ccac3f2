using Dapper;
using Microsoft.Extensions.Time.Testing;
using NewsBot.Storage;
using NewsBot.Subscriptions;
using Xunit;

namespace NewsBot.Tests.Subscriptions;

public sealed class SubscriptionTableTests : IAsyncLifetime
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("newsbot");
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 11, 25, 12, 0, 0, TimeSpan.Zero));
    private readonly NewsDb _db;
    private readonly SubscriptionTable _table;

    public SubscriptionTableTests()
    {
        _db = TestDb.Newest(_folder.FullName);
        _table = new SubscriptionTable(_db, _clock);
    }

    public async Task InitializeAsync() => await SqlAsync(
        """
        insert into conversation (id, channel, external_id, kind, reference, zone, joined) values
          (1, 'webchat', 'a', 0, '{}', 'Asia/Karachi', 0), (2, 'webchat', 'b', 0, '{}', 'UTC', 0);
        """);

    public Task DisposeAsync()
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        _folder.Delete(recursive: true);
        return Task.CompletedTask;
    }

    [Fact]
    public async Task What_is_kept_comes_back_with_who_and_when_and_starts_after_what_is_there()
    {
        await StatementsAsync(7);
        var kept = await _table.AddAsync(Wanted(filter: "outlet:herald"), "UTC", default);
        var found = await _table.FindAsync(1, 1, default);
        Assert.NotNull(found);
        Assert.Equal(
            (kept.Id, 1, "north-south", "outlet:herald", SubscriptionMode.Alerts, "u1", "Una"),
            (found.Id, found.Number, found.Topic, found.Filter, found.Mode, found.CreatedBy, found.CreatedByName));
        Assert.Equal((_clock.GetUtcNow(), 7L, (DateTimeOffset?)null), (found.Created, found.AfterStatement, found.NextDue));
    }

    [Fact]
    public async Task Numbers_are_counted_in_each_conversation_and_never_used_again()
    {
        await _table.AddAsync(Wanted(), "UTC", default);
        var second = await _table.AddAsync(Wanted(), "UTC", default);
        Assert.Equal(1, (await _table.AddAsync(Wanted(conversation: 2), "UTC", default)).Number);
        await _table.SetStateAsync(second.Id, SubscriptionState.Ended, "unsubscribed by Una", default);
        Assert.Equal(3, (await _table.AddAsync(Wanted(), "UTC", default)).Number);
        Assert.Equal([1, 3], (await _table.ListAsync(1, default)).Select(s => s.Number));
        Assert.Equal("unsubscribed by Una", (await _table.FindAsync(1, 2, default))!.StateReason);
    }

    [Fact]
    public async Task A_digest_is_due_at_its_next_local_hour_and_again_after_a_change_of_zone_or_hour()
    {
        var digest = await _table.AddAsync(Wanted(SubscriptionMode.Digest, "08:00"), "Asia/Karachi", default);
        Assert.Equal(Utc(26, 3, 0), digest.NextDue);
        digest = await _table.ChangeAsync(digest, "Asia/Karachi", "", SubscriptionMode.Digest, "18:30", 127, default);
        Assert.Equal((1, Utc(25, 13, 30)), (digest.Number, digest.NextDue));
        await _table.RescheduleAsync(1, "UTC", default);
        Assert.Equal(Utc(25, 18, 30), (await _table.FindAsync(1, 1, default))!.NextDue);
        digest = await _table.ChangeAsync(digest, "UTC", "", SubscriptionMode.Alerts, null, 127, default);
        Assert.Null(digest.NextDue);
    }

    [Fact]
    public async Task An_unknown_zone_keeps_nothing()
    {
        await Assert.ThrowsAsync<TimeZoneNotFoundException>(
            () => _table.AddAsync(Wanted(SubscriptionMode.Digest, "08:00"), "Mars/Olympus", default));
        Assert.Empty(await _table.ListAsync(1, default));
    }

    [Fact]
    public async Task An_ended_subscription_that_is_revived_announces_nothing_of_the_time_between()
    {
        var digest = await _table.AddAsync(Wanted(SubscriptionMode.Digest, "08:00"), "Asia/Karachi", default);
        await _table.SetStateAsync(digest.Id, SubscriptionState.Ended, null, default);
        Assert.Null((await _table.FindAsync(1, 1, default))!.NextDue);
        await StatementsAsync(3);
        _clock.Advance(TimeSpan.FromDays(2));
        await _table.SetStateAsync(digest.Id, SubscriptionState.Active, null, default);
        var revived = (await _table.FindAsync(1, 1, default))!;
        Assert.Equal((3L, Utc(28, 3, 0)), (revived.AfterStatement, revived.NextDue!.Value));
    }

    [Fact]
    public async Task A_paused_subscription_that_is_revived_goes_on_where_it_stopped()
    {
        var alerts = await _table.AddAsync(Wanted(), "UTC", default);
        await _table.SetStateAsync(alerts.Id, SubscriptionState.Paused, "the channel refused us", default);
        await StatementsAsync(3);
        Assert.Equal("the channel refused us", Assert.Single(await _table.ListAsync(1, default)).StateReason);
        await _table.SetStateAsync(alerts.Id, SubscriptionState.Active, null, default);
        var revived = (await _table.FindAsync(1, 1, default))!;
        Assert.Equal((0L, SubscriptionState.Active, (string?)null), (revived.AfterStatement, revived.State, revived.StateReason));
    }

    [Fact]
    public async Task A_muted_digest_in_a_zone_that_this_machine_lacks_goes_on_by_UTC()
    {
        var digest = await _table.AddAsync(Wanted(SubscriptionMode.Digest, "08:00"), "UTC", default);
        await _table.MuteAsync(digest.Id, _clock.GetUtcNow().AddHours(1), new PersonsAct("u", "Una", "muted"), default);
        await SqlAsync("update conversation set zone = 'Mars/Olympus' where id = 1");
        _clock.Advance(TimeSpan.FromHours(1));
        await _table.ResumeDueAsync(default);
        var resumed = (await _table.FindAsync(1, 1, default))!;
        Assert.Equal((SubscriptionState.Active, Utc(26, 8, 0)), (resumed.State, resumed.NextDue!.Value));
    }

    [Fact]
    public async Task What_cannot_be_taken_up_holds_up_nothing()
    {
        var broken = await _table.AddAsync(Wanted(SubscriptionMode.Digest, "08:00"), "UTC", default);
        var whole = await _table.AddAsync(Wanted(), "UTC", default);
        foreach (var id in new[] { broken.Id, whole.Id })
            await _table.MuteAsync(id, _clock.GetUtcNow().AddHours(1), new PersonsAct("u", "Una", "muted"), default);
        await SqlAsync($"update subscription set at = 'noon' where id = {broken.Id}");
        _clock.Advance(TimeSpan.FromHours(1));
        await _table.ResumeDueAsync(default);
        var states = (await _table.ListAsync(1, default)).Select(s => s.State);
        Assert.Equal([SubscriptionState.Paused, SubscriptionState.Active], states);
    }

    [Fact]
    public async Task Whoever_unsubscribes_in_a_silence_or_just_before_one_is_left_alone()
    {
        var alerts = await _table.AddAsync(Wanted(), "UTC", default);
        await _table.MuteAsync(alerts.Id, _clock.GetUtcNow().AddHours(1), new PersonsAct("u", "Una", "muted"), default);
        await _table.SetStateAsync(alerts.Id, SubscriptionState.Ended, "unsubscribed by Una", default);
        await _table.MuteAsync(alerts.Id, _clock.GetUtcNow().AddHours(1), new PersonsAct("u", "Una", "muted"), default);
        _clock.Advance(TimeSpan.FromHours(1));
        await _table.ResumeDueAsync(default);
        var left = (await _table.FindAsync(1, 1, default))!;
        Assert.Equal((SubscriptionState.Ended, "unsubscribed by Una"), (left.State, left.StateReason));
        Assert.Null(left.PausedUntil);
    }

    [Fact]
    public async Task A_changed_filter_judges_again_what_waits_for_the_next_edition()
    {
        var digest = await _table.AddAsync(Wanted(SubscriptionMode.Digest, "08:00"), "UTC", default);
        await StatementsAsync(2);
        await SqlAsync($"insert into verdict values ({digest.Id}, 1, 0, 'Matched', 0, null, 1), ({digest.Id}, 2, 1, 'Not', 0, null, 1)");
        await _table.ChangeAsync(digest, "UTC", "-outlet:herald", SubscriptionMode.Digest, "08:00", 127, default);
        await using var connection = await _db.OpenAsync(default);
        Assert.Equal([0, 1], await connection.QueryAsync<int>("select revision from verdict order by statement_id"));
    }

    [Fact]
    public async Task The_last_hit_is_when_something_was_sent()
    {
        var first = await _table.AddAsync(Wanted(), "UTC", default);
        var second = await _table.AddAsync(Wanted(), "UTC", default);
        await StatementsAsync(1);
        await SqlAsync(
            $"""
            insert into digest (id, subscription_id, conversation_id, kind, window_key, window_to, composed) values (1, {first.Id}, 1, 0, '1', 0, 0);
            insert into verdict values ({first.Id}, 1, 0, 'Matched', 0, 1, 1), ({second.Id}, 1, 0, 'Matched', 0, 1, 1);
            insert into delivery (digest_id, conversation_id, state, sent) values (1, 1, 2, 1000000);
            """);
        var hits = await _table.LastHitsAsync(1, default);
        Assert.Equal(2, hits.Count);
        Assert.Equal(DateTimeOffset.UnixEpoch.AddSeconds(1), hits[second.Id]);
        Assert.Empty(await _table.LastHitsAsync(2, default));
    }

    private static DateTimeOffset Utc(int day, int hour, int minute) => new(2026, 11, day, hour, minute, 0, TimeSpan.Zero);

    private static NewSubscription Wanted(
        SubscriptionMode mode = SubscriptionMode.Alerts, string? at = null, string filter = "", long conversation = 1) =>
        new(conversation, "north-south", filter, mode, at, 127, "u1", "Una");

    private Task StatementsAsync(int count) => SqlAsync(string.Concat(Enumerable.Range(1, count).Select(i =>
        $"""
        insert into statement (id, speaker_key, speaker_name, type, attribution, said_on, language, words, fingerprint, found, backlog)
        values ({i}, 'ada-brook', 'Ada Brook', 0, 0, '2026-11-25', 'en', 'Words', '', 0, 0);
        """)));

    private async Task SqlAsync(string sql)
    {
        await using var connection = await _db.OpenAsync(default);
        await connection.ExecuteAsync(sql);
    }
}
