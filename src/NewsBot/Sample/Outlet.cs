using NewsBot.Desk;

namespace NewsBot.Sample;

/// <summary>The format that an invented outlet serves its feed in.</summary>
internal enum FeedFormat
{
    Rss,
    Atom,
    Json,
}

/// <summary>An invented outlet or office; its key is also its folder of articles and the first part of its addresses.</summary>
internal sealed record Outlet(string Key, string Name, SourceClass Class, FeedFormat Format)
{
    public string Language { get; init; } = "en";

    /// <summary>The feed carries whole articles, as some outlets do; otherwise one paragraph.</summary>
    public bool FullText { get; init; }

    public bool RightToLeft => Language == "ur";

    public string HomePath => $"/{Key}/";

    public string FeedPath => Format switch
    {
        FeedFormat.Atom => $"/{Key}/feed.atom",
        FeedFormat.Json => $"/{Key}/feed.json",
        _ => $"/{Key}/feed.rss",
    };

    public string FormatName => Format switch
    {
        FeedFormat.Atom => "Atom",
        FeedFormat.Json => "JSON Feed",
        _ => "RSS",
    };

    public string FeedType => Format switch
    {
        FeedFormat.Atom => "application/atom+xml",
        FeedFormat.Json => "application/feed+json",
        _ => "application/rss+xml",
    };

    public static IReadOnlyList<Outlet> All { get; } =
    [
        new("spokesperson", "Office of the Spokesperson", SourceClass.Official, FeedFormat.Atom),
        new("us-mission", "US Mission Press Office", SourceClass.Official, FeedFormat.Rss) { FullText = true },
        new("margalla-wire", "Margalla Wire", SourceClass.Wire, FeedFormat.Rss),
        new("indus-courier", "Indus Courier", SourceClass.Press, FeedFormat.Rss),
        new("khyber-ledger", "Khyber Ledger", SourceClass.Press, FeedFormat.Json) { FullText = true },
        new("potomac-dispatch", "Potomac Dispatch", SourceClass.Press, FeedFormat.Atom),
        new("naya-parao", "نیا پڑاؤ", SourceClass.Press, FeedFormat.Rss) { Language = "ur" },
    ];
}
