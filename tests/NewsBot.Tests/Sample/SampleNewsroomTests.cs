using System.Net;
using System.Net.Sockets;
using NewsBot.Desk;
using NewsBot.Sample;
using NewsBot.Subscriptions;
using NewsBot.Tests.Stories;
using Xunit;

namespace NewsBot.Tests.Sample;

public sealed class SampleNewsroomTests
{
    [Fact]
    public async Task It_opens_with_a_backlog_and_names_its_sources_as_samples()
    {
        await using var open = await OpenNewsroom.AtSpeedAsync(1);

        Assert.Equal(0, open.Newsroom.Released);
        Assert.Equal(7, open.Newsroom.Sources.Count);
        Assert.All(open.Newsroom.Sources, s => Assert.True(s.Sample));
        Assert.All(open.Newsroom.Sources, s => Assert.StartsWith($"http://{open.Newsroom.Authority}/{s.Key}/feed", Assert.Single(s.Feeds)));
        Assert.Equal(2, open.Newsroom.Sources.Count(s => s.Class == SourceClass.Official));
        Assert.Equal("ur", open.Newsroom.Sources.Single(s => s.Key == "naya-parao").Language);
    }

    [Fact]
    public async Task Steps_come_out_by_the_clock_and_then_the_day_is_over()
    {
        await using var open = await OpenNewsroom.AtSpeedAsync(1);

        open.Clock.Advance(ReleasePlan.First - TimeSpan.FromSeconds(1));
        Assert.Equal(0, open.Newsroom.Released);
        open.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(1, open.Newsroom.Released);
        open.Clock.Advance(ReleasePlan.Interval);
        Assert.Equal(2, open.Newsroom.Released);
        Assert.Contains("More will be published", await open.TextAsync("/"));
        open.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(SampleNewsroom.Steps, open.Newsroom.Released);
        Assert.True(open.Newsroom.DayIsOver);
        Assert.Contains("day is over", open.Newsroom.Ending, StringComparison.Ordinal);
        Assert.Contains("day is over", await open.TextAsync("/"));
    }

    [Fact]
    public async Task The_first_statement_on_a_topic_comes_within_half_a_minute_and_the_day_ends_within_ten()
    {
        await using var open = await OpenNewsroom.AtSpeedAsync(1);

        open.Clock.Advance(TimeSpan.FromSeconds(30));
        Assert.Contains("standing channel that meets every quarter", await open.TextAsync("/margalla-wire/standing-channel"));
        for (var second = 30; second < 600; second++)
            open.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.True(open.Newsroom.DayIsOver);
    }

