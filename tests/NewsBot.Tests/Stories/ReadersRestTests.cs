using Microsoft.Extensions.Time.Testing;
using NewsBot.Stories.Readings;
using Xunit;

namespace NewsBot.Tests.Stories;

public sealed class ReadersRestTests
{
    private readonly FakeTimeProvider clock = new(new DateTimeOffset(2026, 3, 4, 9, 0, 0, TimeSpan.Zero));
    private int away;

    [Fact]
    public void The_model_is_put_away_once_when_nothing_has_come_for_longer_than_the_patience()
    {
        var rest = new ReadersRest(clock, () => ++away > 0);
        rest.After(3);
        clock.Advance(ReadersRest.Patience);
        rest.After(0);
        Assert.Equal(0, away);
        clock.Advance(TimeSpan.FromSeconds(1));
        rest.After(0);
        rest.After(0);
        Assert.Equal(1, away);
    }

    [Fact]
    public void An_article_in_between_begins_the_wait_anew()
    {
        var rest = new ReadersRest(clock, () => ++away > 0);
        rest.After(1);
        clock.Advance(ReadersRest.Patience);
        rest.After(1);
        clock.Advance(ReadersRest.Patience);
        rest.After(0);
        Assert.Equal(0, away);
    }

    [Fact]
    public void A_model_in_use_is_asked_for_again_at_the_next_run()
    {
        var rest = new ReadersRest(clock, () => ++away > 1);
        rest.After(1);
        clock.Advance(ReadersRest.Patience * 2);
        rest.After(0);
        rest.After(0);
        rest.After(0);
        Assert.Equal(2, away);
    }
}
