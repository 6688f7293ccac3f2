using System.Text.Json;
using System.Text.Json.Serialization;
using Dapper;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using NewsBot.Channels.BotFramework;
using NewsBot.Channels.Slack;
using NewsBot.Deliveries;
using NewsBot.Deliveries.Ledger;
using NewsBot.Desk;
using NewsBot.Feeds;
using NewsBot.Operations.Security;
using NewsBot.Storage;
using NewsBot.Subscriptions;

namespace NewsBot;

/// <summary>
/// <c>/health/live</c> answers while the process runs; <c>/health/ready</c> and <c>/health</c> say whether it can do its work, and why not:
/// unhealthy (status 503) when it can do none of it, degraded (status 200) when somebody should look.
/// </summary>
internal static class Health
{
    private static readonly JsonSerializerOptions Json = new() { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    public static IServiceCollection AddHealth(this IServiceCollection services)
    {
        services.AddHealthChecks()
            .AddCheck<DatabaseHealth>("database")
            .AddCheck<DeskHealth>("desk")
            .AddCheck<FeedsHealth>("feeds")
            .AddCheck<ArticlesHealth>("articles")
            .AddCheck<DeliveriesHealth>("deliveries")
            .AddCheck<KeyHealth>("channel keys")
            .AddCheck<SlackHealth>("slack");
        return services;
    }

    public static void MapHealth(this WebApplication app)
    {
        app.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = _ => false });
        app.MapHealthChecks("/health/ready", new HealthCheckOptions { ResponseWriter = WriteAsync });
        app.MapHealthChecks("/health", new HealthCheckOptions { ResponseWriter = WriteAsync });
    }

    // Strangers get the state alone: the reasons name sources and hosts.
    private static Task WriteAsync(HttpContext context, HealthReport report)
    {
        context.Response.ContentType = "application/json";
        var checks = context.RequestServices.GetRequiredService<OperatorDoor>().LetsRead(context)
            ? report.Entries.ToDictionary(e => e.Key, e => new { status = e.Value.Status.ToString(), e.Value.Description })
            : null;
        return JsonSerializer.SerializeAsync(
            context.Response.Body, new { status = report.Status.ToString(), checks }, Json, context.RequestAborted);
    }
}

/// <summary>A look at what is stored. That the database cannot be asked is the database's own check to weigh, and here a sentence.</summary>
internal abstract class StoredHealth : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            return await LookAsync(cancellationToken);
        }
        catch (Exception e) when (StorageException.SentenceOf(e) is { } sentence)
        {
            return HealthCheckResult.Degraded(sentence);
        }
    }

    protected abstract Task<HealthCheckResult> LookAsync(CancellationToken cancellationToken);
}

/// <summary>Whether the desk is what its files say, and has what is followed.</summary>
internal sealed class DeskHealth(DeskWatch watch, Newsdesk desk, SubscriptionTable subscriptions) : StoredHealth
{
    protected override async Task<HealthCheckResult> LookAsync(CancellationToken cancellationToken) =>
        watch.Problem is { } problem
            ? HealthCheckResult.Degraded($"The desk stays as it was, because a changed file cannot be used: {problem}")
            : await subscriptions.LostTopicsAsync(desk, cancellationToken) is [_, ..] lost
                ? HealthCheckResult.Degraded(string.Join(' ', lost))
                : HealthCheckResult.Healthy();
}

/// <summary>Whether the sources can be read.</summary>
internal sealed class FeedsHealth(FeedTable feeds, TimeProvider clock) : StoredHealth
{
    protected override async Task<HealthCheckResult> LookAsync(CancellationToken cancellationToken)
    {
        var all = (await feeds.AllAsync(cancellationToken)).Where(f => f.IsFollowed).ToList();
        var failing = all.Where(f => f.Failures > 0).ToList();
        if (all.Count > 0 && failing.Count == all.Count)
            return HealthCheckResult.Degraded($"None of {all.Count} feeds could be read: {failing[0].ProblemText}");
        // With every feed unread for longer than any plan the network is out, not the outlets.
        if (all.Max(f => f.LastSuccess) is { } last && all.TrueForAll(f => CheckPlan.IsOverdue(f, clock.GetUtcNow())))
            return HealthCheckResult.Degraded($"No feed has been read since {last:u}.");
        return failing.Count * 2 > all.Count
            ? HealthCheckResult.Degraded($"{failing.Count} of {all.Count} feeds cannot be read.")
            : HealthCheckResult.Healthy($"{all.Count - failing.Count} of {all.Count} feeds can be read.");
    }
}

/// <summary>Whether the articles that feeds announce are fetched and read.</summary>
internal sealed class ArticlesHealth(AuditTable audits, TimeProvider clock) : StoredHealth
{
    protected override async Task<HealthCheckResult> LookAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var day = await audits.ArticlesAsync(now.AddDays(-1), now, cancellationToken);
        var pages = $"Of {day.Found} articles of the last day {day.Unfetched} could not be fetched.";
        return day.Failed == 0
            ? HealthCheckResult.Healthy(pages)
            : HealthCheckResult.Degraded($"{day.Failed} articles of the last day could not be read: their statements are missing, and the log says why. {pages}");
    }
}

/// <summary>Whether what is owed goes out.</summary>
internal sealed class DeliveriesHealth(NewsDb db, TimeProvider clock) : StoredHealth
{
    /// <summary>A post that has been due for so long is stuck, not waiting its turn.</summary>
    private static readonly TimeSpan Late = TimeSpan.FromMinutes(15);

    protected override async Task<HealthCheckResult> LookAsync(CancellationToken cancellationToken)
    {
        await using var connection = await db.OpenAsync(cancellationToken);
        var late = await connection.ExecuteScalarAsync<int>(new CommandDefinition(
            $"""
            select count(*) from delivery y join conversation c on c.id = y.conversation_id and {DeliveryTable.Spoken}
            where (y.state <> 2 and y.next_try < @late) or (y.state = 1 and y.lease < @late)
            """,
            new { late = clock.GetUtcNow() - Late },
            cancellationToken: cancellationToken));
        return late == 0 ? HealthCheckResult.Healthy() : HealthCheckResult.Degraded($"{late} posts are owed for more than {Late.TotalMinutes:0} minutes.");
    }
}

/// <summary>Whether the database answers, takes a write, and has failed no job of the flow lately that has not succeeded since.</summary>
internal sealed class DatabaseHealth(NewsDb db, FaultWatch faults) : IHealthCheck
{
    // Whoever writes for longer holds up the newsroom, too.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Patience);
        try
        {
            await db.ProbeAsync(limit.Token);
        }
        catch (System.Data.Common.DbException e)
        {
            return HealthCheckResult.Unhealthy(StorageException.Sentence(e));
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return HealthCheckResult.Degraded($"The database took no write for {Patience.TotalSeconds:0} seconds.");
        }

        return faults.Fault is { } fault ? HealthCheckResult.Unhealthy(fault) : HealthCheckResult.Healthy();
    }
}
