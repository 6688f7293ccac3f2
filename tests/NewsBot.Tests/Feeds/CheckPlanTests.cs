using NewsBot.Desk;
using NewsBot.Feeds;
using Xunit;

namespace NewsBot.Tests.Feeds;

public sealed class CheckPlanTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    private static readonly CheckFacts Press = new()
    {
        Url = "https://news.example/feed",
        Class = SourceClass.Press,
        Now = Now,
        NewestItem = Now,
        Quiet = 1,
    };

    [Fact]
    public void The_defaults_are_these()
    {
        Assert.Equal(TimeSpan.FromMinutes(10), Wait(Press));
        Assert.Equal(TimeSpan.FromMinutes(5), Wait(Press with { Quiet = 0 }));
        Assert.Equal(TimeSpan.FromMinutes(5), Wait(Press with { Class = SourceClass.Official, Quiet = 100 }));
        Assert.Equal(TimeSpan.FromMinutes(15), Wait(Press with { Class = SourceClass.Official, NewestItem = Now.AddDays(-20) }));
        Assert.Equal(TimeSpan.FromSeconds(5), Wait(Press with { Sample = true, Quiet = 100 }));
        Assert.Equal((30, 90), (CheckPlan.StaleAfter(SourceClass.Press).Days, CheckPlan.StaleAfter(SourceClass.Official).Days));
    }

    [Theory]
    [InlineData(4, 0, 5)]
    [InlineData(30, 10, 15)]
    [InlineData(30, 600, 50)]
    [InlineData(600, 60, 60)]
    public void A_feed_with_dates_is_visited_by_its_own_rhythm(int minutesBetween, int minutesSilent, int wait) =>
        Assert.Equal(wait, Wait(Press with { Rhythm = TimeSpan.FromMinutes(minutesBetween), NewestItem = Now.AddMinutes(-minutesSilent), Quiet = 50 }).TotalMinutes);

    [Fact]
    public void The_rhythm_is_the_middle_time_between_the_newest_items()
    {
        DateTimeOffset?[] dates = [Now.AddMinutes(-5), Now.AddMinutes(-15), null, Now.AddMinutes(-35), Now.AddDays(-3), Now.AddDays(1)];
        Assert.Equal(TimeSpan.FromMinutes(20), CheckPlan.RhythmOf(dates, Now));
        Assert.Null(CheckPlan.RhythmOf(dates.Take(3), Now));
    }

    [Fact]
    public void A_quiet_feed_is_visited_less_and_less_often_down_to_once_an_hour()
    {
        var waits = new[] { 1, 12, 24, 36, 1000 }.Select(q => Wait(Press with { Quiet = q }).TotalMinutes);
        Assert.Equal([10, 20, 40, 60, 60], waits);
    }

    [Fact]
    public void What_the_publisher_says_is_followed_up_to_an_hour()
    {
        Assert.Equal(TimeSpan.FromMinutes(30), Wait(Press with { TimeToLive = TimeSpan.FromMinutes(30) }));
        Assert.Equal(TimeSpan.FromMinutes(15), Wait(Press with { MaxAge = TimeSpan.FromMinutes(15) }));
        Assert.Equal(TimeSpan.FromHours(1), Wait(Press with { TimeToLive = TimeSpan.FromDays(1) }));
        Assert.Equal(TimeSpan.FromMinutes(5), Wait(Press with { Class = SourceClass.Official, TimeToLive = TimeSpan.FromDays(1) }));
    }

    [Fact]
    public void Failures_double_the_wait_to_six_hours_with_a_spread_that_chance_has_no_part_in()
    {
        var failed = Press with { Problem = FeedProblem.ServerError };
        Assert.InRange(Wait(failed with { Failures = 1 }).TotalMinutes, 4.5, 5.5);
        Assert.InRange(Wait(failed with { Failures = 4 }).TotalMinutes, 36, 44);
        Assert.InRange(Wait(failed with { Failures = 30 }).TotalHours, 5.4, 6.6);
        Assert.Equal(Wait(failed with { Failures = 4 }), Wait(failed with { Failures = 4 }));
        Assert.NotEqual(Wait(failed with { Failures = 4 }), Wait(failed with { Failures = 4, Url = "https://other.example/" }));
        // Whoever follows it is told as soon as of any other that fails; afterwards it has a day.
        Assert.InRange(Wait(failed with { Failures = 1, Problem = FeedProblem.Gone }).TotalMinutes, 4.5, 5.5);
        Assert.InRange(Wait(failed with { Failures = CheckPlan.Hiccups - 1, Problem = FeedProblem.BadAddress }).TotalMinutes, 72, 88);
        Assert.Equal(TimeSpan.FromDays(1), Wait(failed with { Failures = CheckPlan.Hiccups, Problem = FeedProblem.Gone }));
    }

    [Fact]
    public void A_time_to_come_back_is_kept_up_to_a_day()
    {
        Assert.Equal(TimeSpan.FromHours(2), Wait(Press with { RetryAfter = TimeSpan.FromHours(2), Class = SourceClass.Official }));
        Assert.Equal(TimeSpan.FromDays(1), Wait(Press with { RetryAfter = TimeSpan.FromDays(30) }));
    }

    [Fact]
    public void Hours_that_the_publisher_asks_to_skip_are_skipped()
    {
        Assert.Equal(Now.AddHours(2), CheckPlan.Next(Press with { SkipHours = [9, 10] }));
        Assert.Equal(Now.AddMinutes(10), CheckPlan.Next(Press with { SkipHours = [.. Enumerable.Range(0, 24)] }));
    }

    private static TimeSpan Wait(CheckFacts facts) => CheckPlan.Next(facts) - Now;
}
