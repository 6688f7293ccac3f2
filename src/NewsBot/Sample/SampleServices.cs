namespace NewsBot.Sample;

internal static class SampleServices
{
    public static IServiceCollection AddSample(this IServiceCollection services) => services;
}
