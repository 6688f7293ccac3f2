using NewsBot.Digests;
using NewsBot.Tests.Subscriptions;
using Xunit;

namespace NewsBot.Tests.Digests;

/// <summary>Which statements share a card.</summary>
public sealed class RoundupTests
{
    private static readonly DateTimeOffset Found = Given.Noon;

    [Theory]
    [InlineData(3, 90, 0)]
    [InlineData(4, 90, 4)]
    [InlineData(40, 90, 40)]
    [InlineData(3, 60, 0)]
    public void Many_alerts_of_the_past_are_one_card_that_says_it_is_late(int count, int minutes, int together)
    {
        var roundups = Roundup.Of(Untold(count), Found.AddMinutes(minutes));
        Assert.Equal(together, roundups.Sum(r => r.Statements.Count));
        Assert.All(roundups, r => Assert.Equal((true, Found), (r.Late, r.Since)));
    }

    [Theory]
    [InlineData(3, 0)]
    [InlineData(4, 4)]
    [InlineData(40, 40)]
    public void More_than_three_at_once_are_one_card_that_says_nothing_of_late(int count, int together)
    {
        var roundups = Roundup.Of(Untold(count), Found.AddMinutes(59));
        Assert.Equal(together, roundups.Sum(r => r.Statements.Count));
        Assert.All(roundups, r => Assert.Equal((false, null), (r.Late, r.Since)));
    }

    [Fact]
    public void What_was_held_back_is_a_card_beside_what_is_new()
    {
        var roundups = Roundup.Of([.. Untold(2, held: true), .. Untold(4, first: 3, minutes: 30)], Found.AddMinutes(40));
        Assert.Equal([[1, 2], [3, 4, 5, 6]], roundups.Select(r => r.Statements));
        Assert.Equal([Found, null], roundups.Select(r => r.Since));
        Assert.DoesNotContain(roundups, r => r.Late);
    }

    [Fact]
    public void What_was_held_back_joins_what_is_late_anyway()
    {
        var roundup = Assert.Single(Roundup.Of([.. Untold(1, held: true), .. Untold(4, first: 2)], Found.AddMinutes(90)));
        Assert.Equal(5, roundup.Statements.Count);
        Assert.True(roundup.Late);
    }

    [Fact]
    public void A_few_of_the_past_and_a_few_that_are_new_are_many_together()
    {
        var roundup = Assert.Single(Roundup.Of([.. Untold(2), .. Untold(2, first: 3, minutes: 80)], Found.AddMinutes(90)));
        Assert.Equal([1L, 2, 3, 4], roundup.Statements);
        Assert.Equal((false, null), (roundup.Late, roundup.Since));
    }

    private static IReadOnlyList<UntoldStatement> Untold(int count, bool held = false, int first = 1, int minutes = 0) =>
        [.. Enumerable.Range(first, count).Select(i => new UntoldStatement(i, Found.AddMinutes(minutes), held))];
}
