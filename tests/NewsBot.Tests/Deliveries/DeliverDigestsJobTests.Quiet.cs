using NewsBot.Conversations;
using Xunit;

namespace NewsBot.Tests.Deliveries;

/// <summary>What becomes of what quiet hours hold when they are changed or taken away.</summary>
public sealed partial class DeliverDigestsJobTests
{
    private static readonly QuietHours _aroundNoon = new(new TimeOnly(11, 0), new TimeOnly(13, 0));

    [Fact]
    public async Task What_quiet_hours_held_comes_when_they_are_taken_away_and_keeps_nothing_waiting()
    {
        await NoticeAsync();
        await _conversations.SetQuietAsync(_here, _aroundNoon, default);
        Assert.Equal(0, await RunAsync());
        await _conversations.SetQuietAsync(_here, null, default);
        await OwedAsync();
        Assert.Equal(2, await RunAsync());
    }

    [Fact]
    public async Task What_quiet_hours_held_comes_when_it_is_another_hour_there_by_a_new_zone()
    {
        await NoticeAsync();
        await _conversations.SetQuietAsync(_here, _aroundNoon, default);
        Assert.Equal(0, await RunAsync());
        await _conversations.SetZoneAsync(_here, "Asia/Karachi", ZoneSource.Set, default);
        Assert.Equal(1, await RunAsync());
    }

    [Fact]
    public async Task What_quiet_hours_held_waits_for_the_end_of_those_that_take_their_place()
    {
        await NoticeAsync();
        await _conversations.SetQuietAsync(_here, _aroundNoon, default);
        Assert.Equal(0, await RunAsync());
        await _conversations.SetQuietAsync(_here, new QuietHours(new TimeOnly(11, 0), new TimeOnly(12, 30)), default);
        Assert.Equal(0, await RunAsync());
        _newsroom.Clock.Advance(TimeSpan.FromMinutes(30));
        Assert.Equal(1, await RunAsync());
    }

    [Fact]
    public async Task Quiet_hours_that_are_taken_away_bring_forward_nothing_that_waits_for_the_channel()
    {
        await NoticeAsync();
        _channel.Fail(Answers.Of(429, "", ("Retry-After", "600")));
        Assert.Equal(0, await RunAsync());
        var next = await _newsroom.ScalarAsync<long>("select next_try from delivery");
        await _conversations.SetQuietAsync(_here, _aroundNoon, default);
        await RunAsync();
        await _conversations.SetQuietAsync(_here, null, default);
        Assert.Equal(next, await _newsroom.ScalarAsync<long>("select next_try from delivery"));
    }

    [Fact]
    public async Task Quiet_hours_that_are_taken_away_while_posts_are_made_hold_nothing_any_more()
    {
        await NoticeAsync();
        await _conversations.SetQuietAsync(_here, _aroundNoon, default);
        var before = (await _conversations.FindAsync(_here, default))!;
        await _conversations.SetQuietAsync(_here, null, default);
        await _deliveries.HoldAsync(await _newsroom.ScalarAsync<long>("select id from delivery"), before, _newsroom.Clock.GetUtcNow().AddHours(1));
        Assert.Equal(1, await RunAsync());
    }

    [Fact]
    public async Task A_note_under_a_post_is_not_made_in_quiet_hours_and_the_post_says_it_all_the_same()
    {
        await _newsroom.SqlAsync("update conversation set kind = 2 where id = @_here", new { _here });
        var statement = await OwedAsync();
        await RunAsync();
        await _newsroom.JoinAsync(statement, "bulletin");
        await RunAsync();
        Assert.Equal((2, 1), (_channel.Posts.Count, _channel.Edits.Count));
        await _conversations.SetQuietAsync(_here, _aroundNoon, default);
        await _newsroom.JoinAsync(statement, "gazette");
        await RunAsync();
        Assert.Equal((2, 2), (_channel.Posts.Count, _channel.Edits.Count));
    }

    private async Task NoticeAsync()
    {
        await OwedAsync();
        await _newsroom.SqlAsync("update digest set kind = 3");
        await _newsroom.SqlAsync("insert into notice (digest_id, title, body) select id, 'Down', 'It is silent.' from digest");
    }
}
