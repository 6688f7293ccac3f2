namespace NewsBot.Feeds;

internal static class FeedsServices
{
    public static IServiceCollection AddFeeds(this IServiceCollection services) => services
        .AddSingleton<SourceTable>()
        .AddSingleton<FeedTable>()
        .AddSingleton<FeedItemTable>()
        .AddSingleton<ItemTraces>()
        .AddTransient<PollFeedsJob>();
}
