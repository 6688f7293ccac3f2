using System.Security.Cryptography;
using System.Text;
using NewsBot.Feeds;
using NewsBot.Feeds.Documents;
using NewsBot.Text.Pages;
using NewsBot.Web;

namespace NewsBot.Articles;

/// <summary>What one fetch of an article's page means: its text, or why there is none and when to try again.
/// Pure.</summary>
internal sealed record ArticleOutcome
{
    /// <summary>A feed's own text that is shorter is a teaser, not the article: it serves meanwhile, and the page is tried as often as
    /// without it.</summary>
    public const int LeastFeedText = 400;

    /// <summary>Looks in a row that did not find a page which had been read; the next one takes it for gone.</summary>
    private const int AwayFor = 3;

    private static readonly TimeSpan Silence = TimeSpan.FromMinutes(5), LeastRest = TimeSpan.FromMinutes(1), LongestRest = TimeSpan.FromHours(1);

    private static readonly TimeSpan[] Retries = [TimeSpan.FromMinutes(30), TimeSpan.FromHours(2), TimeSpan.FromHours(6)];

    /// <summary>The text to store; null when there is none.</summary>
    public string? Text { get; init; }

    public string? TextHash { get; init; }

    public bool FromFeed { get; init; }

    public string? Title { get; init; }

    /// <summary>What the page itself calls the article, which its feed may call otherwise.</summary>
    public string? Headline { get; init; }

    public string? Byline { get; init; }

    public string? Language { get; init; }

    public DateTimeOffset? Published { get; init; }

    /// <summary>Where the page really is: the address that it calls its own if that is of the same site and no section above it, else
    /// where redirects ended. Null for one that is too long to be kept.</summary>
    public Uri? Address { get; init; }

    public ArticleProblem? Problem { get; init; }

    public string? ProblemText { get; init; }

    public DateTimeOffset? NextTry { get; init; }

    /// <summary>The server says that the page is as it was.</summary>
    public bool Unchanged { get; init; }

    public string? Etag { get; init; }

    public string? LastModified { get; init; }

    /// <summary>No item has a date, and the page is of long ago: it was announced by accident.</summary>
    public bool Old { get; init; }

    /// <summary>How long nothing more is asked of the page's site, which did not answer at all or asks for fewer questions; null when there is no
    /// reason to stop.</summary>
    public TimeSpan? Rest { get; init; }

    /// <summary>Reads what a fetch brought.</summary>
    /// <param name="article">Its attempts so far decide whether there is another.</param>
    /// <param name="items">The article's items; the longest text among them serves when the page does not.</param>
    /// <param name="fetched">The fetch; null when the article has no page of its own.</param>
    /// <param name="now">The time of the fetch.</param>
    public static ArticleOutcome Of(Article article, IReadOnlyList<FeedItem> items, Fetched? fetched, DateTimeOffset now)
    {
        var facts = OfItems(items);
        if (fetched is null)
        {
            return WithFeedText(facts, items) ?? facts with
            {
                Problem = ArticleProblem.NoArticle,
                ProblemText = "The item names no page, and the feed gives too little text.",
            };
        }

        if (fetched.NotModified)
            return facts with { Unchanged = true, NextTry = RefetchPlan.Next(article.Found, article.Backlog, changed: false, now) };
        if (IsTakenDown(article, fetched))
        {
            return facts with
            {
                Text = "",
                TextHash = Hash(""),
                Problem = ArticleProblem.NotFound,
                ProblemText = fetched.ProblemText,
                NextTry = RefetchPlan.Next(article.Found, article.Backlog, changed: false, now),
            };
        }

        if (!fetched.Ok)
            return Unread(ProblemOf(fetched.Problem), fetched.ProblemText) with { Rest = RestOf(fetched) };

        var page = PageReader.Read(BodyText.Decode(fetched.Body, fetched.ContentType).Text, fetched.FinalAddress);
        if (page.Problem != PageProblem.None)
        {
            var (problem, sentence) = Refusal(page.Problem, fetched.FinalAddress.IdnHost);
            return Unread(problem, sentence) with { Address = AddressOf(page, fetched) };
        }

        var (text, published) = (page.Text, SeenItem.Possible(page.Published ?? FeedDates.Parse(page.PublishedText), now));
        var old = facts.Published is null && published < article.Found - ItemChange.OldAge;
        return facts with
        {
            Text = text,
            TextHash = Hash(text),
            Old = old,
            Title = facts.Title is { Length: > 0 } ? facts.Title : page.Title,
            Headline = page.Title,
            Byline = page.Byline ?? facts.Byline,
            Language = page.Language,
            Published = facts.Published ?? published,
            Address = AddressOf(page, fetched),
            Etag = fetched.ETag,
            LastModified = fetched.LastModified,
            NextTry = RefetchPlan.Next(article.Found, article.Backlog || old, changed: article.Text is null || Differs(article.Text, text), now),
        };

        ArticleOutcome Unread(ArticleProblem problem, string? sentence)
        {
            var withText = WithFeedText(facts, items);
            return (withText ?? facts) with
            {
                Problem = problem,
                ProblemText = sentence,
                NextTry = article is { Text: not null, FromFeed: false }
                    ? RefetchPlan.Next(article.Found, article.Backlog, changed: false, now)
                    : NextTryAfter(article.Attempts, withText is { Text.Length: > LeastFeedText }, problem, fetched, now),
            };
        }
    }

    /// <summary>A look that broke off for a reason that nobody foresaw: the next one may find another page, or a mended program.</summary>
    public static ArticleOutcome Broken(Article article, DateTimeOffset now) => new()
    {
        Problem = ArticleProblem.NoArticle,
        ProblemText = "Reading the page failed by a fault of this program; its log says more.",
        NextTry = article is { Text: not null, FromFeed: false }
            ? RefetchPlan.Next(article.Found, article.Backlog, changed: false, now)
            : article.Attempts < Retries.Length ? now + Retries[article.Attempts] : null,
    };

