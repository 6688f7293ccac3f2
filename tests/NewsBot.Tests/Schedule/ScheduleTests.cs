using Dapper;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using NewsBot.Storage;
using NewsBot.Tests.Architecture;
using NewsBot.Tests.Settings;
using NewsBot.Tests.Storage;
using Quartz;
using Xunit;

namespace NewsBot.Tests.Schedule;

public sealed class ScheduleTests
{
    [Fact]
    public void The_jobs_run_in_the_order_of_the_flow_at_these_cadences() => Assert.Equal(
        [("PollFeedsJob", 5), ("FetchArticlesJob", 15), ("FileArticlesJob", 15), ("ComposeDigestsJob", 15), ("DeliverDigestsJob", 5)],
        NewsBot.Schedule.Jobs.Select(j => (j.Key.Name, (int)j.Every.TotalSeconds)));

    [Fact]
    public void Every_job_tells_how_much_it_handled_so_that_it_can_nudge_the_next()
    {
        var telling = CompiledReferences.Of(typeof(Nudges).Assembly.Location)
            .Where(r => r is { To: "Quartz.IJobExecutionContext", Member: "set_Result" })
            .Select(r => r.From.Split('.')[^1])
            .Order();
        Assert.Equal(NewsBot.Schedule.Jobs.Select(j => j.Key.Name).Order(), telling.Distinct());
    }

    [Fact]
    public void A_job_nudges_the_next_and_the_last_one_nobody()
    {
        var nudges = new Nudges(NewsBot.Schedule.Jobs);
        Assert.Equal("DeliverDigestsJob", nudges.Next(new JobKey("ComposeDigestsJob"))?.Name);
        Assert.Equal("FetchArticlesJob", nudges.Next(new JobKey("PollFeedsJob"))?.Name);
        Assert.Null(nudges.Next(new JobKey("DeliverDigestsJob")));
        Assert.Null(nudges.Next(new JobKey("Stranger")));
    }

    [Fact]
    public async Task A_run_that_handled_something_wakes_the_next_job_at_once_and_Quartz_is_quiet()
    {
        var lines = new Lines();
        var bell = new Bell();
        using var host = new HostBuilder()
            .ConfigureLogging(logging => logging.AddProvider(lines).SetMinimumLevel(LogLevel.Information))
            .ConfigureServices(services => services
                .AddSingleton(bell)
                .AddSingleton(TimeProvider.System)
                .AddClockwork([Clockwork.Of<FirstJob>(seconds: 3600), Clockwork.Of<SecondJob>(seconds: 3600)]))
            .Build();
        await host.StartAsync();
        // The first run of each is at the start; the nudge brings another one of the second job, an hour before its time.
        await bell.First.Task.WaitAsync(TimeSpan.FromSeconds(30));
        await bell.SecondTwice.Task.WaitAsync(TimeSpan.FromSeconds(30));
        await host.StopAsync();
        Assert.DoesNotContain(lines.All, l => l.StartsWith("Quartz", StringComparison.Ordinal));
    }

    [ServerFact]
    public async Task Every_node_checks_in_with_the_scheduler_that_all_of_them_share()
    {
        using var folder = new TempFolder();
        var db = TestDb.Newest(folder.Path);
        var nodes = Enumerable.Range(0, 2).Select(_ => new HostBuilder()
            .ConfigureServices(services => services
                .AddSingleton(new Bell())
                .AddSingleton(TimeProvider.System)
                .AddClockwork([Clockwork.Of<FirstJob>(seconds: 3600)], db: db))
            .Build()).ToList();
        foreach (var node in nodes)
            await node.StartAsync();
        var here = 0L;
        for (var i = 0; here < 2 && i < 600; i++)
        {
            await Task.Delay(100);
            await using var connection = await db.OpenAsync(default);
            here = await connection.ExecuteScalarAsync<long>("select count(distinct instance_name) from qrtz_scheduler_state");
        }

        foreach (var node in nodes)
        {
            await node.StopAsync();
            node.Dispose();
        }

        Assert.Equal(2, here);
    }

    [ServerFact]
    public async Task A_node_takes_up_a_job_that_was_left_alone_or_is_stored_under_another_class_or_cadence()
    {
        using var folder = new TempFolder();
        var db = TestDb.Newest(folder.Path);
        await RingAsync(3600, b => b.Rung == 1);
        // The stored trigger's next time is an hour away.
        await RingAsync(1, b => b.Rung >= 2);
        await ExecuteAsync("update qrtz_triggers set trigger_state = 'ERROR'");
        await RingAsync(1, b => b.Rung >= 1);
        await ExecuteAsync("update qrtz_job_details set job_class_name = 'NewsBot.Gone, NewsBot'");
        await RingAsync(1, b => b.Rung >= 1);

        async Task RingAsync(int seconds, Func<Bell, bool> rung)
        {
            var bell = new Bell();
            using var node = new HostBuilder()
                .ConfigureServices(services => services
                    .AddSingleton(bell)
                    .AddSingleton(TimeProvider.System)
                    .AddClockwork([Clockwork.Of<SecondJob>(seconds)], db: db))
                .Build();
            await node.StartAsync();
            await UntilAsync(() => rung(bell));
            await node.StopAsync();
        }

        async Task ExecuteAsync(string sql)
        {
            await using var connection = await db.OpenAsync(default);
            Assert.Equal(1, await connection.ExecuteAsync(sql));
        }
    }

