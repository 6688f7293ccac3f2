using Microsoft.Extensions.DependencyInjection.Extensions;
using NewsBot.Articles;
using NewsBot.Deliveries;
using NewsBot.Deliveries.Ledger;
using NewsBot.Digests;
using NewsBot.Feeds;
using NewsBot.Feeds.Hubs;
using NewsBot.Storage;
using NewsBot.Stories;
using Npgsql;
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
        Clockwork.Of<FetchArticlesJob>(seconds: 15) with { Full = FetchArticlesJob.ArticlesARun },
        Clockwork.Of<FileArticlesJob>(seconds: 15) with { Full = FileArticlesJob.ArticlesARun },
        Clockwork.Of<ComposeDigestsJob>(seconds: 15),
        // What it made leaves the next to be made.
        Clockwork.Of<DeliverDigestsJob>(seconds: 5) with { Full = 1 },
    ];

    /// <summary>Jobs beside the flow; they nudge nobody.</summary>
    public static IReadOnlyList<Clockwork> Others { get; } = [Clockwork.Of<SubscribeHubsJob>(seconds: 60), Clockwork.Of<RetentionJob>(seconds: 6 * 60 * 60)];

    public static IServiceCollection AddSchedule(this IServiceCollection services, NewsDb db) => services.AddClockwork(Jobs, Others, db);

    /// <param name="services">The host's.</param>
    /// <param name="jobs">The jobs of the flow, in its order.</param>
    /// <param name="others">Jobs beside it.</param>
    /// <param name="db">On a server the wake-ups are shared by all nodes through it, so that each is one node's; otherwise, or when there is
    /// none, they are kept in memory.</param>
    internal static IServiceCollection AddClockwork(
        this IServiceCollection services, IReadOnlyList<Clockwork> jobs, IReadOnlyList<Clockwork>? others = null, NewsDb? db = null)
    {
        // Quartz tells of every job that it adds and every state of its scheduler; what fails is told by our listener.
        services.AddLogging(logging => logging.AddFilter("Quartz", LogLevel.Warning)
            .AddFilter("Quartz.Core.JobRunShell", LogLevel.None).AddFilter("Quartz.Core.ErrorLogger", LogLevel.None));
        services.TryAddSingleton<FaultWatch>();
        services.AddSingleton(new Flow(jobs.Select(j => j.Key).ToHashSet()));
        services.AddQuartz(quartz =>
        {
            if (db?.Engine is PostgresEngine server)
                quartz.UsePersistentStore(store => Share(store, server));
            else
                quartz.UseInMemoryStore();
            quartz.ConfigureScheduler(options =>
            {
                options.InstanceName = "NewsBot";
                options.GenerateInstanceId = db?.Engine is PostgresEngine;
            });
            quartz.AddJobListener(new Nudges(jobs));
            quartz.AddJobListener<JobFaults>();
            quartz.AddSchedulerListener<JobFaults>();
            foreach (var job in jobs.Concat(others ?? []))
                job.Add(quartz);
        });
        services.AddQuartzHostedService(options => options.WaitForJobsToComplete = true);
        // A node that starts leaves the stored triggers as they are: replacing one would fire an occurrence that another node has fired.
        if (db?.Engine is PostgresEngine)
        {
            services.Configure<QuartzOptions>(options => options.Scheduling.IgnoreDuplicates = true);
            services.AddHostedService(s => ActivatorUtilities.CreateInstance<StoredSchedule>(s, new StoredJobs([.. jobs, .. others ?? []])));
        }

        return services;
    }

    private static void Share(IPersistentStoreBuilder store, PostgresEngine server)
    {
        store.UsePostgres(NpgsqlFactory.Instance, server.ConnectionString);
        store.UseSystemTextJsonSerializer();
        store.ProvisionSchema();
        store.UseClustering(cluster =>
        {
            cluster.CheckinInterval = TimeSpan.FromSeconds(5);
            cluster.CheckinMisfireThreshold = TimeSpan.FromSeconds(10);
        });
    }
}

/// <summary>A job and its cadence.</summary>
internal sealed record Clockwork(JobKey Key, TimeSpan Every, Action<IQuartzBuilder> Add)
{
    /// <summary>What the scheduler is to keep of the job.</summary>
    public required Func<(IJobDetail Job, ITrigger Trigger)> Stored { get; init; }

    /// <summary>A run that handled as many took all that it takes at once: there may be more.</summary>
    public int Full { get; init; } = int.MaxValue;

    public static Clockwork Of<TJob>(int seconds)
        where TJob : class, IJob
    {
        var (key, every) = (new JobKey(typeof(TJob).Name), TimeSpan.FromSeconds(seconds));
        return new Clockwork(key, every, quartz => quartz.ScheduleJob<TJob>(
            trigger => trigger.WithIdentity(key.Name).StartNow().WithSimpleSchedule(Forever),
            job => job.WithIdentity(key)))
        {
            Stored = () => (
                JobBuilder.Create<TJob>().WithIdentity(key).Build(),
                TriggerBuilder.Create().WithIdentity(key.Name).ForJob(key).StartNow().WithSimpleSchedule(Forever).Build()),
        };

        void Forever(SimpleScheduleBuilder simple) => simple
            .WithInterval(every)
            .RepeatForever()
            .WithMisfireInstruction(SimpleTriggerMisfireInstruction.NextWithRemainingCount);
    }
}

/// <summary>Wakes the next job of the flow when one has handled something, and the same one again when it had its hands full.</summary>
internal sealed class Nudges(IReadOnlyList<Clockwork> jobs) : IJobListener
{
    public string Name => "nudges";

