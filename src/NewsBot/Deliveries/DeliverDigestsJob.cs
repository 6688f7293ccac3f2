using Quartz;

namespace NewsBot.Deliveries;

/// <summary>Posts what is owed, and brings posts up to statements that have changed.</summary>
[DisallowConcurrentExecution]
public sealed class DeliverDigestsJob(Outbox outbox) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken) =>
        context.Result = await RunAsync(cancellationToken);

    /// <returns>How many posts were made or edited.</returns>
    public Task<int> RunAsync(CancellationToken cancellationToken) => outbox.RunAsync(cancellationToken);
}
