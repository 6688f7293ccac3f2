namespace NewsBot.Subscriptions;

internal static class SubscriptionsServices
{
    public static IServiceCollection AddSubscriptions(this IServiceCollection services) => services
        .AddSingleton<SubscriptionTable>()
        .AddSingleton<Interest>()
        .AddSingleton<SubscriptionPreview>()
        .AddSingleton<NewsOutlook>()
        .AddSingleton<VerdictTable>();
}
