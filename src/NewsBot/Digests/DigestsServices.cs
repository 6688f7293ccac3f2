namespace NewsBot.Digests;

internal static class DigestsServices
{
    public static IServiceCollection AddDigests(this IServiceCollection services) => services
        .AddSingleton<DigestTable>()
        .AddSingleton<DigestTraces>()
        .AddSingleton<DigestEditor>()
        .AddSingleton<DigestReader>()
        .AddSingleton<StatementJudge>()
        .AddSingleton<AlertComposer>()
        .AddSingleton<CorrectionComposer>()
        .AddSingleton<OutageComposer>()
        .AddSingleton<EditionComposer>()
        .AddSingleton<DigestNow>()
        .AddSingleton<ComposeDigestsJob>();
}
