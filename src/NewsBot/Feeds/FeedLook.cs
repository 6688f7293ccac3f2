using NewsBot.Desk;
using NewsBot.Feeds.Documents;
using NewsBot.Feeds.Listings;
using NewsBot.Web;

namespace NewsBot.Feeds;

/// <summary>One visit to a feed and what it means: items and the feed's state, or the problem. Pure; the job fetches
/// and saves.</summary>
internal sealed record FeedLook
{
    public required Feed Feed { get; init; }

    public required DateTimeOffset At { get; init; }

    public IReadOnlyList<SeenItem> Items { get; init; } = [];

    /// <summary>There was no answer at all.</summary>
    public bool NoAnswer { get; init; }

    /// <summary>The feed was reached and could be read, or had not changed.</summary>
    public bool Success { get; init; }

    public FeedProblem? Problem { get; init; }

    public string? ProblemText { get; init; }

    public string? Etag { get; init; }

    public string? LastModified { get; init; }

    public DateTimeOffset? NewestItem { get; init; }

    /// <summary>A WebSub hub that the feed announces.</summary>
    public string? Hub { get; init; }

    /// <summary>What the feed calls itself before the hub.</summary>
    public string? Topic { get; init; }

    /// <summary>Everything about the next visit but what saving finds out: whether anything is new.</summary>
    public required CheckFacts Facts { get; init; }

    /// <summary>Reads what a visit brought.</summary>
    public static FeedLook Of(Feed feed, Source? source, Fetched fetched, DateTimeOffset now)
    {
        var look = Blank(feed, source, fetched, now);
        if (!fetched.Ok)
        {
            var sentence = fetched.ProblemText ?? "The feed could not be fetched.";
            return look.Failed(ProblemOf(fetched.Problem), sentence) with { NoAnswer = fetched.NoAnswer };
        }

        if (fetched.NotModified)
            return look.Succeeded(feed.NewestItem) with { Etag = fetched.ETag, LastModified = fetched.LastModified };

        var origin = new FeedOrigin(fetched.FinalAddress, fetched.ContentType, fetched.ContentLanguage);
        var reading = ListingOf(feed, source) is { } listing ? ListingPage.Parse(fetched.Body, origin, listing) : FeedParser.Parse(fetched.Body, origin);
        if (reading.Feed is not { } parsed)
            return look.Failed(ProblemOf(reading.Fault), reading.FaultText!);
        var items = SeenItem.Of(parsed, fetched.FinalAddress, now);
        var newest = Newest(items, feed.NewestItem, now);
        var rhythm = CheckPlan.RhythmOf(items.Select(i => i.Date), now);
        var lives = parsed.TimeToLive ?? (rhythm is null ? parsed.UpdateInterval : null);
        var facts = look.Facts with { TimeToLive = lives, SkipHours = parsed.SkipHours, Rhythm = rhythm };
        return (look with { Facts = facts, Items = items }).Succeeded(newest) with
        {
            Hub = fetched.Links.GetValueOrDefault("hub")?.AbsoluteUri ?? parsed.Hub,
            Topic = fetched.Links.GetValueOrDefault("self")?.AbsoluteUri ?? parsed.Head.Links.Find(l => l.Relation == "self")?.Address,
            Etag = fetched.ETag,
            LastModified = fetched.LastModified,
        };
    }

    // The time when the feed was built says nothing of its items, and a date in the future is a mistake: neither may make what comes
    // later look old.
    private static DateTimeOffset? Newest(IReadOnlyList<SeenItem> items, DateTimeOffset? before, DateTimeOffset now)
    {
        var newest = items.Max(i => i.Date <= now ? i.Date : null);
        return newest <= now && !(newest < before) ? newest : before;
    }

    /// <summary>The date of the newest item, now that it is known whether anything was new: of items without dates, when the last one
    /// came.</summary>
    public DateTimeOffset? NewestOf(bool anyNew) => anyNew && Undated ? At : NewestItem;

