namespace NewsBot.Digests;

internal static class DigestsServices
{
    public static IServiceCollection AddDigests(this IServiceCollection services) => services;
}
