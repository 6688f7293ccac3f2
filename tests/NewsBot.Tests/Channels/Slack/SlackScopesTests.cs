using System.Collections.Concurrent;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using NewsBot.Channels.Slack;
using NewsBot.Channels.Slack.Installing;
using NewsBot.Storage;
using NewsBot.Tests.Operations;
using NewsBot.Tests.Settings;
using Xunit;

namespace NewsBot.Tests.Channels.Slack;

public sealed class SlackScopesTests
{
    [Fact]
    public async Task A_database_that_is_away_at_the_start_is_asked_again_and_ends_no_service()
    {
        using var folder = new TempFolder();
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero));
        var lines = new ConcurrentQueue<string>();
        using var log = new LoggerFactory([new LineLog(lines)]);
        var db = TestDb.In(folder.Path);
        var settings = new ConfigurationBuilder().AddInMemoryCollection(
            [new("Slack:ClientId", "1"), new("Slack:ClientSecret", "2"), new("Slack:SigningSecret", "s"), new("PublicAddress", "https://bot.example")]).Build();
        // What a token of the settings needs is not asked for without one.
        using var scopes = new SlackScopes(
            SlackOptions.From(settings), null!, new InstallationTable(db, null!, clock, NullLogger<InstallationTable>.Instance), null!, clock, log.CreateLogger<SlackScopes>());
        await scopes.StartAsync(default);
        while (!scopes.ExecuteTask!.IsCompleted && lines.IsEmpty)
            await Task.Delay(5);
        Assert.False(scopes.ExecuteTask.IsCompleted);
        Assert.Contains(lines, l => l.Contains("The database ", StringComparison.Ordinal));

        Migrations.Apply(db);
        while (!scopes.ExecuteTask.IsCompleted)
        {
            clock.Advance(TimeSpan.FromMinutes(1));
            await Task.Delay(5);
        }

        Assert.True(scopes.ExecuteTask.IsCompletedSuccessfully);
    }
}
