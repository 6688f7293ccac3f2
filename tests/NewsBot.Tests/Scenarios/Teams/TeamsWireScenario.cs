using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
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

namespace NewsBot.Tests.Scenarios.Teams;

/// <summary>Alerts to Teams through the SDK's own client, over connections that are real: a redirect, a slow answer, a connection that is cut.</summary>
public sealed class TeamsWireScenario : IAsyncLifetime, IDisposable
{
    private const string Line = "POST /amer/v3/conversations/19:desk@thread.tacv2/activities";

    private readonly DataFolder data = new();
    private readonly FakeMicrosoft microsoft = new()
    {
        Rule = new(FakeMicrosoft.AppId, "https://api.botframework.com", "http://127.0.0.1:9/metadata", "urn:botframework:azure", AllowHttp: true),
    };

    private readonly Newsroom newsroom = new();
    private WireChannel teams = null!;
    private WireChannel elsewhere = null!;
    private ChannelHost host = null!;
    private Outbox outbox = null!;

    public async Task InitializeAsync()
    {
        (teams, elsewhere) = (await WireChannel.StartAsync(newsroom.Clock), await WireChannel.StartAsync(newsroom.Clock));
        host = await ChannelHost.StartAsync(data.Path, new TestBot(), more: services =>
        {
            microsoft.Register(services);
            // A test does not wait as long as the program.
            services.AddHttpClient("").ConfigureHttpClient(client => client.Timeout = TimeSpan.FromSeconds(3));
            services.Replace(ServiceDescriptor.Singleton<TimeProvider>(newsroom.Clock));
            services.Replace(ServiceDescriptor.Singleton(newsroom.Db));
        });
        var reference = new JsonObject
        {
            ["channelId"] = "msteams",
            ["serviceUrl"] = teams.Address,
            ["bot"] = new JsonObject { ["id"] = TeamsApp.Bot },
            ["conversation"] = new JsonObject { ["id"] = TeamsApp.Channel, ["conversationType"] = "channel", ["tenantId"] = "t" },
        };
        await newsroom.SqlAsync(
            """
            insert into conversation (channel, external_id, kind, reference, zone, joined) values ('msteams', @id, 2, @reference, 'UTC', @now);
            insert into subscription (conversation_id, number, topic, filter, mode, created, created_by, after_statement)
            select id, 1, 'north-south', '', 0, @now, 'u', 0 from conversation;
            """,
            new { id = TeamsApp.Channel, reference = reference.ToJsonString(), now = newsroom.Clock.GetUtcNow() });
        outbox = NewOutbox();
    }

    public async Task DisposeAsync()
    {
        await outbox.DisposeAsync();
        await host.DisposeAsync();
        await teams.DisposeAsync();
        await elsewhere.DisposeAsync();
        await newsroom.DisposeAsync();
    }

    public void Dispose()
    {
        microsoft.Dispose();
        data.Dispose();
    }

    [Theory]
    [InlineData(301)]
    [InlineData(302)]
    [InlineData(303)]
    [InlineData(307)]
    [InlineData(308)]
    public async Task A_redirect_takes_neither_the_post_nor_the_token_to_another_host_and_loses_nothing(int status)
    {
        teams.Instead = (context, _) => Task.FromResult(Redirect(context, status, elsewhere.Address.Replace("127.0.0.1", "localhost", StringComparison.Ordinal) + context.Request.Path));
        await OwedAsync();
        await RunAsync();
        var post = Assert.Single(teams.Journal);
        Assert.Equal((Line, "Bearer our-token"), (post.Line, post.Token));
        Assert.Empty(elsewhere.Journal);
        var delivery = await OnlyAsync();
        Assert.Equal((DeliveryState.Failed, DeliveryProblem.Network), (delivery.State, delivery.Reason));
        Assert.Contains($"{status}", delivery.ReasonText, StringComparison.Ordinal);

        teams.Instead = null;
        newsroom.Clock.Advance(TimeSpan.FromSeconds(10));
        await RunAsync();
        Assert.Equal(DeliveryState.Sent, (await OnlyAsync()).State);
        Assert.DoesNotContain("repeat", Assert.Single(teams.Taken).Post.Body!.ToJsonString(), StringComparison.Ordinal);
        Assert.Empty(elsewhere.Journal);
    }

    [Theory]
    [InlineData("cut")]
    [InlineData("cut in the answer")]
    [InlineData("slow")]
    [InlineData("slow in the answer")]
    public async Task A_post_whose_answer_is_lost_is_made_once_more_and_says_so(string how)
    {
        // A connection that is kept has been used before: a client may take it for one that had ended, and post again by itself.
        await OwedAsync();
        await RunAsync();
        Assert.Single(teams.Taken);

        teams.Instead = (context, before) => before == 1 ? SpoilAsync(context, how) : Task.FromResult(false);
        await OwedAsync();
        await RunAsync();
        Assert.Equal(2, teams.Journal.Count);
        Assert.Equal(DeliveryState.Unknown, (await LastAsync()).State);

        newsroom.Clock.Advance(TimeSpan.FromMinutes(2));
        await RunAsync();
        // Teams was asked first whether it is there again.
        Assert.Equal(["message", "message", "typing", "message"], teams.Journal.Select(j => (string?)j.Body!["type"]));
        Assert.Equal(DeliveryState.Sent, (await LastAsync()).State);
        var repeat = teams.Journal.Last();
        Assert.Contains("This may be a repeat", repeat.Body!.ToJsonString(), StringComparison.Ordinal);
        Assert.All(teams.Journal, j => Assert.Equal((Line, "Bearer our-token"), (j.Line, j.Token)));
    }

