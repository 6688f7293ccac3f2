using Xunit;

namespace AdaptiveCards.Tests;

public sealed class AdaptiveCardTests
{
    [Fact]
    public void The_assembly_carries_the_version_that_the_bot_schema_asks_for() =>
        Assert.True(typeof(AdaptiveCard).Assembly.GetName().Version >= new Version(1, 2, 0, 0));
}
