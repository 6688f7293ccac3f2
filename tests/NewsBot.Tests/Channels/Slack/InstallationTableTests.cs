using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using NewsBot.Channels.Slack;
using NewsBot.Channels.Slack.Installing;
using NewsBot.Slack.Installing;
using NewsBot.Storage;
using NewsBot.Tests.Settings;
using Xunit;

namespace NewsBot.Tests.Channels.Slack;

public sealed class InstallationTableTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero));
    private readonly InstallationTable _table;

    public InstallationTableTests()
    {
        var db = TestDb.In(_folder.Path);
        Migrations.Apply(db);
        var settings = new ConfigurationBuilder().AddInMemoryCollection([new("Slack:Keys", Path.Combine(_folder.Path, "keys"))]).Build();
        _table = new InstallationTable(db, new TokenCipher(SlackOptions.From(settings)), _clock, NullLogger<InstallationTable>.Instance);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_call_that_began_before_the_app_was_installed_again_does_not_end_or_change_the_new_installation()
    {
        await _table.SaveAsync(Made("xoxb-1"), default);
        var old = (await _table.FindAsync(null, "T1", default))!;
        _clock.Advance(TimeSpan.FromMinutes(1));
        await _table.SaveAsync(Made("xoxb-2"), default);
        await _table.DisableAsync(old, "token_revoked", default);
        await _table.SaveTokensAsync(old, "xoxb-of-the-old", null, null, default);
        Assert.False(await _table.ClaimRefreshAsync(old, default));
        var now = (await _table.FindAsync(null, "T1", default))!;
        Assert.Equal("xoxb-2", now.BotToken);
        await _table.DisableAsync(now, "token_revoked", default);
        Assert.Null(await _table.FindAsync(null, "T1", default));
    }

    private static Installation Made(string token) => new() { Team = "T1", AppId = "A1", BotToken = token, Scopes = [], BotUser = "UB" };
}