    [Fact]
    public async Task An_edit_whose_connection_is_cut_is_made_again_without_a_second_post()
    {
        var statement = await OwedAsync();
        await RunAsync();
        teams.Instead = (context, before) => before == 1 ? SpoilAsync(context, "cut") : Task.FromResult(false);
        await newsroom.JoinAsync(statement, "bulletin");
        await RunAsync();
        newsroom.Clock.Advance(TimeSpan.FromMinutes(2));
        await RunAsync();
        var edit = $"{Line.Replace("POST", "PUT", StringComparison.Ordinal)}/posted-1";
        // The note under it is said once, after the edit was taken.
        Assert.Equal([Line, edit, edit, "POST /amer/v3/conversations/19:desk@thread.tacv2;messageid=posted-1/activities"], teams.Journal.Select(j => j.Line));
    }

    [Fact]
    public async Task Posts_to_a_channel_come_in_their_order_and_as_far_apart_as_teams_asks_for()
    {
        const int posts = 20, throttled = 5;
        // The first connection takes its time.
        await OwedAsync();
        await RunAsync();
        newsroom.Clock.Advance(TimeSpan.FromMinutes(1));
        for (var i = 0; i < posts; i++)
            await OwedAsync();
        teams.Instead = (context, before) => Task.FromResult(before == throttled && Throttle(context, 5));
        var run = Task.CompletedTask;
        for (var tick = 0; tick < 3000 && (!run.IsCompleted || await newsroom.ScalarAsync<long>("select count(*) from delivery where state <> 2") > 0); tick++)
        {
            if (run.IsCompleted)
                run = outbox.RunAsync(default);
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System);
            newsroom.Clock.Advance(TimeSpan.FromMilliseconds(50));
        }

        await run;
        Assert.Equal(posts + 1, teams.Taken.Count);
        Assert.Equal(posts + 2, teams.Journal.Count);
        Assert.Equal(teams.Taken.Select(t => t.Id), await newsroom.RowsAsync<string>("select activity_id from delivery order by id"));
        var times = teams.Journal.Skip(1).Select(j => j.At).ToList();
        Assert.True(times[throttled] - times[throttled - 1] >= TimeSpan.FromSeconds(5));
        Assert.All(Enumerable.Range(0, times.Count - 7), i => Assert.True(times[i + 7] - times[i] >= TimeSpan.FromSeconds(1), "more than seven a second"));
        Assert.All(Enumerable.Range(0, times.Count - 8), i => Assert.True(times[i + 8] - times[i] >= TimeSpan.FromSeconds(2), "more than eight in two seconds"));
    }

    private static bool Redirect(HttpContext context, int status, string to)
    {
        context.Response.StatusCode = status;
        context.Response.Headers.Location = to;
        return true;
    }

    private static bool Throttle(HttpContext context, int seconds)
    {
        context.Response.StatusCode = StatusCodes.Status429TooManyRequests;
        context.Response.Headers.RetryAfter = $"{seconds}";
        return true;
    }

    private static async Task<bool> SpoilAsync(HttpContext context, string how)
    {
        if (how.EndsWith("answer", StringComparison.Ordinal))
        {
            context.Response.StatusCode = StatusCodes.Status201Created;
            context.Response.ContentLength = 100;
            await context.Response.WriteAsync("{\"id\":");
            await context.Response.Body.FlushAsync();
        }

        if (how.StartsWith("slow", StringComparison.Ordinal))
            await Task.Delay(TimeSpan.FromSeconds(30), context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        context.Abort();
        return true;
    }

    private async Task<long> OwedAsync()
    {
        var statement = await newsroom.StatementAsync();
        await newsroom.ComposeAsync();
        return statement;
    }

    private async Task<Delivery> OnlyAsync() => Assert.Single(await newsroom.RowsAsync<Delivery>("select * from delivery"));

    private async Task<Delivery> LastAsync() => (await newsroom.RowsAsync<Delivery>("select * from delivery order by id"))[^1];

    private async Task RunAsync()
    {
        var run = outbox.RunAsync(default);
        while (!run.IsCompleted)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System);
            newsroom.Clock.Advance(TimeSpan.FromMilliseconds(20));
        }

        await run;
    }

    private Outbox NewOutbox()
    {
        var deliveries = new DeliveryTable(newsroom.Db, newsroom.Clock, new NodeName("test"));
        var conversations = new ConversationTable(newsroom.Db, newsroom.Clock);
        var pacing = new Pacing(newsroom.Db, newsroom.Clock);
        var poster = new DigestPoster(newsroom.Reader, deliveries, new CardDeck(), host.Doors, newsroom.Clock, NullLogger<DigestPoster>.Instance);
        var sender = new DigestSender(deliveries, poster, new UntoldPosts(newsroom.Db, newsroom.Digests), pacing, new Residence(newsroom.Db, conversations, newsroom.Subscriptions), new DigestTraces(newsroom.Db), newsroom.Clock, NullLogger<DigestSender>.Instance);
        return new Outbox(deliveries, sender, pacing, conversations, newsroom.Clock, NullLogger<Outbox>.Instance);
    }
}
