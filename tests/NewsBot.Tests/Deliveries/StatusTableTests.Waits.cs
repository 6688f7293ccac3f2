using System.Net;
using Microsoft.Bot.Schema;
using Microsoft.Extensions.Logging.Abstractions;
using NewsBot.Channels.BotFramework.Sending;
using NewsBot.Deliveries;
using NewsBot.Tests.Channels.BotFramework;
using NewsBot.Tests.Storage;
using Xunit;

namespace NewsBot.Tests.Deliveries;

/// <summary>A wait that Teams asks for, and what it holds for.</summary>
public sealed partial class StatusTableTests
{
    [Fact]
    public async Task A_conversation_that_asks_an_edit_to_wait_is_sent_nothing_meanwhile()
    {
        await RunAsync();
        teams.Judge = (line, _) => line.StartsWith("PUT", StringComparison.Ordinal) && IsTo("a:1", line) ? Wait(300) : null;
        await newsroom.JoinAsync(statement, "bulletin");
        await newsroom.StatementAsync();
        await newsroom.ComposeAsync();
        await RunAsync();
        Assert.Equal(2, To("a:1"));
        Assert.Equal((3, 3), (To("a:2"), To("a:3")));
        teams.Judge = null;
        newsroom.Clock.Advance(TimeSpan.FromSeconds(200));
        await RunAsync();
        Assert.Equal(2, To("a:1"));
        newsroom.Clock.Advance(TimeSpan.FromSeconds(200));
        await RunAsync();
        Assert.Equal(4, To("a:1"));
    }

    [Fact]
    public async Task A_conversation_that_asks_an_answer_to_wait_gets_no_post_meanwhile()
    {
        teams.Judge = (_, _) => Wait(300);
        await SayAsync("a:1");
        Assert.Equal(1, To("a:1"));
        teams.Judge = null;
        await RunAsync();
        Assert.Equal((1, 1), (To("a:1"), To("a:2")));
        newsroom.Clock.Advance(TimeSpan.FromSeconds(400));
        await RunAsync();
        Assert.Equal(2, To("a:1"));
    }

    [Fact]
    public async Task A_tenant_that_asks_three_conversations_to_wait_gets_no_post_meanwhile_and_its_answers_are_tried()
    {
        // A second statement is owed to a fourth conversation a second later.
        await newsroom.SqlAsync(
            """
            update conversation set reference = replace(reference, '"other"', '"t"') where external_id = 'a:3';
            insert into conversation (channel, external_id, kind, reference, zone, joined)
            select channel, 'a:4', kind, replace(reference, 'a:3', 'a:4'), zone, joined from conversation where external_id = 'a:3';
            insert into subscription (conversation_id, number, topic, filter, mode, created, created_by, after_statement)
            select id, 1, 'north-south', '', 0, @now, 'u', (select max(id) from statement) from conversation where external_id = 'a:4';
            """,
            new { now = newsroom.Clock.GetUtcNow() });
        await newsroom.StatementAsync();
        await newsroom.ComposeAsync();
        await newsroom.SqlAsync("update delivery set next_try = next_try + 1000000 where conversation_id = (select id from conversation where external_id = 'a:4')");
        teams.Judge = (_, _) => Wait(50);
        await RunAsync(milliseconds: 1);
        Assert.Equal((1, 1, 1, 0), (To("a:1"), To("a:2"), To("a:3"), To("a:4")));
        teams.Judge = null;
        newsroom.Clock.Advance(TimeSpan.FromSeconds(1));
        await RunAsync(milliseconds: 1);
        Assert.Equal(0, To("a:4"));
        await SayAsync("a:4");
        Assert.Equal(1, To("a:4"));
        newsroom.Clock.Advance(TimeSpan.FromSeconds(60));
        await RunAsync();
        Assert.Equal((3, 3, 3, 2), (To("a:1"), To("a:2"), To("a:3"), To("a:4")));
    }

    [ServerFact]
    public async Task The_answers_of_all_nodes_stand_in_one_line()
    {
        SendLimiter[] nodes = [Limiter(), Limiter()];
        var about = new Activity { ChannelId = "msteams", Conversation = new ConversationAccount(id: "19:a@thread.tacv2;messageid=1", tenantId: "t") };
        for (var i = 0; i < 5; i++)
            Assert.True(nodes[i % 2].WaitAsync(about, isAnswer: true, default).Wait(TimeSpan.FromSeconds(20)));
        var sixth = nodes[1].WaitAsync(about, isAnswer: true, default);
        await Task.Delay(500);
        Assert.False(sixth.IsCompleted);
        newsroom.Clock.Advance(TimeSpan.FromMilliseconds(550));
        await sixth.WaitAsync(TimeSpan.FromSeconds(20));
    }

    private SendLimiter Limiter() => new(new Pacing(newsroom.Db, newsroom.Clock), newsroom.Clock, NullLogger<SendLimiter>.Instance);

    private int To(string place) => teams.Journal.Count(j => IsTo(place, j.Line));

    private static bool IsTo(string place, string line) => line.Contains($"/{Uri.EscapeDataString(place)}/", StringComparison.Ordinal);

    private static HttpResponseMessage Wait(int seconds)
    {
        var answer = new HttpResponseMessage(HttpStatusCode.TooManyRequests) { Content = new StringContent("") };
        answer.Headers.Add("Retry-After", $"{seconds}");
        return answer;
    }

    // Somebody says something there; the bot answers, or fails to.
    private async Task SayAsync(string place)
    {
        using var key = teams.AddKey("k1", "msteams");
        // A key that is new is looked for a while after the last look.
        newsroom.Clock.Advance(TimeSpan.FromSeconds(1));
        using var request = GuardedHost.Request(GuardedHost.Activity(id: $"in-{place}").Replace("\"conv:1\"", $"\"{place}\",\"tenantId\":\"t\"", StringComparison.Ordinal));
        request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {new ForgedToken(key)}");
        var said = host.Client.SendAsync(request);
        while (!said.IsCompleted)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(2), TimeProvider.System);
            newsroom.Clock.Advance(TimeSpan.FromMilliseconds(10));
        }

        Assert.True((await said).IsSuccessStatusCode);
    }
}