    [Fact]
    public async Task The_day_waits_for_somebody_who_follows_something_however_late()
    {
        await using var open = await OpenNewsroom.AtSpeedAsync(1, begin: false);
        await using var db = new StoredNewsroom();
        var subscriptions = new SubscriptionTable(db.Db, open.Clock);
        using var first = new FirstFollower(open.Newsroom, subscriptions, open.Clock);
        await first.StartAsync(default);
        open.Clock.Advance(TimeSpan.FromHours(9));
        Assert.Equal(0, open.Newsroom.Released);
        Assert.Contains("when somebody follows", await open.TextAsync("/"));

        await db.ExecuteAsync(
            "insert into conversation (channel, external_id, kind, reference, zone, zone_source, joined) values ('test', 'c', 2, '{}', 'UTC', 0, @now)",
            new { now = open.Clock.GetUtcNow() });
        await subscriptions.AddAsync(
            new NewSubscription(1, "pak-us", "", SubscriptionMode.Alerts, null, DeliveryHour.EveryDay, "u", "Una"), "UTC", default);
        while (!first.ExecuteTask!.IsCompleted)
        {
            open.Clock.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        open.Clock.Advance(ReleasePlan.First);
        Assert.InRange(open.Newsroom.Released, 1, SampleNewsroom.Steps);
    }

    [Fact]
    public async Task A_higher_speed_shortens_the_waits()
    {
        await using var open = await OpenNewsroom.AtSpeedAsync(10);

        open.Clock.Advance(ReleasePlan.First / 10);
        Assert.Equal(1, open.Newsroom.Released);
        open.Clock.Advance(ReleasePlan.Interval / 10);
        Assert.Equal(2, open.Newsroom.Released);
    }

    [Fact]
    public async Task At_speed_nought_only_a_hand_releases()
    {
        await using var open = await OpenNewsroom.AtSpeedAsync(0);

        open.Clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal(0, open.Newsroom.Released);
        open.Newsroom.Release(3);
        Assert.Equal(3, open.Newsroom.Released);
        open.Newsroom.Release(2);
        Assert.Equal(3, open.Newsroom.Released);
        open.Newsroom.Release(int.MaxValue);
        Assert.True(open.Newsroom.DayIsOver);
    }

    [Fact]
    public async Task A_restart_keeps_port_dates_and_what_was_released()
    {
        await using var open = await OpenNewsroom.AtSpeedAsync(1);
        open.Clock.Advance(TimeSpan.FromMinutes(2));
        var released = open.Newsroom.Released;
        var authority = open.Newsroom.Authority;
        var feed = await open.TextAsync("/margalla-wire/feed.rss");

        open.Clock.Advance(TimeSpan.FromSeconds(3));
        await open.RestartAsync(speed: 1);

        Assert.Equal(authority, open.Newsroom.Authority);
        Assert.Equal(released, open.Newsroom.Released);
        Assert.Equal(feed, await open.TextAsync("/margalla-wire/feed.rss"));
        open.Clock.Advance(ReleasePlan.First);
        Assert.Equal(released + 1, open.Newsroom.Released);
    }

    [Fact]
    public async Task Time_that_passed_while_it_was_closed_releases_nothing()
    {
        await using var open = await OpenNewsroom.AtSpeedAsync(1);
        open.Clock.Advance(ReleasePlan.First);
        await open.Newsroom.DisposeAsync();
        open.Clock.Advance(TimeSpan.FromDays(2));
        await open.RestartAsync(speed: 1);

        Assert.Equal(1, open.Newsroom.Released);
    }

    [Fact]
    public async Task When_the_port_of_the_last_time_is_taken_another_is_used()
    {
        await using var open = await OpenNewsroom.AtSpeedAsync(0);
        var before = open.Newsroom.Address;
        await open.Newsroom.DisposeAsync();
        using var squatter = new TcpListener(IPAddress.Loopback, before.Port);
        squatter.Start();

        await open.RestartAsync(speed: 0);

        Assert.NotEqual(before.Port, open.Newsroom.Address.Port);
        Assert.Contains("[Sample]", await open.TextAsync("/"));
    }

    [Fact]
    public async Task A_configured_port_that_is_taken_is_an_error()
    {
        await using var open = await OpenNewsroom.AtSpeedAsync(0);
        var settings = OpenNewsroom.Settings(("sample:port", open.Newsroom.Address.Port.ToString(System.Globalization.CultureInfo.InvariantCulture)));

        await Assert.ThrowsAnyAsync<IOException>(() => SampleNewsroom.StartAsync(open.DataFolder, settings, open.Clock));
    }

    [Theory]
    [InlineData("sample-speed", "fast")]
    [InlineData("sample-speed", "-1")]
    [InlineData("sample-speed", "NaN")]
    [InlineData("sample-speed", "1,5")]
    [InlineData("sample:port", "70000")]
    [InlineData("sample:port", "http")]
    public async Task A_setting_that_makes_no_sense_is_refused_with_its_name(string key, string value)
    {
        var folder = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());

        var refusal = await Assert.ThrowsAsync<FormatException>(
            () => SampleNewsroom.StartAsync(folder, OpenNewsroom.Settings((key, value)), TimeProvider.System));

        Assert.Contains(key, refusal.Message);
        Assert.False(Directory.Exists(folder));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("""{"port":0,"started":"2026-01-01T00:00:00Z","released":[]}""")]
    [InlineData("""{"port":5,"started":"2026-01-01T00:00:00Z","released":null}""")]
    public async Task A_state_file_that_cannot_be_read_begins_a_new_day(string content)
    {
        await using var open = await OpenNewsroom.AtSpeedAsync(0);
        open.Newsroom.Release(2);
        await open.Newsroom.DisposeAsync();
        await File.WriteAllTextAsync(NewsroomState.FileIn(open.DataFolder), content);

        await open.RestartAsync(speed: 0);

        Assert.Equal(0, open.Newsroom.Released);
    }
}
