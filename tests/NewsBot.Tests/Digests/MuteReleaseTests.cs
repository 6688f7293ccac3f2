using NewsBot.Digests;
using NewsBot.Subscriptions;
using Xunit;

namespace NewsBot.Tests.Digests;

/// <summary>What becomes of what a silence held back. The day is a Wednesday and begins at noon, UTC.</summary>
public sealed class MuteReleaseTests : IAsyncLifetime
{
    private readonly Newsroom _newsroom = new();
    private long _here;

    public async Task InitializeAsync() => _here = await _newsroom.ConversationAsync();

    public async Task DisposeAsync() => await _newsroom.DisposeAsync();

    [Theory]
    [InlineData(1, 10)]
    [InlineData(2, 3)]
    public async Task What_is_found_in_a_silence_comes_at_its_end_as_one_card(int hours, int found)
    {
        var alerts = await _newsroom.FollowAsync(_here);
        await MuteAsync(alerts, TimeSpan.FromHours(hours));
        _newsroom.Clock.Advance(TimeSpan.FromMinutes(5));
        var held = await _newsroom.StatementsAsync(found);
        Assert.Equal(0, await _newsroom.ComposeAsync());
        _newsroom.Clock.Advance(TimeSpan.FromHours(hours));
        Assert.Equal(1, await _newsroom.ComposeAsync());
        var card = Assert.Single(await _newsroom.OwedAsync(_here));
        Assert.Equal((DigestKind.Roundup, false), (card.Kind, card.Late));
        Assert.Equal(held.Order(), Newsroom.Listed(card).Order());
        await _newsroom.StatementAsync();
        Assert.Equal(1, await _newsroom.ComposeAsync());
        Assert.Equal(DigestKind.Alert, (await _newsroom.OwedAsync(_here))[^1].Kind);
    }

    [Fact]
    public async Task A_silence_that_is_ended_early_or_made_longer_holds_what_was_found_in_all_of_it()
    {
        var alerts = await _newsroom.FollowAsync(_here);
        await MuteAsync(alerts, TimeSpan.FromHours(1));
        var held = await _newsroom.StatementsAsync(2);
        _newsroom.Clock.Advance(TimeSpan.FromMinutes(10));
        await MuteAsync(alerts, TimeSpan.FromHours(8));
        _newsroom.Clock.Advance(TimeSpan.FromMinutes(10));
        await _newsroom.Subscriptions.SetStateAsync(alerts.Id, SubscriptionState.Active, null, default);
        var fresh = await _newsroom.StatementAsync();
        Assert.Equal(2, await _newsroom.ComposeAsync());
        var owed = await _newsroom.OwedAsync(_here);
        Assert.Equal(held.Order(), Newsroom.Listed(owed[0]).Order());
        Assert.Equal((DigestKind.Alert, fresh), (owed[1].Kind, Newsroom.Listed(owed[1]).Single()));
    }

    [Fact]
    public async Task What_another_subscription_told_meanwhile_is_not_told_again()
    {
        var muted = await _newsroom.FollowAsync(_here);
        await _newsroom.FollowAsync(_here, topic: "", filter: "speaker:brook");
        await MuteAsync(muted, TimeSpan.FromHours(1));
        await _newsroom.StatementsAsync(4);
        Assert.Equal(1, await _newsroom.ComposeAsync());
        await _newsroom.StatementsAsync(3);
        Assert.Equal(3, await _newsroom.ComposeAsync());
        _newsroom.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(0, await _newsroom.ComposeAsync());
        Assert.Equal(Enumerable.Range(1, 7).Select(i => (long)i), (await _newsroom.OwedAsync(_here)).SelectMany(Newsroom.Listed).Order());
    }

    [Fact]
    public async Task An_edition_whose_hour_falls_into_a_silence_comes_at_its_end_and_says_that_it_is_late()
    {
        var digest = await _newsroom.DigestAsync(_here, at: "12:30");
        await MuteAsync(digest, TimeSpan.FromHours(2));
        var found = await _newsroom.StatementAsync();
        _newsroom.Clock.Advance(TimeSpan.FromMinutes(31));
        Assert.Equal(0, await _newsroom.ComposeAsync());
        _newsroom.Clock.Advance(TimeSpan.FromMinutes(89));
        Assert.Equal(1, await _newsroom.ComposeAsync());
        var edition = Assert.Single(await _newsroom.OwedAsync(_here));
        Assert.True(edition.Late);
        Assert.Equal([found], Newsroom.Listed(edition));
        Assert.Equal(
            new DateTimeOffset(2026, 11, 26, 12, 30, 0, TimeSpan.Zero), (await _newsroom.Subscriptions.FindAsync(_here, 1, default))!.NextDue);
    }

    private Task MuteAsync(Subscription subscription, TimeSpan length) =>
        _newsroom.Subscriptions.MuteAsync(subscription.Id, _newsroom.Clock.GetUtcNow() + length, new PersonsAct("u", "Una", "muted"), default);
}
