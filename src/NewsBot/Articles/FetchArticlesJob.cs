using System.Diagnostics;
using NewsBot.Feeds;
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
    private static readonly TimeSpan Silence = TimeSpan.FromMinutes(5);

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
            async (site, token) => await FetchAsync([.. site], byArticle, token));
        return due.Count;
    }

    // A site is asked one thing at a time; of one that does not answer, nothing more is asked for a while.
    private async Task FetchAsync(IReadOnlyList<Article> site, ILookup<long, FeedItem> announced, CancellationToken cancellationToken)
    {
        for (var i = 0; i < site.Count; i++)
        {
            if (await FetchAsync(site[i], [.. announced[site[i].Id]], cancellationToken))
                continue;
            await articles.PutOffAsync([.. site.Skip(i + 1).Select(a => a.Id)], time.GetUtcNow() + Silence, cancellationToken);
            return;
        }
    }

    /// <returns>Whether the site answered.</returns>
    private async Task<bool> FetchAsync(Article article, IReadOnlyList<FeedItem> own, CancellationToken cancellationToken)
    {
        using var span = Instruments.Continue("article", await traces.OfArticleAsync(article.Id, cancellationToken));
        span?.SetTag("newsbot.article.id", article.Id);
        var outcome = await OutcomeAsync(article, own, cancellationToken);
        var isNew = await filing.RecordAsync(article.Id, own, outcome, time.GetUtcNow(), cancellationToken);
        if (isNew)
            Log.Read(log, article.Id, article.Url, outcome.Text!.Length, outcome.FromFeed);
        else if (outcome.Problem is { } problem)
        {
            span?.SetStatus(ActivityStatusCode.Error, problem.ToString());
            Log.Unread(log, article.Id, article.Url, problem, outcome.ProblemText);
        }

        return !outcome.NoAnswer;
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
