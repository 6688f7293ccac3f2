using Microsoft.Extensions.Time.Testing;
using NewsBot.Conversations;
using NewsBot.Deliveries;
using NewsBot.Tests.Digests;
using NewsBot.Tests.Storage;
using Xunit;

namespace NewsBot.Tests.Deliveries.Pace;

public sealed class PacingTests : IAsyncLifetime
{
    private readonly Newsroom _newsroom = new();
    private readonly Pacing _pacing;
    private Conversation _room = null!;

    public PacingTests() => _pacing = new Pacing(_newsroom.Db, _newsroom.Clock);

    public async Task InitializeAsync()
    {
        var id = await _newsroom.ConversationAsync(channel: "slack");
        _room = (await new ConversationTable(_newsroom.Db, _newsroom.Clock).FindAsync(id, default))!;
    }

    public Task DisposeAsync() => _newsroom.DisposeAsync().AsTask();

    [Fact]
    public async Task Whoever_waits_stands_in_a_line_and_is_let_through_one_by_one()
    {
        var waiting = await LineAsync();
        for (var through = 0; through <= waiting.Count; through++)
        {
            await UntilAsync(() => Task.FromResult(waiting.Count(w => w.IsCompleted) >= through));
            Assert.Equal(through, waiting.Count(w => w.IsCompleted));
            _newsroom.Clock.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.All(waiting, w => Assert.True(w.Result));
    }

    [Fact]
    public async Task A_turn_that_is_too_far_off_is_left_to_others()
    {
        var waiting = await LineAsync();
        var last = _pacing.TakeAsync(_room, default);
        Assert.False(await last.WaitAsync(TimeSpan.FromSeconds(30)));
        _newsroom.Clock.Advance(Pacing.Patience);
        await Task.WhenAll(waiting).WaitAsync(TimeSpan.FromSeconds(30));
        Assert.All(waiting, w => Assert.True(w.Result));
    }

    [Fact]
    public async Task Two_nodes_on_one_database_keep_one_pace()
    {
        var other = new Pacing(_newsroom.Db, _newsroom.Clock);
        foreach (var node in new[] { _pacing, other, _pacing })
            Assert.True(await node.TakeAsync(_room, default));
        var used = await FreeAtAsync();
        Task<bool>[] waiting = [_pacing.TakeAsync(_room, default), other.TakeAsync(_room, default)];
        await UntilAsync(async () => await FreeAtAsync() >= used + 2_000_000);
        for (var through = 0; through <= waiting.Length; through++)
        {
            await UntilAsync(() => Task.FromResult(waiting.Count(w => w.IsCompleted) >= through));
            Assert.Equal(through, waiting.Count(w => w.IsCompleted));
            _newsroom.Clock.Advance(TimeSpan.FromSeconds(1));
        }
    }

    [Fact]
    public void An_answer_in_Slack_is_counted_where_a_post_takes_its_turn() =>
        Assert.Equal(
            SendPace.Of(new Conversation
            {
                Id = 1,
                Channel = "slack",
                ExternalId = "T1:C1",
                Kind = ConversationKind.Channel,
                Reference = "{}",
                Zone = "UTC",
                ZoneSource = ZoneSource.Default,
                Joined = _newsroom.Clock.GetUtcNow(),
                State = ConversationState.Open,
            }),
            SendPace.OfSlack("T1", "C1"));

    [Fact]
    public async Task All_nodes_keep_the_limit_of_a_method_together_and_one_alone_keeps_it_where_it_calls()
    {
        var other = new Pacing(_newsroom.Db, _newsroom.Clock);
        var pace = SendPace.SlackMethod("T1", "chat.update", 50);
        var waits = new List<TimeSpan?>();
        for (var i = 0; i < 40; i++)
            waits.Add(await (i % 2 == 0 ? _pacing : other).CallAsync(pace, default));
        if (_newsroom.Db.Engine.IsShared)
        {
            Assert.All(waits.Take(25), w => Assert.True(w <= TimeSpan.Zero));
            Assert.Contains(waits, w => w > TimeSpan.Zero);
            Assert.Contains(waits, w => w is null);
        }
        else
        {
            Assert.All(waits, w => Assert.Equal(TimeSpan.Zero, w));
        }
    }

    [Fact]
    public async Task All_conversations_of_a_workspace_on_all_nodes_share_its_limit()
    {
        var other = new Pacing(_newsroom.Db, _newsroom.Clock);
        var most = SendPace.Of(_room).Single(p => p.Key.StartsWith("slack workspace", StringComparison.Ordinal)).Burst;
        await _newsroom.SqlAsync("insert into send_pace (key, free_at) values ('slack workspace ', @used)", new { used = (Now() + ((most - 1) * 300_000L)) });
        Assert.True(await _pacing.TakeAsync(_room, default));
        var waiting = other.TakeAsync(await RoomAsync(), default);
        await Task.Delay(100);
        Assert.False(waiting.IsCompleted);
        await UntilAsync(() =>
        {
            _newsroom.Clock.Advance(TimeSpan.FromMilliseconds(100));
            return Task.FromResult(waiting.IsCompleted);
        });
        Assert.True(await waiting);
    }

    [Fact]
    public async Task A_wait_that_a_workspace_asked_one_node_for_holds_for_all_of_its_conversations_on_every_node()
    {
        var (other, there) = (new Pacing(_newsroom.Db, _newsroom.Clock), await RoomAsync());
        await _pacing.PauseAsync(_room, TimeSpan.FromSeconds(30), default);
        Assert.False(await other.TakeAsync(there, default));
        _newsroom.Clock.Advance(TimeSpan.FromSeconds(30));
        Assert.True(await other.TakeAsync(there, default));
    }

    [Theory]
    [InlineData(1, false)]
    [InlineData(24, false)]
    [InlineData(24, true)]
    public async Task A_mark_that_a_clock_made_before_it_was_set_back_holds_up_nobody(int hours, bool asked)
    {
        var wrong = new Pacing(_newsroom.Db, new FakeTimeProvider(_newsroom.Clock.GetUtcNow().AddHours(hours)));
        for (var i = 0; i < 3; i++)
            Assert.True(await wrong.TakeAsync(_room, default));
        if (asked)
            await wrong.PauseAsync(_room, TimeSpan.FromSeconds(30), default);
        Assert.True(await _pacing.TakeAsync(_room, default).WaitAsync(TimeSpan.FromSeconds(20)));
        await _pacing.PauseAsync(_room, TimeSpan.FromSeconds(30), default);
        Assert.False(await _pacing.TakeAsync(_room, default));
        _newsroom.Clock.Advance(TimeSpan.FromSeconds(31));
        Assert.True(await _pacing.TakeAsync(_room, default).WaitAsync(TimeSpan.FromSeconds(20)));
    }

    [Fact]
    public async Task A_wait_of_hours_is_kept_as_long_as_it_was_asked_for()
    {
        await _pacing.PauseAsync(_room, TimeSpan.FromHours(5), default);
        _newsroom.Clock.Advance(TimeSpan.FromHours(4.9));
        Assert.False(await _pacing.TakeAsync(_room, default));
        _newsroom.Clock.Advance(TimeSpan.FromHours(0.2));
        Assert.True(await _pacing.TakeAsync(_room, default));
    }

    [ServerFact]
    public async Task Answers_of_any_node_use_up_the_pace_of_their_conversation()
    {
        var pace = SendPace.OfTeams("a:1", "t");
        var other = new Pacing(_newsroom.Db, _newsroom.Clock);
        for (var i = 0; i < 5; i++)
            Assert.Equal(TimeSpan.Zero, await (i % 2 == 0 ? _pacing : other).CountAsync(pace, default));
        Assert.Equal(TimeSpan.FromMilliseconds(550), await other.CountAsync(pace, default));
        Assert.Equal(TimeSpan.Zero, await other.CountAsync(SendPace.OfTeams("a:2", "t"), default));
    }

    [ServerFact]
    public async Task However_many_answers_are_given_a_post_gets_its_turn()
    {
        var room = (await new ConversationTable(_newsroom.Db, _newsroom.Clock).FindAsync(await _newsroom.ConversationAsync(channel: "msteams"), default))!;
        for (var post = 0; post < 3; post++)
        {
            for (var i = 0; i < 100; i++)
                Assert.InRange(await _pacing.CountAsync(SendPace.Of(room), default), TimeSpan.Zero, Pacing.Patience + TimeSpan.FromMilliseconds(550));
            var turn = _pacing.TakeAsync(room, default);
            await Task.Delay(300);
            Assert.False(turn.IsCompleted);
            // One key after the other.
            for (var i = 0; i < 100 && !turn.IsCompleted; i++)
            {
                _newsroom.Clock.Advance(TimeSpan.FromMilliseconds(100));
                await Task.Delay(20);
            }

            Assert.True(await turn.WaitAsync(TimeSpan.FromSeconds(20)));
        }
    }

    [ServerFact]
    public async Task An_answer_does_not_stand_in_the_line_of_a_tenant_s_posts()
    {
        await _newsroom.SqlAsync("insert into send_pace (key, free_at) values ('msteams tenant t', @far)", new { far = Now() + 3_000_000 });
        Assert.Equal(TimeSpan.Zero, await _pacing.CountAsync(SendPace.OfTeams("a:1", "t"), default));
    }

    private async Task<Conversation> RoomAsync() =>
        (await new ConversationTable(_newsroom.Db, _newsroom.Clock).FindAsync(await _newsroom.ConversationAsync(channel: "slack"), default))!;

    private long Now() => (_newsroom.Clock.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;

    [Theory]
    [InlineData(1, 7)]
    [InlineData(30, 60)]
    [InlineData(3600, 1800)]
    public void What_a_burst_and_the_long_run_come_to_stays_below_the_limits_of_a_teams_conversation(int seconds, int most) =>
        Assert.Contains(Teams("conversation"), p => Within(p, seconds) <= most);

    [Fact]
    public void All_conversations_of_a_tenant_stay_below_fifty_a_second() => Assert.InRange(Within(Teams("tenant")[0], 1), 48, 50);

    // The most that fit into any stretch of time.
    private static int Within(SendPace pace, int seconds) => pace.Burst + (int)Math.Floor(TimeSpan.FromSeconds(seconds) / pace.Every);

    private static IReadOnlyList<SendPace> Teams(string what) =>
        [.. SendPace.Of(new Conversation
        {
            Id = 1,
            Channel = "msteams",
            ExternalId = "a:1",
            Kind = ConversationKind.Personal,
            Reference = """{"conversation":{"id":"a:1","tenantId":"t"}}""",
            Zone = "UTC",
            ZoneSource = ZoneSource.Default,
            Joined = DateTimeOffset.UnixEpoch,
            State = ConversationState.Open,
        }).Where(p => p.Key.Contains("tenant t", StringComparison.Ordinal) == (what == "tenant"))];

    // The burst is used up, and three more stand in the line.
    private async Task<List<Task<bool>>> LineAsync()
    {
        for (var i = 0; i < 3; i++)
            Assert.True(await _pacing.TakeAsync(_room, default));
        var used = await FreeAtAsync();
        var waiting = Enumerable.Range(0, 3).Select(_ => _pacing.TakeAsync(_room, default)).ToList();
        await UntilAsync(async () => await FreeAtAsync() >= used + 3_000_000);
        // The mark is in the database before its taker has set the clock by it, which nobody sees.
        await Task.Delay(500);
        return waiting;
    }

    private Task<long> FreeAtAsync() => _newsroom.ScalarAsync<long>("select free_at from send_pace where key not like 'slack workspace%'");

    private static async Task UntilAsync(Func<Task<bool>> done)
    {
        for (var i = 0; i < 1000 && !await done(); i++)
            await Task.Delay(10);
    }
}
