using System.Collections.Concurrent;
using System.Data.Common;
using System.Threading.Channels;
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
    private const int LooksACommit = 25;
    private const int LooksAhead = 50;

    /// <summary>So many hosts without an answer, and none with one: it is our own network that is down.</summary>
    private const int HostsDown = 5;

    private static readonly TimeSpan Shortly = TimeSpan.FromMinutes(1);

    /// <summary>What a host may take of one run: after this its other feeds wait for the next one, so that a slow host holds up
    /// nobody else's.</summary>
    private static readonly TimeSpan HostTime = TimeSpan.FromSeconds(40);

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken) =>
        context.Result = await RunAsync(cancellationToken);

    /// <returns>How many items were new or changed.</returns>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        await sources.EnsureAsync(newsdesk.Sources, cancellationToken);
        var due = await feeds.DueAsync(time.GetUtcNow(), FeedsARun, cancellationToken);
        var byKey = newsdesk.Sources.ToDictionary(s => s.Key);
        var looks = Channel.CreateBounded<FeedLook>(LooksAhead);
        var recording = RecordAsync(looks, cancellationToken);
        var round = new Round(looks.Writer, byKey);
        try
        {
            await Parallel.ForEachAsync(
                due.GroupBy(f => HostOf(f.Url)).OrderBy(host => host.Min(f => f.Class)),
                new ParallelOptions { MaxDegreeOfParallelism = FeedsAtOnce, CancellationToken = cancellationToken },
                async (host, token) => await LookAsync([.. host], round, token));
            await EndAsync(round, cancellationToken);
        }
        catch (ChannelClosedException)
        {
            // Recording has failed, and says below why.
        }
        finally
        {
            looks.Writer.TryComplete();
        }

        return await recording;
    }

    private static string HostOf(string url) => Uri.TryCreate(url, UriKind.Absolute, out var address) ? address.Authority : url;

    /// <summary>The visits of one run.</summary>
    private sealed record Round(ChannelWriter<FeedLook> Looks, IReadOnlyDictionary<string, Source> Sources)
    {
        /// <summary>One look for each host that did not answer.</summary>
        public ConcurrentQueue<FeedLook> Unanswered { get; } = new();

        public bool AnyAnswer { get; set; }
    }

    // A host is asked one thing at a time; of one that does not answer, nothing more is asked for a while.
    private async Task LookAsync(IReadOnlyList<Feed> host, Round round, CancellationToken cancellationToken)
    {
        var began = time.GetTimestamp();
        for (var i = 0; i < host.Count; i++)
        {
            if (time.GetElapsedTime(began) > HostTime)
            {
                await feeds.PutOffAsync([.. host.Skip(i).Select(f => f.Id)], time.GetUtcNow() + Shortly, cancellationToken);
                return;
            }

            var look = await LookAsync(host[i], round.Sources.GetValueOrDefault(host[i].SourceKey), cancellationToken);
            if (!look.NoAnswer)
            {
                round.AnyAnswer = true;
                await round.Looks.WriteAsync(look, cancellationToken);
                continue;
            }

            round.Unanswered.Enqueue(look);
            await feeds.PutOffAsync([.. host.Skip(i + 1).Select(f => f.Id)], time.GetUtcNow() + Shortly, cancellationToken);
            return;
        }
    }

    // What was not answered is the hosts' failure, unless it is our own.
    private async Task EndAsync(Round round, CancellationToken cancellationToken)
    {
        if (!round.AnyAnswer && round.Unanswered.Count >= HostsDown)
        {
            Log.NoNetwork(log, round.Unanswered.Count);
            await feeds.PutOffAsync([.. round.Unanswered.Select(l => l.Feed.Id)], time.GetUtcNow() + Shortly, cancellationToken);
            return;
        }

        foreach (var look in round.Unanswered)
            await round.Looks.WriteAsync(look, cancellationToken);
    }

    // One writer, and several looks a commit: the disk is waited for once, and writers do not starve one another.
    private async Task<int> RecordAsync(Channel<FeedLook> looks, CancellationToken cancellationToken)
    {
        try
        {
            var found = 0;
            while (await looks.Reader.WaitToReadAsync(cancellationToken))
            {
                var batch = new List<FeedLook>();
                while (batch.Count < LooksACommit && looks.Reader.TryRead(out var look))
                    batch.Add(look);
                found += await RecordAsync(batch, cancellationToken);
            }

            return found;
        }
        catch (Exception e)
        {
            // Nobody would empty the queue any more: those who fill it must not wait.
            looks.Writer.TryComplete(e);
            throw;
        }
    }

    private async Task<int> RecordAsync(List<FeedLook> batch, CancellationToken cancellationToken)
    {
        IReadOnlyList<int> counts;
        try
        {
            counts = await feeds.RecordAsync(batch, cancellationToken);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // One feed's surprise must not cost the others their items, nor come back every five seconds.
            if (batch.Count > 1)
                return await OneByOneAsync(batch, cancellationToken);
            Log.Failed(log, batch[0].Feed.Id, batch[0].Feed.Url, e);
            await RecordBrokenAsync(batch[0], cancellationToken);
            return 0;
        }

        for (var i = 0; i < batch.Count; i++)
            Tell(batch[i], counts[i]);
        return counts.Sum();
    }

    private async Task RecordBrokenAsync(FeedLook look, CancellationToken cancellationToken)
    {
        try
        {
            await feeds.RecordAsync([look.Unstored()], cancellationToken);
        }
        catch (DbException e)
        {
            // The database is out of reach, for all feeds: the next run tries again.
            Log.Failed(log, look.Feed.Id, look.Feed.Url, e);
        }
    }

    private async Task<int> OneByOneAsync(List<FeedLook> batch, CancellationToken cancellationToken)
    {
        var found = 0;
        foreach (var look in batch)
            found += await RecordAsync([look], cancellationToken);
        return found;
    }

    private void Tell(FeedLook look, int found)
    {
        var feed = look.Feed;
        if (look.Problem is { } problem && problem != feed.Problem)
            Log.Troubled(log, feed.Id, feed.Url, problem, look.ProblemText);
        else if (look.Problem is null && feed.Problem is not null)
            Log.Recovered(log, feed.Id, feed.Url);
        if (found > 0)
            Log.Found(log, feed.Id, feed.Url, found);
    }

    private async Task<FeedLook> LookAsync(Feed feed, Source? source, CancellationToken cancellationToken)
    {
        try
        {
            // A listing page is a page like any other: its site's robots.txt is asked.
            var kind = FeedLook.ListingOf(feed, source) is null ? FetchKind.Feed : FetchKind.Page;
            var request = new FetchRequest(new Uri(feed.Url), kind, feed.Etag, feed.LastModified);
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

        [LoggerMessage(Level = LogLevel.Warning, Message = "None of {Hosts} hosts answered: the network here seems to be down")]
        public static partial void NoNetwork(ILogger log, int hosts);

        [LoggerMessage(Level = LogLevel.Error, Message = "Feed {FeedId} {Url}: the visit failed")]
        public static partial void Failed(ILogger log, long feedId, string url, Exception exception);
    }
}
