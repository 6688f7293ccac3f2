using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging.Abstractions;
using NewsBot.Deliveries.Ledger;
using NewsBot.Desk;
using NewsBot.Feeds;
using NewsBot.Storage;
using NewsBot.Subscriptions;
using NewsBot.Tests.Digests;
using NewsBot.Tests.Settings;
using Xunit;

namespace NewsBot.Tests.Operations;

/// <summary>What the program says of itself when something is wrong at work.</summary>
public sealed class HealthTests : IAsyncLifetime
{
    private readonly Newsroom _newsroom = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _newsroom.DisposeAsync();

    [Fact]
    public async Task A_database_that_takes_no_write_is_unhealthy()
    {
        using var folder = new TempFolder();
        var file = Path.Combine(folder.Path, "newsbot.db");
        var db = NewsDb.InFile(file, pooled: false);
        Migrations.Apply(db);
        Assert.Equal(HealthStatus.Healthy, (await OfAsync(new DatabaseHealth(db, new FaultWatch(_newsroom.Clock)))).Status);
        var sealedOff = await OfAsync(new DatabaseHealth(NewsDb.InFile(file, readOnly: true, pooled: false), new FaultWatch(_newsroom.Clock)));
        Assert.Equal(HealthStatus.Unhealthy, sealedOff.Status);
        Assert.Contains("read-only", sealedOff.Description, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_fault_that_a_job_has_met_is_unhealthy_until_the_job_succeeds_though_the_probe_does()
    {
        var watch = new FaultWatch(_newsroom.Clock);
        watch.Met("FileArticlesJob", "The disk of the database file is full.");
        watch.Over("PollFeedsJob");
        var full = await OfAsync(new DatabaseHealth(_newsroom.Db, watch));
        Assert.Equal((HealthStatus.Unhealthy, "The disk of the database file is full."), (full.Status, full.Description));
        watch.Over("FileArticlesJob");
        Assert.Equal(HealthStatus.Healthy, (await OfAsync(new DatabaseHealth(_newsroom.Db, watch))).Status);
    }

    [Fact]
    public async Task A_fault_that_nobody_here_has_met_again_lapses()
    {
        var watch = new FaultWatch(_newsroom.Clock);
        watch.Met("FileArticlesJob", "The database server does not answer.");
        _newsroom.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(HealthStatus.Unhealthy, (await OfAsync(new DatabaseHealth(_newsroom.Db, watch))).Status);
        watch.Met("FileArticlesJob", "The database server does not answer.");
        _newsroom.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.NotNull(watch.Fault);
        _newsroom.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(HealthStatus.Healthy, (await OfAsync(new DatabaseHealth(_newsroom.Db, watch))).Status);
    }

    [Theory]
    [InlineData("state = 0, next_try = @late", true)]
    [InlineData("state = 3, next_try = @late", true)]
    [InlineData("state = 4, next_try = @late", true)]
    [InlineData("state = 1, next_try = null, lease = @late", true)]
    [InlineData("state = 1, next_try = null, lease = @later", false)]
    [InlineData("state = 4, next_try = null", false)]
    [InlineData("state = 2, sent = @late, next_try = @late", false)]
    [InlineData("state = 5, next_try = null", false)]
    public async Task A_post_that_is_long_overdue_is_seen_wherever_it_stands(string change, bool seen)
    {
        await _newsroom.FollowAsync(await _newsroom.ConversationAsync());
        await _newsroom.StatementAsync();
        await _newsroom.ComposeAsync();
        var now = _newsroom.Clock.GetUtcNow();
        await _newsroom.SqlAsync($"update delivery set {change}", new { late = now.AddMinutes(-16), later = now.AddMinutes(1) });
        var health = await OfAsync(new DeliveriesHealth(_newsroom.Db, _newsroom.Clock));
        Assert.Equal(seen ? HealthStatus.Degraded : HealthStatus.Healthy, health.Status);
    }

    [Theory]
    [InlineData(65, false, false)]
    [InlineData(75, false, true)]
    [InlineData(180, true, false)]
    public async Task Feeds_that_are_silent_as_planned_are_well_and_those_that_nobody_reads_are_not(int minutes, bool skips, bool seen)
    {
        var now = _newsroom.Clock.GetUtcNow();
        var hours = skips ? string.Join(',', Enumerable.Range(0, 4).Select(i => now.AddHours(-i).Hour)) : null;
        await _newsroom.SqlAsync("update feed set active = 0");
        await _newsroom.SqlAsync("insert into source (key, name, class, language) values ('slow', 'Slow', 2, 'en')");
        await _newsroom.SqlAsync(
            "insert into feed (source_id, url, next_check, last_success, skip_hours) select id, 'https://slow.example/feed', @now, @read, @hours from source where key = 'slow'",
            new { now, read = now.AddMinutes(-minutes), hours });
        var health = await OfAsync(new FeedsHealth(new FeedTable(_newsroom.Db), _newsroom.Clock));
        Assert.Equal(seen ? HealthStatus.Degraded : HealthStatus.Healthy, health.Status);
    }

    [Fact]
    public async Task While_the_database_is_away_every_check_of_it_says_so_in_a_sentence()
    {
        await _newsroom.SqlAsync("alter table feed rename to feed_away");
        await _newsroom.SqlAsync("alter table article rename to article_away");
        await _newsroom.SqlAsync("alter table delivery rename to delivery_away");
        IHealthCheck[] checks =
        [
            new FeedsHealth(new FeedTable(_newsroom.Db), _newsroom.Clock),
            new ArticlesHealth(new AuditTable(_newsroom.Db, _newsroom.Clock), _newsroom.Clock),
            new DeliveriesHealth(_newsroom.Db, _newsroom.Clock),
        ];
        foreach (var check in checks)
        {
            var health = await OfAsync(check);
            Assert.Equal(HealthStatus.Degraded, health.Status);
            Assert.Contains("refused the work", health.Description, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_topic_that_is_followed_and_is_in_no_file_any_more_is_told_of()
    {
        await _newsroom.FollowAsync(await _newsroom.ConversationAsync(), "pak-us");
        using var folder = new TempFolder();
        var none = new DeskFiles(null, folder.Write("topics.json", "[]"), null);
        async Task<HealthCheckResult> WithAsync(DeskFiles files)
        {
            var desk = Newsdesk.Load(files);
            using var watch = new DeskWatch(desk, files, _newsroom.Clock, NullLogger<DeskWatch>.Instance);
            return await OfAsync(new DeskHealth(watch, desk, new SubscriptionTable(_newsroom.Db, _newsroom.Clock)));
        }

        Assert.Equal(HealthStatus.Healthy, (await WithAsync(new DeskFiles(null, null, null))).Status);
        var health = await WithAsync(none);
        Assert.Equal(HealthStatus.Degraded, health.Status);
        Assert.Contains("1 subscription follows the topic pak-us, which the desk does not have", health.Description, StringComparison.Ordinal);
        await _newsroom.SqlAsync("update subscription set state = 2");
        Assert.Equal(HealthStatus.Healthy, (await WithAsync(none)).Status);
    }

    private static Task<HealthCheckResult> OfAsync(IHealthCheck check) => check.CheckHealthAsync(new HealthCheckContext());
}