    private bool Undated => Items.Count > 0 && Items.All(i => i.Date is null);

    /// <summary>A visit that broke off for a reason that nobody foresaw.</summary>
    public static FeedLook Broken(Feed feed, Source? source, DateTimeOffset now) =>
        Blank(feed, source, new Fetched { FinalAddress = new Uri("about:blank") }, now).Failed(FeedProblem.Broken, OwnFault);

    /// <summary>The same visit without what it brought, for it could not be stored; the next one asks for everything again.</summary>
    public FeedLook Unstored() => (this with
    {
        Items = [],
        Success = false,
        NewestItem = Feed.NewestItem,
        Etag = Feed.Etag,
        LastModified = Feed.LastModified,
        Hub = null,
        Topic = null,
    }).Failed(FeedProblem.Broken, OwnFault);

    private const string OwnFault = "The visit failed by a fault of this program; its log says more.";

    /// <summary>When to come again, now that it is known whether anything was new.</summary>
    public DateTimeOffset NextCheck(bool anyNew) => CheckPlan.Next(Facts with { Quiet = anyNew ? 0 : Feed.Quiet + 1 });

    private static FeedLook Blank(Feed feed, Source? source, Fetched fetched, DateTimeOffset now) => new()
    {
        Feed = feed,
        At = now,
        NewestItem = feed.NewestItem,
        Etag = feed.Etag,
        LastModified = feed.LastModified,
        Facts = new CheckFacts
        {
            Url = feed.Url,
            Class = feed.Class,
            Sample = source?.Sample ?? false,
            Now = now,
            NewestItem = feed.NewestItem,
            Rhythm = feed.Rhythm is { } seconds ? TimeSpan.FromSeconds(seconds) : null,
            TimeToLive = feed.Ttl is { } ttl ? TimeSpan.FromSeconds(ttl) : null,
            SkipHours = CheckPlan.HoursOf(feed.SkipHours),
            MaxAge = fetched.MaxAge,
            RetryAfter = fetched.RetryAfter,
        },
    };

    private FeedLook Failed(FeedProblem problem, string sentence) => this with
    {
        Problem = problem,
        ProblemText = sentence,
        Facts = Facts with { Problem = problem, Failures = Feed.Failures + 1 },
    };

    private FeedLook Succeeded(DateTimeOffset? newest)
    {
        var age = At - newest;
        var stale = age > CheckPlan.StaleAfter(Facts.Class);
        return this with
        {
            Success = true,
            NewestItem = newest,
            Facts = Facts with { NewestItem = newest },
            Problem = stale ? FeedProblem.Stale : null,
            ProblemText = !stale ? null
                : Undated ? $"The feed can be read, but it has brought nothing new for {age!.Value.Days} days."
                : $"The feed can be read, but its newest item is {age!.Value.Days} days old.",
        };
    }

    /// <summary>How the feed's page lists; null when it is a feed proper.</summary>
    public static Listing? ListingOf(Feed feed, Source? source) => source?.Listings.FirstOrDefault(l => l.Url == feed.Url);

    private static FeedProblem ProblemOf(FeedFault fault) => fault switch
    {
        FeedFault.WebPage => FeedProblem.WebPage,
        FeedFault.Shape => FeedProblem.ShapeChanged,
        _ => FeedProblem.Broken,
    };

    private static FeedProblem ProblemOf(FetchProblem problem) => problem switch
    {
        FetchProblem.Refused or FetchProblem.Robots => FeedProblem.Refused,
        FetchProblem.NotFound or FetchProblem.OtherStatus => FeedProblem.NotFound,
        FetchProblem.Gone => FeedProblem.Gone,
        FetchProblem.TooOften => FeedProblem.TooOften,
        FetchProblem.ServerError => FeedProblem.ServerError,
        FetchProblem.TooLarge => FeedProblem.TooLarge,
        FetchProblem.BadAddress => FeedProblem.BadAddress,
        _ => FeedProblem.Unreachable,
    };
}
