using System.Data.Common;
using System.Threading.Channels;
using NewsBot.Storage;

namespace NewsBot.Channels.Slack.Inbox;

/// <summary>More waits for the disk than can be acknowledged in time, or the disk is too slow for that.</summary>
internal sealed class InboxFullException() : Exception("More waits to be kept than can be acknowledged in time.");

/// <summary>The one writer of the inbox. What waits goes into one transaction: the disk is waited for once, and writers neither starve one
/// another nor hold the threads of requests while they wait for the lock.</summary>
internal sealed partial class InboxWriter(NewsDb db, ILogger<InboxWriter> logger) : IHostedService
{
    /// <summary>What may wait: about what 100 events a second bring while Slack still waits for the first.</summary>
    public const int MostWaiting = 512;

    private const int MostACommit = 128;
    internal const string Scope = "slack inbox";

    private readonly Channel<Waiting> waiting = Channel.CreateBounded<Waiting>(new BoundedChannelOptions(MostWaiting) { SingleReader = true });
    private Task writing = Task.CompletedTask;

    /// <summary>Writes something, unless too much waits already.</summary>
    /// <returns>What the work gave, once it is committed.</returns>
    /// <exception cref="InboxFullException">It was not taken.</exception>
    public Task<T> TryAsync<T>(Func<DbConnection, DbTransaction, Task<T>> work)
    {
        var one = new Waiting<T>(work);
        return waiting.Writer.TryWrite(one) ? one.Kept : throw new InboxFullException();
    }

    /// <summary>Writes something, however long it must wait.</summary>
    /// <inheritdoc cref="TryAsync{T}"/>
    public async Task<T> WriteAsync<T>(Func<DbConnection, DbTransaction, Task<T>> work)
    {
        var one = new Waiting<T>(work);
        await waiting.Writer.WriteAsync(one);
        return await one.Kept;
    }

    public Task StartAsync(CancellationToken cancellationToken)
    {
        writing = Task.Run(RunAsync, CancellationToken.None);
        return Task.CompletedTask;
    }

    /// <summary>Stops after what waits has been written: somebody may be about to acknowledge it.</summary>
    public Task StopAsync(CancellationToken cancellationToken)
    {
        waiting.Writer.TryComplete();
        return writing.WaitAsync(cancellationToken);
    }

    private async Task RunAsync()
    {
        while (await waiting.Reader.WaitToReadAsync())
        {
            var batch = new List<Waiting>();
            while (batch.Count < MostACommit && waiting.Reader.TryRead(out var one))
                batch.Add(one);
            await CommitAsync(batch);
        }
    }

    private async Task CommitAsync(List<Waiting> batch)
    {
        while (batch.Count > 0)
        {
            Waiting? current = null;
            try
            {
                await db.WriteAsync(
                    Scope,
                    async (connection, transaction) =>
                    {
                        foreach (var one in batch)
                        {
                            current = one;
                            await one.WorkAsync(connection, transaction);
                        }

                        current = null;
                        return true;
                    },
                    CancellationToken.None);
                batch.ForEach(one => one.Done());
                return;
            }
            catch (Exception failure)
            {
                Log.Failed(logger, failure, batch.Count);
                // What one piece of work did wrong must not cost the others; the lock or the disk concerns them all.
                List<Waiting> guilty = current is null ? batch : [current];
                guilty.ForEach(one => one.Fail(failure));
                batch = [.. batch.Except(guilty)];
            }
        }
    }

    private abstract class Waiting
    {
        public abstract Task WorkAsync(DbConnection connection, DbTransaction transaction);

        public abstract void Done();

        public abstract void Fail(Exception failure);
    }

    private sealed class Waiting<T>(Func<DbConnection, DbTransaction, Task<T>> work) : Waiting
    {
        private readonly TaskCompletionSource<T> kept = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private T? result;

        public Task<T> Kept => kept.Task;

        public override async Task WorkAsync(DbConnection connection, DbTransaction transaction) => result = await work(connection, transaction);

        public override void Done() => kept.SetResult(result!);

        public override void Fail(Exception failure) => kept.SetException(failure);
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "What Slack has brought could not be written; {Waiting} waited for it")]
        public static partial void Failed(ILogger logger, Exception failure, int waiting);
    }
}
