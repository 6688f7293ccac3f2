using Dapper;
using NewsBot.Deliveries;
using NewsBot.Digests;
using NewsBot.Storage;
using NewsBot.Subscriptions;
using NewsBot.Tests.Settings;
using Xunit;

namespace NewsBot.Tests.Storage;

/// <summary>What is asked at every wake-up goes through no table that grows with the ledger, by SQLite's own word for
/// it.</summary>
public sealed class QueryPlanTests
{
    [Theory]
    [InlineData(VerdictTable.Stale)]
    [InlineData(DigestTable.WaitingAlerts)]
    [InlineData(DeliveryTable.Outdated)]
    public async Task A_wake_up_goes_through_no_ledger(string query)
    {
        using var folder = new TempFolder();
        var db = NewsDb.InFolder(folder.Path);
        Migrations.Apply(db);
        await using var connection = await db.OpenAsync(default);
        var plan = await connection.QueryAsync<(long Id, long Parent, long Unused, string Detail)>(
            $"explain query plan {query}", new { foundSince = 0, since = 0, now = 0 });
        // The indexes of what waits hold only that.
        string[] small = ["USING INDEX verdict_waiting", "USING INDEX verdict_again"];
        Assert.All(
            plan.Select(p => p.Detail).Where(d => d.StartsWith("SCAN", StringComparison.Ordinal)),
            d => Assert.Contains(small, s => d.EndsWith(s, StringComparison.Ordinal)));
    }
}
