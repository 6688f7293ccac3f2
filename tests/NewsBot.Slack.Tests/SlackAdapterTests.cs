using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Bot.Builder;
using Microsoft.Bot.Schema;
using Microsoft.Extensions.Time.Testing;
using NewsBot.Slack.Incoming;
using NewsBot.Slack.Installing;
using NewsBot.Slack.Tests.Fake;
using NewsBot.Slack.Web;
using Newtonsoft.Json.Linq;
using Xunit;

namespace NewsBot.Slack.Tests;

public sealed class SlackAdapterTests : IDisposable
{
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero));
    private readonly FakeSlack _slack;
    private readonly HttpClient _http;
    private readonly SlackAdapter _adapter;

    public SlackAdapterTests()
    {
        _slack = new FakeSlack(_clock);
        _http = new HttpClient(_slack);
        var api = new SlackApi(_http, new SlackPace(_clock), new Uri(FakeSlack.Api));
        _adapter = new SlackAdapter(new SlackClient(new ConfiguredInstallation(api, FakeSlack.BotToken), api, oauth: null, _clock), _clock);
    }

    public void Dispose() => _http.Dispose();

    [Fact]
    public async Task It_posts_updates_and_takes_back()
    {
        var id = await PostAsync("T1:C1", Message("<!channel> one"));
        var posted = Assert.Single(_slack.Live);
        Assert.Equal(("&lt;!channel&gt; one", posted.Ts), (posted.Text, id));
        await InTurnAsync("T1:C1", async turn =>
        {
            var newer = Message("two");
            newer.Id = id;
            newer.Conversation = turn.Activity.Conversation;
            await turn.UpdateActivityAsync(newer);
        });
        Assert.Equal(("two", 1), (posted.Text, posted.Edits));
        await InTurnAsync("T1:C1", turn => turn.DeleteActivityAsync(id));
        await InTurnAsync("T1:C1", turn => turn.DeleteActivityAsync(id));
        Assert.Empty(_slack.Live);
    }

    [Fact]
    public async Task What_is_too_long_for_a_message_goes_on_in_its_thread()
    {
        var activity = Message("Edition");
        activity.ChannelData = new JObject { ["blocks"] = new JArray(Enumerable.Range(0, 100).Select(i => Section("row " + i))) };
        await PumpedAsync(() => PostAsync("T1:C1", activity));
        Assert.Equal(3, _slack.Live.Count);
        Assert.All(_slack.Live.Skip(1), m => Assert.Equal(_slack.Live[0].Ts, m.Thread));
    }

    [Fact]
    public async Task When_a_later_page_fails_the_first_is_taken_back_so_that_a_second_try_doubles_nothing()
    {
        var activity = Message("Edition");
        activity.ChannelData = new JObject { ["blocks"] = new JArray(Enumerable.Range(0, 60).Select(i => Section("row " + i))) };
        _slack.Fail("chat.postMessage", () => null);
        _slack.Fail("chat.postMessage", "is_archived");
        var failure = await Assert.ThrowsAsync<ErrorResponseException>(() => PumpedAsync(() => PostAsync("T1:C1", activity)));
        Assert.Equal(HttpStatusCode.Forbidden, failure.Response.StatusCode);
        Assert.Empty(_slack.Live);
    }

    [Theory]
    [InlineData("channel_not_found", 403)]
    [InlineData("invalid_auth", 403)]
    [InlineData("not_in_channel", 403)]
    [InlineData("restricted_action", 403)]
    [InlineData("restricted_action_of_tomorrow", 403)]
    [InlineData("thread_not_found", 400)]
    [InlineData("cannot_reply_to_message", 400)]
    [InlineData("word_of_tomorrow", 400)]
    [InlineData("invalid_blocks", 400)]
    [InlineData("msg_blocks_too_long", 413)]
    [InlineData("ratelimited", 429)]
    [InlineData("service_unavailable", 503)]
    [InlineData("fatal_error", 504)]
    public async Task A_failure_looks_like_that_of_any_other_channel(string error, int status)
    {
        _slack.Fail("chat.postMessage", error);
        var failure = await Assert.ThrowsAsync<ErrorResponseException>(() => PostAsync("T1:C1", Message("x")));
        Assert.Equal((status, error), ((int)failure.Response.StatusCode, failure.Body.Error.Code));
        Assert.Equal(status == 429, failure.Response.Headers.ContainsKey("Retry-After"));
    }

    [Theory]
    [InlineData("restricted_action_thread_locked")]
    [InlineData("restricted_action_non_threadable_channel")]
    [InlineData("cannot_reply_to_message")]
    [InlineData("thread_not_found")]
    public async Task What_a_thread_does_not_take_is_posted_outside_of_it(string error)
    {
        _slack.Fail("chat.postMessage", error);
        await PumpedAsync(() => PostAsync("T1:C1:1700000000.000100", Message("corrected")));
        Assert.Null(Assert.Single(_slack.Live).Thread);

        // Only once: what the channel does not take either is refused.
        _clock.Advance(TimeSpan.FromSeconds(5));
        _slack.Fail("chat.postMessage", error);
        _slack.Fail("chat.postMessage", error);
        await Assert.ThrowsAsync<ErrorResponseException>(
            () => PumpedAsync(() => PostAsync("T1:C1:1700000000.000100", Message("corrected"))));
    }

    [Fact]
    public async Task A_lost_post_is_found_behind_whatever_was_said_since_and_in_its_thread()
    {
        var place = new ConversationAccount(id: "T1:D1");
        var root = await PostAsync("T1:D1", Kept("1"));
        _clock.Advance(TimeSpan.FromSeconds(5));
        var reply = await PostAsync("T1:D1:" + root, Kept("2"));
        for (var i = 0; i < 7; i++)
        {
            _clock.Advance(TimeSpan.FromSeconds(5));
            await PostAsync("T1:D1", Message("talk"));
        }

        _slack.MostOnPage = 2;
        var since = _clock.GetUtcNow().AddMinutes(-1);
        Assert.Equal((true, root), await FindAsync("1", null));
        Assert.Equal((false, null), await FindAsync("2", null));
        Assert.Equal((true, reply), await FindAsync("2", root));
        _slack.MostOnPage = 1;
        for (var i = 0; i < 5; i++)
        {
            _clock.Advance(TimeSpan.FromSeconds(5));
            await PostAsync("T1:D1", Message("talk"));
        }

        Assert.Equal((null, null), await FindAsync("1", null));

        Task<(bool? There, string? Ts)> FindAsync(string delivery, string? thread) =>
            PumpedAsync(() => _adapter.FindAsync(place, thread, Metadata(delivery), since, default));
    }

    [Theory]
    [InlineData(-10)]
    [InlineData(10)]
    [InlineData(50)]
    public async Task A_lost_post_is_found_by_a_clock_that_is_minutes_off_that_of_Slack(int minutes)
    {
        _slack.Ahead = TimeSpan.FromMinutes(minutes);
        var ts = await PostAsync("T1:D1", Kept("1"));
        Assert.Equal((true, ts), await PumpedAsync(() => _adapter.FindAsync(new ConversationAccount(id: "T1:D1"), null, Metadata("1"), _clock.GetUtcNow(), default)));
    }

    [Theory]
    [InlineData(HttpStatusCode.TooManyRequests, 12)]
    [InlineData(HttpStatusCode.ServiceUnavailable, null)]
    public async Task An_answer_that_is_refused_for_a_moment_is_given_once_that_has_passed(HttpStatusCode status, int? after)
    {
        _slack.Fail("chat.postMessage", status, after);
        await PumpedAsync(() => _adapter.RunAsync(Heard(), new Says(2), default));
        Assert.Equal(["answer 0", "answer 1"], _slack.Live.Select(m => m.Text));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task What_of_an_answer_waits_for_longer_is_left_to_be_said_later_in_its_order(int saidAtOnce)
    {
        for (var i = 0; i < saidAtOnce; i++)
            _slack.Fail("chat.postMessage", () => null);
        _slack.Fail("chat.postMessage", HttpStatusCode.TooManyRequests, retryAfter: 300);
        var bot = new Says(3);
        var rest = await PumpedAsync(() => _adapter.RunAsync(Heard(), bot, default));
        Assert.Equal((TimeSpan.FromSeconds(300), "ratelimited", 3 - saidAtOnce), (rest!.RetryAfter, rest.Error, rest.Messages.Count));
        Assert.Equal(saidAtOnce, _slack.Live.Count);

        _clock.Advance(TimeSpan.FromSeconds(300));
        Assert.Null(await PumpedAsync(() => _adapter.SayAsync(rest, default)));
        Assert.Equal(["answer 0", "answer 1", "answer 2"], _slack.Live.Select(m => m.Text));
        Assert.Equal(1, bot.Turns);
    }

    [Fact]
    public async Task What_a_gateway_may_have_let_through_is_asked_once_more_and_then_kept()
    {
        var told = 0;
        var api = new SlackApi(_http, new SlackPace(_clock), new Uri(FakeSlack.Api));
        var adapter = new SlackAdapter(
            new SlackClient(new ConfiguredInstallation(api, FakeSlack.BotToken), api, oauth: null, _clock), _clock, (_, _) => Task.FromResult(told++));
        for (var i = 0; i < 9; i++)
            _slack.Fail("chat.postMessage", HttpStatusCode.BadGateway);
        Assert.NotNull(await PumpedAsync(() => adapter.RunAsync(Heard(), new Says(1), default)));
        Assert.Equal((0, 2), (told, _slack.Calls.Count(c => c.Method == "chat.postMessage")));
    }

    [Fact]
    public async Task An_answer_whose_address_is_out_of_order_goes_to_the_person()
    {
        _slack.Fail("response_url", HttpStatusCode.BadGateway);
        await AnswerAsync(1, DateTimeOffset.MaxValue);
        Assert.Equal("U1", Assert.Single(_slack.Live).OnlyFor);
    }

    [Fact]
    public async Task An_answer_whose_blocks_are_not_taken_is_given_in_words()
    {
        _slack.Fail("chat.postMessage", "invalid_blocks");
        var answer = Message("Edition");
        answer.ChannelData = new JObject { ["blocks"] = new JArray(Section("*who* said what"), Section("and where")) };
        await PumpedAsync(() => _adapter.RunAsync(Heard(), new Gives(answer), default));
        var said = Assert.Single(_slack.Live);
        Assert.Null(said.Blocks);
        Assert.Equal("*who* said what\nand where", said.Text);
    }

    [Fact]
    public async Task A_workspace_without_the_app_is_refused_without_a_call() =>
        Assert.Equal("app_not_installed", (await Assert.ThrowsAsync<ErrorResponseException>(() => PostAsync("T9:C1", Message("x")))).Body.Error.Code);

    [Fact]
    public async Task A_lost_post_is_found_by_its_metadata_where_the_bot_may_read()
    {
        var activity = Message("x");
        activity.ChannelData = new JObject { ["metadata"] = JObject.Parse("""{"event_type":"newsbot_delivery","event_payload":{"delivery":"7"}}""") };
        _slack.LoseAnswerOf("chat.postMessage");
        var found = await PostAsync("T1:D1", activity);
        Assert.Equal(_slack.Messages.Single().Ts, found);

        // Lost before it was made, or still under way: that it is not there yet proves nothing.
        _clock.Advance(TimeSpan.FromSeconds(5));
        activity.ChannelData = new JObject { ["metadata"] = JObject.Parse("""{"event_type":"newsbot_delivery","event_payload":{"delivery":"8"}}""") };
        _slack.Fail("chat.postMessage", HttpStatusCode.BadGateway);
        Assert.Equal(504, (int)(await Assert.ThrowsAsync<ErrorResponseException>(() => PostAsync("T1:D1", activity))).Response.StatusCode);

        // In a channel that it may not read nobody knows.
        _slack.LoseAnswerOf("chat.postMessage");
        Assert.Equal(504, (int)(await Assert.ThrowsAsync<ErrorResponseException>(() => PostAsync("T1:C1", activity))).Response.StatusCode);
    }

    [Fact]
    public async Task An_answer_to_a_command_goes_to_its_address_five_times_and_then_only_to_the_person()
    {
        await AnswerAsync(7, DateTimeOffset.MaxValue);
        Assert.Equal(5, _slack.Live.Count(m => m.OnlyFor == "asker"));
        Assert.Equal(2, _slack.Live.Count(m => m.OnlyFor == "U1"));
    }

    [Fact]
    public async Task An_address_that_has_ended_is_not_tried_and_outside_of_the_channel_the_person_gets_it_directly()
    {
        _slack.Channels["C1"] = false;
        await AnswerAsync(1, _clock.GetUtcNow());
        var message = Assert.Single(_slack.Live);
        Assert.Equal("D1", message.Channel);
    }

    [Fact]
    public async Task An_answer_for_all_whose_address_has_ended_is_posted_and_opens_no_previews()
    {
        await AnswerAsync(1, _clock.GetUtcNow(), isPublic: true);
        var (_, arguments, _) = Assert.Single(_slack.Calls, c => c.Method == "chat.postMessage");
        Assert.Equal(("false", "false", "none"), (arguments["unfurl_links"], arguments["unfurl_media"], arguments["parse"]));
        Assert.Null(Assert.Single(_slack.Live).OnlyFor);
    }

    private async Task AnswerAsync(int times, DateTimeOffset until, bool isPublic = false)
    {
        var data = new JObject();
        new SlackReply(new Uri(FakeSlack.ResponseUrl + "C1/5"), until, "U1", isPublic).WriteTo(data);
        var activity = new Activity(ActivityTypes.Message)
        {
            ChannelId = SlackActivity.Channel,
            Conversation = new ConversationAccount(id: "T1:C1"),
            From = new ChannelAccount("U1"),
            Recipient = new ChannelAccount(FakeSlack.BotUser),
            ChannelData = data,
        };
        await PumpedAsync(() => _adapter.RunAsync(activity, new Says(times), default));
    }

    private static Activity Heard() => new(ActivityTypes.Message)
    {
        ChannelId = SlackActivity.Channel,
        Conversation = new ConversationAccount(id: "T1:C1"),
        From = new ChannelAccount("U1"),
        Recipient = new ChannelAccount(FakeSlack.BotUser),
    };

    private static JsonObject Metadata(string delivery) => new()
    {
        ["event_type"] = "newsbot_delivery",
        ["event_payload"] = new JsonObject { ["delivery"] = delivery },
    };

    private static Activity Kept(string delivery)
    {
        var activity = Message("kept");
        activity.ChannelData = new JObject { ["metadata"] = JObject.Parse(Metadata(delivery).ToJsonString()) };
        return activity;
    }

    private static Activity Message(string text) => (Activity)MessageFactory.Text(text);

    private static JObject Section(string text) =>
        new() { ["type"] = "section", ["text"] = new JObject { ["type"] = "mrkdwn", ["text"] = text } };

    private async Task<string> PostAsync(string place, Activity activity)
    {
        var id = "";
        await InTurnAsync(place, async turn => id = (await turn.SendActivityAsync(activity)).Id);
        return id;
    }

    private Task InTurnAsync(string place, Func<ITurnContext, Task> work)
    {
        var start = new Activity(ActivityTypes.Event)
        {
            ChannelId = SlackActivity.Channel,
            ServiceUrl = SlackActivity.ServiceUrl,
            Conversation = new ConversationAccount(id: place),
            From = new ChannelAccount("U1"),
            Recipient = new ChannelAccount(FakeSlack.BotUser),
        };
        return _adapter.ContinueConversationAsync("", start, (turn, _) => work(turn), default);
    }

    private async Task<T> PumpedAsync<T>(Func<Task<T>> work)
    {
        T? result = default;
        await PumpedAsync(async () => { result = await work(); });
        return result!;
    }

    // Lets the clock run while the adapter keeps its distance between posts.
    private async Task PumpedAsync(Func<Task> work)
    {
        var running = work();
        while (!running.IsCompleted)
        {
            _clock.Advance(TimeSpan.FromMilliseconds(500));
            await Task.Yield();
        }

        await running;
    }

    private sealed class Says(int times) : IBot
    {
        public int Turns { get; private set; }

        public async Task OnTurnAsync(ITurnContext turnContext, CancellationToken cancellationToken = default)
        {
            Turns++;
            for (var i = 0; i < times; i++)
                await turnContext.SendActivityAsync($"answer {i}", cancellationToken: cancellationToken);
        }
    }

    private sealed class Gives(Activity answer) : IBot
    {
        public Task OnTurnAsync(ITurnContext turnContext, CancellationToken cancellationToken = default) =>
            turnContext.SendActivityAsync(answer, cancellationToken);
    }
}
