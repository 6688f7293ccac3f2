using System.Collections.Concurrent;

namespace NewsBot.Channels.BotFramework;

/// <summary>Turns that go on after their request has been answered.</summary>
internal sealed partial class LateTurns(TimeProvider clock, IHostApplicationLifetime lifetime, ILogger<LateTurns> logger)
    : IAsyncDisposable
{
    /// <summary>How long a channel waits for the answer to a message. Channels give up after 10 to 15 seconds, and may then bring
    /// the message again.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>How long an invoke is waited for. Teams shows an error after 5 seconds; what can narrow its own work does so before.</summary>
    public static readonly TimeSpan InvokePatience = TimeSpan.FromSeconds(4.5);

    private readonly ConcurrentDictionary<Task, bool> underWay = new();

    /// <summary>Waits for a turn, but no longer than a channel does.</summary>
    /// <exception cref="Exception">Whatever the turn throws while it is waited for; later it goes to the log.</exception>
    public async Task AwaitAsync(Task turn)
    {
        if (await EndsAsync(turn, Patience))
            await turn;
    }

    /// <summary>Waits for a turn, but not for long. One that does not end in time goes on, and its failure goes to the log.</summary>
    /// <returns>Whether the turn has ended, well or not.</returns>
    public async Task<bool> EndsAsync(Task turn, TimeSpan patience)
    {
        if (!turn.IsCompleted)
        {
            using var done = new CancellationTokenSource();
            await Task.WhenAny(turn, Task.Delay(patience, clock, done.Token));
            await done.CancelAsync();
        }

        if (!turn.IsCompleted)
        {
            GoOn(turn);
            return false;
        }

        return true;
    }

    /// <summary>Waits for the turns that are under way.</summary>
    public async ValueTask DisposeAsync() => await Task.WhenAll(underWay.Keys);

    private void GoOn(Task turn)
    {
        var watched = WatchAsync(turn);
        underWay[watched] = true;
        _ = watched.ContinueWith(
            w => underWay.TryRemove(w, out _),
            CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);
    }

    private async Task WatchAsync(Task turn)
    {
        try
        {
            await turn;
        }
        catch (OperationCanceledException) when (lifetime.ApplicationStopping.IsCancellationRequested)
        {
            // The program stops; the person can ask again.
        }
        catch (Exception e)
        {
            Log.Failed(logger, e);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "A turn failed after its request had been answered")]
        public static partial void Failed(ILogger logger, Exception failure);
    }
}
