using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using NewsBot.Channels.Slack;
using NewsBot.Channels.Slack.Installing;
using NewsBot.Operations.Doctor;
using NewsBot.Slack.Installing;
using NewsBot.Slack.Web;
using NewsBot.Tests.Settings;
using Xunit;

namespace NewsBot.Tests.Channels.Slack;

public sealed class InstallationTableTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero));
    private readonly InstallationTable _table;
    private readonly string _keys;

    public InstallationTableTests()
    {
        var db = TestDb.Newest(_folder.Path);
        _keys = Path.Combine(_folder.Path, "keys");
        _table = new InstallationTable(db, Cipher(), _clock, NullLogger<InstallationTable>.Instance);
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

    [Fact]
    public async Task An_installation_whose_keys_are_missing_is_not_taken_for_none_and_is_there_with_them_again()
    {
        await _table.SaveAsync(Made("xoxb-1") with { RefreshToken = "xoxe-1" }, default);
        Directory.Move(_keys, _keys + "-elsewhere");
        _clock.Advance(TimeSpan.FromMinutes(1));
        var other = new InstallationTable(TestDb.In(_folder.Path), Cipher(), _clock, NullLogger<InstallationTable>.Instance);
        var missing = await Assert.ThrowsAsync<SlackException>(() => other.FindAsync(null, "T1", default));
        Assert.Equal((SlackError.KeysMissing, SlackRemedy.Retry), (missing.Error, missing.Remedy));
        Assert.Equal((1, 1), await other.CountAsync(default));
        Assert.Null(await other.FindAsync(null, "T2", default));

        Directory.Delete(_keys, recursive: true);
        Directory.Move(_keys + "-elsewhere", _keys);
        _clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(("xoxb-1", "xoxe-1"), ((await other.FindAsync(null, "T1", default))!.BotToken, (await other.FindAsync(null, "T1", default))!.RefreshToken));
        Assert.Equal((1, 0), await other.CountAsync(default));
    }

    [Theory]
    [InlineData(true, "the tokens of 1 installations can be read")]
    [InlineData(false, "the tokens of 1 of 1 installations cannot be read")]
    public async Task The_doctor_looks_whether_tokens_can_be_read_and_makes_no_key(bool hasKeys, string said)
    {
        await _table.SaveAsync(Made("xoxb-1"), default);
        if (!hasKeys)
            Directory.Delete(_keys, recursive: true);
        string[] settings =
        [
            "--Slack:ClientId", "1", "--Slack:ClientSecret", "2", "--Slack:SigningSecret", "s", "--PublicAddress", "https://bot.example",
            "--Slack:Keys", _keys, "--data", _folder.Path, .. TestDb.Arguments(_folder.Path),
        ];
        var (builder, data) = Program.Configure(settings);
        var patient = new Patient { Settings = builder.Configuration, Environment = builder.Environment, Data = data, Clock = _clock, Online = TestDb.OnServer };
        var found = (await SlackLook.FindAsync(patient, default)).Single(f => f.Sentence.StartsWith("the tokens", StringComparison.Ordinal));
        Assert.Equal(hasKeys ? Severity.Ok : Severity.Error, found.Severity);
        Assert.StartsWith(said, found.Sentence, StringComparison.Ordinal);
        Assert.Equal(hasKeys, Directory.Exists(_keys));
    }

    private TokenCipher Cipher() =>
        new(SlackOptions.From(new ConfigurationBuilder().AddInMemoryCollection([new("Slack:Keys", _keys)]).Build()), _clock);

    private static Installation Made(string token) => new() { Team = "T1", AppId = "A1", BotToken = token, Scopes = [], BotUser = "UB" };
}
