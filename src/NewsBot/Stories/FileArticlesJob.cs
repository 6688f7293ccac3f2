using System.Diagnostics;
using NewsBot.Feeds;
using NewsBot.Storage;
using NewsBot.Stories.Readings;
using NewsBot.Telemetry;
using Quartz;

namespace NewsBot.Stories;

/// <summary>Reads articles that have a new text: reports, statements, topics and stories, each article in one transaction.</summary>
[DisallowConcurrentExecution]
public sealed partial class FileArticlesJob(
    NewsDb db,
    ReadingTable readings,
    ReadingOrder order,
    ReadingFiling filing,
    ArticleUnderstanding understanding,
    ItemTraces traces,
    ReadersRest rest,
    TimeProvider time,
    ILogger<FileArticlesJob> logger) : IJob
{
    /// <summary>Small, so that a nudge to the next job is not long in coming.</summary>
    public const int ArticlesARun = 20;

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken) =>
        context.Result = await RunAsync(cancellationToken);

    /// <returns>How many articles were read; more may be waiting when it is not 0.</returns>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        var waiting = await order.NextAsync(ArticlesARun, cancellationToken);
        foreach (var text in waiting)
        {
            cancellationToken.ThrowIfCancellationRequested();
            await ReadAsync(text, cancellationToken);
        }

        rest.After(waiting.Count);
        await readings.AnnounceAsync(time.GetUtcNow(), cancellationToken);
        return waiting.Count;
    }

    private async Task ReadAsync(WaitingText text, CancellationToken cancellationToken)
    {
        using var span = Instruments.Continue("statements", await traces.OfArticleAsync(text.ArticleId, cancellationToken));
        span?.SetTag("newsbot.article.id", text.ArticleId);
        try
        {
            var understood = understanding.Read(text.Title, text.Text, text.Day, cancellationToken);
            await db.WriteAsync((_, transaction) => filing.FileAsync(transaction, text, understood, time.GetUtcNow()), cancellationToken);
            var kept = understood.Reports.Count(r => r.LeftOut is null);
            span?.SetTag("newsbot.statements", kept);
            Log.Read(logger, text.ArticleId, text.Revision, understood.Reports.Count, kept);
        }
        catch (Exception e) when (!PassesBy(e))
        {
            // One article's surprise must not end the others' turn, nor come back every minute.
            span?.SetStatus(ActivityStatusCode.Error, e.GetType().Name);
            var next = await db.WriteAsync(
                (_, transaction) => readings.FailAsync(transaction, text, $"{e.GetType().Name}: {e.Message}", time.GetUtcNow()),
                cancellationToken);
            if (next is null)
                Log.Left(logger, text.ArticleId, text.Revision, text.Tries + 1, e);
            else
                Log.Failed(logger, text.ArticleId, text.Revision, next, e);
        }
    }

    // A full disk or a connection that is cut says nothing of the article: it waits as it is for the next run. What takes too long may do so
    // every time, and the failure is recorded only where the database does not.
    private static bool PassesBy(Exception e) =>
        e is OperationCanceledException || (StorageException.Passes(e) && !StorageException.TookTooLong(e));

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Information, Message = "Article {Article} revision {Revision}: {Reports} reports, {Statements} statements")]
        public static partial void Read(ILogger logger, long article, int revision, int reports, int statements);

        [LoggerMessage(Level = LogLevel.Error, Message = "Article {Article} revision {Revision}: reading failed; it is tried again at {Next}")]
        public static partial void Failed(ILogger logger, long article, int revision, DateTimeOffset? next, Exception exception);

        [LoggerMessage(
            Level = LogLevel.Critical, Message = "Article {Article} revision {Revision} is left: reading failed {Tries} times, its statements are missing")]
        public static partial void Left(ILogger logger, long article, int revision, int tries, Exception exception);
    }
}
