using System.Globalization;
using NewsBot.Commands.Changes;
using NewsBot.Commands.Times;
using NewsBot.Subscriptions;
using Xunit;

namespace NewsBot.Tests.Commands;

public sealed class ChangingTests : IClearedUp
{
    private readonly Room _room = new();

    public ValueTask DisposeAsync() => _room.DisposeAsync();

    [Theory]
    [InlineData("", "speaker:Dar", "speaker:Dar")]
    [InlineData("speaker:Dar", "speaker:\"Marco Rubio\"", "speaker:Dar,\"Marco Rubio\"")]
    [InlineData("speaker:Dar", "speaker:dar", "speaker:Dar")]
    [InlineData("speaker:Dar -outlet:gazette", "speaker:any", "-outlet:gazette")]
    [InlineData("-outlet:gazette", "-outlet:any", "")]
    [InlineData("outlet:gazette,bulletin", "-outlet:gazette", "outlet:bulletin -outlet:gazette")]
    [InlineData("-outlet:gazette", "outlet:gazette", "outlet:gazette")]
    [InlineData("speaker:Dar", "type:direct -term:cricket", "speaker:Dar type:direct -term:cricket")]
    public void A_change_is_written_into_a_filter(string filter, string change, string expected) =>
        Assert.Equal(expected, EditedFilter.Of(filter, change));

    [Theory]
    [InlineData("2h", "2026-11-25T11:00:00Z")]
    [InlineData("for 90 minutes", "2026-11-25T10:30:00Z")]
    [InlineData("3d", "2026-11-28T09:00:00Z")]
    [InlineData("until tomorrow", "2026-11-25T19:00:00Z")]
    [InlineData("until mon", "2026-11-29T19:00:00Z")]
    [InlineData("until 08:00", "2026-11-26T03:00:00Z")]
    [InlineData("until 15:00", "2026-11-25T10:00:00Z")]
    [InlineData("until 2026-12-01", "2026-11-30T19:00:00Z")]
    [InlineData("until 2026-11-01", null)]
    public void A_moment_to_come_is_read_in_the_zone_of_the_conversation(string typed, string? expected)
    {
        Assert.True(Later.TryParse(typed, out var later));
        Assert.Equal(expected is null ? null : DateTimeOffset.Parse(expected, CultureInfo.InvariantCulture), later.After(_room.Clock.GetUtcNow(), "Asia/Karachi"));
        Assert.True(Later.TryParse(later.Write(), out var again));
        Assert.Equal(later, again);
    }

    [Theory]
    [InlineData("")]
    [InlineData("0h")]
    [InlineData("until never")]
    [InlineData("999999d")]
    public void What_is_no_moment_to_come_is_none(string typed) => Assert.False(Later.TryParse(typed, out _));

    [Fact]
    public async Task Edit_changes_one_subscription_announces_it_and_can_be_taken_back()
    {
        await _room.SayAsync("subscribe pak-us speaker:\"Ann Brook\"");
        var answer = await _room.SayAsync("edit #1 -outlet:gazette", "Omar");
        Assert.Contains("Omar changed #1", answer, StringComparison.Ordinal);
        Assert.Equal("speaker:\"Ann Brook\" -outlet:gazette", Assert.Single(await _room.FollowedAsync()).Filter);
        var undo = Assert.Single(answer.Split('\n'), l => l.StartsWith("[edit #1 to", StringComparison.Ordinal)).Trim('[', ']');
        await _room.SayAsync(undo);
        Assert.Equal("speaker:\"Ann Brook\"", Assert.Single(await _room.FollowedAsync()).Filter);
    }

    [Fact]
    public async Task Edit_makes_a_digest_of_alerts_and_back()
    {
        await _room.SayAsync("subscribe pak-us");
        var answer = await _room.SayAsync("edit #1 as:digest at:07:30 days:mon-fri");
        var digest = Assert.Single(await _room.FollowedAsync());
        Assert.Equal((SubscriptionMode.Digest, "07:30", 31), (digest.Mode, digest.At, digest.Days));
        Assert.NotNull(digest.NextDue);
        var undo = Assert.Single(answer.Split('\n'), l => l.StartsWith("[edit #1 to", StringComparison.Ordinal)).Trim('[', ']');
        await _room.SayAsync(undo);
        var alerts = Assert.Single(await _room.FollowedAsync());
        Assert.Equal((SubscriptionMode.Alerts, (DateTimeOffset?)null), (alerts.Mode, alerts.NextDue));
    }

