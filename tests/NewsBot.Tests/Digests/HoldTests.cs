using NewsBot.Conversations;
using NewsBot.Deliveries;
using NewsBot.Deliveries.Ledger;
using NewsBot.Digests;
using NewsBot.Storage;
using Xunit;

namespace NewsBot.Tests.Digests;

/// <summary>A statement that an editor holds is posted nowhere until it is released, and is not lost.</summary>
public sealed class HoldTests : IAsyncLifetime
{
    private readonly Newsroom _newsroom = new();
    private long _here;

    public async Task InitializeAsync() => _here = await _newsroom.ConversationAsync();

    public async Task DisposeAsync() => await _newsroom.DisposeAsync();

    [Fact]
    public async Task What_is_held_before_it_is_told_is_told_when_it_is_released()
    {
        await _newsroom.FollowAsync(_here);
        var held = await _newsroom.StatementAsync();
        var other = await _newsroom.StatementAsync();
        await HoldAsync(held);
        await _newsroom.ComposeAsync();
        Assert.Equal([other], (await _newsroom.OwedAsync(_here)).SelectMany(Newsroom.Listed));
        var audit = await AuditAsync();
        Assert.Equal((2, 1, 1), (audit.Found, audit[Fate.Held], audit[Fate.Owed]));
        Assert.Equal("held by Una", audit.Rows.Single(r => r.Fate == Fate.Held).Reason);

        Assert.True(await _newsroom.Marks.ReleaseAsync(held, default));
        await _newsroom.ComposeAsync();
        Assert.Equal([other, held], (await _newsroom.OwedAsync(_here)).SelectMany(Newsroom.Listed));
        Assert.False(await _newsroom.Marks.ReleaseAsync(held, default));
    }

    [Fact]
    public async Task What_is_held_after_it_was_composed_is_taken_out_and_waits_anew()
    {
        await _newsroom.FollowAsync(_here);
        var held = await _newsroom.StatementAsync();
        await _newsroom.ComposeAsync();
        Assert.Single(await _newsroom.OwedAsync(_here));
        await HoldAsync(held);
        Assert.Equal(1, await SweepAsync());
        Assert.Equal(0, await SweepAsync());
        Assert.Equal(0, await _newsroom.ComposeAsync());
        Assert.Empty(await _newsroom.OwedAsync(_here));
        Assert.Equal(0, await _newsroom.ScalarAsync<long>("select count(*) from digest"));
        Assert.Equal(Fate.Held, Assert.Single((await AuditAsync()).Rows).Fate);
        await _newsroom.Marks.ReleaseAsync(held, default);
        Assert.Equal(1, await _newsroom.ComposeAsync());
        Assert.Equal([held], Newsroom.Listed(Assert.Single(await _newsroom.OwedAsync(_here))));
    }

    [Fact]
    public async Task What_was_sent_stays_as_it_is()
    {
        await _newsroom.FollowAsync(_here);
        var sent = await _newsroom.StatementAsync();
        await _newsroom.ComposeAsync();
        await _newsroom.SqlAsync("update delivery set state = 2, next_try = null, sent = 1");
        await HoldAsync(sent);
        Assert.Equal(0, await SweepAsync());
        Assert.Equal(0, await _newsroom.ComposeAsync());
        Assert.Equal([sent], Newsroom.Listed(Assert.Single(await _newsroom.OwedAsync(_here))));
        Assert.Equal(Fate.Sent, Assert.Single((await AuditAsync()).Rows).Fate);
        var deliveries = new DeliveryTable(_newsroom.Db, _newsroom.Clock, new NodeName("a"));
        Assert.Equal(1, await deliveries.PostedInAsync(sent, default));
    }

    [Fact]
    public async Task An_edition_and_a_card_of_several_come_without_what_is_held()
    {
        await _newsroom.FollowAsync(_here);
        var all = await _newsroom.StatementsAsync(5);
        await HoldAsync(all[0]);
        await _newsroom.ComposeAsync();
        var card = Assert.Single(await _newsroom.OwedAsync(_here));
        Assert.Equal(DigestKind.Roundup, card.Kind);
        Assert.Equal(all.Skip(1), Newsroom.Listed(card).Order());
        await HoldAsync(all[1]);
        Assert.Equal(1, await SweepAsync());
        await _newsroom.ComposeAsync();
        Assert.Equal(all.Skip(2), Newsroom.Listed(Assert.Single(await _newsroom.OwedAsync(_here))).Order());

        var there = await _newsroom.ConversationAsync();
        await _newsroom.DigestAsync(there, at: "13:00");
        var (free, held) = (await _newsroom.StatementAsync(), await _newsroom.StatementAsync());
        await HoldAsync(held);
        await _newsroom.ComposeAsync();
        _newsroom.Clock.Advance(TimeSpan.FromHours(2));
        await _newsroom.ComposeAsync();
        Assert.Equal([free], Newsroom.Listed(Assert.Single(await _newsroom.OwedAsync(there))));
        await _newsroom.Marks.ReleaseAsync(held, default);
        _newsroom.Clock.Advance(TimeSpan.FromHours(24));
        await _newsroom.ComposeAsync();
        Assert.Equal([held], Newsroom.Listed((await _newsroom.OwedAsync(there))[^1]));
    }

