using System.Collections.Concurrent;
using NewsBot.Conversations;
using NewsBot.Digests;
using NewsBot.Storage;
using NewsBot.Subscriptions;

namespace NewsBot.Deliveries;

/// <summary>
/// Works through what is owed: each conversation in order, several conversations side by side. One that is slow goes on by itself
/// while the next run serves the others.
/// </summary>
public sealed partial class Outbox(
    DeliveryTable deliveries, DigestSender sender, Pacing pacing, ConversationTable conversations, TimeProvider clock, ILogger<Outbox> log) : IAsyncDisposable
{
    /// <summary>Posts and edits to one tenant on one host of a channel that are under way at the same time. Each has its own places, so that one
    /// that hangs keeps none from the others.</summary>
    public const int Abreast = 16;

    /// <summary>How long a run waits for a slow conversation.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<string, SemaphoreSlim> _places = new(StringComparer.Ordinal);
    // Conversations whose channel hung, and until when they rest.
    private readonly ConcurrentDictionary<long, DateTimeOffset> _resting = new();
    private readonly CancellationTokenSource _stopping = new();
    private readonly ConcurrentDictionary<long, Task<int>> _busy = new();
    private bool _disposed;

    /// <returns>how many posts were made or edited.</returns>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        foreach (var rested in _resting.Where(r => r.Value <= clock.GetUtcNow()))
            _resting.TryRemove(rested);
        var outdated = (await deliveries.OutdatedAsync(cancellationToken)).ToLookup(d => d.ConversationId);
        var unfinished = (await deliveries.UnfinishedAsync(_busy.Keys.Concat(_resting.Keys), cancellationToken)).ToLookup(d => d.ConversationId);
        var started = new List<Task<int>>();
        foreach (var conversation in unfinished.Select(u => u.Key).Union(outdated.Select(o => o.Key)))
        {
            // Its rows were read while it was being served, so they may be out of date: the next run reads them again.
            if (_busy.ContainsKey(conversation) || _resting.ContainsKey(conversation))
                continue;
            var task = Task.Run(() => ServeAsync(conversation, [.. unfinished[conversation]], [.. outdated[conversation]], cancellationToken), CancellationToken.None);
            _busy[conversation] = task;
            _ = task.ContinueWith(_ => _busy.TryRemove(conversation, out var _), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
            started.Add(task);
        }

        try
        {
            await Task.WhenAll(started).WaitAsync(Patience, clock, CancellationToken.None);
        }
        catch (TimeoutException)
        {
            // The slow ones go on.
        }

        try
        {
            await deliveries.SettleRevisedAsync(cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The next run does it.
        }

        return started.Where(t => t.IsCompletedSuccessfully).Sum(t => t.Result);
    }

    /// <summary>Waits for the posts that are under way; no other is begun.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, true))
            return;
        await _stopping.CancelAsync();
        await Task.WhenAll(_busy.Values);
        foreach (var places in _places.Values)
            places.Dispose();
        _stopping.Dispose();
    }

    private async Task<int> ServeAsync(
        long conversationId, List<Delivery> unfinished, List<Delivery> outdated, CancellationToken cancellationToken)
    {
        var handled = 0;
        // It may outlast the run.
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _stopping.Token);
        try
        {
            var conversation = await FindAsync(conversationId, stop.Token);
            var quiet = QuietUntil(conversation) is not null;
            foreach (var delivery in outdated)
            {
                // To the channel an edit is a post like any other.
                if (!await pacing.TakeAsync(conversation, stop.Token))
                    break;
                handled += await InPlaceAsync(conversation, () => sender.EditAsync(delivery, conversation, quiet), stop.Token) ? 1 : 0;
            }

            var made = await SendAsync(conversation, unfinished, stop.Token);
            // What came meanwhile follows at once: the next run may be seconds away, and the channel would be at rest till then.
            for (handled += made; made > 0 && !_resting.ContainsKey(conversationId); handled += made)
            {
                conversation = await FindAsync(conversationId, stop.Token);
                made = await SendAsync(conversation, await deliveries.UnfinishedAsync(conversationId, stop.Token), stop.Token);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The program stops; what is owed stays owed.
        }
        catch (Exception failure) when (StorageException.SentenceOf(failure) is { } sentence)
        {
            Log.Stopped(log, conversationId, sentence);
        }
        catch (Exception failure)
        {
            Log.Failed(log, conversationId, failure);
        }

        return handled;
    }

    private async Task<Conversation> FindAsync(long id, CancellationToken cancellationToken) =>
        await conversations.FindAsync(id, cancellationToken)
        ?? throw new InvalidDataException($"Conversation {id} is not there.");

    // Only a try has a place: who waits for its turn keeps none from others.
    private async Task<T> InPlaceAsync<T>(Conversation conversation, Func<Task<T>> work, CancellationToken cancellationToken)
    {
        var places = _places.GetOrAdd($"{conversation.Channel} {conversation.Host} {conversation.Tenant}", _ => new SemaphoreSlim(Abreast));
        await places.WaitAsync(cancellationToken);
        try
        {
            return await work();
        }
        finally
        {
            places.Release();
        }
    }

    private async Task<int> SendAsync(
        Conversation conversation, IReadOnlyList<Delivery> unfinished, CancellationToken cancellationToken)
    {
        var made = 0;
        var stopped = 0L;
        if (QuietUntil(conversation) is { } until)
            unfinished = await HoldAsync(unfinished, conversation, until, cancellationToken);
        var ready = DeliveryOrder.Ready(unfinished, clock.GetUtcNow()).ToList();
        for (var at = 0; at < ready.Count; at++)
        {
            var delivery = ready[at];
            // Posts of an edition go in order, even where others need not wait for the one that was not made.
            if (delivery.DigestId == stopped)
                continue;
            cancellationToken.ThrowIfCancellationRequested();
            if (!await pacing.TakeAsync(conversation, cancellationToken))
                break;
            var tried = await InPlaceAsync(
                conversation, () => sender.SendAsync(delivery, conversation, cancellationToken), cancellationToken);
            made += tried.Made ? 1 : 0;
            if (tried.Rest is { } rest)
                _resting[conversation.Id] = rest;
            if (tried.Pause is { } pause)
                await pacing.PauseAsync(conversation, pause, cancellationToken);
            if (!tried.OthersFollow)
                break;
            if (!tried.Made)
                stopped = delivery.DigestId;
            else if (delivery is { Kind: DigestKind.Edition or DigestKind.Roundup, Parts: null })
                ready.InsertRange(at + 1, await deliveries.FurtherAsync(delivery));
        }

        if (made > 0)
            await sender.TellAsync(conversation);
        return made;
    }

    // What was owed when the quiet hours began waits for their end, like what is found in them, and comes on one card with that; what may
    // stand there already waits as it is. Nothing waits for it.
    private async Task<IReadOnlyList<Delivery>> HoldAsync(
        IReadOnlyList<Delivery> unfinished, Conversation conversation, DateTimeOffset until, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var held = unfinished.Where(IsHeld).ToList();
        var taken = new HashSet<long>();
        foreach (var due in held.Where(d => !taken.Contains(d.DigestId)))
        {
            if (await deliveries.TakeBackAsync(due, cancellationToken))
                taken.Add(due.DigestId);
            else if (due.NextTry <= now)
                await deliveries.HoldAsync(due.Id, conversation, until);
        }

        return [.. unfinished.Except(held)];
    }

    private static bool IsHeld(Delivery delivery) =>
        delivery is { Kind: not DigestKind.Edition, State: not DeliveryState.Sending, Expired: false };

    private DateTimeOffset? QuietUntil(Conversation conversation)
    {
        var now = clock.GetUtcNow();
        var (name, hour) = (DeliveryHour.UsableZone(conversation.Zone), TimeSpan.FromHours(1));
        var zone = DeliveryHour.FindZone(name);
        if (QuietHours.Of(conversation.QuietFrom, conversation.QuietTo) is not { } quiet || !quiet.Contains(now, zone))
            return null;
        var end = new DeliveryHour(quiet.To, DeliveryHour.EveryDay, name).NextAfter(now);
        // In an hour that a clock change repeats the end may have been in its first pass, and the next is tomorrow's.
        return zone.IsAmbiguousTime(TimeZoneInfo.ConvertTime(now, zone)) && end > now + hour ? now + hour : end;
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "The deliveries of conversation {Conversation} stopped and go on with the next run. {Sentence}")]
        public static partial void Stopped(ILogger logger, long conversation, string sentence);

        [LoggerMessage(LogLevel.Error, "The deliveries of conversation {Conversation} stopped")]
        public static partial void Failed(ILogger logger, long conversation, Exception failure);
    }
}