    [Theory]
    [InlineData("edit", "by its number")]
    [InlineData("edit #1", "Change what?")]
    [InlineData("edit #7 -outlet:gazette", "no #7")]
    [InlineData("edit #1 type:nonsense", "Nothing was changed")]
    [InlineData("edit #1 nonsense", "does not belong")]
    [InlineData("edit #1 days:mon", "[edit #1 as:digest at:08:00 days:mon]")]
    public async Task An_edit_that_cannot_be_made_says_why_and_changes_nothing(string line, string says)
    {
        await _room.SayAsync("subscribe pak-us");
        Assert.Contains(says, await _room.SayAsync(line), StringComparison.Ordinal);
        Assert.Equal("", Assert.Single(await _room.FollowedAsync()).Filter);
    }

    [Fact]
    public async Task A_subscription_without_a_topic_is_not_edited_into_one_for_everything()
    {
        await _room.SayAsync("subscribe speaker:\"Ann Brook\"");
        Assert.Contains("follow everything", await _room.SayAsync("edit #1 speaker:any"), StringComparison.Ordinal);
        Assert.NotEqual("", Assert.Single(await _room.FollowedAsync()).Filter);
    }

    [Fact]
    public async Task Mute_pauses_until_its_time_and_unmute_ends_it_earlier()
    {
        await _room.SayAsync("subscribe pak-us");
        await _room.SayAsync("subscribe intra-afghan");
        var answer = await _room.SayAsync("mute #1 2h", "Omar");
        Assert.Contains("Omar muted #1 Pakistan–US talks until Wed 25 Nov 2026, 16:00 PKT", answer, StringComparison.Ordinal);
        Assert.Contains("[unmute #1]", answer, StringComparison.Ordinal);
        Assert.Equal([SubscriptionState.Paused, SubscriptionState.Active], (await _room.FollowedAsync()).Select(s => s.State));
        Assert.Contains("paused", await _room.SayAsync("list"), StringComparison.Ordinal);

        _room.Clock.Advance(TimeSpan.FromMinutes(119));
        await _room.Subscriptions.ResumeDueAsync(default);
        Assert.Equal(SubscriptionState.Paused, (await _room.FollowedAsync())[0].State);
        _room.Clock.Advance(TimeSpan.FromMinutes(1));
        await _room.Subscriptions.ResumeDueAsync(default);
        Assert.All(await _room.FollowedAsync(), s => Assert.Equal((SubscriptionState.Active, (DateTimeOffset?)null), (s.State, s.PausedUntil)));

        await _room.SayAsync("mute until mon");
        Assert.All(await _room.FollowedAsync(), s => Assert.Equal(SubscriptionState.Paused, s.State));
        Assert.Contains("What was found meanwhile comes now", await _room.SayAsync("unmute"), StringComparison.Ordinal);
        Assert.All(await _room.FollowedAsync(), s => Assert.Equal(SubscriptionState.Active, s.State));
    }

    [Theory]
    [InlineData("edit #1 -outlet:gazette", "Changed: #1")]
    [InlineData("digest at 08:00", "Digest off")]
    [InlineData("timezone Asia/Kabul", "Time zone: Asia/Karachi")]
    [InlineData("mute 2h", "No longer muted")]
    [InlineData("settings changes:owners", "anyone")]
    [InlineData("subscribe intra-afghan", "ended #2")]
    [InlineData("unsubscribe #1", "#1 is followed again")]
    public async Task A_typed_undo_takes_back_the_newest_change_and_not_an_older_one(string change, string taken)
    {
        await _room.SayAsync("subscribe pak-us");
        await _room.SayAsync("unsubscribe #1");
        await _room.SayAsync("undo");
        await _room.SayAsync(change);
        Assert.Contains(taken, await _room.SayAsync("undo"), StringComparison.Ordinal);
        var left = Assert.Single(await _room.FollowedAsync());
        Assert.Equal((1, "", SubscriptionState.Active), (left.Number, left.Filter, left.State));
    }

    [Fact]
    public async Task Undo_is_for_ten_minutes_and_takes_no_words()
    {
        await _room.SayAsync("subscribe pak-us");
        Assert.Contains("does not belong", await _room.SayAsync("undo #1"), StringComparison.Ordinal);
        _room.Clock.Advance(TimeSpan.FromMinutes(11));
        Assert.Contains("Nothing to take back", await _room.SayAsync("undo"), StringComparison.Ordinal);
        Assert.Single(await _room.FollowedAsync());
    }

    [Theory]
    [InlineData("mute", "For how long?")]
    [InlineData("mute whenever", "I do not know the time")]
    [InlineData("mute #9 2h", "no #9")]
    [InlineData("unmute", "Nothing is muted")]
    public async Task A_mute_that_cannot_be_made_asks_or_says_why(string line, string says)
    {
        await _room.SayAsync("subscribe pak-us");
        Assert.Contains(says, await _room.SayAsync(line), StringComparison.Ordinal);
        Assert.Equal(SubscriptionState.Active, Assert.Single(await _room.FollowedAsync()).State);
    }
}
