using System.Data.Common;
using System.Globalization;
using System.Net;
using System.Text;
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

/// <summary>What Teams answers, as it comes over the wire, and what follows: one act for each row of its table of status codes.</summary>
/// <remarks>https://learn.microsoft.com/microsoftteams/platform/bots/how-to/conversations/conversation-messages</remarks>
public sealed partial class StatusTableTests : IAsyncLifetime, IDisposable
{
    private const string NotThere = """{"error":{"code":"ActivityNotFoundInConversation","message":"m"}}""";

    private readonly DataFolder data = new();
    private readonly FakeMicrosoft teams = new();
    private readonly Newsroom newsroom = new();
    private ChannelHost host = null!;
    private Outbox outbox = null!;
    private long statement;

    public async Task InitializeAsync()
    {
        // 1 is answered so; 2 is of the same tenant, 3 of another.
        foreach (var (number, tenant) in new[] { (1, "t"), (2, "t"), (3, "other") })
        {
            await newsroom.SqlAsync(
                """
                insert into conversation (channel, external_id, kind, reference, zone, joined) values ('msteams', @id, 0, @reference, 'UTC', @now);
                insert into subscription (conversation_id, number, topic, filter, mode, created, created_by, after_statement)
                select id, 1, 'north-south', '', 0, @now, 'u', 0 from conversation where external_id = @id;
                """,
                new
                {
                    id = $"a:{number}",
                    now = newsroom.Clock.GetUtcNow(),
                    reference = $$$"""{"channelId":"msteams","serviceUrl":"{{{FakeMicrosoft.Service}}}","bot":{"id":"28:bot"},"user":{"id":"29:{{{number}}}"},"conversation":{"id":"a:{{{number}}}","conversationType":"personal","tenantId":"{{{tenant}}}"}}""",
                });
        }

        statement = await newsroom.StatementAsync();
        await newsroom.ComposeAsync();
        host = await ChannelHost.StartAsync(data.Path, new TestBot(), more: services =>
        {
            teams.Serve(services);
            services.Replace(ServiceDescriptor.Singleton<TimeProvider>(newsroom.Clock));
            services.Replace(ServiceDescriptor.Singleton(newsroom.Db));
        });
        outbox = NewOutbox(host.Doors);
    }

    public async Task DisposeAsync()
    {
        await outbox.DisposeAsync();
        await host.DisposeAsync();
        await newsroom.DisposeAsync();
    }

    public void Dispose()
    {
        teams.Dispose();
        data.Dispose();
    }

