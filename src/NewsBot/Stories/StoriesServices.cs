using NewsBot.Stories.Grouping;
using NewsBot.Stories.Marks;
using NewsBot.Stories.Readings;
using NewsBot.Text;

namespace NewsBot.Stories;

internal static class StoriesServices
{
    public static IServiceCollection AddStories(this IServiceCollection services) => services
        .AddSingleton<ArticleReader>()
        .AddSingleton<ArticleUnderstanding>()
        .AddSingleton<ReadingTable>()
        .AddSingleton<ReadingOrder>()
        .AddSingleton<StoryTable>()
        .AddSingleton<ArticleGroups>()
        .AddSingleton<ReadingFiling>()
        .AddSingleton<ReadersRest>()
        .AddSingleton<StatementViews>()
        .AddSingleton<MarkTable>()
        .AddTransient<FileArticlesJob>();
}
