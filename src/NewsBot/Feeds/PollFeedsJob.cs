using NewsBot.Desk;
using NewsBot.Web;
using Quartz;

namespace NewsBot.Feeds;

/// <summary>Visits the feeds whose time has come and records what they announce.</summary>
[DisallowConcurrentExecution]
public sealed partial class PollFeedsJob(
    Newsdesk newsdesk,
    SourceTable sources,
    FeedTable feeds,
    WebFetcher fetcher,
    TimeProvider time,
    ILogger<PollFeedsJob> log) : IJob
{
    private const int FeedsAtOnce = 8;
    private const int FeedsARun = 400;

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken) =>
        context.Result = await RunAsync(cancellationToken);

    /// <returns>How many items were new or changed.</returns>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        await sources.EnsureAsync(newsdesk.Sources, cancellationToken);
        var due = await feeds.DueAsync(time.GetUtcNow(), FeedsARun, cancellationToken);
        var byKey = newsdesk.Sources.ToDictionary(s => s.Key);
        var found = 0;
        await Parallel.ForEachAsync(
            due,
            new ParallelOptions { MaxDegreeOfParallelism = FeedsAtOnce, CancellationToken = cancellationToken },
            async (feed, token) => Interlocked.Add(ref found, await VisitAsync(feed, byKey.GetValueOrDefault(feed.SourceKey), token)));
        return found;
    }

    private async Task<int> VisitAsync(Feed feed, Source? source, CancellationToken cancellationToken)
    {
        var look = await LookAsync(feed, source, cancellationToken);
        var found = await feeds.RecordAsync(look, cancellationToken);
        if (look.Problem is { } problem && problem != feed.Problem)
            Log.Troubled(log, feed.Id, feed.Url, problem, look.ProblemText);
        else if (look.Problem is null && feed.Problem is not null)
            Log.Recovered(log, feed.Id, feed.Url);
        if (found > 0)
            Log.Found(log, feed.Id, feed.Url, found);
        return found;
    }

    private async Task<FeedLook> LookAsync(Feed feed, Source? source, CancellationToken cancellationToken)
    {
        try
        {
            var request = new FetchRequest(new Uri(feed.Url), FetchKind.Feed, feed.Etag, feed.LastModified);
            var fetched = await fetcher.FetchAsync(request, cancellationToken);
            return FeedLook.Of(feed, source, fetched, time.GetUtcNow());
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // One feed's surprise must not end the others' visits.
            Log.Failed(log, feed.Id, feed.Url, e);
            return FeedLook.Broken(feed, source, time.GetUtcNow());
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Information, Message = "Feed {FeedId} {Url}: {Found} new or changed items")]
        public static partial void Found(ILogger log, long feedId, string url, int found);

        [LoggerMessage(Level = LogLevel.Warning, Message = "Feed {FeedId} {Url}: {Problem}: {Sentence}")]
        public static partial void Troubled(ILogger log, long feedId, string url, FeedProblem problem, string? sentence);

        [LoggerMessage(Level = LogLevel.Information, Message = "Feed {FeedId} {Url} is well again")]
        public static partial void Recovered(ILogger log, long feedId, string url);

        [LoggerMessage(Level = LogLevel.Error, Message = "Feed {FeedId} {Url}: the visit failed")]
        public static partial void Failed(ILogger log, long feedId, string url, Exception exception);
    }
}