    [Theory]
    // No form of a post that is wrong is tried twice; one of them may be right.
    [InlineData(400, """{"error":{"code":"BadArgument","message":"m"}}""", 2, DeliveryState.GivenUp, DeliveryProblem.Rejected, null, "")]
    [InlineData(400, """{"error":{"code":"BadSyntax","message":"m"}}""", 2, DeliveryState.GivenUp, DeliveryProblem.Rejected, null, "")]
    [InlineData(401, """{"error":{"code":"BotNotRegistered","message":"m"}}""", 1, DeliveryState.Failed, DeliveryProblem.Unauthorized, 60, "")]
    [InlineData(403, """{"error":{"code":"BotDisabledByAdmin","message":"m"}}""", 1, DeliveryState.Failed, DeliveryProblem.Refused, 0, "a:1 a:2")]
    [InlineData(403, """{"error":{"code":"BotNotInConversationRoster","message":"m"}}""", 1, DeliveryState.Failed, DeliveryProblem.Refused, 0, "a:1")]
    [InlineData(403, """{"error":{"code":"ConversationBlockedByUser","message":"m"}}""", 1, DeliveryState.Failed, DeliveryProblem.Refused, 0, "a:1")]
    [InlineData(403, """{"errorCode":209,"message":"{\"subCode\":\"MessageWritesBlocked\",\"details\":\"d\"}"}""", 1, DeliveryState.Failed, DeliveryProblem.Refused, 0, "a:1")]
    [InlineData(403, "", 1, DeliveryState.Failed, DeliveryProblem.Refused, 0, "a:1")]
    [InlineData(403, "\"Forbidden\"", 1, DeliveryState.Failed, DeliveryProblem.Refused, 0, "a:1")]
    [InlineData(403, """{"error":{"code":"NotEnoughPermissions","message":"m"}}""", 1, DeliveryState.Failed, DeliveryProblem.Refused, 0, "a:1")]
    [InlineData(404, """{"error":{"code":"ConversationNotFound","message":"m"}}""", 1, DeliveryState.Failed, DeliveryProblem.NoConversation, 10, "")]
    [InlineData(404, NotThere, 1, DeliveryState.Failed, DeliveryProblem.NoConversation, 10, "")]
    [InlineData(412, """{"error":{"code":"PreconditionFailed","message":"m"}}""", 1, DeliveryState.Failed, DeliveryProblem.Conflict, 2, "")]
    [InlineData(413, """{"error":{"code":"MessageSizeTooBig","message":"m"}}""", 2, DeliveryState.GivenUp, DeliveryProblem.TooBig, null, "")]
    [InlineData(429, """{"error":{"code":"Throttled","message":"m"}}""", 1, DeliveryState.Failed, DeliveryProblem.RateLimited, 20, "")]
    [InlineData(500, """{"error":{"code":"ServiceError","message":"m"}}""", 1, DeliveryState.Failed, DeliveryProblem.Fault, 1800, "")]
    [InlineData(500, "", 1, DeliveryState.Failed, DeliveryProblem.Fault, 1800, "")]
    [InlineData(502, "<html>Bad gateway</html>", 1, DeliveryState.Unknown, DeliveryProblem.AnswerLost, 60, "")]
    [InlineData(503, "", 1, DeliveryState.Unknown, DeliveryProblem.Unavailable, 10, "")]
    [InlineData(504, "", 1, DeliveryState.Unknown, DeliveryProblem.AnswerLost, 60, "")]
    public async Task An_answer_to_a_post_leads_to_one_act(
        int status, string body, int posts, DeliveryState state, DeliveryProblem problem, int? wait, string closed)
    {
        Refuse("POST", status, body);
        var tried = newsroom.Clock.GetUtcNow();
        await RunAsync();
        // The clock goes on while a run waits for its pace; the try was somewhere between.
        var took = (newsroom.Clock.GetUtcNow() - tried).TotalSeconds;
        Assert.Equal(posts, teams.Journal.Count(j => j.Line.Contains("/a%3A1/", StringComparison.Ordinal)));
        var delivery = await FirstAsync();
        Assert.Equal((state, problem), (delivery.State, delivery.Reason));
        Assert.Contains(status.ToString(CultureInfo.InvariantCulture), delivery.ReasonText, StringComparison.Ordinal);
        if (wait is { } seconds)
            Assert.InRange((delivery.NextTry!.Value - tried).TotalSeconds, (seconds * 0.75) - 1, (seconds * 1.25) + 1 + took);
        else
            Assert.Null(delivery.NextTry);

        var places = await newsroom.RowsAsync<string>("select external_id from conversation where state = 1 order by id");
        Assert.Equal(closed, string.Join(' ', places));
        Assert.Equal(places, await newsroom.RowsAsync<string>("select c.external_id from conversation c join subscription s on s.conversation_id = c.id and s.state = 1 order by c.id"));
        Assert.Equal(1, await newsroom.ScalarAsync<int>("select count(*) from delivery y join conversation c on c.id = y.conversation_id where y.state = 2 and c.external_id = 'a:3'"));
    }

