namespace NewsBot.Web;

internal static class WebServices
{
    public static IServiceCollection AddWeb(this IServiceCollection services) => services;
}
