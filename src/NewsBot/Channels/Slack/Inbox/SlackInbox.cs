using System.Collections.Concurrent;
using NewsBot.Slack;
using NewsBot.Slack.Incoming;
using NewsBot.Slack.Web;

namespace NewsBot.Channels.Slack.Inbox;

/// <summary>Works through what Slack has brought: in order for each place, several places side by side. What a process that died left
/// behind is taken up when its claim has run out.</summary>
internal sealed partial class SlackInbox(
    SlackInboxTable table, IServiceProvider services, SlackOptions options, TimeProvider clock, ILogger<SlackInbox> logger) : BackgroundService
{
    /// <summary>Tries until something is let go.</summary>
    public const int MostTries = 4;

    /// <summary>Tries of an answer, over an hour or so: what it tells of has happened.</summary>
    public const int MostTriesOfAnswer = 10;

    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(10);

    private const int Abreast = 8;

    // Rows of a process that died are looked for this often.
    private static readonly TimeSpan LookAround = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan PruneEvery = TimeSpan.FromHours(1);

    // While this process lacks the keys of a workspace's tokens another may have them, and somebody can bring them back. What waits long
    // is tried seldom: there may be much of it.
    private static readonly TimeSpan WithoutKeys = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan SeldomWithoutKeys = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan LongestWithoutKeys = TimeSpan.FromDays(1);

    private readonly SemaphoreSlim nudged = new(0, 1);
    private readonly SemaphoreSlim places = new(Abreast);
    private readonly ConcurrentDictionary<string, Task> busy = new(StringComparer.Ordinal);

    /// <summary>There is something new.</summary>
    public void Nudge()
    {
        try
        {
            nudged.Release();
        }
        catch (SemaphoreFullException)
        {
            // It is awake already.
        }
    }

    public override void Dispose()
    {
        nudged.Dispose();
        places.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!options.IsOn)
            return;
        var nextPrune = clock.GetUtcNow();
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (clock.GetUtcNow() >= nextPrune)
                {
                    await table.PruneAsync();
                    nextPrune = clock.GetUtcNow() + PruneEvery;
                }

                var next = await StartAsync(clock.GetUtcNow(), stoppingToken);
                await RestAsync(next, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                break;
            }
            catch (Exception failure)
            {
                Log.Stumbled(logger, failure);
                await Task.Delay(TimeSpan.FromSeconds(5), clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }

        await Task.WhenAll(busy.Values).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    // Begins with every place that has something due and is not being worked on; one that is slow holds up no other.
    // The answer is when something else will be due.
    private async Task<DateTimeOffset> StartAsync(DateTimeOffset now, CancellationToken stop)
    {
        foreach (var rows in (await table.DueAsync(now, stop)).GroupBy(r => r.Place))
        {
            if (busy.ContainsKey(rows.Key))
                continue;
            // It takes itself off the list at its end, so it may not end before it is on it.
            var listed = new TaskCompletionSource();
            busy[rows.Key] = Task.Run(() => ServeAsync(rows.Key, [.. rows], listed.Task, stop), CancellationToken.None);
            listed.SetResult();
        }

        var around = now + LookAround;
        return await table.NextAsync(now, stop) is { } next && next < around ? next : around;
    }

    private async Task ServeAsync(string place, List<InboxRow> rows, Task listed, CancellationToken stop)
    {
        await listed;
        try
        {
            await places.WaitAsync(stop);
            try
            {
                foreach (var row in rows)
                {
                    stop.ThrowIfCancellationRequested();
                    // A row that waits for another try holds up what came after it, but for one that waits only for its answer.
                    if (!await TryAsync(row, stop))
                        break;
                }
            }
            finally
            {
                places.Release();
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The program stops; what is unfinished is taken up when it starts again.
        }
        catch (Exception failure)
        {
            Log.Stumbled(logger, failure);
        }
        finally
        {
            busy.TryRemove(place, out _);
            if (!stop.IsCancellationRequested)
                Nudge();
        }
    }

    private async Task RestAsync(DateTimeOffset until, CancellationToken stop)
    {
        using var awake = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var wait = until - clock.GetUtcNow();
        var alarm = Task.Delay(wait > TimeSpan.Zero ? wait : TimeSpan.Zero, clock, awake.Token);
        await Task.WhenAny(nudged.WaitAsync(awake.Token), alarm);
        await awake.CancelAsync();
    }

    // True when the row has had its effect, so that the next of its place may follow.
    private async Task<bool> TryAsync(InboxRow row, CancellationToken stop)
    {
        if (await table.ClaimAsync(row) is not { } claimed)
            return false;
        var attempt = row.Attempts + 1;
        try
        {
            await EndAsync(row, await WorkAsync(row, claimed, stop), isNew: claimed.Answer is null);
            return true;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // Whoever starts next, or another process, need not wait for the claim to end.
            await table.FinishAsync(row, clock.GetUtcNow(), "stopped");
            throw;
        }
        catch (Exception failure)
        {
            var problem = failure is SlackException slack ? slack.Error : failure.GetType().Name;
            var again = MayTryAgain(row, problem)
                && failure is not SlackException { IsPassing: false };
            await table.FinishAsync(row, again ? clock.GetUtcNow() + Wait(row, problem, (failure as SlackException)?.RetryAfter) : null, problem);
            // Missing keys are told of once, not at each look for them.
            if (problem != SlackError.KeysMissing || row.Attempts == 0 || !again)
                Log.Failed(logger, failure, row.Id, row.Kind, attempt, again);
            return !again;
        }
    }

    private async Task<IReadOnlyList<UnsaidAnswer>> WorkAsync(InboxRow row, Claimed claimed, CancellationToken stop)
    {
        var turns = services.GetRequiredService<SlackTurns>();
        if (claimed.Answer is { } kept)
            return await turns.SayAsync(KeptAnswers.Read(kept), stop);
        return claimed.Body is { } body && PayloadReader.Again(row.Kind, body) is { } payload
            ? await turns.HandleAsync(payload, row.Received, row.Attempts + 1, stop)
            : [];
    }

    // What has had its effect has it once, however often its answer is tried.
    private async Task EndAsync(InboxRow row, IReadOnlyList<UnsaidAnswer> unsaid, bool isNew)
    {
        if (unsaid is not [var first, ..])
        {
            await table.FinishAsync(row, null, null);
            return;
        }

        var attempt = row.Attempts + 1;
        var again = isNew || MayTryAgain(row, first.Error, MostTriesOfAnswer);
        Log.Unsaid(logger, row.Kind, row.Id, attempt, first.Error, again);
        if (again)
            await table.KeepAsync(row, clock.GetUtcNow() + Wait(row, first.Error, first.RetryAfter), first.Error, KeptAnswers.Write(unsaid));
        else
            await table.FinishAsync(row, null, first.Error);
    }

    private bool MayTryAgain(InboxRow row, string problem, int most = MostTries) =>
        problem == SlackError.KeysMissing ? clock.GetUtcNow() - row.Received < LongestWithoutKeys : row.Attempts + 1 < most;

    private TimeSpan Wait(InboxRow row, string problem, TimeSpan? asked)
    {
        if (problem != SlackError.KeysMissing)
            return asked ?? TimeSpan.FromSeconds(Math.Min(5 * Math.Pow(4, row.Attempts), LongestWait.TotalSeconds));
        var waited = (clock.GetUtcNow() - row.Received) / 4;
        return waited < WithoutKeys ? WithoutKeys : waited < SeldomWithoutKeys ? waited : SeldomWithoutKeys;
    }

    private static partial class Log
    {
        [LoggerMessage(3, LogLevel.Warning, "The answer to Slack's {Kind} in row {Row} was not taken at try {Attempt}: {Error}; another try follows: {Again}")]
        public static partial void Unsaid(ILogger logger, SlackKind kind, long row, int attempt, string error, bool again);

        [LoggerMessage(1, LogLevel.Error, "Slack's {Kind} in row {Row} failed at try {Attempt}; another try follows: {Again}")]
        public static partial void Failed(ILogger logger, Exception failure, long row, SlackKind kind, int attempt, bool again);

        [LoggerMessage(2, LogLevel.Error, "What Slack has brought could not be worked through")]
        public static partial void Stumbled(ILogger logger, Exception failure);
    }
}
