using System.Data.Common;
using Dapper;

namespace NewsBot.Storage;

/// <summary>Whose turn it is, among all nodes of a newsroom, at what only one of them may do at once.</summary>
internal sealed class NodeTurns(NewsDb db, TimeProvider clock)
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(200);

    /// <summary>A node that takes longer than it may is taken to have died.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(15);

    /// <summary>Waits for a turn; disposing the result ends it.</summary>
    /// <param name="what">What only one may do.</param>
    /// <param name="longest">The longest that it takes.</param>
    /// <param name="cancellationToken">Stops the waiting.</param>
    /// <returns>Nothing to end where the database does not answer: then the node has only itself to keep turns with.</returns>
    public async Task<IAsyncDisposable?> TakeAsync(string what, TimeSpan longest, CancellationToken cancellationToken)
    {
        var turn = new Turn(this, what);
        while (true)
        {
            try
            {
                if (await TryAsync(turn, longest + Grace, cancellationToken))
                    return turn;
            }
            catch (Exception e) when (IsAway(e))
            {
                return null;
            }

            await Task.Delay(Look, clock, cancellationToken);
        }
    }

    // By the database's clock: a node's own may be off.
    private async Task<bool> TryAsync(Turn turn, TimeSpan holds, CancellationToken cancellationToken) => await db.WriteAloneAsync(
        connection => connection.ExecuteAsync(new CommandDefinition(
            $"""
            insert into node_turn (what, holder, until) values (@What, @Holder, {db.Engine.Now} + @holds)
            on conflict (what) do update set holder = excluded.holder, until = excluded.until where node_turn.until < {db.Engine.Now}
            """,
            new { turn.What, turn.Holder, holds = holds.Ticks / TimeSpan.TicksPerMicrosecond, now = clock.GetUtcNow() },
            cancellationToken: cancellationToken)),
        cancellationToken) == 1;

    private async Task EndAsync(Turn turn)
    {
        try
        {
            await db.WriteAloneAsync(
                connection => connection.ExecuteAsync("delete from node_turn where what = @What and holder = @Holder", new { turn.What, turn.Holder }),
                CancellationToken.None);
        }
        catch (Exception e) when (IsAway(e))
        {
            // It runs out by itself.
        }
    }

    private static bool IsAway(Exception failure) => failure is DbException or IOException or TimeoutException;

    private sealed class Turn(NodeTurns turns, string what) : IAsyncDisposable
    {
        public string What => what;

        public string Holder { get; } = Guid.NewGuid().ToString("N");

        public async ValueTask DisposeAsync() => await turns.EndAsync(this);
    }
}
