namespace NewsBot.Channels;

internal static class ChannelsServices
{
    public static IServiceCollection AddChannels(this IServiceCollection services) => services;
}
