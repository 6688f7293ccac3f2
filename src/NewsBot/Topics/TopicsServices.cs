namespace NewsBot.Topics;

internal static class TopicsServices
{
    public static IServiceCollection AddTopics(this IServiceCollection services) => services
        .AddSingleton<TopicTagger>()
        .AddSingleton<TopicTable>();
}
