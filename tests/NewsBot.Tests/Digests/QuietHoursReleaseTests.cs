using NewsBot.Conversations;
using NewsBot.Deliveries;
using NewsBot.Digests;
using Xunit;

namespace NewsBot.Tests.Digests;

/// <summary>Quiet hours from 13:00 to 15:00 UTC, on a Wednesday that begins at noon.</summary>
public sealed class QuietHoursReleaseTests : IAsyncLifetime
{
    private readonly Newsroom _newsroom = new();
    private long _here;

    public async Task InitializeAsync()
    {
        _here = await _newsroom.ConversationAsync();
        await _newsroom.FollowAsync(_here);
        await new ConversationTable(_newsroom.Db, _newsroom.Clock).SetQuietAsync(_here, new QuietHours(new TimeOnly(13, 0), new TimeOnly(15, 0)), default);
    }

    public async Task DisposeAsync() => await _newsroom.DisposeAsync();

    [Fact]
    public async Task What_is_found_in_quiet_hours_comes_at_their_end_as_one_card()
    {
        _newsroom.Clock.Advance(TimeSpan.FromMinutes(70));
        var held = await _newsroom.StatementsAsync(2);
        Assert.Equal(0, await _newsroom.ComposeAsync());
        _newsroom.Clock.Advance(TimeSpan.FromMinutes(109));
        Assert.Equal(0, await _newsroom.ComposeAsync());
        _newsroom.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(1, await _newsroom.ComposeAsync());
        var card = Assert.Single(await _newsroom.OwedAsync(_here));
        Assert.Equal((DigestKind.Roundup, false), (card.Kind, card.Late));
        Assert.Equal(held.Order(), Newsroom.Listed(card).Order());
        Assert.Equal(0, await _newsroom.ComposeAsync());
    }

    [Fact]
    public async Task Corrections_of_quiet_hours_stand_on_the_same_card_and_are_told_once()
    {
        var told = await ToldAsync();
        _newsroom.Clock.Advance(TimeSpan.FromMinutes(70));
        await CorrectAsync(told);
        var held = await _newsroom.StatementAsync();
        Assert.Equal(0, await _newsroom.ComposeAsync());
        _newsroom.Clock.Advance(TimeSpan.FromMinutes(110));
        Assert.Equal(1, await _newsroom.ComposeAsync());
        Assert.Equal(0, await _newsroom.ComposeAsync());
        var card = (await _newsroom.OwedAsync(_here))[^1];
        Assert.Equal(DigestKind.Roundup, card.Kind);
        Assert.Equal("Corrections", card.Topics[0].Name);
        Assert.Equal([told, held], Newsroom.Listed(card));
        Assert.Equal(0, await _newsroom.ScalarAsync<int>("select count(*) from delivery y join digest d on d.id = y.digest_id where d.kind = 2"));
    }

    [Fact]
    public async Task A_correction_that_an_editor_takes_from_the_card_is_told_once_its_statement_is_released()
    {
        var told = await ToldAsync();
        _newsroom.Clock.Advance(TimeSpan.FromMinutes(70));
        await CorrectAsync(told);
        var other = await _newsroom.StatementAsync();
        _newsroom.Clock.Advance(TimeSpan.FromMinutes(110));
        Assert.Equal(1, await _newsroom.ComposeAsync());
        Assert.True(await _newsroom.Marks.HoldAsync(_here, told, ("u", "Una"), default));
        Assert.Equal(1, await new HoldSweep(_newsroom.Db, _newsroom.Clock).RunAsync(default));
        Assert.Equal([other], Newsroom.Listed((await _newsroom.OwedAsync(_here))[^1]));
        Assert.Equal(0, await _newsroom.ComposeAsync());
        await _newsroom.Marks.ReleaseAsync(told, default);
        Assert.Equal(1, await _newsroom.ComposeAsync());
        var correction = (await _newsroom.OwedAsync(_here))[^1];
        Assert.Equal(DigestKind.Correction, correction.Kind);
        Assert.Equal([told], Newsroom.Listed(correction));
        Assert.Equal(0, await _newsroom.ComposeAsync());
    }

    [Fact]
    public async Task The_same_two_statements_that_are_corrected_in_two_nights_are_told_of_twice()
    {
        var told = new[] { await ToldAsync(), await ToldAsync() };
        for (var night = 0; night < 2; night++)
        {
            _newsroom.Clock.SetUtcNow(Subscriptions.Given.Noon.AddDays(night).AddMinutes(70));
            await CorrectAsync(told[0]);
            await CorrectAsync(told[1]);
            Assert.Equal(0, await _newsroom.ComposeAsync());
            _newsroom.Clock.Advance(TimeSpan.FromMinutes(110));
            Assert.Equal(1, await _newsroom.ComposeAsync());
            await _newsroom.SqlAsync("update delivery set state = 2, sent = @now where state = 0", new { now = _newsroom.Clock.GetUtcNow() });
        }
    }

    [Fact]
    public async Task A_correction_alone_waits_for_the_end_of_the_quiet_hours_and_follows_its_alert()
    {
        var told = await ToldAsync();
        _newsroom.Clock.Advance(TimeSpan.FromMinutes(70));
        await CorrectAsync(told);
        Assert.Equal(0, await _newsroom.ComposeAsync());
        _newsroom.Clock.Advance(TimeSpan.FromMinutes(110));
        Assert.Equal(1, await _newsroom.ComposeAsync());
        Assert.Equal(DigestKind.Correction, (await _newsroom.OwedAsync(_here))[^1].Kind);
    }

    [Fact]
    public async Task What_was_found_just_before_the_quiet_hours_and_not_composed_waits_on_the_same_card()
    {
        _newsroom.Clock.Advance(TimeSpan.FromMinutes(59));
        var before = await _newsroom.StatementAsync();
        _newsroom.Clock.Advance(TimeSpan.FromMinutes(2));
        var within = await _newsroom.StatementAsync();
        Assert.Equal(0, await _newsroom.ComposeAsync());
        _newsroom.Clock.Advance(TimeSpan.FromMinutes(119));
        Assert.Equal(1, await _newsroom.ComposeAsync());
        Assert.Equal([before, within], Newsroom.Listed(Assert.Single(await _newsroom.OwedAsync(_here))).Order());
    }

    private async Task<long> ToldAsync()
    {
        var statement = await _newsroom.StatementAsync();
        await _newsroom.ComposeAsync();
        await _newsroom.SqlAsync("update delivery set state = 2, sent = @now where state = 0", new { now = _newsroom.Clock.GetUtcNow() });
        return statement;
    }

    private async Task CorrectAsync(long statement)
    {
        await _newsroom.CorrectAsync(statement);
        await _newsroom.SqlAsync(
            """
            insert into correction (statement_id, revision, kind, article_id, was, became, made)
            select id, revision, 0, 1, 'a', 'b', @now from statement where id = @statement
            """,
            new { statement, now = _newsroom.Clock.GetUtcNow() });
    }

    [Fact]
    public async Task One_alone_comes_as_the_alert_that_it_is_and_what_is_found_outside_is_not_held()
    {
        await _newsroom.StatementAsync();
        Assert.Equal(1, await _newsroom.ComposeAsync());
        _newsroom.Clock.Advance(TimeSpan.FromMinutes(70));
        await _newsroom.StatementAsync();
        _newsroom.Clock.Advance(TimeSpan.FromMinutes(110));
        Assert.Equal(1, await _newsroom.ComposeAsync());
        Assert.All(await _newsroom.OwedAsync(_here), d => Assert.Equal(DigestKind.Alert, d.Kind));
    }
}
