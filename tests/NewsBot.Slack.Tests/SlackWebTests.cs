using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;
using NewsBot.Slack.Incoming;
using NewsBot.Slack.Installing;
using NewsBot.Slack.Tests.Fake;
using NewsBot.Slack.Web;
using Xunit;

namespace NewsBot.Slack.Tests;

public sealed class SlackWebTests : IDisposable
{
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero));
    private readonly FakeSlack _slack;
    private readonly HttpClient _http;
    private readonly SlackApi _api;

    public SlackWebTests()
    {
        _slack = new FakeSlack(_clock);
        _http = new HttpClient(_slack) { Timeout = TimeSpan.FromSeconds(15) };
        _api = new SlackApi(_http, new SlackPace(_clock), new Uri(FakeSlack.Api), _clock);
    }

    public void Dispose() => _http.Dispose();

    [Fact]
    public async Task Arguments_go_as_a_form_with_JSON_in_it_and_the_token_in_its_header()
    {
        var answer = await CallAsync("chat.postMessage", Message("C1"));
        Assert.NotNull(answer.Text("ts"));
        var (_, arguments, token) = _slack.Calls.Single();
        Assert.Equal(FakeSlack.BotToken, token);
        Assert.Equal("""{"event_type":"a"}""", arguments["metadata"]);
        Assert.Equal("false", arguments["unfurl_links"]);
        Assert.DoesNotContain("thread_ts", arguments.Keys);
    }

    [Theory]
    [InlineData(SlackRemedy.Retry, "service_unavailable team_added_to_org org_login_required external_channel_migrating update_failed hash_conflict")]
    [InlineData(SlackRemedy.Unknown, "internal_error fatal_error request_timeout")]
    [InlineData(SlackRemedy.Pause, "ratelimited rate_limited message_limit_exceeded")]
    [InlineData(SlackRemedy.Refresh, "token_expired")]
    [InlineData(SlackRemedy.Uninstalled, "invalid_auth account_inactive token_revoked not_authed team_not_found team_access_not_granted user_removed_from_team app_access_restricted")]
    [InlineData(SlackRemedy.Forget, "channel_not_found is_archived is_inactive user_disabled user_not_found user_not_visible messages_tab_disabled cannot_dm_bot")]
    [InlineData(SlackRemedy.Alarm, "not_in_channel missing_scope no_permission restricted_action restricted_action_read_only_channel restricted_action_of_tomorrow access_denied accesslimited ekm_access_denied not_allowed_token_type enterprise_is_restricted two_factor_setup_required not_enabled posting_to_channel_denied a_word_of_tomorrow")]
    [InlineData(SlackRemedy.Bug, "invalid_blocks invalid_blocks_format msg_blocks_too_long msg_too_long no_text too_many_attachments markdown_text_conflict invalid_metadata_format metadata_too_large invalid_arguments invalid_arg_name invalid_form_data invalid_post_type invalid_json view_too_large duplicate_external_id unknown_method method_deprecated")]
    [InlineData(SlackRemedy.Late, "expired_trigger_id exchanged_trigger_id used_url expired_url time_in_past")]
    public async Task Every_word_has_its_remedy(SlackRemedy remedy, string words)
    {
        foreach (var word in words.Split(' '))
        {
            _slack.Fail("chat.postMessage", word);
            _clock.Advance(TimeSpan.FromMinutes(2));
            var failure = await Assert.ThrowsAsync<SlackException>(() => CallAsync("chat.postMessage", Message("C1")));
            Assert.Equal((word, remedy), (failure.Error, failure.Remedy));
        }
    }

    [Fact]
    public async Task A_broken_answer_to_a_post_is_unknown_and_to_a_look_up_is_tried_again()
    {
        _slack.Fail("chat.postMessage", HttpStatusCode.BadGateway);
        _slack.Fail("users.info", HttpStatusCode.BadGateway);
        Assert.Equal(SlackRemedy.Unknown, (await Assert.ThrowsAsync<SlackException>(() => CallAsync("chat.postMessage", Message("C1")))).Remedy);
        Assert.Equal(SlackRemedy.Retry, (await Assert.ThrowsAsync<SlackException>(() => CallAsync("users.info", new JsonObject { ["user"] = "U1" }))).Remedy);
        _slack.Fail("chat.postMessage", () => throw new HttpRequestException(HttpRequestError.ConnectionError));
        Assert.Equal(SlackRemedy.Retry, (await Assert.ThrowsAsync<SlackException>(() => CallAsync("chat.postMessage", Message("C2")))).Remedy);
    }

    [Theory]
    [InlineData(HttpStatusCode.Forbidden, SlackRemedy.Retry)]
    [InlineData(HttpStatusCode.ProxyAuthenticationRequired, SlackRemedy.Retry)]
    [InlineData(HttpStatusCode.Found, SlackRemedy.Retry)]
    [InlineData(HttpStatusCode.RequestTimeout, SlackRemedy.Unknown)]
    public async Task A_refusal_that_is_not_of_Slack_itself_says_nothing_against_the_channel(HttpStatusCode status, SlackRemedy remedy)
    {
        _slack.Fail("chat.postMessage", status);
        Assert.Equal(remedy, (await Assert.ThrowsAsync<SlackException>(() => CallAsync("chat.postMessage", Message("C1")))).Remedy);
    }

    [Fact]
    public async Task An_answer_that_does_not_end_is_lost_after_a_while()
    {
        _slack.Fail("chat.postMessage", () => new HttpResponseMessage(HttpStatusCode.OK) { Content = new Endless() });
        var call = CallAsync("chat.postMessage", Message("C1"));
        _clock.Advance(SlackApi.Limit - TimeSpan.FromSeconds(1));
        Assert.False(call.IsCompleted);
        _clock.Advance(TimeSpan.FromSeconds(1));
        var lost = await Assert.ThrowsAsync<SlackException>(() => call);
        Assert.Equal((SlackError.LostAnswer, SlackRemedy.Unknown), (lost.Error, lost.Remedy));
    }

    [Fact]
    public async Task No_failure_repeats_the_token_or_the_message()
    {
        _slack.Fail("chat.postMessage", "bad word " + FakeSlack.BotToken);
        _slack.LoseAnswerOf("chat.postMessage");
        foreach (var channel in new[] { "C1", "C9", "D1" })
        {
            var failure = await Record.ExceptionAsync(() => CallAsync("chat.postMessage", Message(channel)));
            Assert.DoesNotContain(FakeSlack.BotToken, failure?.ToString() ?? "", StringComparison.Ordinal);
            Assert.DoesNotContain("secret words", failure?.ToString() ?? "", StringComparison.Ordinal);
        }

        Assert.DoesNotContain("xoxb", new Installation { AppId = "A", BotToken = "xoxb-1", RefreshToken = "xoxe-1", Scopes = [], BotUser = "U" }.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task After_a_429_the_method_pauses_in_that_workspace_only()
    {
        _slack.Fail("users.info", HttpStatusCode.TooManyRequests, retryAfter: 120);
        var first = await Assert.ThrowsAsync<SlackException>(() => CallAsync("users.info", new JsonObject { ["user"] = "U1" }));
        Assert.Equal(TimeSpan.FromSeconds(120), first.RetryAfter);
        Assert.Equal(SlackRemedy.Pause, (await Assert.ThrowsAsync<SlackException>(() => CallAsync("users.info", new JsonObject { ["user"] = "U1" }))).Remedy);
        Assert.Single(_slack.Calls);
        await _api.CallAsync("T2", FakeSlack.BotToken, "users.info", new JsonObject { ["user"] = "U1" }, default);
        await CallAsync("chat.postMessage", Message("C1"));
        _clock.Advance(TimeSpan.FromSeconds(121));
        await CallAsync("users.info", new JsonObject { ["user"] = "U1" });
    }

    [Fact]
    public async Task An_app_with_ten_sockets_asks_for_them_one_after_another_and_none_is_refused_by_our_own_pace()
    {
        _slack.SocketUrl = "wss://slack.test/1";
        var opened = Enumerable.Range(0, 10).Select(_ => _api.CallAsync("", "xapp-fake", "apps.connections.open", [], default)).ToList();
        Assert.DoesNotContain(opened, o => o.IsFaulted);
        Assert.Equal(3, _slack.Calls.Count);
        for (var i = 0; i < 140; i++)
        {
            _clock.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        await Task.WhenAll(opened);
        Assert.Equal(10, _slack.Calls.Count);
    }

    [Fact]
    public async Task Posts_to_one_channel_are_a_second_apart_and_other_channels_do_not_wait()
    {
        await CallAsync("chat.postMessage", Message("C1"));
        var second = CallAsync("chat.postMessage", Message("C1"));
        await CallAsync("chat.postMessage", Message("D1"));
        Assert.False(second.IsCompleted);
        _clock.Advance(TimeSpan.FromSeconds(1));
        await second;
        Assert.Equal(3, _slack.Messages.Count);
    }

    [Fact]
    public async Task Posts_of_two_workspaces_to_the_channel_that_they_share_are_a_second_apart()
    {
        await CallAsync("chat.postMessage", Message("C1"));
        var second = _api.CallAsync("T2", FakeSlack.BotToken, "chat.postMessage", Message("C1"), default);
        _clock.Advance(TimeSpan.FromSeconds(0.9));
        Assert.Single(_slack.Calls);
        _clock.Advance(TimeSpan.FromSeconds(0.1));
        await second;
        Assert.Equal(2, _slack.Messages.Count);
    }

    [Fact]
    public async Task A_method_is_called_no_more_often_in_a_workspace_than_its_tier_allows_and_another_workspace_does_not_wait()
    {
        await CallAsync("chat.postMessage", Message("C1"));
        JsonObject Edit() => new() { ["channel"] = "C1", ["ts"] = _slack.Messages[0].Ts, ["text"] = "anew" };
        for (var i = 0; i < 50; i++)
            await CallAsync("chat.update", Edit());
        var next = CallAsync("chat.update", Edit());
        await _api.CallAsync("T2", FakeSlack.BotToken, "chat.update", Edit(), default);
        Assert.False(next.IsCompleted);
        // 50 a minute are one in 1.2 seconds.
        _clock.Advance(TimeSpan.FromSeconds(1.1));
        Assert.False(next.IsCompleted);
        _clock.Advance(TimeSpan.FromSeconds(0.1));
        await next;

        var waiting = Enumerable.Range(0, 8).Select(_ => CallAsync("chat.update", Edit())).ToList();
        // Nobody waits here for longer than ten seconds.
        var refused = await Assert.ThrowsAsync<SlackException>(() => CallAsync("chat.update", Edit()));
        Assert.Equal(SlackRemedy.Pause, refused.Remedy);
        Assert.InRange(refused.RetryAfter!.Value.TotalSeconds, 10, 11);
        _clock.Advance(TimeSpan.FromSeconds(10));
        await Task.WhenAll(waiting);
    }

    [Fact]
    public async Task A_response_address_that_is_used_up_is_late_and_a_working_one_says_ok()
    {
        var url = new Uri(FakeSlack.ResponseUrl + "C1/9");
        for (var i = 0; i < 5; i++)
            await _api.RespondAsync(url, new JsonObject { ["text"] = "x" }, default);
        var failure = await Assert.ThrowsAsync<SlackException>(() => _api.RespondAsync(url, new JsonObject { ["text"] = "x" }, default));
        Assert.Equal(("used_url", SlackRemedy.Late), (failure.Error, failure.Remedy));
    }

    private Task<System.Text.Json.JsonElement> CallAsync(string method, JsonObject arguments) =>
        _api.CallAsync(FakeSlack.Team, FakeSlack.BotToken, method, arguments, default);

    private static JsonObject Message(string channel) => new()
    {
        ["channel"] = channel,
        ["text"] = "secret words",
        ["unfurl_links"] = false,
        ["thread_ts"] = null,
        ["metadata"] = new JsonObject { ["event_type"] = "a" },
    };

    /// <summary>A body whose end never comes.</summary>
    private sealed class Endless : HttpContent
    {
        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => SerializeToStreamAsync(stream, context, default);

        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken) =>
            Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}
