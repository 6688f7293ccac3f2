namespace NewsBot.Feeds;

internal static class FeedsServices
{
    public static IServiceCollection AddFeeds(this IServiceCollection services) => services;
}
