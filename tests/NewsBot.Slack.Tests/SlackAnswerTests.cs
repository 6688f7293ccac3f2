using System.Net;
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

/// <summary>Answers that Slack may have taken without saying so, and those that are said in part.</summary>
public sealed class SlackAnswerTests : IDisposable
{
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero));
    private readonly FakeSlack _slack;
    private readonly HttpClient _http;
    private readonly SlackClient _client;
    private readonly SlackAdapter _adapter;
    private int _failed;

    public SlackAnswerTests()
    {
        _slack = new FakeSlack(_clock);
        _http = new HttpClient(_slack);
        var api = new SlackApi(_http, new SlackPace(_clock), new Uri(FakeSlack.Api));
        _client = new SlackClient(new ConfiguredInstallation(api, FakeSlack.BotToken), api, oauth: null, _clock);
        _adapter = new SlackAdapter(_client, _clock, (_, _) => Task.FromResult(_failed++));
    }

    public void Dispose() => _http.Dispose();

    [Theory]
    [InlineData("T1:C1", true)]
    [InlineData("T1:D1", false)]
    public async Task What_a_gateway_may_have_let_through_is_said_later_and_marked_where_nobody_can_look(string place, bool marked)
    {
        for (var i = 0; i < 4; i++)
            _slack.Fail("chat.postMessage", HttpStatusCode.BadGateway);
        var rest = await PumpedAsync(() => _adapter.RunAsync(Heard(place), new Says(["one", "two"]), default));
        Assert.Equal(2, rest!.Messages.Count);
        rest = await PumpedAsync(() => _adapter.SayAsync(rest, default));
        Assert.Equal(2, rest!.Messages.Count);
        Assert.Empty(_slack.Live);
        Assert.Null(await PumpedAsync(() => _adapter.SayAsync(rest, default)));
        Assert.Equal(2, _slack.Live.Count);
        Assert.Equal(marked, _slack.Live[0].Shown.Contains("may be a repeat", StringComparison.Ordinal));
        Assert.EndsWith("one", _slack.Live[0].Shown, StringComparison.Ordinal);
        Assert.Equal("two", _slack.Live[1].Shown);
        Assert.Equal(0, _failed);
    }

    [Fact]
    public async Task An_answer_that_stands_there_though_Slack_did_not_say_so_is_said_once_where_the_bot_may_read()
    {
        _slack.LoseAnswerOf("chat.postMessage");
        Assert.Null(await PumpedAsync(() => _adapter.RunAsync(Heard("T1:D1"), new Says(["one"]), default)));
        Assert.Equal("one", Assert.Single(_slack.Live).Text);

        // Nothing can be looked for either: it is found at the next try.
        _slack.LoseAnswerOf("chat.postMessage");
        for (var i = 0; i < 5; i++)
            _slack.Fail("conversations.history", HttpStatusCode.ServiceUnavailable);
        var rest = await PumpedAsync(() => _adapter.RunAsync(Heard("T1:D1", "2"), new Says(["two"]), default));
        Assert.NotNull(rest);
        _slack.Fail("conversations.history", () => null);
        for (var i = 0; i < 9 && rest is not null; i++)
        {
            _clock.Advance(TimeSpan.FromSeconds(5));
            rest = await PumpedAsync(() => _adapter.SayAsync(rest, default));
        }

        Assert.Null(rest);
        Assert.Equal(0, _failed);
    }

    [Fact]
    public async Task Where_the_bot_may_not_read_a_lost_answer_is_said_again_and_says_so()
    {
        _slack.LoseAnswerOf("chat.postMessage");
        var blocks = new Activity(ActivityTypes.Message) { Text = "Edition", ChannelData = new JObject { ["blocks"] = new JArray(Section("row")) } };
        var rest = await PumpedAsync(() => _adapter.RunAsync(Heard("T1:C1"), new Gives(blocks), default));
        Assert.Null(await PumpedAsync(() => _adapter.SayAsync(rest!, default)));
        Assert.Equal(["row", "This may be a repeat: Slack did not confirm it the first time.\nrow"], _slack.Live.Select(m => m.Shown));
        Assert.Equal(0, _failed);
    }

    [Fact]
    public async Task A_message_of_two_pages_that_is_stopped_between_them_is_taken_back_and_said_whole()
    {
        using var stop = new CancellationTokenSource();
        var whole = new Activity(ActivityTypes.Message)
        {
            Text = "Edition",
            ChannelData = new JObject { ["blocks"] = new JArray(Enumerable.Range(0, 60).Select(i => Section("row " + i))) },
        };
        var running = _adapter.RunAsync(Heard("T1:C1"), new Gives(whole), stop.Token);
        while (_slack.Live.Count == 0)
            await Task.Delay(5);
        await stop.CancelAsync();
        var rest = await running.WaitAsync(TimeSpan.FromSeconds(30));
        Assert.Empty(_slack.Live);
        _clock.Advance(TimeSpan.FromSeconds(5));
        Assert.Null(await PumpedAsync(() => _adapter.SayAsync(rest!, default)));
        Assert.Equal(2, _slack.Live.Count);
    }

    [Fact]
    public async Task An_answer_waits_for_its_turn_among_all_processes_and_a_post_has_taken_it()
    {
        var counted = new List<string>();
        var wait = TimeSpan.FromSeconds(4);
        var adapter = new SlackAdapter(_client, _clock, count: (place, _) =>
        {
            counted.Add(place.ToString());
            return Task.FromResult(wait);
        });
        var start = _clock.GetUtcNow();
        Assert.Null(await PumpedAsync(() => adapter.RunAsync(Heard("T1:C1"), new Says(["one"]), default)));
        Assert.True(_clock.GetUtcNow() - start >= wait);
        var post = new Activity(ActivityTypes.Event) { ChannelId = SlackActivity.Channel, Conversation = new ConversationAccount(id: "T1:C1") };
        _clock.Advance(TimeSpan.FromSeconds(5));
        await adapter.ContinueConversationAsync("", post, (turn, stop) => turn.SendActivityAsync("news", cancellationToken: stop), default);
        Assert.Equal(["T1:C1"], counted);

        wait = TimeSpan.FromSeconds(11);
        var rest = await PumpedAsync(() => adapter.RunAsync(Heard("T1:C1"), new Says(["two"]), default));
        Assert.Equal((wait, 2), (rest!.RetryAfter, _slack.Live.Count));
    }

    [Fact]
    public async Task An_edit_and_a_look_take_their_turn_among_all_processes()
    {
        var taken = new List<(string Team, string Method, int PerMinute)>();
        TimeSpan? turn = TimeSpan.FromSeconds(2);
        var pace = new SlackPace(_clock, (team, method, perMinute, _) =>
        {
            taken.Add((team, method, perMinute));
            return Task.FromResult(turn);
        });
        var start = _clock.GetUtcNow();
        foreach (var method in new[] { "chat.update", "chat.postMessage", "conversations.replies", "users.info" })
            await PumpedAsync(() => WaitedAsync(pace, method));
        Assert.Equal([("T1", "chat.update", 50), ("T1", "conversations.replies", 50)], taken);
        Assert.True(_clock.GetUtcNow() - start >= 2 * turn);
        turn = null;
        Assert.Equal(SlackRemedy.Pause, (await Assert.ThrowsAsync<SlackException>(() => WaitedAsync(pace, "conversations.history"))).Remedy);

        static async Task<bool> WaitedAsync(SlackPace pace, string method)
        {
            await pace.WaitAsync("T1", method, null, default);
            return true;
        }
    }

    private static Activity Heard(string place, string id = "1") => new(ActivityTypes.Message)
    {
        Id = id,
        ChannelId = SlackActivity.Channel,
        Conversation = new ConversationAccount(id: place),
        From = new ChannelAccount("U1"),
        Recipient = new ChannelAccount(FakeSlack.BotUser),
    };

    private static JObject Section(string text) =>
        new() { ["type"] = "section", ["text"] = new JObject { ["type"] = "mrkdwn", ["text"] = text } };

    // Lets the clock run while the adapter keeps its distance between posts.
    private async Task<T> PumpedAsync<T>(Func<Task<T>> work)
    {
        var running = work();
        while (!running.IsCompleted)
        {
            await Task.Delay(2);
            _clock.Advance(TimeSpan.FromMilliseconds(100));
        }

        return await running;
    }

    private sealed class Says(string[] texts) : IBot
    {
        public async Task OnTurnAsync(ITurnContext turnContext, CancellationToken cancellationToken = default)
        {
            foreach (var text in texts)
                await turnContext.SendActivityAsync(text, cancellationToken: cancellationToken);
        }
    }

    private sealed class Gives(Activity answer) : IBot
    {
        public Task OnTurnAsync(ITurnContext turnContext, CancellationToken cancellationToken = default) =>
            turnContext.SendActivityAsync(answer, cancellationToken);
    }
}
