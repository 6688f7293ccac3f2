namespace NewsBot.Sample;

internal static class SampleServices
{
    /// <summary>Makes the newsroom that is already open, if there is one, known to the program, which closes it at its end.</summary>
    public static IServiceCollection AddSample(this IServiceCollection services, SampleNewsroom? newsroom = null) =>
        newsroom is null ? services : services.AddSingleton(_ => newsroom).AddHostedService<FirstFollower>();
}
