using NewsBot.Subscriptions;
using NewsBot.Tests.Digests;
using Xunit;

namespace NewsBot.Tests.Subscriptions;

public sealed class SubscriptionPreviewTests
{
    [Fact]
    public async Task It_counts_what_the_last_day_would_have_brought_and_shows_the_newest_three()
    {
        await using var newsroom = new Newsroom();
        var here = await newsroom.ConversationAsync();
        await newsroom.StatementAsync();
        newsroom.Clock.Advance(TimeSpan.FromHours(25));
        var ids = await newsroom.StatementsAsync(5);
        await newsroom.StatementAsync("river");
        await newsroom.StatementAsync(outlet: "bulletin");
        var follow = await newsroom.FollowAsync(here, filter: "outlet:herald");
        var volume = await new SubscriptionPreview(newsroom.Views, newsroom.Interest, newsroom.Clock).OfLastDayAsync(follow, [], default);
        Assert.Equal(5, volume.Count);
        Assert.Equal(ids.Reverse().Take(3), volume.Samples.Select(v => v.Statement.Id));
    }
}
