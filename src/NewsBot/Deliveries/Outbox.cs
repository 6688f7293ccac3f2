using System.Collections.Concurrent;
using NewsBot.Conversations;
using NewsBot.Digests;
using NewsBot.Subscriptions;

namespace NewsBot.Deliveries;

/// <summary>
/// Works through what is owed: each conversation in order, several conversations side by side. One that is slow goes on by itself
/// while the next run serves the others.
/// </summary>
public sealed partial class Outbox(
    DeliveryTable deliveries, DigestSender sender, Pacing pacing, ConversationTable conversations, TimeProvider clock, ILogger<Outbox> log) : IAsyncDisposable
{
    /// <summary>Conversations that are posted to at the same time.</summary>
    public const int Abreast = 16;

    /// <summary>How long a run waits for a slow conversation.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly SemaphoreSlim _places = new(Abreast);
    private readonly ConcurrentDictionary<long, Task<int>> _busy = new();

    /// <returns>how many posts were made or edited.</returns>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        var outdated = (await deliveries.OutdatedAsync(cancellationToken)).ToLookup(d => d.ConversationId);
        var unfinished = (await deliveries.UnfinishedAsync(_busy.Keys, cancellationToken)).ToLookup(d => d.ConversationId);
        var started = new List<Task<int>>();
        foreach (var conversation in unfinished.Select(u => u.Key).Union(outdated.Select(o => o.Key)))
        {
            // Its rows were read while it was being served, so they may be out of date: the next run reads them again.
            if (_busy.ContainsKey(conversation))
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

        return started.Where(t => t.IsCompletedSuccessfully).Sum(t => t.Result);
    }

    /// <summary>Waits for the posts that are under way.</summary>
    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(_busy.Values);
        _places.Dispose();
    }

    private async Task<int> ServeAsync(
        long conversationId, List<Delivery> unfinished, List<Delivery> outdated, CancellationToken cancellationToken)
    {
        var handled = 0;
        try
        {
            await _places.WaitAsync(cancellationToken);
            try
            {
                var conversation = await conversations.FindAsync(conversationId, cancellationToken)
                    ?? throw new InvalidDataException($"Conversation {conversationId} is not there.");
                foreach (var delivery in outdated)
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    // To the channel an edit is a post like any other.
                    if (!await pacing.TakeAsync(conversation, cancellationToken))
                        break;
                    handled += await sender.EditAsync(delivery, conversation) ? 1 : 0;
                }

                handled += await SendAsync(conversation, unfinished, cancellationToken);
            }
            finally
            {
                _places.Release();
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The program stops; what is owed stays owed.
        }
        catch (Exception failure)
        {
            Log.Failed(log, conversationId, failure);
        }

        return handled;
    }

    private async Task<int> SendAsync(Conversation conversation, List<Delivery> unfinished, CancellationToken cancellationToken)
    {
        var made = 0;
        if (QuietUntil(conversation) is { } until)
            unfinished = await HoldAsync(unfinished, until);
        foreach (var delivery in DeliveryOrder.Ready(unfinished, clock.GetUtcNow()))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (!await pacing.TakeAsync(conversation, cancellationToken))
                break;
            var tried = await sender.SendAsync(delivery, conversation, cancellationToken);
            made += tried.Made ? 1 : 0;
            if (!tried.OthersFollow)
                break;
        }

        if (made > 0)
            await sender.TellAsync(conversation);
        return made;
    }

    // An alert that was owed when the quiet hours began waits for their end, like those that are found in them; nothing waits
    // for it.
    private async Task<List<Delivery>> HoldAsync(List<Delivery> unfinished, DateTimeOffset until)
    {
        var now = clock.GetUtcNow();
        var held = unfinished
            .Where(d => d is { Kind: DigestKind.Alert, Expired: false } and not { State: DeliveryState.Sending })
            .ToList();
        foreach (var due in held.Where(d => d.NextTry <= now))
            await deliveries.HoldAsync(due.Id, until);
        return [.. unfinished.Except(held)];
    }

    private DateTimeOffset? QuietUntil(Conversation conversation)
    {
        var now = clock.GetUtcNow();
        var zone = DeliveryHour.UsableZone(conversation.Zone);
        return QuietHours.Of(conversation.QuietFrom, conversation.QuietTo) is { } quiet && quiet.Contains(now, DeliveryHour.FindZone(zone))
            ? new DeliveryHour(quiet.To, DeliveryHour.EveryDay, zone).NextAfter(now)
            : null;
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "The deliveries of conversation {Conversation} stopped")]
        public static partial void Failed(ILogger logger, long conversation, Exception failure);
    }
}
