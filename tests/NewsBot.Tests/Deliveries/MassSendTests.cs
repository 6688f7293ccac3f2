using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging.Abstractions;
using NewsBot.Cards;
using NewsBot.Conversations;
using NewsBot.Deliveries;
using NewsBot.Deliveries.Notices;
using NewsBot.Digests;
using NewsBot.Storage;
using NewsBot.Tests.Channels;
using NewsBot.Tests.Channels.BotFramework;
using NewsBot.Tests.Digests;
using Xunit;

namespace NewsBot.Tests.Deliveries;

/// <summary>One statement to a thousand conversations of a tenant, through the SDK to a fake Teams, on a settable clock.</summary>
public sealed class MassSendTests : IAsyncLifetime, IDisposable
{
    private const int Conversations = 1000;

    private readonly DataFolder data = new();
    private readonly FakeMicrosoft teams = new();
    private readonly Newsroom newsroom = new();

    public async Task InitializeAsync()
    {
        await newsroom.SqlAsync(
            """
            with recursive n (i) as (select 1 union all select i + 1 from n where i < @Conversations)
            insert into conversation (channel, external_id, kind, reference, zone, joined)
            select 'msteams', 'a:' || i, 0,
              '{"channelId":"msteams","serviceUrl":"' || @Service || '","bot":{"id":"28:bot"},"user":{"id":"29:' || i ||
              '"},"conversation":{"id":"a:' || i || '","conversationType":"personal","tenantId":"t"}}', 'UTC', @now
            from n
            """,
            new { Conversations, FakeMicrosoft.Service, now = newsroom.Clock.GetUtcNow() });
        await newsroom.SqlAsync(
            """
            insert into subscription (conversation_id, number, topic, filter, mode, created, created_by, after_statement)
            select id, 1, 'north-south', '', 0, @now, 'u', 0 from conversation
            """,
            new { now = newsroom.Clock.GetUtcNow() });
        await newsroom.StatementAsync();
        await newsroom.ComposeAsync();
    }

    public Task DisposeAsync() => newsroom.DisposeAsync().AsTask();

    public void Dispose()
    {
        teams.Dispose();
        data.Dispose();
    }

    [Fact]
    public async Task A_thousand_conversations_get_it_once_each_within_the_limits_whatever_the_channel_answers()
    {
        var parking = new ParkingClock(newsroom.Clock);
        await using var host = await ChannelHost.StartAsync(data.Path, new TestBot(), more: services =>
        {
            teams.Serve(services);
            services.Replace(ServiceDescriptor.Singleton<TimeProvider>(parking));
            services.Replace(ServiceDescriptor.Singleton(newsroom.Db));
        });
        teams.Now = newsroom.Clock.GetUtcNow;
        // Every tenth conversation is throttled or in conflict at its first post.
        teams.Judge = (line, times) => times > 1 || !line.Contains("0/activities", StringComparison.Ordinal)
            ? null
            : line.Contains("50/", StringComparison.Ordinal)
                ? new HttpResponseMessage(HttpStatusCode.PreconditionFailed) { Content = new StringContent("") }
                : Throttled();
        await using var outbox = Outbox(host.Doors);
        while (await CountAsync("state <> 2") > 0)
        {
            var run = outbox.RunAsync(default);
            do
            {
                // The clock stands still while a post is under way: whoever has claimed one waits for a place.
                do
                    await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System);
                while (await CountAsync("state = 1") != parking.Parked);
                newsroom.Clock.Advance(TimeSpan.FromSeconds(0.5));
            }
            while (!run.IsCompleted);
        }

        var taken = teams.Taken.ToList();
        Assert.Equal(Conversations, taken.Count);
        Assert.Equal(Conversations, taken.Select(t => t.Line).Distinct().Count());
        Assert.Equal(Conversations + (Conversations / 10), teams.Times.Count);
        var times = teams.Times.Order().ToList();
        for (var i = 50; i < times.Count; i++)
            Assert.True(times[i] - times[i - 50] >= TimeSpan.FromSeconds(1), $"From {times[i - 50]:O} to {times[i]:O} more than 50 posts a second.");
    }

    private static HttpResponseMessage Throttled()
    {
        var answer = new HttpResponseMessage(HttpStatusCode.TooManyRequests) { Content = new StringContent("") };
        answer.Headers.Add("Retry-After", "2");
        return answer;
    }

    private Task<long> CountAsync(string condition) => newsroom.ScalarAsync<long>($"select count(*) from delivery where {condition}");

    private Outbox Outbox(Doors doors)
    {
        var deliveries = new DeliveryTable(newsroom.Db, newsroom.Clock, new NodeName("test"));
        var conversations = new ConversationTable(newsroom.Db, newsroom.Clock);
        var poster = new DigestPoster(newsroom.Reader, deliveries, new CardDeck(), doors, newsroom.Clock, NullLogger<DigestPoster>.Instance);
        var sender = new DigestSender(deliveries, poster, new UntoldPosts(newsroom.Db, newsroom.Digests), new Pacing(newsroom.Db, newsroom.Clock), new Residence(newsroom.Db, conversations, newsroom.Subscriptions), new DigestTraces(newsroom.Db), newsroom.Clock, NullLogger<DigestSender>.Instance);
        return new Outbox(deliveries, sender, new Pacing(newsroom.Db, newsroom.Clock), conversations, newsroom.Clock, NullLogger<Outbox>.Instance);
    }

    /// <summary>A clock that knows how many wait for it.</summary>
    private sealed class ParkingClock(TimeProvider inner) : TimeProvider
    {
        private int parked;

        public int Parked => Volatile.Read(ref parked);

        public override DateTimeOffset GetUtcNow() => inner.GetUtcNow();

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            Interlocked.Increment(ref parked);
            var left = 0;
            void Leave()
            {
                if (Interlocked.Exchange(ref left, 1) == 0)
                    Interlocked.Decrement(ref parked);
            }

            var timer = inner.CreateTimer(
                s =>
                {
                    Leave();
                    callback(s);
                },
                state,
                dueTime,
                period);
            return new Ticket(timer, Leave);
        }

        private sealed class Ticket(ITimer timer, Action leave) : ITimer
        {
            public bool Change(TimeSpan dueTime, TimeSpan period) => timer.Change(dueTime, period);

            public void Dispose()
            {
                leave();
                timer.Dispose();
            }

            public ValueTask DisposeAsync()
            {
                leave();
                return timer.DisposeAsync();
            }
        }
    }
}
