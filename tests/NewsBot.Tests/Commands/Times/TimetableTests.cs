using NewsBot.Commands.Changes;
using NewsBot.Commands.Lines;
using Xunit;

namespace NewsBot.Tests.Commands.Times;

public sealed class TimetableTests
{
    [Theory]
    [InlineData("digest at 8 but not on weekends", "digest at 08:00 mon-fri")]
    [InlineData("digest at 9 except sunday", "digest at 09:00 mon-sat")]
    [InlineData("digest at 9 mon-fri except wednesday and thursday in Karachi", "digest at 09:00 mon,tue,fri in Karachi")]
    [InlineData("digest every day without sat, sun at 8", "digest at 08:00 mon-fri")]
    [InlineData("weekly digest on monday at 9", "digest at 09:00 mon")]
    public void Days_are_left_out_by_name(string line, string meant) =>
        Assert.Equal(meant, Assert.IsType<DigestCommand>(Assert.IsType<Understood>(LineParser.Parse(line)).Command).Write());

    [Theory]
    [InlineData("digest every 2 hours")]
    [InlineData("digest every 3 days")]
    [InlineData("digest every other day at 9")]
    [InlineData("digest at 9 every second monday")]
    [InlineData("digest twice a day at 9")]
    [InlineData("digest weekly at 9")]
    [InlineData("digest at 9 except on public holidays")]
    [InlineData("digest at 9 mon,tue but not on mon and tue")]
    public void A_rhythm_that_no_digest_has_sets_none(string line)
    {
        var told = Assert.IsType<Misunderstood>(LineParser.Parse(line));
        Assert.DoesNotContain("zone", told.Sentence, StringComparison.OrdinalIgnoreCase);
        Assert.NotEmpty(told.Suggestions);
    }
}
