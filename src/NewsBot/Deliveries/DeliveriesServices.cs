namespace NewsBot.Deliveries;

internal static class DeliveriesServices
{
    public static IServiceCollection AddDeliveries(this IServiceCollection services) => services
        .AddSingleton<DeliveryTable>()
        .AddSingleton<Ledger.AuditTable>()
        .AddSingleton<Notices.UntoldPosts>()
        .AddSingleton<Pacing>()
        .AddSingleton<Residence>()
        .AddSingleton<DigestPoster>()
        .AddSingleton<DigestSender>()
        .AddSingleton<Outbox>()
        .AddSingleton<HoldSweep>()
        .AddSingleton<Ledger.RetentionJob>()
        .AddSingleton<DeliverDigestsJob>();
}
