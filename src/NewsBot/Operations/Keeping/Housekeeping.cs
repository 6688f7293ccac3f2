namespace NewsBot.Operations.Keeping;

/// <summary>Takes away old data, five minutes after the start and then once an hour. Replicas that do it at the same time do no harm.</summary>
internal sealed partial class Housekeeping(OldDataTable old, OperationsOptions options, TimeProvider clock, ILogger<Housekeeping> log) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromHours(1);

    // A process that is restarted every half an hour keeps house too.
    private static readonly TimeSpan First = TimeSpan.FromMinutes(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Only the age of data goes by the newsroom's clock; a test's clock passes a hundred days at once.
        using var timer = new PeriodicTimer(First, TimeProvider.System);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            timer.Period = Interval;
            try
            {
                var removed = await old.RemoveAsync(clock.GetUtcNow(), options.ChatDays, stoppingToken);
                if (removed > 0)
                    Log.Removed(log, removed);
            }
            catch (Exception e) when (e is System.Data.Common.DbException or InvalidOperationException or IOException)
            {
                // It is tried again in an hour.
                Log.Failed(log, e);
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "{Rows} rows were kept long enough and are gone")]
        public static partial void Removed(ILogger logger, int rows);

        [LoggerMessage(LogLevel.Warning, "Old data could not be removed")]
        public static partial void Failed(ILogger logger, Exception failure);
    }
}