    [Fact]
    public async Task A_bot_of_the_government_cloud_is_answered_on_its_host()
    {
        Refuse("POST", 403, """{"error":{"code":"InvalidBotApiHost","message":"m"}}""");
        await RunAsync();
        Assert.Equal(DeliveryState.Sent, (await FirstAsync()).State);
        Assert.Contains(NewsBot.Channels.BotFramework.NewsroomAdapter.GovernmentHost, await newsroom.ScalarAsync<string>("select reference from conversation where external_id = 'a:1'"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_conversation_that_teams_does_not_know_twice_is_forgotten()
    {
        Refuse("POST", 404, """{"error":{"code":"ConversationNotFound","message":"m"}}""");
        await RunAsync();
        newsroom.Clock.Advance(TimeSpan.FromSeconds(15));
        await RunAsync();
        Assert.Equal(["a:1"], await newsroom.RowsAsync<string>("select external_id from conversation where state = 1"));
        newsroom.Clock.Advance(TimeSpan.FromDays(1));
        await RunAsync();
        Assert.Equal(2, teams.Journal.Count(j => j.Line.Contains("/a%3A1/", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_fault_of_teams_is_tried_once_more_and_then_told()
    {
        Refuse("POST", 500, "");
        await RunAsync();
        for (var hour = 0; hour < 5; hour++)
        {
            newsroom.Clock.Advance(TimeSpan.FromHours(1));
            await RunAsync();
        }

        Assert.Equal(DeliveryState.GivenUp, (await FirstAsync()).State);
        Assert.Equal(2, teams.Journal.Count(j => j.Line.Contains("/a%3A1/", StringComparison.Ordinal)));

        // With the next post that is taken.
        teams.Judge = null;
        await newsroom.StatementAsync();
        await newsroom.ComposeAsync();
        await RunAsync();
        var there = teams.Taken.Where(t => t.Line.Contains("/a%3A1/", StringComparison.Ordinal)).Select(t => t.Body!.ToJsonString()).ToList();
        Assert.Equal(2, there.Count);
        Assert.Contains("A post was not made", there[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_a_thread_is_gone_the_post_stands_in_its_channel_and_the_channel_stays_open()
    {
        await newsroom.SqlAsync("update conversation set kind = 2 where external_id = 'a:1'");
        await newsroom.SqlAsync(
            "update subscription set thread = '1700000000000' where conversation_id in (select id from conversation where external_id = 'a:1')");
        teams.Judge = (line, _) => line.Contains("messageid", StringComparison.Ordinal)
            ? new HttpResponseMessage(HttpStatusCode.NotFound) { Content = new StringContent(NotThere, Encoding.UTF8, "application/json") }
            : null;
        await RunAsync();
        Assert.Single(teams.Journal, j => j.Line.Contains("messageid", StringComparison.Ordinal));
        Assert.Equal(DeliveryState.Sent, (await FirstAsync()).State);
        Assert.Empty(await newsroom.RowsAsync<string>("select external_id from conversation where state = 1"));
    }

    [Theory]
    [InlineData(404, NotThere, true)]
    [InlineData(404, """{"error":{"code":"ConversationNotFound","message":"m"}}""", false)]
    [InlineData(404, "", false)]
    [InlineData(403, """{"error":{"code":"NotEnoughPermissions","message":"m"}}""", false)]
    [InlineData(413, "", false)]
    public async Task A_post_that_is_gone_when_it_is_to_be_edited_is_made_anew(int status, string body, bool anew)
    {
        await RunAsync();
        Assert.Equal(3, teams.Taken.Count);
        Refuse("PUT", status, body);
        await newsroom.JoinAsync(statement, "bulletin");
        await RunAsync();
        await RunAsync();
        var posts = teams.Taken.Where(t => t.Line.StartsWith("POST", StringComparison.Ordinal) && t.Line.Contains("/a%3A1/", StringComparison.Ordinal)).ToList();
        Assert.Equal(anew ? 2 : 1, posts.Count);
        var delivery = await FirstAsync();
        Assert.Equal(DeliveryState.Sent, delivery.State);
        if (anew)
            Assert.Contains("The bulletin", posts[1].Body!.ToJsonString(), StringComparison.Ordinal);
        else
            Assert.Contains(status.ToString(CultureInfo.InvariantCulture), delivery.ReasonText, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_digest_is_owed_once_to_a_conversation()
    {
        await newsroom.SqlAsync("update delivery set state = 2");
        await Assert.ThrowsAnyAsync<DbException>(() => newsroom.SqlAsync(
            "insert into delivery (digest_id, conversation_id, part, state, attempts) select digest_id, conversation_id, part, 0, 0 from delivery"));
    }

    [Fact]
    public async Task A_place_that_refuses_an_edit_is_closed_and_the_edit_waits_for_its_return()
    {
        await RunAsync();
        Refuse("PUT", 403, """{"error":{"code":"BotNotInConversationRoster","message":"m"}}""");
        await newsroom.JoinAsync(statement, "bulletin");
        await RunAsync();
        Assert.Equal(["a:1"], await newsroom.RowsAsync<string>("select external_id from conversation where state = 1"));
        teams.Judge = null;
        await newsroom.SqlAsync("update conversation set state = 0 where external_id = 'a:1'");
        await RunAsync();
        Assert.Contains(teams.Taken, t => t.Line.StartsWith("PUT", StringComparison.Ordinal) && t.Line.Contains("/a%3A1/", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(429, 2)]
    // It may stand there already.
    [InlineData(503, 1)]
    [InlineData(502, 1)]
    public async Task A_note_that_was_not_taken_is_made_later(int status, int notes)
    {
        await newsroom.SqlAsync("update conversation set kind = 2 where external_id = 'a:1'");
        await RunAsync();
        teams.Judge = (line, _) => line.Contains("messageid", StringComparison.Ordinal) ? new HttpResponseMessage((HttpStatusCode)status) : null;
        await newsroom.JoinAsync(statement, "bulletin");
        await RunAsync();
        teams.Judge = null;
        newsroom.Clock.Advance(TimeSpan.FromMinutes(2));
        await RunAsync();
        await RunAsync();
        Assert.Equal(notes, teams.Journal.Count(j => j.Line.Contains("messageid", StringComparison.Ordinal)));
        // And it is said by the post itself.
        Assert.Equal(2, (await FirstAsync()).ShownRevision);
    }

    private void Refuse(string method, int status, string body) => teams.Judge = (line, _) =>
    {
        if (!line.StartsWith($"{method} {FakeMicrosoft.Service}", StringComparison.Ordinal) || !line.Contains("/a%3A1/", StringComparison.Ordinal))
            return null;
        var answer = new HttpResponseMessage((HttpStatusCode)status) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        if (status == 429)
            answer.Headers.Add("Retry-After", "20");
        return answer;
    };

    // Not the notice that tells of it.
    private async Task<Delivery> FirstAsync() => Assert.Single(await newsroom.RowsAsync<Delivery>(
        "select y.* from delivery y join conversation c on c.id = y.conversation_id join digest d on d.id = y.digest_id and d.kind <> 3 where c.external_id = 'a:1'"));

    private async Task RunAsync(double milliseconds = 10)
    {
        var run = outbox.RunAsync(default);
        while (!run.IsCompleted)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(2), TimeProvider.System);
            newsroom.Clock.Advance(TimeSpan.FromMilliseconds(milliseconds));
        }

        await run;
    }

    private Outbox NewOutbox(Doors doors)
    {
        var deliveries = new DeliveryTable(newsroom.Db, newsroom.Clock, new NodeName("test"));
        var conversations = new ConversationTable(newsroom.Db, newsroom.Clock);
        var poster = new DigestPoster(newsroom.Reader, deliveries, new CardDeck(), doors, newsroom.Clock, NullLogger<DigestPoster>.Instance);
        var residence = new Residence(newsroom.Db, conversations, newsroom.Subscriptions);
        var sender = new DigestSender(deliveries, poster, new UntoldPosts(newsroom.Db, newsroom.Digests), new Pacing(newsroom.Db, newsroom.Clock), residence, new DigestTraces(newsroom.Db), newsroom.Clock, NullLogger<DigestSender>.Instance);
        return new Outbox(deliveries, sender, new Pacing(newsroom.Db, newsroom.Clock), conversations, newsroom.Clock, NullLogger<Outbox>.Instance);
    }
}
