using NewsBot.Articles;
using NewsBot.Deliveries;
using NewsBot.Digests;
using NewsBot.Feeds;
using NewsBot.Feeds.Hubs;
using NewsBot.Stories;
using Quartz;

namespace NewsBot;

/// <summary>
/// Every job, how often it wakes, and which job it nudges. What is due is in the database: a wake-up that is missed costs nothing but time,
/// and a nudge only makes the next one earlier.
/// </summary>
internal static class Schedule
{
    /// <summary>The jobs in the order of the flow; one that handled something nudges the next.</summary>
    public static IReadOnlyList<Clockwork> Jobs { get; } =
    [
        // Only feeds that are due are read; how often each is due is its own plan.
        Clockwork.Of<PollFeedsJob>(seconds: 5),
        Clockwork.Of<FetchArticlesJob>(seconds: 15),
        Clockwork.Of<FileArticlesJob>(seconds: 15),
        Clockwork.Of<ComposeDigestsJob>(seconds: 15),
        Clockwork.Of<DeliverDigestsJob>(seconds: 5),
    ];

    /// <summary>Jobs beside the flow; they nudge nobody.</summary>
    public static IReadOnlyList<Clockwork> Others { get; } = [Clockwork.Of<SubscribeHubsJob>(seconds: 60)];

    public static IServiceCollection AddSchedule(this IServiceCollection services) => services.AddClockwork(Jobs, Others);

    internal static IServiceCollection AddClockwork(
        this IServiceCollection services, IReadOnlyList<Clockwork> jobs, IReadOnlyList<Clockwork>? others = null)
    {
        // Quartz tells of every job that it adds and every state of its scheduler.
        services.AddLogging(logging => logging.AddFilter("Quartz", LogLevel.Warning));
        services.AddQuartz(quartz =>
        {
            quartz.UseInMemoryStore();
            quartz.ConfigureScheduler(options => options.InstanceName = "NewsBot");
            quartz.AddJobListener(new Nudges(jobs));
            foreach (var job in jobs.Concat(others ?? []))
                job.Add(quartz);
        });
        return services.AddQuartzHostedService(options => options.WaitForJobsToComplete = true);
    }
}

/// <summary>A job and its cadence.</summary>
internal sealed record Clockwork(JobKey Key, TimeSpan Every, Action<IQuartzBuilder> Add)
{
    public static Clockwork Of<TJob>(int seconds)
        where TJob : class, IJob
    {
        var (key, every) = (new JobKey(typeof(TJob).Name), TimeSpan.FromSeconds(seconds));
        return new Clockwork(key, every, quartz => quartz.ScheduleJob<TJob>(
            trigger => trigger
                .WithIdentity(key.Name)
                .StartNow()
                .WithSimpleSchedule(simple => simple
                    .WithInterval(every)
                    .RepeatForever()
                    .WithMisfireInstruction(SimpleTriggerMisfireInstruction.NextWithRemainingCount)),
            job => job.WithIdentity(key)));
    }
}

/// <summary>Wakes the next job of the flow when one has handled something.</summary>
internal sealed class Nudges(IReadOnlyList<Clockwork> jobs) : IJobListener
{
    public string Name => "nudges";

    public async ValueTask JobWasExecuted(IJobExecutionContext context, JobExecutionException? jobException, CancellationToken cancellationToken)
    {
        if (context.Result is int and > 0 && Next(context.JobDetail.Key) is { } next)
            await context.Scheduler.TriggerJob(next, cancellationToken);
    }

    internal JobKey? Next(JobKey key) => jobs.SkipWhile(j => !j.Key.Equals(key)).Skip(1).FirstOrDefault()?.Key;
}
