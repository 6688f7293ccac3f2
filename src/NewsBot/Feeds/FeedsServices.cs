using NewsBot.Feeds.Hubs;
using NewsBot.Feeds.Listings;

namespace NewsBot.Feeds;

internal static class FeedsServices
{
    public static IServiceCollection AddFeeds(this IServiceCollection services) => services
        .AddSingleton<SourceTable>()
        .AddSingleton<SourceBook>()
        .AddSingleton<FeedTable>()
        .AddSingleton<FeedItemTable>()
        .AddSingleton<ItemTraces>()
        .AddSingleton<HubTable>()
        .AddTransient<SubscribeHubsJob>()
        .AddTransient<PollFeedsJob>();
}
