using System.Globalization;
using NewsBot.Storage;
using NewsBot.Stories;
using NewsBot.Subscriptions;

namespace NewsBot.Digests;

/// <summary>Composes the editions that are due.</summary>
public sealed partial class EditionComposer(
    NewsDb db, DigestTable digests, StatementViews views, DigestEditor editor, TimeProvider clock, ILogger<EditionComposer> log)
{
    // Each is waited for as long as a statement may take.
    private const int SlowInARow = 2;

    // Within one run.
    private const int Tries = 3;

    /// <returns>How many editions were composed. One that cannot be holds up no other; it is tried again.</returns>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        var (composed, slow) = (0, 0);
        foreach (var due in await digests.DueAsync(cancellationToken))
        {
            try
            {
                composed += await ComposeAsync(due, cancellationToken) ? 1 : 0;
                slow = 0;
            }
            // A full disk or a connection that is cut holds up every edition: the job fails by it, and says so once. So does a database that
            // takes too long with several; with one it may be the edition.
            catch (Exception failure) when (!cancellationToken.IsCancellationRequested
                && (!StorageException.Passes(failure) || (StorageException.TookTooLong(failure) && slow < SlowInARow)))
            {
                slow += StorageException.TookTooLong(failure) ? 1 : 0;
                Log.NotComposed(log, due.Subscription.Id, failure);
            }
        }

        return composed;
    }

    private async Task<bool> ComposeAsync(ZonedSubscription zoned, CancellationToken cancellationToken)
    {
        for (var tried = 0; tried < Tries; tried++)
        {
            if (await TryAsync(zoned, cancellationToken) is { } composed)
                return composed;
        }

        return false;
    }

    /// <returns>Null when a statement was corrected since it was read: the edition is to be composed anew.</returns>
    private async Task<bool?> TryAsync(ZonedSubscription zoned, CancellationToken cancellationToken)
    {
        var subscription = zoned.Subscription;
        var (now, due, since) = (clock.GetUtcNow(), subscription.NextDue!.Value, subscription.LastEdition ?? subscription.Created);
        var zone = Usable(zoned.Zone, subscription);
        var corrected = await digests.CorrectedAsync(subscription.Id, since, cancellationToken);
        var waiting = await digests.WaitingAsync(subscription.Id, cancellationToken);
        var chosen = editor.Choose(new Copy
        {
            Topic = subscription.Topic,
            Corrections = await views.LoadAsync(corrected, cancellationToken),
            News = await views.LoadAsync(waiting, cancellationToken),
            Shown = (await digests.ShownAsync(subscription.Id, since, cancellationToken)).ToHashSet(),
        });
        var edition = new NewDigest(subscription, DigestKind.Edition, WindowKey(subscription, due, zone), since, chosen, Owed: true)
        {
            Late = now - due > DigestEditor.Grace,
        };
        // However many hours were missed, the next one is ahead of now: they become this one edition.
        var next = SubscriptionTable.NextDue(subscription.Mode, subscription.At, subscription.Days, zone, now);
        return await db.WriteAsync<bool?>(
            async (connection, transaction) =>
            {
                // The next edition brings what is corrected from now on. Corrections are filed in the flow, so that none is meanwhile.
                if (!(await DigestTable.CorrectedAsync(connection, transaction, subscription.Id, since)).SequenceEqual(corrected))
                    return null;
                if (!await digests.MoveOnAsync(connection, transaction, zoned, next))
                    return false;
                var (id, isNew) = await digests.SaveAsync(connection, transaction, edition, cancellationToken);
                if (!isNew)
                    return false;
                await DigestTable.TakeAsync(connection, transaction, id, chosen.Where(p => !p.Correction).Select(p => (subscription.Id, p.StatementId)));
                await digests.MarkEditionAsync(connection, transaction, subscription.Id);
                return true;
            },
            cancellationToken);
    }

    // The local hour that was due; a change of zone or clock that brings the same hour of the same day again brings no second edition.
    private static string WindowKey(Subscription subscription, DateTimeOffset due, string zone) => string.Create(
        CultureInfo.InvariantCulture, $"{subscription.Id} {TimeZoneInfo.ConvertTime(due, DeliveryHour.FindZone(zone)):yyyy-MM-dd HH:mm}");

    // A zone that the machine's data lacks must not cost the edition; it is posted by UTC, which the card then shows.
    private string Usable(string zone, Subscription subscription)
    {
        var usable = DeliveryHour.UsableZone(zone);
        if (usable != zone)
            Log.UnknownZone(log, zone, subscription.Id);
        return usable;
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "The edition of subscription {Subscription} is due and could not be composed")]
        public static partial void NotComposed(ILogger logger, long subscription, Exception failure);

        [LoggerMessage(LogLevel.Warning, "The time zone {Zone} of subscription {Subscription} is unknown here; its edition goes by UTC")]
        public static partial void UnknownZone(ILogger logger, string zone, long subscription);
    }
}
