using NewsBot.Articles;
using NewsBot.Storage;

namespace NewsBot.Digests;

/// <summary>Makes digests of the corrections of statements that a conversation was alerted of: they follow in the alert's thread, those of
/// quiet hours at their end. Editions bring theirs themselves.</summary>
public sealed class CorrectionComposer(NewsDb db, DigestTable digests, TimeProvider clock)
{
    /// <summary>A correction of a post that is older than this waits for nobody's thread; its card is no longer kept up to date
    /// either. A day longer than pages are watched, so that what the last look at one finds reaches those who saw it.</summary>
    public static readonly TimeSpan Follows = RefetchPlan.Watched + TimeSpan.FromDays(1);

    /// <returns>How many digests were composed.</returns>
    public Task<int> RunAsync(CancellationToken cancellationToken) => db.WriteAsync(
        async (connection, transaction) =>
        {
            var (composed, now) = (0, clock.GetUtcNow());
            // Several looks may have corrected a statement meanwhile: the newest says what stands now.
            foreach (var waiting in await digests.WaitingCorrectionsAsync(connection, transaction, quietOnly: false, cancellationToken))
            {
                if (!waiting.Hours.Hold(now))
                    composed += (await digests.SaveAsync(connection, transaction, waiting.ToDigest(owed: true), cancellationToken)).New ? 1 : 0;
            }

            return composed;
        },
        cancellationToken);
}
