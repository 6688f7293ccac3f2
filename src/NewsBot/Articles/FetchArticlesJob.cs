using System.Data.Common;
using System.Diagnostics;
using NewsBot.Feeds;
using NewsBot.Storage;
using NewsBot.Telemetry;
using NewsBot.Web;
using Quartz;

namespace NewsBot.Articles;

/// <summary>Gives each announced item its article, fetches the articles' pages and keeps their texts.</summary>
[DisallowConcurrentExecution]
public sealed partial class FetchArticlesJob(
    FeedItemTable items,
    ItemTraces traces,
    ArticleTable articles,
    ArticleFiling filing,
    WebFetcher fetcher,
    TimeProvider time,
    ILogger<FetchArticlesJob> log) : IJob
{
    private const int PagesAtOnce = 8;

    /// <summary>Small, so that a large backlog does not keep what was just published waiting for long.</summary>
    public const int ArticlesARun = 24;

    private const int ItemsARun = 500;

    /// <summary>What a site may take of one run: after this its other articles wait for a later one, so that a slow site holds up nobody
    /// else's.</summary>
    private static readonly TimeSpan SiteTime = TimeSpan.FromSeconds(40), Shortly = TimeSpan.FromMinutes(1);

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken) =>
        context.Result = await RunAsync(cancellationToken);

    /// <returns>How many articles were fetched; more may be waiting when it is not 0.</returns>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await filing.FileAsync(await items.UnfiledAsync(ItemsARun, cancellationToken), now, cancellationToken);
        await articles.RefetchChangedAsync(now, cancellationToken);
        var due = await articles.DueAsync(now, ArticlesARun, cancellationToken);
        var announced = await items.OfArticlesAsync([.. due.Select(a => a.Id)], cancellationToken);
        var byArticle = announced.ToLookup(i => i.ArticleId!.Value);
        await Parallel.ForEachAsync(
            due.GroupBy(a => new Uri(a.Url).Authority),
            new ParallelOptions { MaxDegreeOfParallelism = PagesAtOnce, CancellationToken = cancellationToken },
            async (site, token) => await FetchAsync(site.Key, [.. site], byArticle, token));
        return due.Count;
    }

    // A site is asked one thing at a time; of one that does not answer or is asked too often, nothing more is asked for a while.
    private async Task FetchAsync(
        string authority, IReadOnlyList<Article> site, ILookup<long, FeedItem> announced, CancellationToken cancellationToken)
    {
        var began = time.GetTimestamp();
        foreach (var article in site)
        {
            var rest = await FetchAsync(article, [.. announced[article.Id]], cancellationToken);
            if (time.GetElapsedTime(began) > SiteTime)
                rest ??= Shortly;
            if (rest is null)
                continue;
            await articles.PutOffAsync(authority, time.GetUtcNow(), rest.Value, cancellationToken);
            return;
        }
    }

    /// <returns>How long nothing more is asked of the site; null when the next may be.</returns>
    private async Task<TimeSpan?> FetchAsync(Article article, IReadOnlyList<FeedItem> own, CancellationToken cancellationToken)
    {
        using var span = Instruments.Continue("article", await traces.OfArticleAsync(article.Id, cancellationToken));
        span?.SetTag("newsbot.article.id", article.Id);
        var outcome = await OutcomeAsync(article, own, cancellationToken);
        bool isNew;
        try
        {
            isNew = await filing.RecordAsync(article.Id, own, outcome, time.GetUtcNow(), cancellationToken);
        }
        catch (DbException e) when (!StorageException.Passes(e))
        {
            // What of this page the database does not take it will not take the next time, either.
            Log.Failed(log, article.Id, article.Url, e);
            outcome = ArticleOutcome.Broken(article, time.GetUtcNow());
            isNew = await filing.RecordAsync(article.Id, own, outcome, time.GetUtcNow(), cancellationToken);
        }

        if (isNew)
            Log.Read(log, article.Id, article.Url, outcome.Text!.Length, outcome.FromFeed);
        else if (outcome.Problem is { } problem)
        {
            span?.SetStatus(ActivityStatusCode.Error, problem.ToString());
            Log.Unread(log, article.Id, article.Url, problem, outcome.ProblemText);
        }

        return outcome.Rest;
    }

    private async Task<ArticleOutcome> OutcomeAsync(Article article, IReadOnlyList<FeedItem> own, CancellationToken cancellationToken)
    {
        try
        {
            var address = new Uri(article.Url);
            var fetched = address.Fragment.StartsWith(SeenItem.MadeUpFragment, StringComparison.Ordinal)
                ? null
                : await fetcher.FetchAsync(Request(article, address), cancellationToken);
            return ArticleOutcome.Of(article, own, fetched, time.GetUtcNow());
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // One page's surprise must not end the others' turn, nor come back every minute.
            Log.Failed(log, article.Id, article.Url, e);
            return ArticleOutcome.Broken(article, time.GetUtcNow());
        }
    }

    // The state that the server gave is that of the page's own text; it says nothing about a text that is the feed's.
    private static FetchRequest Request(Article article, Uri address) => article is { Text: not null, FromFeed: false }
        ? new FetchRequest(address, FetchKind.Page, article.Etag, article.LastModified)
        : new FetchRequest(address, FetchKind.Page);

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Information, Message = "Article {ArticleId} {Url}: {Length} characters (from the feed: {FromFeed})")]
        public static partial void Read(ILogger log, long articleId, string url, int length, bool fromFeed);

        [LoggerMessage(Level = LogLevel.Information, Message = "Article {ArticleId} {Url}: {Problem}: {Sentence}")]
        public static partial void Unread(ILogger log, long articleId, string url, ArticleProblem problem, string? sentence);

        [LoggerMessage(Level = LogLevel.Error, Message = "Article {ArticleId} {Url}: reading failed")]
        public static partial void Failed(ILogger log, long articleId, string url, Exception exception);
    }
}
