using System.Net;
using System.Net.Http.Json;
using System.Text;
using Microsoft.Bot.Builder;
using Microsoft.Bot.Schema;
using Microsoft.Extensions.DependencyInjection;
using NewsBot.Channels.Chat;
using Xunit;

namespace NewsBot.Tests.Channels;

public sealed class DirectLineTests : IDisposable
{
    private readonly DataFolder data = new();

    public void Dispose() => data.Dispose();

    [Fact]
    public async Task A_post_stands_in_the_stream_and_the_answer_after_it()
    {
        await using var host = await ChannelHost.StartAsync(data.Path, new TestBot());
        var chat = await ChatClient.OpenAsync(host.Client);
        var id = await chat.SayAsync("hello", "k1");

        var said = await chat.ReadAsync();

        Assert.Equal(["welcome", "hello", "heard: hello"], said.Select(a => (string?)a["text"]));
        Assert.Equal(["bot", "user", "bot"], said.Select(a => (string?)a["from"]!["role"]));
        Assert.Equal(id, (string?)said[1]["id"]);
        Assert.Equal("k1", (string?)said[1]["channelData"]!["clientActivityID"]);
        Assert.Equal(id, (string?)said[2]["replyToId"]);
        Assert.NotEqual("mallory", (string?)said[1]["from"]!["id"]);
        Assert.Empty(await chat.ReadAsync());
    }

    [Fact]
    public async Task A_chat_is_greeted_once_however_often_it_is_started_or_joined_again()
    {
        var bot = new TestBot();
        await using var host = await ChannelHost.StartAsync(data.Path, bot);
        var chat = await ChatClient.OpenAsync(host.Client);
        Assert.Equal(HttpStatusCode.OK, (await chat.SendAsync(HttpMethod.Post, "conversations")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await chat.SendAsync(HttpMethod.Get, $"conversations/{chat.Id}?watermark=")).StatusCode);
        Assert.Equal(["welcome"], await chat.TextsAsync());
        Assert.Single(bot.Seen);
    }

    [Fact]
    public async Task A_page_that_was_closed_before_the_start_is_greeted_when_it_comes_back()
    {
        await using var host = await ChannelHost.StartAsync(data.Path, new TestBot());
        var (id, token) = await host.Services.GetRequiredService<ChatTable>().StartAsync(null, default);
        var chat = new ChatClient(host.Client, id, token);
        await chat.SendAsync(HttpMethod.Get, $"conversations/{id}");
        Assert.Equal(["welcome"], await chat.TextsAsync());
    }

    [Fact]
    public async Task A_token_opens_its_own_chat_and_no_other()
    {
        await using var host = await ChannelHost.StartAsync(data.Path, new TestBot());
        var mine = await ChatClient.OpenAsync(host.Client);
        var theirs = await ChatClient.OpenAsync(host.Client);
        string[] reads = [$"conversations/{theirs.Id}", $"conversations/{theirs.Id}/activities", "conversations/nowhere/activities"];
        foreach (var path in reads)
            Assert.Equal(HttpStatusCode.Forbidden, (await mine.SendAsync(HttpMethod.Get, path)).StatusCode);
        var post = await mine.SendAsync(HttpMethod.Post, $"conversations/{theirs.Id}/activities", JsonContent.Create(new { type = "message", text = "x" }));
        Assert.Equal(HttpStatusCode.Forbidden, post.StatusCode);
        Assert.Equal(["welcome"], await theirs.TextsAsync());
    }

    [Theory]
    [InlineData("")]
    [InlineData("nonsense")]
    [InlineData("a.b.c")]
    [InlineData("{id}.")]
    [InlineData("{id}.00")]
    public async Task A_wrong_token_opens_nothing(string token)
    {
        await using var host = await ChannelHost.StartAsync(data.Path, new TestBot());
        var chat = await ChatClient.OpenAsync(host.Client);
        var answer = await chat.SendAsync(HttpMethod.Get, $"conversations/{chat.Id}/activities", with: token.Replace("{id}", chat.Id));
        Assert.Contains(answer.StatusCode, new[] { HttpStatusCode.Unauthorized, HttpStatusCode.Forbidden });
    }

