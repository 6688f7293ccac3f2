using System.Data.Common;
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
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        await using (var reading = await db.OpenAsync(cancellationToken))
        {
            // Nearly always there is none, and nobody who writes waits for the look.
            if ((await FreeAsync(reading, null, cancellationToken)).Count == 0)
                return 0;
        }

        return await db.WriteAsync(
            async (connection, transaction) =>
            {
                var composed = 0;
                foreach (var waiting in await FreeAsync(connection, transaction, cancellationToken))
                    composed += (await digests.SaveAsync(connection, transaction, waiting.ToDigest(owed: true), cancellationToken)).New ? 1 : 0;
                return composed;
            },
            cancellationToken);
    }

    // Several looks may have corrected a statement meanwhile: the newest says what stands now.
    private async Task<List<WaitingCorrection>> FreeAsync(DbConnection connection, DbTransaction? transaction, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        return [.. (await digests.WaitingCorrectionsAsync(connection, transaction, quietOnly: false, cancellationToken)).Where(w => !w.Hours.Hold(now))];
    }
}
