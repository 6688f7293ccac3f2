using NewsBot.Conversations;
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
