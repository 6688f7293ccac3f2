namespace NewsBot.Stories;

internal static class StoriesServices
{
    public static IServiceCollection AddStories(this IServiceCollection services) =>
        services.AddSingleton<StatementViews>();
}
