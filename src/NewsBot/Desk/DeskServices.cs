namespace NewsBot.Desk;

internal static class DeskServices
{
    public static IServiceCollection AddDesk(this IServiceCollection services) => services;
}