    [Fact]
    public async Task A_run_that_had_its_hands_full_wakes_itself_again_before_its_time()
    {
        var bell = new Bell();
        using var host = new HostBuilder()
            .ConfigureServices(services => services.AddSingleton(bell).AddSingleton(TimeProvider.System).AddClockwork([Clockwork.Of<FullJob>(seconds: 3600) with { Full = 5 }]))
            .Build();
        await host.StartAsync();
        await bell.SecondTwice.Task.WaitAsync(TimeSpan.FromSeconds(30));
        await host.StopAsync();
        Assert.Equal(2, bell.Rung);
    }

    [Fact]
    public async Task A_fault_of_the_database_is_a_sentence_that_is_kept_until_the_job_succeeds()
    {
        var (lines, watch, disk) = (new Lines(), new FaultWatch(TimeProvider.System), new Disk());
        using var host = new HostBuilder()
            .ConfigureLogging(logging => logging.AddProvider(lines).SetMinimumLevel(LogLevel.Information))
            .ConfigureServices(services => services
                .AddSingleton(watch).AddSingleton(disk).AddSingleton(TimeProvider.System).AddClockwork([Clockwork.Of<WritingJob>(seconds: 1)]))
            .Build();
        await host.StartAsync();
        await UntilAsync(() => watch.Fault is not null);
        Assert.Contains("disk of the database file is full", watch.Fault, StringComparison.Ordinal);
        disk.Full = false;
        await UntilAsync(() => watch.Fault is null);
        await host.StopAsync();
        Assert.Contains(lines.All, l => l.Contains("WritingJob stopped", StringComparison.Ordinal) && l.Contains("Make room", StringComparison.Ordinal));
        Assert.DoesNotContain(lines.All, l => l.Contains("Exception", StringComparison.Ordinal) || l.StartsWith("Quartz", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_fault_of_a_job_beside_the_flow_is_told_and_not_kept()
    {
        var (lines, watch) = (new Lines(), new FaultWatch(TimeProvider.System));
        using var host = new HostBuilder()
            .ConfigureLogging(logging => logging.AddProvider(lines).SetMinimumLevel(LogLevel.Information))
            .ConfigureServices(services => services
                .AddSingleton(watch).AddSingleton(new Disk()).AddSingleton(TimeProvider.System)
                .AddClockwork([], [Clockwork.Of<WritingJob>(seconds: 3600)]))
            .Build();
        await host.StartAsync();
        await UntilAsync(() => lines.All.Any(l => l.Contains("WritingJob stopped", StringComparison.Ordinal)));
        await host.StopAsync();
        Assert.Null(watch.Fault);
    }

    [Fact]
    public async Task What_else_a_job_throws_is_told_with_where_it_happened()
    {
        var (lines, watch) = (new Lines(), new FaultWatch(TimeProvider.System));
        using var host = new HostBuilder()
            .ConfigureLogging(logging => logging.AddProvider(lines).SetMinimumLevel(LogLevel.Information))
            .ConfigureServices(services => services
                .AddSingleton(watch).AddSingleton(TimeProvider.System).AddClockwork([Clockwork.Of<BrokenJob>(seconds: 3600)]))
            .Build();
        await host.StartAsync();
        await UntilAsync(() => lines.All.Any(l => l.Contains("BrokenJob failed", StringComparison.Ordinal)));
        await host.StopAsync();
        Assert.Contains("InvalidDataException", Assert.Single(lines.All, l => l.Contains("BrokenJob", StringComparison.Ordinal)), StringComparison.Ordinal);
        Assert.Null(watch.Fault);
    }

    private static async Task UntilAsync(Func<bool> done)
    {
        for (var i = 0; i < 3000 && !done(); i++)
            await Task.Delay(10);
        Assert.True(done());
    }

    private sealed class Disk
    {
        public bool Full { get; set; } = true;
    }

    private sealed class WritingJob(Disk disk) : IJob
    {
        public ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken) =>
            disk.Full ? throw new SqliteException("database or disk is full", 13) : ValueTask.CompletedTask;
    }

    private sealed class BrokenJob : IJob
    {
        public ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken) =>
            throw new InvalidDataException("What it reads is not what it was.");
    }

    private sealed class Bell
    {
        private int _second;

        public TaskCompletionSource First { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public TaskCompletionSource SecondTwice { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public int Rung => _second;

        public void RingSecond()
        {
            if (Interlocked.Increment(ref _second) == 2)
                SecondTwice.TrySetResult();
        }
    }

    private sealed class FirstJob(Bell bell) : IJob
    {
        public ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken)
        {
            bell.First.TrySetResult();
            context.Result = 1;
            return ValueTask.CompletedTask;
        }
    }

    private sealed class SecondJob(Bell bell) : IJob
    {
        public ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken)
        {
            bell.RingSecond();
            context.Result = 0;
            return ValueTask.CompletedTask;
        }
    }

    // Full once, then not.
    private sealed class FullJob(Bell bell) : IJob
    {
        public ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken)
        {
            context.Result = bell.Rung == 0 ? 5 : 4;
            bell.RingSecond();
            return ValueTask.CompletedTask;
        }
    }

    private sealed class Lines : ILoggerProvider, ILogger
    {
        private readonly List<string> _lines = [];
        private string _category = "";

        public IReadOnlyList<string> All
        {
            get
            {
                lock (_lines)
                    return [.. _lines];
            }
        }

        public ILogger CreateLogger(string categoryName) => new Lines { _category = categoryName, Parent = this };

        private Lines? Parent { get; init; }

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            lock (Parent!._lines)
                Parent._lines.Add($"{_category}: {formatter(state, exception)}{(exception is null ? "" : $" {exception.GetType().Name}")}");
        }

        public void Dispose()
        {
        }
    }
}
