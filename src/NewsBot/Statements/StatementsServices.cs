using NewsBot.Statements.Corrections;
using NewsBot.Statements.Speakers;

namespace NewsBot.Statements;

internal static class StatementsServices
{
    public static IServiceCollection AddStatements(this IServiceCollection services) => services
        .AddSingleton<StatementTable>()
        .AddSingleton<CorrectionTable>()
        .AddSingleton<SpeakerResolver>();
}