    /// <summary>The article's <see cref="Article.Attempts"/> after this look. Without a text of the page's own they bound how often it is
    /// tried, whatever stands in the way; with one they say how long the page has been away, which only looks that agree can.</summary>
    public int AttemptsOf(Article article) =>
        Problem is null ? 0
        : article is { Text: not null, FromFeed: false, Problem: { } before } && before != Problem ? 1
        : article.Attempts + 1;

    /// <summary>SHA-256 of a text in UTF-8, in lower-case hexadecimal.</summary>
    public static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    /// <summary>Whether two texts differ by more than white space.</summary>
    public static bool Differs(string a, string b)
    {
        var (i, j) = (0, 0);
        while (true)
        {
            while (i < a.Length && char.IsWhiteSpace(a[i]))
                i++;
            while (j < b.Length && char.IsWhiteSpace(b[j]))
                j++;
            if (i == a.Length || j == b.Length)
                return i < a.Length || j < b.Length;
            if (a[i++] != b[j++])
                return true;
        }
    }

    // A page that was read and is gone for good (410), or stays away (404 at look after look, for one may be a mistake), holds nothing
    // any more of what it is quoted for.
    private static bool IsTakenDown(Article article, Fetched fetched) => article is { Text.Length: > 0, FromFeed: false }
        && (fetched.Problem == FetchProblem.Gone
            || (fetched.Problem == FetchProblem.NotFound && article is { Problem: ArticleProblem.NotFound, Attempts: >= AwayFor }));

    private static ArticleOutcome OfItems(IReadOnlyList<FeedItem> items) => new()
    {
        Title = items.Select(i => i.Title).LastOrDefault(t => t.Length > 0),
        Byline = items.Select(i => i.Author).FirstOrDefault(a => a is not null),
        Published = items.Min(i => i.Published),
    };

    private static ArticleOutcome? WithFeedText(ArticleOutcome facts, IReadOnlyList<FeedItem> items)
    {
        var text = items.SelectMany(i => new[] { i.Content, i.Summary }).OfType<string>().MaxBy(t => t.Length);
        if (text is not { Length: > LeastFeedText })
            text = text is null ? null : Teaser.Of(text, items.Select(i => i.Title));
        return text is null ? null : facts with { Text = text, TextHash = Hash(text), FromFeed = true };
    }

    // With the article's text at hand from the feed, or nothing to hope for, once more is enough.
    private static DateTimeOffset? NextTryAfter(
        int attempts, bool hasText, ArticleProblem problem, Fetched fetched, DateTimeOffset now)
    {
        var final = fetched.Permanent || problem is ArticleProblem.BadAddress;
        var once = hasText
            || problem is ArticleProblem.NotFound or ArticleProblem.OtherStatus or ArticleProblem.Paywall or ArticleProblem.NoArticle or ArticleProblem.TooLarge;
        var tries = final ? 0 : once ? 1 : Retries.Length;
        if (attempts >= tries)
            return null;
        var wait = Retries[attempts];
        return now + (fetched.RetryAfter is { } asked && asked > wait && asked < TimeSpan.FromDays(1) ? asked : wait);
    }

    private static Uri? AddressOf(PageText page, Fetched fetched)
    {
        var (canonical, final) = (page.Canonical, fetched.FinalAddress);
        return canonical is not null && canonical.AbsolutePath.Length > 1 && SeenItem.IsKept(canonical)
            && ArticleKey.SameSite(canonical, final) && !ArticleKey.IsAbove(canonical, final)
            ? canonical
            : SeenItem.IsKept(final) ? final : null;
    }

    // A longer time that the server asks for is that of the page that was asked. The others wait no longer than this: until its page is
    // looked at an article has not even its feed's text.
    private static TimeSpan? RestOf(Fetched fetched) =>
        fetched.NoAnswer ? Silence
        : fetched.Problem != FetchProblem.TooOften ? null
        : fetched.RetryAfter is not { } asked ? Silence
        : asked < LeastRest ? LeastRest
        : asked < LongestRest ? asked : LongestRest;

    private static ArticleProblem ProblemOf(FetchProblem problem) => problem switch
    {
        FetchProblem.Refused or FetchProblem.Robots => ArticleProblem.Refused,
        FetchProblem.NotFound or FetchProblem.Gone => ArticleProblem.NotFound,
        FetchProblem.OtherStatus => ArticleProblem.OtherStatus,
        FetchProblem.TooOften => ArticleProblem.TooOften,
        FetchProblem.ServerError => ArticleProblem.ServerError,
        FetchProblem.TooLarge => ArticleProblem.TooLarge,
        FetchProblem.BadAddress or FetchProblem.PrivateAddress or FetchProblem.Redirects => ArticleProblem.BadAddress,
        _ => ArticleProblem.Unreachable,
    };

    private static (ArticleProblem Problem, string Sentence) Refusal(PageProblem problem, string host) => problem switch
    {
        PageProblem.Challenge => (ArticleProblem.Challenge, $"{host} asks for proof of being human before it shows the page."),
        PageProblem.Paywall => (ArticleProblem.Paywall, $"The page of {host} is not free to read."),
        PageProblem.TooLarge or PageProblem.TooDeep => (ArticleProblem.TooLarge, $"The page of {host} is larger than any article."),
        PageProblem.NotHtml => (ArticleProblem.NoArticle, $"The answer of {host} is no web page."),
        _ => (ArticleProblem.NoArticle, $"No article was found in the page of {host}."),
    };
}