    [Fact]
    public async Task A_delivery_with_a_held_statement_cannot_be_claimed()
    {
        await _newsroom.FollowAsync(_here);
        var held = await _newsroom.StatementAsync();
        await _newsroom.ComposeAsync();
        var deliveries = new DeliveryTable(_newsroom.Db, _newsroom.Clock, new NodeName("a"));
        var delivery = Assert.Single(await deliveries.UnfinishedAsync(_here, default));
        await HoldAsync(held);
        Assert.False(await deliveries.ClaimAsync(delivery, default));
        await _newsroom.Marks.ReleaseAsync(held, default);
        Assert.True(await deliveries.ClaimAsync(delivery, default));
    }

    [Fact]
    public async Task What_was_taken_back_gives_its_number_to_no_delivery_of_another_conversation()
    {
        await _newsroom.FollowAsync(_here);
        var held = await _newsroom.StatementAsync();
        await _newsroom.ComposeAsync();
        var deliveries = new DeliveryTable(_newsroom.Db, _newsroom.Clock, new NodeName("a"));
        var gone = Assert.Single(await deliveries.UnfinishedAsync(_here, default));
        await HoldAsync(held);
        Assert.Equal(1, await SweepAsync());
        var there = await _newsroom.ConversationAsync();
        await _newsroom.FollowAsync(there, "river");
        await _newsroom.StatementAsync("river");
        Assert.Equal(1, await _newsroom.ComposeAsync());
        Assert.False(await deliveries.ClaimAsync(gone, default));
        Assert.NotEqual(gone.Id, Assert.Single(await deliveries.UnfinishedAsync(there, default)).Id);
    }

    [Fact]
    public async Task What_may_stand_there_already_is_not_taken_out()
    {
        await _newsroom.FollowAsync(_here);
        var statement = await _newsroom.StatementAsync();
        await _newsroom.ComposeAsync();
        await _newsroom.SqlAsync("update delivery set state = 4, attempts = 1, reason = 3, next_try = @now", new { now = _newsroom.Clock.GetUtcNow() });
        await HoldAsync(statement);
        Assert.Equal(0, await SweepAsync());
        Assert.Equal([statement], Newsroom.Listed(Assert.Single(await _newsroom.OwedAsync(_here))));
    }

    [Fact]
    public async Task A_correction_of_what_is_held_waits()
    {
        await _newsroom.FollowAsync(_here);
        var statement = await _newsroom.StatementAsync();
        await _newsroom.ComposeAsync();
        await _newsroom.SqlAsync("update delivery set state = 2, next_try = null, sent = @now", new { now = _newsroom.Clock.GetUtcNow() });
        _newsroom.Clock.Advance(TimeSpan.FromMinutes(5));
        await _newsroom.CorrectAsync(statement);
        await _newsroom.SqlAsync(
            "insert into correction (statement_id, revision, kind, article_id, was, became, made) values (@statement, 2, 0, 1, 'a', 'b', @now)",
            new { statement, now = _newsroom.Clock.GetUtcNow() });
        await HoldAsync(statement);
        Assert.Equal(0, await _newsroom.ComposeAsync());
        await _newsroom.Marks.ReleaseAsync(statement, default);
        Assert.Equal(1, await _newsroom.ComposeAsync());
    }

    private Task<int> SweepAsync() => new HoldSweep(_newsroom.Db, _newsroom.Clock).RunAsync(default);

    private Task<bool> HoldAsync(long statement) => _newsroom.Marks.HoldAsync(_here, statement, ("u", "Una"), default);

    private async Task<Audit> AuditAsync()
    {
        var conversation = await new ConversationTable(_newsroom.Db, _newsroom.Clock).FindAsync(_here, default);
        return await new AuditTable(_newsroom.Db, _newsroom.Clock)
            .ReadAsync(conversation!, DateTimeOffset.UnixEpoch, _newsroom.Clock.GetUtcNow().AddHours(1), default);
    }
}
