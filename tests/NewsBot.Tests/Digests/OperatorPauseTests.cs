using NewsBot.Digests;
using Xunit;

namespace NewsBot.Tests.Digests;

/// <summary>What becomes of what comes while an operator holds a conversation back. The day is a Wednesday and begins at noon, UTC.</summary>
public sealed class OperatorPauseTests : IAsyncLifetime
{
    private readonly Newsroom _newsroom = new();
    private long _here;

    public async Task InitializeAsync() => _here = await _newsroom.ConversationAsync();

    public async Task DisposeAsync() => await _newsroom.DisposeAsync();

    [Fact]
    public async Task What_is_found_in_a_pause_is_one_card_when_it_ends()
    {
        await _newsroom.FollowAsync(_here);
        var missed = await MissedAsync(TimeSpan.FromHours(13));
        Assert.Equal(1, await _newsroom.ComposeAsync());
        var card = Assert.Single(await _newsroom.OwedAsync(_here));
        Assert.Equal((DigestKind.Roundup, true), (card.Kind, card.Late));
        Assert.Equal(missed, Newsroom.Listed(card).Order());
    }

    [Fact]
    public async Task The_hours_of_a_pause_become_one_edition_when_it_ends()
    {
        await _newsroom.DigestAsync(_here);
        var missed = await MissedAsync(TimeSpan.FromDays(1));
        Assert.Equal(1, await _newsroom.ComposeAsync());
        var edition = Assert.Single(await _newsroom.OwedAsync(_here));
        Assert.True(edition.Late);
        Assert.Equal(missed, Newsroom.Listed(edition).Order());
        Assert.Equal(0, await _newsroom.ComposeAsync());
    }

    [Fact]
    public async Task A_correction_that_is_made_in_a_pause_follows_when_it_ends()
    {
        await _newsroom.FollowAsync(_here);
        var statement = await _newsroom.StatementAsync();
        await _newsroom.ComposeAsync();
        await _newsroom.SqlAsync("update delivery set state = 2, next_try = null, sent = @now, read_at = @now", new { now = _newsroom.Clock.GetUtcNow() });
        await PauseAsync(true);
        _newsroom.Clock.Advance(TimeSpan.FromHours(1));
        await _newsroom.SqlAsync(
            """
            insert into correction (statement_id, revision, kind, article_id, was, became, made)
            select statement_id, 2, 0, article_id, '“We talk”', '“We will talk,”', @now from report where statement_id = @statement
            """,
            new { statement, now = _newsroom.Clock.GetUtcNow() });
        Assert.Equal(0, await _newsroom.ComposeAsync());
        await PauseAsync(false);
        Assert.Equal(1, await _newsroom.ComposeAsync());
    }

    private async Task<IReadOnlyList<long>> MissedAsync(TimeSpan apart)
    {
        await PauseAsync(true);
        var missed = new List<long>();
        for (var i = 0; i < 5; i++)
        {
            missed.Add(await _newsroom.StatementAsync());
            Assert.Equal(0, await _newsroom.ComposeAsync());
            _newsroom.Clock.Advance(apart);
            Assert.Equal(0, await _newsroom.ComposeAsync());
        }

        await PauseAsync(false);
        return missed;
    }

    private Task PauseAsync(bool pause) => _newsroom.SqlAsync(
        "update conversation set paused = @at", new { at = pause ? _newsroom.Clock.GetUtcNow() : (DateTimeOffset?)null });
}
