using NewsBot.Articles;
using Xunit;

namespace NewsBot.Tests.Articles;

public sealed class RefetchPlanTests
{
    private static readonly DateTimeOffset Found = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Looks_are_dense_in_the_first_hours_then_thin_and_end()
    {
        var looks = new List<TimeSpan>();
        for (var at = RefetchPlan.Next(Found, backlog: false, changed: false, Found); at is { } look; at = RefetchPlan.Next(Found, backlog: false, changed: false, look))
            looks.Add(look - Found);
        Assert.Equal([10, 20], looks.Take(2).Select(l => (int)l.TotalMinutes));
        Assert.InRange(looks.Count(l => l <= TimeSpan.FromHours(3)), 6, 8);
        Assert.InRange(looks.Count, 12, 15);
        Assert.InRange(looks[^1], RefetchPlan.Watched, RefetchPlan.Watched + RefetchPlan.Longest);
    }

    [Fact]
    public void A_page_that_is_another_one_at_each_look_is_not_looked_at_every_ten_minutes()
    {
        var looks = 0;
        for (var at = RefetchPlan.Next(Found, backlog: false, changed: true, Found); at is { } look; at = RefetchPlan.Next(Found, backlog: false, changed: true, look))
            looks++;
        Assert.InRange(looks, 15, 30);
    }

    [Fact]
    public void A_change_brings_the_next_look_near_and_backlog_has_none()
    {
        Assert.Equal(Found.AddMinutes(30) + RefetchPlan.Soonest, RefetchPlan.Next(Found, backlog: false, changed: true, Found.AddMinutes(30)));
        Assert.Null(RefetchPlan.Next(Found, backlog: true, changed: true, Found));
    }
}
