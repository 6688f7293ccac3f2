using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Bot.Builder;
using Microsoft.Bot.Connector;
using Microsoft.Bot.Schema;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Time.Testing;
using NewsBot.Channels.BotFramework;
using Newtonsoft.Json.Linq;
using Xunit;

namespace NewsBot.Tests.Channels.BotFramework;

public sealed class MessagesEndpointTests : IClassFixture<OpenHost>, IDisposable
{
    private readonly OpenHost open;
    private readonly DataFolder data = new();
    private readonly FakeMicrosoft microsoft = new();

    public MessagesEndpointTests(OpenHost open)
    {
        this.open = open;
        open.Bot.Answer = null;
        open.Bot.Seen.Clear();
        open.Microsoft.Journal.Clear();
    }

    public void Dispose()
    {
        microsoft.Dispose();
        data.Dispose();
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("PUT")]
    [InlineData("DELETE")]
    [InlineData("HEAD")]
    [InlineData("PATCH")]
    public async Task Other_methods_are_not_allowed(string method)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), "api/messages");
        Assert.Equal(HttpStatusCode.MethodNotAllowed, (await open.Host.Client.SendAsync(request)).StatusCode);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("\"text\"")]
    [InlineData("{}")]
    [InlineData("""{"type":""}""")]
    [InlineData("""{"type":"message","channelId":"msteams","serviceUrl":"https://smba.test/","text":"no conversation"}""")]
    [InlineData("""{"type":"message","channelId":"msteams","serviceUrl":"https://smba.test/","conversation":{}}""")]
    [InlineData("""{"type":"message","channelId":"msteams","serviceUrl":"https://smba.test/","conversation":"x"}""")]
    public async Task What_is_no_activity_of_a_conversation_is_a_bad_request(string body)
    {
        Assert.Equal(HttpStatusCode.BadRequest, (await open.PostAsync(body)).StatusCode);
        Assert.Empty(open.Bot.Seen);
    }

    [Fact]
    public async Task A_body_over_one_megabyte_is_too_large()
    {
        var server = open.Host.Client.BaseAddress!;
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, await EarlyAnswer.JsonAsync(server, "/api/messages", OpenHost.Local(text: new string('x', MessagesEndpoint.LargestRequest))));
        // Without a length in the head it takes all these bytes to know; the chunk does not end, so that none is left unread.
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, await EarlyAnswer.ToAsync(
            server, "/api/messages", ["Content-Type: application/json", "Transfer-Encoding: chunked"], $"{MessagesEndpoint.LargestRequest + 1:x}\r\n{new string(' ', MessagesEndpoint.LargestRequest + 1)}"));
    }

    [Theory]
    [InlineData("\"timestamp\":\"yesterday\"")]
    [InlineData("\"timestamp\":1666977568748")]
    [InlineData("\"localTimestamp\":\"1666977568748\"")]
    [InlineData("\"expiration\":{}")]
    [InlineData("\"entities\":\"x\"")]
    [InlineData("\"entities\":[1,null,{\"type\":\"clientInfo\"}]")]
    [InlineData("\"membersAdded\":{}")]
    [InlineData("\"attachments\":[\"x\"]")]
    [InlineData("\"locale\":{\"a\":1}")]
    [InlineData("\"suggestedActions\":[]")]
    [InlineData("\"channelData\":[1,2]")]
    [InlineData("\"value\":\"2024-99-99\"")]
    [InlineData("\"historyDisclosed\":\"perhaps\"")]
    [InlineData("\"listenFor\":\"x\"")]
    [InlineData("\"membersAdded\":[{\"id\":{}}]")]
    [InlineData("\"attachments\":[{\"contentUrl\":{}}]")]
    [InlineData("\"suggestedActions\":{\"actions\":\"x\"}")]
    public async Task An_odd_value_in_a_free_field_loses_no_message(string field)
    {
        Assert.Equal(HttpStatusCode.OK, (await open.PostAsync(OpenHost.Local().Replace("\"text\"", field + ",\"text\""))).StatusCode);
        Assert.Equal("hi", Assert.Single(open.Bot.Seen).Text);
    }

    [Fact]
    public async Task A_byte_order_mark_loses_no_message()
    {
        Assert.Equal(HttpStatusCode.OK, (await open.PostAsync("\uFEFF" + OpenHost.Local())).StatusCode);
        Assert.Equal("hi", Assert.Single(open.Bot.Seen).Text);
    }

    [Fact]
    public async Task A_failing_turn_is_answered_with_200_and_the_person_is_told()
    {
        open.Bot.Answer = _ => throw new InvalidOperationException("secret");
        Assert.Equal(HttpStatusCode.OK, (await open.PostAsync(OpenHost.Local())).StatusCode);
        Assert.Matches("report it with the id [0-9a-f]{8}", (string?)Assert.Single(open.Microsoft.Journal).Body!["text"]);
    }

    [Fact]
    public async Task A_turn_that_takes_longer_than_a_channel_waits_goes_on_after_the_answer()
    {
        var clock = new FakeTimeProvider();
        var (begun, work) = (new TaskCompletionSource(), new TaskCompletionSource());
        var bot = new TestBot(async turn =>
        {
            begun.SetResult();
            await work.Task;
            await turn.SendActivityAsync("done");
        });
        var host = await HostAsync(bot, clock);
        var request = host.Client.PostAsync("api/messages", new StringContent(OpenHost.Local(), Encoding.UTF8, "application/json"));
        await begun.Task;
        await PassAsync(clock, LateTurns.Patience, request);
        Assert.Equal(HttpStatusCode.OK, (await request).StatusCode);
        Assert.Empty(microsoft.Journal);
        work.SetResult();
        await host.DisposeAsync();
        Assert.Equal("done", (string?)Assert.Single(microsoft.Journal).Body!["text"]);
    }

    [Fact]
    public async Task Replies_that_are_expected_in_the_answer_are_waited_for()
    {
        var clock = new FakeTimeProvider();
        var (begun, work) = (new TaskCompletionSource(), new TaskCompletionSource());
        var bot = new TestBot(async turn =>
        {
            begun.SetResult();
            await work.Task;
            await turn.SendActivityAsync("done");
        });
        await using var host = await HostAsync(bot, clock);
        var told = OpenHost.Local().Replace("\"text\"", "\"deliveryMode\":\"expectReplies\",\"text\"");
        var request = host.Client.PostAsync("api/messages", new StringContent(told, Encoding.UTF8, "application/json"));
        await begun.Task;
        clock.Advance(2 * LateTurns.Patience);
        Assert.False(request.IsCompleted);
        work.SetResult();
        var replies = JsonNode.Parse(await (await request).Content.ReadAsStringAsync())!["activities"]!.AsArray();
        Assert.Equal("done", (string?)Assert.Single(replies)!["text"]);
    }

    [Fact]
    public async Task Turns_of_one_service_share_a_client_that_outlives_them()
    {
        var clients = new List<IConnectorClient>();
        var bot = new TestBot(async turn =>
        {
            clients.Add(turn.TurnState.Get<IConnectorClient>());
            await turn.SendActivityAsync($"turn {clients.Count}");
        });
        await using var host = await ChannelHost.StartAsync(data.Path, bot, ["environment=Development"], microsoft.ServeOpen);
        for (var i = 0; i < 2; i++)
        {
            using var body = new StringContent(OpenHost.Local().Replace("\"text\"", $"\"id\":\"m{i}\",\"text\""), Encoding.UTF8, "application/json");
            using var answer = await host.Client.PostAsync("api/messages", body);
        }

        Assert.Same(clients[0], clients[1]);
        Assert.Equal(["turn 1", "turn 2"], microsoft.Journal.Select(j => (string?)j.Body!["text"]));
    }

    [Fact]
    public async Task A_turn_that_holds_its_thread_is_waited_for_no_longer()
    {
        var clock = new FakeTimeProvider();
        var begun = new TaskCompletionSource();
        using var work = new ManualResetEventSlim();
        var bot = new TestBot(turn =>
        {
            begun.SetResult();
            work.Wait(TimeSpan.FromMinutes(1));
            return turn.SendActivityAsync("done");
        });
        var host = await HostAsync(bot, clock);
        var request = host.Client.PostAsync("api/messages", new StringContent(OpenHost.Local(), Encoding.UTF8, "application/json"));
        await begun.Task;
        await PassAsync(clock, LateTurns.Patience, request);
        Assert.Equal(HttpStatusCode.OK, (await request).StatusCode);
        Assert.Empty(microsoft.Journal);
        work.Set();
        await host.DisposeAsync();
        Assert.Equal("done", (string?)Assert.Single(microsoft.Journal).Body!["text"]);
    }

    [Theory]
    [InlineData("adaptiveCard/action", """{"trigger":"manual"}""", "statusCode", "200")]
    [InlineData("adaptiveCard/action", """{"trigger":"automatic"}""", "statusCode", "500")]
    [InlineData("composeExtension/query", "{}", "composeExtension", "Working on it")]
    [InlineData("task/fetch", "{}", "task", "Working on it")]
    public async Task An_invoke_that_takes_longer_than_teams_waits_is_answered_and_goes_on(string name, string value, string part, string said)
    {
        var clock = new FakeTimeProvider();
        var (begun, work) = (new TaskCompletionSource(), new TaskCompletionSource());
        var bot = new TestBot(async turn =>
        {
            begun.SetResult();
            await work.Task;
            await turn.SendActivityAsync("done");
        });
        var host = await HostAsync(bot, clock);
        var invoke = OpenHost.Local().Replace("\"message\"", "\"invoke\"").Replace("\"text\"", $"\"name\":\"{name}\",\"value\":{value},\"text\"");
        var request = host.Client.PostAsync("api/messages", new StringContent(invoke, Encoding.UTF8, "application/json"));
        await begun.Task;
        await PassAsync(clock, LateTurns.InvokePatience, request);
        var answer = JsonNode.Parse(await (await request).Content.ReadAsStringAsync())!;
        Assert.Contains(said, answer[part]!.ToJsonString(), StringComparison.Ordinal);
        work.SetResult();
        await host.DisposeAsync();
        Assert.Equal("done", (string?)Assert.Single(microsoft.Journal).Body!["text"]);
    }

    [Fact]
    public async Task A_failing_turn_whose_replies_are_expected_tells_the_person_in_the_answer()
    {
        open.Bot.Answer = _ => throw new InvalidOperationException("secret");
        var answer = await open.PostAsync(OpenHost.Local().Replace("\"text\"", "\"deliveryMode\":\"expectReplies\",\"text\""));
        Assert.Contains("report it with the id", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_expected_reply_stands_in_the_answer()
    {
        var answer = await open.PostAsync(OpenHost.Local().Replace("\"text\"", "\"deliveryMode\":\"expectReplies\",\"text\""));
        var replies = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["activities"]!.AsArray();
        Assert.Equal("heard: hi", (string?)Assert.Single(replies)!["text"]);
        Assert.Empty(open.Microsoft.Journal);
    }

    [Fact]
    public async Task A_card_of_an_expected_reply_is_dressed_for_Teams_as_one_that_is_sent()
    {
        var card = JObject.Parse("""{"type":"AdaptiveCard","actions":[{"type":"Action.Submit","title":"List","data":{"say":"list"}}]}""");
        open.Bot.Answer = turn => turn.SendActivityAsync(
            MessageFactory.Attachment(new Attachment { ContentType = "application/vnd.microsoft.card.adaptive", Content = card }));
        var told = OpenHost.Local().Replace("\"text\"", "\"deliveryMode\":\"expectReplies\",\"text\"").Replace("emulator", "msteams");
        var answer = await open.PostAsync(told);
        var reply = Assert.Single(JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["activities"]!.AsArray())!;
        Assert.Equal("Action.Execute", (string?)reply["attachments"]![0]!["content"]!["actions"]![0]!["type"]);
    }

    [Fact]
    public async Task An_invoke_that_nobody_knows_is_not_implemented()
    {
        open.Bot.Answer = _ => Task.CompletedTask;
        Assert.Equal(HttpStatusCode.NotImplemented, (await open.PostAsync(OpenHost.Local().Replace("\"message\"", "\"invoke\""))).StatusCode);
    }

    [Theory]
    [InlineData("Production", null, null, HttpStatusCode.Unauthorized)]
    [InlineData("Development", null, null, HttpStatusCode.OK)]
    [InlineData("Development", "X-Forwarded-For: 203.0.113.9", null, HttpStatusCode.Unauthorized)]
    [InlineData("Development", "Forwarded: for=203.0.113.9", null, HttpStatusCode.Unauthorized)]
    [InlineData("Development", null, "stranger.test", HttpStatusCode.Unauthorized)]
    public async Task Without_an_app_id_only_this_machine_gets_in_and_only_in_development(
        string environment, string? header, string? hostName, HttpStatusCode expected)
    {
        await using var host = await ChannelHost.StartAsync(data.Path, new TestBot(), ["environment=" + environment], microsoft.ServeOpen);
        using var request = new HttpRequestMessage(HttpMethod.Post, "api/messages") { Content = new StringContent(OpenHost.Local(), Encoding.UTF8, "application/json") };
        if (header?.Split(": ") is [var name, var value])
            request.Headers.Add(name, value);
        request.Headers.Host = hostName;
        Assert.Equal(expected, (await host.Client.SendAsync(request)).StatusCode);
    }

    [Fact]
    public async Task Without_an_app_id_the_bot_answers_no_other_machine()
    {
        await open.PostAsync(OpenHost.Local(service: "https://smba.test/"));
        Assert.Empty(open.Microsoft.Journal);
    }

    [Fact]
    public async Task Without_an_app_id_a_page_of_a_stranger_cannot_post_unasked_by_the_browser()
    {
        var answer = await open.PostAsync(OpenHost.Local(), "text/plain");
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, answer.StatusCode);
        Assert.Empty(open.Bot.Seen);
    }

    [Fact]
    public async Task The_bot_speaks_first_with_a_post_that_replies_to_nothing()
    {
        await using var host = await ChannelHost.StartAsync(data.Path, new TestBot(), more: microsoft.Serve);
        var conversation = await host.Conversations.JoinAsync(InChannel(), default);

        var id = await host.Doors.PostAsync(conversation, MessageFactory.Text("news"), default);
        await host.Doors.UpdateAsync(conversation, id!, MessageFactory.Text("news, corrected"), default);

        Assert.Equal("posted-1", id);
        Assert.Collection(
            microsoft.Journal,
            post =>
            {
                Assert.Equal($"POST {FakeMicrosoft.Service}v3/conversations/19%3Aabc%40thread.tacv2/activities", post.Line);
                Assert.Equal("Bearer our-token", post.Authorization);
                Assert.Null(post.Body!["replyToId"]);
                Assert.Equal("28:bot", (string?)post.Body["from"]!["id"]);
                Assert.Equal("news", (string?)post.Body["text"]);
            },
            put =>
            {
                Assert.Equal($"PUT {FakeMicrosoft.Service}v3/conversations/19%3Aabc%40thread.tacv2/activities/posted-1", put.Line);
                Assert.Null(put.Body!["replyToId"]);
                Assert.Equal("19:abc@thread.tacv2", (string?)put.Body["conversation"]!["id"]);
            });
    }

    [Fact]
    public async Task The_web_chat_of_azure_is_not_our_own_chat()
    {
        await using var host = await ChannelHost.StartAsync(data.Path, new TestBot(), more: microsoft.Serve);
        var activity = InChannel();
        (activity.ChannelId, activity.Conversation) = ("webchat", new ConversationAccount(id: "abc"));
        var conversation = await host.Conversations.JoinAsync(activity, default);
        await host.Doors.PostAsync(conversation, MessageFactory.Text("news"), default);
        Assert.Equal($"POST {FakeMicrosoft.Service}v3/conversations/abc/activities", Assert.Single(microsoft.Journal).Line);
    }

    [Theory]
    [InlineData(HttpStatusCode.Forbidden)]
    [InlineData(HttpStatusCode.TooManyRequests)]
    [InlineData(HttpStatusCode.BadGateway)]
    public async Task What_the_channel_answers_to_a_post_comes_to_its_caller_unchanged(HttpStatusCode status)
    {
        microsoft.Answer = status;
        await using var host = await ChannelHost.StartAsync(data.Path, new TestBot(), more: microsoft.Serve);
        var conversation = await host.Conversations.JoinAsync(InChannel(), default);
        var failure = await Assert.ThrowsAsync<ErrorResponseException>(() => host.Doors.PostAsync(conversation, MessageFactory.Text("news"), default));
        Assert.Equal(status, failure.Response.StatusCode);
        Assert.Single(microsoft.Journal);
    }

    [Fact]
    public async Task A_post_to_an_address_that_the_rule_forbids_sends_no_token()
    {
        await using var host = await ChannelHost.StartAsync(data.Path, new TestBot(), more: microsoft.Serve);
        var activity = InChannel();
        activity.ServiceUrl = "http://smba.test/";
        var conversation = await host.Conversations.JoinAsync(activity, default);
        await Assert.ThrowsAsync<UnauthorizedAccessException>(() => host.Doors.PostAsync(conversation, MessageFactory.Text("news"), default));
        Assert.Empty(microsoft.Journal);
    }

    private static Activity InChannel() => new(ActivityTypes.Message)
    {
        Id = "in-1",
        ChannelId = "msteams",
        ServiceUrl = FakeMicrosoft.Service,
        From = new ChannelAccount("29:1"),
        Recipient = new ChannelAccount("28:bot"),
        Conversation = new ConversationAccount(true, "channel", "19:abc@thread.tacv2;messageid=1700000000000"),
    };

    private Task<ChannelHost> HostAsync(IBot bot, TimeProvider clock) => ChannelHost.StartAsync(
        data.Path, bot, ["environment=Development"], services =>
        {
            microsoft.ServeOpen(services);
            services.Replace(ServiceDescriptor.Singleton(clock));
        });

    private static async Task PassAsync(FakeTimeProvider clock, TimeSpan step, Task until)
    {
        while (!until.IsCompleted)
        {
            clock.Advance(step);
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System);
        }
    }
}
