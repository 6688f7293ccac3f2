using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;
using NewsBot.Slack.Installing;
using NewsBot.Slack.Tests.Fake;
using NewsBot.Slack.Web;
using Xunit;

namespace NewsBot.Slack.Tests;

public sealed class SlackClientTests : IDisposable
{
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero));
    private readonly FakeSlack _slack;
    private readonly HttpClient _http;
    private readonly OneInstallation _store;
    private readonly SlackClient _client;

    public SlackClientTests()
    {
        _slack = new FakeSlack(_clock);
        _http = new HttpClient(_slack);
        var api = new SlackApi(_http, new SlackPace(_clock), new Uri(FakeSlack.Api));
        _store = new OneInstallation(_clock.GetUtcNow().AddHours(12));
        _client = new SlackClient(_store, api, new SlackOAuth(api, "client", "secret", _clock), _clock);
        _slack.OAuth = arguments =>
        {
            if (arguments["refresh_token"] != "xoxe-1" || arguments["client_secret"] != "secret")
                return new JsonObject { ["ok"] = false, ["error"] = "invalid_refresh_token" };
            _slack.Tokens.Clear();
            _slack.Tokens.Add("xoxe.xoxb-2");
            return new JsonObject { ["ok"] = true, ["access_token"] = "xoxe.xoxb-2", ["refresh_token"] = "xoxe-2", ["expires_in"] = 43200 };
        };
    }

    public void Dispose() => _http.Dispose();

    [Fact]
    public async Task A_token_is_exchanged_two_hours_before_it_ends_and_kept_before_it_is_used()
    {
        await AskAsync();
        Assert.DoesNotContain(_slack.Calls, c => c.Method == "oauth.v2.access");
        _clock.Advance(TimeSpan.FromHours(10.5));
        await AskAsync();
        Assert.Equal(("xoxe.xoxb-2", "xoxe-2", _clock.GetUtcNow().AddHours(12)), (_store.Now!.BotToken, _store.Now.RefreshToken, _store.Now.Expires));
        Assert.Equal("xoxe.xoxb-2", _slack.Calls.Last().Token);
    }

    [Fact]
    public async Task A_token_that_has_run_out_is_exchanged_once_and_the_call_made_again()
    {
        _slack.Fail("users.info", "token_expired");
        await AskAsync();
        Assert.Equal("xoxe.xoxb-2", _slack.Calls.Last().Token);
    }

    [Fact]
    public async Task While_somebody_else_exchanges_it_the_old_one_serves()
    {
        _clock.Advance(TimeSpan.FromHours(11));
        _store.Claimed = true;
        await AskAsync();
        Assert.Equal(FakeSlack.BotToken, _slack.Calls.Last().Token);
    }

    [Fact]
    public async Task Once_neither_the_token_nor_its_refresh_token_holds_the_installation_is_dead()
    {
        _slack.OAuth = _ => new JsonObject { ["ok"] = false, ["error"] = "invalid_refresh_token" };
        _clock.Advance(TimeSpan.FromHours(11));
        // The token itself still holds.
        await AskAsync();
        Assert.Equal(FakeSlack.BotToken, _slack.Calls.Last().Token);

        _clock.Advance(TimeSpan.FromHours(1.5));
        var failure = await Assert.ThrowsAsync<SlackException>(AskAsync);
        Assert.Equal(("invalid_refresh_token", SlackRemedy.Uninstalled), (failure.Error, failure.Remedy));
        Assert.Null(_store.Now);
        Assert.Contains("invalid_refresh_token", _store.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refresh_token_that_somebody_else_has_used_is_no_death_where_the_new_pair_is_kept()
    {
        _slack.OAuth = _ =>
        {
            _store.Replace("xoxe.xoxb-3");
            _slack.Tokens.Add("xoxe.xoxb-3");
            return new JsonObject { ["ok"] = false, ["error"] = "invalid_refresh_token" };
        };
        _slack.Fail("users.info", "token_expired");
        await AskAsync();
        Assert.Equal("xoxe.xoxb-3", _slack.Calls.Last().Token);

        // And while somebody else is at it, it is tried again later.
        _store.Claimed = true;
        _slack.Fail("users.info", "token_expired");
        Assert.Equal(SlackRemedy.Retry, (await Assert.ThrowsAsync<SlackException>(AskAsync)).Remedy);
        Assert.NotNull(_store.Now);
    }

    [Fact]
    public async Task A_dead_installation_is_told_to_the_store_and_to_the_caller()
    {
        _slack.Fail("users.info", "account_inactive");
        Assert.Equal(SlackRemedy.Uninstalled, (await Assert.ThrowsAsync<SlackException>(AskAsync)).Remedy);
        Assert.Null(_store.Now);
        Assert.Equal("app_not_installed", (await Assert.ThrowsAsync<SlackException>(AskAsync)).Error);
    }

    private Task AskAsync() => _client.CallAsync(null, FakeSlack.Team, "users.info", new JsonObject { ["user"] = "U1" }, default);

    private sealed class OneInstallation(DateTimeOffset expires) : InstallationStore
    {
        public Installation? Now { get; private set; } = new()
        {
            Team = FakeSlack.Team,
            AppId = "A1",
            BotToken = FakeSlack.BotToken,
            RefreshToken = "xoxe-1",
            Expires = expires,
            Scopes = [],
            BotUser = FakeSlack.BotUser,
        };

        public bool Claimed { get; set; }

        public string? Reason { get; private set; }

        public void Replace(string botToken) => Now = Now! with { BotToken = botToken };

        public override Task<Installation?> FindAsync(string? enterprise, string? team, CancellationToken cancellationToken) => Task.FromResult(Now);

        public override Task DisableAsync(Installation installation, string reason, CancellationToken cancellationToken)
        {
            (Now, Reason) = (null, reason);
            return Task.CompletedTask;
        }

        public override Task<bool> ClaimRefreshAsync(Installation installation, CancellationToken cancellationToken) => Task.FromResult(!Claimed);

        public override Task SaveTokensAsync(Installation installation, string botToken, string? refreshToken, DateTimeOffset? expires, CancellationToken cancellationToken)
        {
            Now = Now! with { BotToken = botToken, RefreshToken = refreshToken, Expires = expires };
            return Task.CompletedTask;
        }
    }
}
