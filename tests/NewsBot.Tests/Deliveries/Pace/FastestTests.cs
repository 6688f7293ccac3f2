using NewsBot.Deliveries;
using NewsBot.Torture;
using Xunit;

namespace NewsBot.Tests.Deliveries.Pace;

/// <summary>What the torture holds the outbox against.</summary>
public sealed class FastestTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 25, 12, 0, 0, TimeSpan.Zero);
    private static readonly SendPace Room = new("room", TimeSpan.FromSeconds(1), 3);
    private static readonly SendPace Tenant = new("tenant", TimeSpan.FromSeconds(0.1), 5);

    [Theory]
    [InlineData(1, 0)]
    [InlineData(3, 0)]
    [InlineData(4, 1)]
    [InlineData(10, 7)]
    public void Posts_that_are_owed_together_take_what_is_over_the_burst(int posts, int seconds) =>
        Assert.Equal(Noon.AddSeconds(seconds), Fastest.End(At(Room, posts, 0)));

    [Fact]
    public void A_rest_gives_the_burst_back_and_no_more() =>
        Assert.Equal(Noon.AddSeconds(102), Fastest.End([.. At(Room, 10, 0), .. At(Room, 5, 100)]));

    [Fact]
    public void What_is_owed_late_is_not_made_before() =>
        Assert.Equal(Noon.AddSeconds(8), Fastest.End([.. At(Room, 3, 0), .. At(Room, 1, 8)]));

    [Fact]
    public void The_slowest_key_says_when_the_last_is_made()
    {
        var rooms = Enumerable.Range(0, 40).Select(r => Room with { Key = $"room {r}" }).ToList();
        Assert.Equal(Noon.AddSeconds(11.5), Fastest.End(rooms.SelectMany(r => At(r, 3, 0).Concat(At(Tenant, 3, 0)))));
        Assert.Equal(Noon.AddSeconds(17), Fastest.End([.. At(Tenant, 50, 0), .. At(rooms[0], 20, 0)]));
    }

    private static IEnumerable<LimitedPost> At(SendPace pace, int posts, double seconds) =>
        Enumerable.Repeat(new LimitedPost(pace, Noon.AddSeconds(seconds)), posts);
}
