namespace NewsBot.Articles;

internal static class ArticlesServices
{
    public static IServiceCollection AddArticles(this IServiceCollection services) => services
        .AddSingleton<ArticleTable>()
        .AddSingleton<ArticleFiling>()
        .AddTransient<FetchArticlesJob>();
}
