namespace NewsBot.Deliveries;

internal static class DeliveriesServices
{
    public static IServiceCollection AddDeliveries(this IServiceCollection services) => services
        .AddSingleton<DeliveryTable>()
        .AddSingleton<DigestPoster>()
        .AddSingleton<DigestSender>()
        .AddSingleton<Outbox>()
        .AddSingleton<DeliverDigestsJob>();
}