    public async ValueTask JobWasExecuted(IJobExecutionContext context, JobExecutionException? jobException, CancellationToken cancellationToken)
    {
        if (context.Result is not (int and > 0 and var handled))
            return;
        var key = context.JobDetail.Key;
        if (Next(key) is { } next)
            await context.Scheduler.TriggerJob(next, cancellationToken);
        if (jobs.FirstOrDefault(j => j.Key.Equals(key))?.Full <= handled)
            await context.Scheduler.TriggerJob(key, cancellationToken);
    }

    internal JobKey? Next(JobKey key) => jobs.SkipWhile(j => !j.Key.Equals(key)).Skip(1).FirstOrDefault()?.Key;
}

/// <summary>The jobs of the flow.</summary>
internal sealed record Flow(IReadOnlySet<JobKey> Jobs);

/// <summary>Says why a job, or the scheduler itself, failed: a fault of the database in a sentence, which health keeps until the job
/// succeeds; whatever else with where it happened. A job beside the flow may not come again for hours, and the newsroom works without.</summary>
internal sealed partial class JobFaults(FaultWatch watch, Flow flow, ILogger<JobFaults> log) : IJobListener, ISchedulerListener
{
    public string Name => "faults";

    public ValueTask JobWasExecuted(IJobExecutionContext context, JobExecutionException? jobException, CancellationToken cancellationToken)
    {
        var job = context.JobDetail.Key;
        if (jobException is null)
            watch.Over(job.Name);
        else if (!cancellationToken.IsCancellationRequested)
            Tell(job.Name, jobException, keep: flow.Jobs.Contains(job));
        return ValueTask.CompletedTask;
    }

    // What a job threw comes here, too; the scheduler's own faults come only here.
    public ValueTask SchedulerError(IScheduler scheduler, SchedulerErrorContext errorContext, CancellationToken cancellationToken)
    {
        if (errorContext.JobKey is null || errorContext.Exception is JobInstantiationException)
            Tell(errorContext.JobKey?.Name ?? "The scheduler", errorContext.Exception, keep: false);
        return ValueTask.CompletedTask;
    }

    private void Tell(string work, Exception failure, bool keep)
    {
        if (StorageException.SentenceOf(failure) is not { } sentence)
        {
            Log.Failed(log, work, failure.GetBaseException());
            return;
        }

        if (keep)
            watch.Met(work, sentence);
        Log.Stopped(log, work, sentence);
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "{Work} stopped and goes on at its time. {Sentence}")]
        public static partial void Stopped(ILogger logger, string work, string sentence);

        [LoggerMessage(LogLevel.Error, "{Work} failed and goes on at its time")]
        public static partial void Failed(ILogger logger, string work, Exception failure);
    }
}

/// <summary>The jobs whose triggers the nodes share.</summary>
internal sealed record StoredJobs(IReadOnlyList<Clockwork> All);

/// <summary>Keeps what the nodes share of the schedule as this program has it. Jobs and triggers are stored once and outlive the program that
/// stored them: one of another version may have another class or cadence, and one whose job could not be made once is left alone for
/// ever (state ERROR).</summary>
internal sealed partial class StoredSchedule(
    ISchedulerFactory schedulers, StoredJobs jobs, Flow flow, FaultWatch watch, TimeProvider clock, ILogger<StoredSchedule> log) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromMinutes(1);

    // The scheduler may have tried what was stored before it was renewed.
    private static readonly TimeSpan AfterFirst = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        for (var look = 0; ; look = Math.Min(look + 1, 2))
        {
            try
            {
                // The store rolls a cancelled look back with the token that ended it, which fails and is logged as a fault; a look is short.
                await LookAsync(await schedulers.GetScheduler(CancellationToken.None), look);
            }
            catch (Exception failure)
            {
                // What stops takes the scheduler away.
                if (stoppingToken.IsCancellationRequested)
                    return;
                Log.NotSeen(log, failure);
            }

            await Task.Delay(look == 0 ? AfterFirst : Every, clock, stoppingToken);
        }
    }

    private async Task LookAsync(IScheduler scheduler, int look)
    {
        foreach (var clockwork in jobs.All)
        {
            var (job, trigger) = clockwork.Stored();
            if (look == 0)
                await RenewAsync(scheduler, job, (ISimpleTrigger)trigger);
            if (await scheduler.GetTriggerState(trigger.Key) != TriggerState.Error)
                continue;
            Log.InError(log, job.Key.Name);
            if (look > 1 && flow.Jobs.Contains(job.Key))
                watch.Met(job.Key.Name, $"{job.Key.Name} could not be started; the log says why. It is tried again every minute.");
            await scheduler.ResetTriggerFromErrorState(trigger.Key);
        }
    }

    // Only what is there and differs: whatever is stored anew fires at once, and what is not there yet the scheduler is just about to store.
    private static async Task RenewAsync(IScheduler scheduler, IJobDetail job, ISimpleTrigger trigger)
    {
        if (await scheduler.GetJobDetail(job.Key) is { } known && known.JobType.FullName != job.JobType.FullName)
            await scheduler.AddJob(job, AddJobOptions.ReplacingAndStoringNonDurable);
        if (await scheduler.GetTrigger(trigger.Key) is ISimpleTrigger stored && stored.RepeatInterval != trigger.RepeatInterval)
            await scheduler.RescheduleJob(trigger.Key, trigger);
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "{Job} could not be started and was left alone; it is started again")]
        public static partial void InError(ILogger logger, string job);

        [LoggerMessage(LogLevel.Warning, "Whether every job is started at its time cannot be seen")]
        public static partial void NotSeen(ILogger logger, Exception failure);
    }
}
