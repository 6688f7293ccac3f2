using Quartz;

namespace NewsBot.Deliveries;

/// <summary>Posts what is owed, and brings posts up to statements that have changed.</summary>
[DisallowConcurrentExecution]
public sealed class DeliverDigestsJob(Outbox outbox, HoldSweep holds) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken) =>
        context.Result = await RunAsync(cancellationToken);

    /// <returns>How many posts were made or edited.</returns>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        // An editor may have held what was just being composed.
        await holds.RunAsync(cancellationToken);
        return await outbox.RunAsync(cancellationToken);
    }
}
