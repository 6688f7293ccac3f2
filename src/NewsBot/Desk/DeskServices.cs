namespace NewsBot.Desk;

internal static class DeskServices
{
    /// <summary>The desk, and the watch over its files.</summary>
    /// <param name="services">The host's.</param>
    /// <param name="files">Where the desk comes from.</param>
    /// <param name="desk">The desk as loaded.</param>
    public static IServiceCollection AddDesk(this IServiceCollection services, DeskFiles files, Newsdesk desk) => services
        .AddSingleton(files)
        .AddSingleton(desk)
        .AddSingleton<DeskWatch>()
        .AddHostedService(s => s.GetRequiredService<DeskWatch>());
}
