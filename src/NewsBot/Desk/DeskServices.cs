namespace NewsBot.Desk;

internal static class DeskServices
{
    /// <summary>The lookup of speakers; the desk itself is loaded, and registered, by the program.</summary>
    public static IServiceCollection AddDesk(this IServiceCollection services) =>
        services.AddSingleton(provider => provider.GetRequiredService<Newsdesk>().Index);
}
