using System.Net;
using Microsoft.Bot.Builder;
using Microsoft.Bot.Schema;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using NewsBot.Channels.BotFramework;
using NewsBot.Channels.BotFramework.Sending;
using NewsBot.Conversations;
using NewsBot.Deliveries;
using NewsBot.Storage;
using Xunit;

namespace NewsBot.Tests.Channels.BotFramework;

/// <summary>What the adapter does with a channel's moods before anybody else hears of them.</summary>
public sealed class PoliteSendingTests : IDisposable
{
    private readonly DataFolder data = new();
    private readonly FakeTimeProvider clock = new(new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero));
    private readonly FakeMicrosoft microsoft = new();

    public void Dispose()
    {
        microsoft.Dispose();
        data.Dispose();
    }

    [Fact]
    public async Task An_answer_that_meets_a_conflict_of_teams_is_sent_again()
    {
        var key = microsoft.AddKey("k1", "msteams");
        await using var host = await StartAsync();
        microsoft.Answers.Enqueue(() => new HttpResponseMessage(HttpStatusCode.PreconditionFailed) { Content = new StringContent("") });
        using var request = GuardedHost.Request(GuardedHost.Activity());
        request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {new ForgedToken(key)}");
        await PassAsync(host.Client.SendAsync(request));
        Assert.Equal(["heard: hi", "heard: hi"], microsoft.Journal.Select(j => (string?)j.Body!["text"]));
    }

    [Theory]
    [InlineData(429, null, 1, 2)]
    [InlineData(429, 4, 2, 3)]
    [InlineData(429, 3, 9, 4)]
    [InlineData(429, 60, 9, 1)] // nobody waits a minute for an answer
    [InlineData(503, null, 2, 3)]
    [InlineData(502, null, 1, 2)]
    [InlineData(504, null, 9, 2)] // it may have gone through: once more and not again
    [InlineData(403, null, 9, 1)]
    [InlineData(404, null, 1, 1)] // a place that is gone, and not one that is new
    public async Task An_answer_to_a_person_outlasts_a_mood_of_the_channel(int status, int? retryAfter, int times, int sent)
    {
        var key = microsoft.AddKey("k1", "msteams");
        var host = await StartAsync();
        for (var i = 0; i < times; i++)
        {
            microsoft.Answers.Enqueue(() =>
            {
                var answer = new HttpResponseMessage((HttpStatusCode)status) { Content = new StringContent("") };
                if (retryAfter is { } seconds)
                    answer.Headers.RetryAfter = new(TimeSpan.FromSeconds(seconds));
                return answer;
            });
        }

        using var request = GuardedHost.Request(GuardedHost.Activity());
        request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {new ForgedToken(key)}");
        var started = clock.GetUtcNow();
        await PassAsync(host.Client.SendAsync(request));
        while (microsoft.Journal.Count(j => (string?)j.Body!["text"] == "heard: hi") < sent)
            await PassAsync(Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System));
        Assert.Equal(sent, microsoft.Journal.Count(j => (string?)j.Body!["text"] == "heard: hi"));
        Assert.True(clock.GetUtcNow() - started >= TimeSpan.FromSeconds((retryAfter ?? 0) * (sent - 1)));
        // The turn may still be apologising, and waits by the same clock.
        await PassAsync(host.DisposeAsync().AsTask());
    }

    [Fact]
    public async Task A_post_that_meets_a_conflict_is_left_to_the_outbox()
    {
        await using var host = await StartAsync();
        microsoft.Answer = HttpStatusCode.PreconditionFailed;
        var conversation = await JoinAsync(host);
        await Assert.ThrowsAsync<ErrorResponseException>(() => host.Doors.PostAsync(conversation, MessageFactory.Text("news"), default));
        Assert.Single(microsoft.Journal);
    }

    [Fact]
    public async Task A_government_tenant_is_found_by_the_refusal_of_the_other_host_and_kept()
    {
        await using var host = await StartAsync();
        microsoft.Answers.Enqueue(() => new HttpResponseMessage(HttpStatusCode.Forbidden)
        {
            Content = new StringContent("""{"error":{"code":"InvalidBotApiHost","message":"m"}}""", null, "application/json"),
        });
        var conversation = await JoinAsync(host);
        await host.Doors.PostAsync(conversation, MessageFactory.Text("news"), default);
        conversation = await host.Conversations.FindAsync(conversation.Id, default);
        await host.Doors.PostAsync(conversation!, MessageFactory.Text("more"), default);
        Assert.Equal(
            [FakeMicrosoft.Service, NewsroomAdapter.GovernmentHost, NewsroomAdapter.GovernmentHost],
            microsoft.Journal.Select(j => j.Line["POST ".Length..j.Line.IndexOf("v3/", StringComparison.Ordinal)]));
    }

    [Fact]
    public async Task A_government_tenant_is_found_after_another_mood_of_the_channel_too()
    {
        var key = microsoft.AddKey("k1", "msteams");
        await using var host = await StartAsync();
        microsoft.Answers.Enqueue(() => new HttpResponseMessage(HttpStatusCode.PreconditionFailed) { Content = new StringContent("") });
        microsoft.Answers.Enqueue(() => new HttpResponseMessage(HttpStatusCode.Forbidden)
        {
            Content = new StringContent("""{"error":{"code":"InvalidBotApiHost","message":"m"}}""", null, "application/json"),
        });
        using var request = GuardedHost.Request(GuardedHost.Activity());
        request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {new ForgedToken(key)}");
        await PassAsync(host.Client.SendAsync(request));
        Assert.Equal(
            [FakeMicrosoft.Service, FakeMicrosoft.Service, NewsroomAdapter.GovernmentHost],
            microsoft.Journal.Select(j => j.Line["POST ".Length..j.Line.IndexOf("v3/", StringComparison.Ordinal)]));
    }

    [Fact]
    public async Task A_place_that_is_too_far_away_is_said_to_the_caller_as_the_channel_would_say_it()
    {
        await using var host = await StartAsync();
        var conversation = await JoinAsync(host);
        for (var i = 0; i < 60; i++)
            await PassAsync(host.Doors.PostAsync(conversation, MessageFactory.Text("news"), default));
        var started = clock.GetUtcNow();
        var refused = await Assert.ThrowsAsync<ErrorResponseException>(
            () => PassAsync(host.Doors.PostAsync(conversation, MessageFactory.Text("news"), default)));
        Assert.Equal(HttpStatusCode.TooManyRequests, refused.Response.StatusCode);
        Assert.Equal(60, microsoft.Journal.Count);
        Assert.True(clock.GetUtcNow() - started <= SendLimiter.LongestWait);
    }

    [Fact]
    public async Task The_threads_of_a_channel_share_its_limit()
    {
        var limiter = new SendLimiter(new Pacing(NewsDb.InFolder(data.Path), clock), clock, NullLogger<SendLimiter>.Instance);
        Activity In(string thread) => new() { ChannelId = "msteams", Conversation = new ConversationAccount(id: $"19:a@thread.tacv2;messageid={thread}", tenantId: "t") };
        for (var i = 0; i < 7; i++)
            await limiter.WaitAsync(In($"{i}"), isAnswer: true, default);
        var eighth = limiter.WaitAsync(In("8"), isAnswer: true, default);
        Assert.False(eighth.IsCompleted);
        await PassAsync(eighth);
    }

    private async Task PassAsync(Task work)
    {
        while (!work.IsCompleted)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(2), TimeProvider.System);
            if (!work.IsCompleted)
                clock.Advance(TimeSpan.FromMilliseconds(50));
        }

        await work;
    }

    private Task<ChannelHost> StartAsync() => ChannelHost.StartAsync(data.Path, new TestBot(), more: services =>
    {
        microsoft.Serve(services);
        services.Replace(ServiceDescriptor.Singleton<TimeProvider>(clock));
    });

    private static Task<Conversation> JoinAsync(ChannelHost host) => host.Conversations.JoinAsync(
        new Activity(ActivityTypes.Message)
        {
            Id = "in-1",
            ChannelId = "msteams",
            ServiceUrl = FakeMicrosoft.Service,
            From = new ChannelAccount("29:1"),
            Recipient = new ChannelAccount("28:bot"),
            Conversation = new ConversationAccount(false, "personal", "a:1", tenantId: "t"),
        },
        default);
}
