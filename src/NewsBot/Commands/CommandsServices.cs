namespace NewsBot.Commands;

internal static class CommandsServices
{
    public static IServiceCollection AddCommands(this IServiceCollection services) => services;
}