    [Fact]
    public async Task No_token_is_refused()
    {
        await using var host = await ChannelHost.StartAsync(data.Path, new TestBot());
        var chat = await ChatClient.OpenAsync(host.Client);
        Assert.Equal(HttpStatusCode.Unauthorized, (await host.Client.GetAsync($"v3/directline/conversations/{chat.Id}/activities")).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await host.Client.PostAsync("v3/directline/conversations", null)).StatusCode);
    }

    [Fact]
    public async Task A_refreshed_token_goes_on_with_the_same_chat()
    {
        await using var host = await ChannelHost.StartAsync(data.Path, new TestBot());
        var chat = await ChatClient.OpenAsync(host.Client);
        var ticket = await (await chat.SendAsync(HttpMethod.Post, "tokens/refresh")).Content.ReadFromJsonAsync<System.Text.Json.Nodes.JsonObject>();
        var again = new ChatClient(host.Client, (string)ticket!["conversationId"]!, (string)ticket["token"]!);
        Assert.Equal(["welcome"], await again.TextsAsync());
    }

    [Fact]
    public async Task The_watermark_leads_through_a_long_chat_without_a_gap_or_a_repeat()
    {
        await using var host = await ChannelHost.StartAsync(data.Path, new TestBot(async turn =>
        {
            for (var i = 0; i < 300; i++)
                await turn.SendActivityAsync($"line {i}");
        }));
        var chat = await ChatClient.OpenAsync(host.Client);
        var first = await chat.TextsAsync();
        var second = await chat.TextsAsync();
        Assert.Equal(DirectLine.LargestPage, first.Count);
        Assert.Equal(Enumerable.Range(0, 300).Select(i => $"line {i}"), first.Concat(second));
    }

    [Fact]
    public async Task The_same_post_twice_has_one_effect_and_one_id()
    {
        var bot = new TestBot();
        await using var host = await ChannelHost.StartAsync(data.Path, bot);
        var chat = await ChatClient.OpenAsync(host.Client);
        Assert.Equal(await chat.SayAsync("hello", "k1"), await chat.SayAsync("hello", "k1"));
        Assert.Equal(["welcome", "hello", "heard: hello"], await chat.TextsAsync());
    }

    [Theory]
    [InlineData("""{"type":"conversationUpdate","membersAdded":[{"id":"newsbot"}]}""")]
    [InlineData("""{"type":"invoke","name":"x"}""")]
    [InlineData("""{"text":"no type"}""")]
    [InlineData("""{"type":1}""")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{")]
    [InlineData("")]
    public async Task What_no_person_can_post_is_a_bad_request(string body)
    {
        await using var host = await ChannelHost.StartAsync(data.Path, new TestBot());
        var chat = await ChatClient.OpenAsync(host.Client);
        var answer = await chat.SendAsync(HttpMethod.Post, $"conversations/{chat.Id}/activities", new StringContent(body, Encoding.UTF8, "application/json"));
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Fact]
    public async Task Odd_values_in_free_fields_lose_no_message()
    {
        await using var host = await ChannelHost.StartAsync(data.Path, new TestBot());
        var chat = await ChatClient.OpenAsync(host.Client);
        await chat.PostAsync(new { type = "message", text = "hello", timestamp = "yesterday", localTimestamp = 5, entities = "x", locale = 7, channelData = new[] { 1 }, localTimezone = "Nowhere/Land" });
        Assert.Equal(["welcome", "hello", "heard: hello"], await chat.TextsAsync());
    }

    [Fact]
    public async Task A_body_over_the_limit_is_refused_as_too_large()
    {
        await using var host = await ChannelHost.StartAsync(data.Path, new TestBot());
        var chat = await ChatClient.OpenAsync(host.Client);
        var status = await EarlyAnswer.JsonAsync(
            host.Client.BaseAddress!, $"/v3/directline/conversations/{chat.Id}/activities", $$"""{"type":"message","text":"{{new string('x', DirectLine.LargestRequest)}}"}""", chat.Token);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, status);
    }

    [Fact]
    public async Task A_file_is_answered_with_what_to_do_instead()
    {
        await using var host = await ChannelHost.StartAsync(data.Path, new TestBot());
        var chat = await ChatClient.OpenAsync(host.Client);
        using var form = new MultipartFormDataContent
        {
            { new StringContent("""{"type":"message","channelData":{"clientActivityID":"u1"}}""", Encoding.UTF8, "application/vnd.microsoft.activity"), "activity", "blob" },
            { new ByteArrayContent([1, 2, 3]), "file", "a.png" },
        };
        var answer = await chat.SendAsync(HttpMethod.Post, $"conversations/{chat.Id}/upload?userId=x", form);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var said = await chat.ReadAsync();
        Assert.Equal("u1", (string?)said[1]["channelData"]!["clientActivityID"]);
        Assert.StartsWith("I cannot read files", (string?)said[2]["text"]);
    }

    [Fact]
    public async Task A_failing_turn_tells_the_person_with_an_id()
    {
        await using var host = await ChannelHost.StartAsync(data.Path, new TestBot(turn => turn.Activity.Type == "message" ? throw new InvalidOperationException("secret") : Task.CompletedTask));
        var chat = await ChatClient.OpenAsync(host.Client);
        await chat.SayAsync("hello");
        var told = (await chat.TextsAsync())[^1];
        Assert.Matches("report it with the id [0-9a-f]{8}", told);
        Assert.DoesNotContain("secret", told);
    }

    [Fact]
    public async Task The_browsers_zone_becomes_the_conversations_zone()
    {
        await using var host = await ChannelHost.StartAsync(data.Path, new TestBot());
        await using var second = await ChannelHost.StartAsync(data.Path, new JoiningBot(host.Conversations));
        await ChatClient.OpenAsync(second.Client, "Asia/Karachi");
        var conversation = await host.Conversations.FindAsync(1, default);
        Assert.Equal("Asia/Karachi", conversation!.Zone);
        Assert.Equal(NewsBot.Conversations.ZoneSource.Client, conversation.ZoneSource);
    }

    [Fact]
    public async Task The_bot_speaks_first_into_a_chat_and_replaces_what_it_said()
    {
        await using var host = await ChannelHost.StartAsync(data.Path, new TestBot());
        var chat = await ChatClient.OpenAsync(host.Client);
        var conversation = await host.Conversations.JoinAsync(ChatActivity.Opened(new Chat(chat.Id, null)), default);
        await chat.ReadAsync();

        var id = await host.Doors.PostAsync(conversation, MessageFactory.Text("news"), default);
        await host.Doors.PostAsync(conversation, MessageFactory.Text("more news"), default);
        var before = await chat.ReadAsync();
        await host.Doors.UpdateAsync(conversation, id!, MessageFactory.Text("news, corrected"), default);
        var after = await chat.ReadAsync();

        Assert.Equal(["news", "more news"], before.Select(a => (string?)a["text"]));
        Assert.Null(before[0]["replyToId"]);
        Assert.Equal("bot", (string?)before[0]["from"]!["role"]);
        Assert.Equal("news, corrected", (string?)Assert.Single(after)["text"]);
        Assert.Equal((string?)before[0]["id"], (string?)after[0]["id"]);
        Assert.Equal((string?)before[0]["timestamp"], (string?)after[0]["timestamp"]);
        Assert.Equal("bot", (string?)after[0]["from"]!["role"]);
        var reloaded = new ChatClient(host.Client, chat.Id, chat.Token);
        Assert.Equal(["welcome", "more news", "news, corrected"], await reloaded.TextsAsync());
    }

    [Fact]
    public async Task The_last_post_replaced_still_reaches_a_page_that_has_seen_it()
    {
        await using var host = await ChannelHost.StartAsync(data.Path, new TestBot());
        var chat = await ChatClient.OpenAsync(host.Client);
        var conversation = await host.Conversations.JoinAsync(ChatActivity.Opened(new Chat(chat.Id, null)), default);
        var id = await host.Doors.PostAsync(conversation, MessageFactory.Text("one"), default);
        await chat.ReadAsync();
        await host.Doors.UpdateAsync(conversation, id!, MessageFactory.Text("two"), default);
        Assert.Equal(["two"], await chat.TextsAsync());
        await host.Doors.UpdateAsync(conversation, id!, MessageFactory.Text("three"), default);
        Assert.Equal(["three"], await chat.TextsAsync());
    }

    [Fact]
    public async Task A_post_into_a_chat_that_is_gone_fails_for_its_caller()
    {
        await using var host = await ChannelHost.StartAsync(data.Path, new TestBot());
        var conversation = await host.Conversations.JoinAsync(ChatActivity.Opened(new Chat("gone", null)), default);
        await Assert.ThrowsAsync<ErrorResponseException>(() => host.Doors.PostAsync(conversation, MessageFactory.Text("x"), default));
        await Assert.ThrowsAsync<ErrorResponseException>(() => host.Doors.UpdateAsync(conversation, "1", MessageFactory.Text("x"), default));
    }

    [Fact]
    public async Task Another_host_on_the_same_database_goes_on_with_the_chat()
    {
        ChatClient chat;
        await using (var host = await ChannelHost.StartAsync(data.Path, new TestBot()))
        {
            chat = await ChatClient.OpenAsync(host.Client);
            await chat.SayAsync("before");
        }

        await using var next = await ChannelHost.StartAsync(data.Path, new TestBot());
        var again = new ChatClient(next.Client, chat.Id, chat.Token);
        await again.SayAsync("after");
        Assert.Equal(["welcome", "before", "heard: before", "after", "heard: after"], await again.TextsAsync());
    }

    [Fact]
    public async Task A_page_of_a_stranger_cannot_start_a_chat_unasked_by_the_browser()
    {
        await using var host = await ChannelHost.StartAsync(data.Path, new TestBot());
        var answer = await host.Client.PostAsync("v3/directline/tokens/generate", new StringContent("{}", Encoding.UTF8, "text/plain"));
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, answer.StatusCode);
        using var preflight = new HttpRequestMessage(HttpMethod.Options, "v3/directline/tokens/generate");
        preflight.Headers.Add("Origin", "https://stranger.test");
        preflight.Headers.Add("Access-Control-Request-Method", "POST");
        Assert.False((await host.Client.SendAsync(preflight)).Headers.Contains("Access-Control-Allow-Origin"));
    }

    private sealed class JoiningBot(NewsBot.Conversations.ConversationTable conversations) : IBot
    {
        public Task OnTurnAsync(ITurnContext turnContext, CancellationToken cancellationToken = default) =>
            conversations.JoinAsync(turnContext.Activity, cancellationToken);
    }
}
