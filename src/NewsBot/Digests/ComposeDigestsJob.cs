using NewsBot.Subscriptions;
using Quartz;

namespace NewsBot.Digests;

/// <summary>Judges what is new, and composes the alerts, corrections, notices and editions that it makes due.</summary>
[DisallowConcurrentExecution]
public sealed class ComposeDigestsJob(
    SubscriptionTable subscriptions,
    StatementJudge judge,
    AlertComposer alerts,
    CorrectionComposer corrections,
    OutageComposer outages,
    EditionComposer editions) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken) =>
        context.Result = await RunAsync(cancellationToken);

    /// <returns>How many digests were composed.</returns>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        await subscriptions.ResumeDueAsync(cancellationToken);
        await subscriptions.FollowZonesAsync(cancellationToken);
        await judge.RunAsync(cancellationToken);
        return await alerts.RunAsync(cancellationToken)
            + await corrections.RunAsync(cancellationToken)
            + await outages.RunAsync(cancellationToken)
            + await editions.RunAsync(cancellationToken);
    }
}
