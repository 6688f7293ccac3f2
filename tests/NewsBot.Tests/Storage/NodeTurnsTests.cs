using System.Net;
using Dapper;
using Microsoft.Extensions.Time.Testing;
using NewsBot.Storage;
using NewsBot.Tests.Settings;
using NewsBot.Web;
using Xunit;

namespace NewsBot.Tests.Storage;

/// <summary>Several nodes of one newsroom ask the same hosts.</summary>
public sealed class NodeTurnsTests : IDisposable
{
    private readonly TempFolder folder = new();
    private readonly NewsDb db;

    public NodeTurnsTests()
    {
        db = TestDb.In(folder.Path);
        Migrations.Apply(db);
    }

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Two_nodes_never_ask_one_host_at_once()
    {
        using var edge = new Crowd();
        using var one = Node(edge, TimeProvider.System);
        using var other = Node(edge, TimeProvider.System);
        var asked = Enumerable.Range(0, 12).Select(n => (n % 2 == 0 ? one : other)
            .FetchAsync(new FetchRequest(new Uri($"https://daily.example/{n}"), FetchKind.Feed), default));
        Assert.All(await Task.WhenAll(asked), f => Assert.True(f.Ok, f.ProblemText));
        Assert.Equal(1, edge.Most);
        await using var connection = await db.OpenAsync(default);
        Assert.Equal(0, await connection.ExecuteScalarAsync<long>("select count(*) from node_turn"));
    }

    [Fact]
    public async Task A_turn_of_a_node_that_died_ends_when_its_request_would_have()
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero));
        using var edge = new Crowd();
        Assert.NotNull(await new NodeTurns(db, clock).TakeAsync("host daily.example", TimeSpan.FromSeconds(30), default));
        using var node = Node(edge, clock);
        var waiting = node.FetchAsync(new FetchRequest(new Uri("https://daily.example/1"), FetchKind.Feed), default);
        Assert.True((await node.FetchAsync(new FetchRequest(new Uri("https://other.example/1"), FetchKind.Feed), default)).Ok);
        clock.Advance(TimeSpan.FromSeconds(30));
        Assert.False(waiting.IsCompleted);
        while (!waiting.IsCompleted)
        {
            clock.Advance(TimeSpan.FromSeconds(1));
            await Task.Delay(5);
        }

        Assert.True((await waiting).Ok);
        Assert.InRange(clock.GetUtcNow(), new DateTimeOffset(2026, 3, 2, 9, 0, 45, TimeSpan.Zero), DateTimeOffset.MaxValue);
    }

    private WebFetcher Node(HttpMessageHandler edge, TimeProvider clock) =>
        new(new WebOptions(), new AllowedLoopback(), clock, edge, new NodeTurns(db, clock));

    /// <summary>A network that knows how many are asking at once.</summary>
    private sealed class Crowd : HttpMessageHandler
    {
        private int _now;

        public int Most { get; private set; }

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Most = Math.Max(Most, Interlocked.Increment(ref _now));
            await Task.Delay(20, cancellationToken);
            Interlocked.Decrement(ref _now);
            return new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent("x") };
        }
    }
}
