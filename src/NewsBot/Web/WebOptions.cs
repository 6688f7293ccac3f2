namespace NewsBot.Web;

/// <summary>How the fetcher presents and bounds itself; the section <c>Web</c> of the configuration.</summary>
public sealed record WebOptions
{
    /// <summary>An address or page where site owners reach whoever runs this newsroom; it stands in the
    /// User-Agent.</summary>
    public string? Contact { get; init; }

    /// <summary>For one request, redirects and body included.</summary>
    public TimeSpan TimeLimit { get; init; } = TimeSpan.FromSeconds(30);

    public int FeedBytes { get; init; } = 10 * 1024 * 1024;

    public int PageBytes { get; init; } = 4 * 1024 * 1024;

    public string UserAgent => string.IsNullOrWhiteSpace(Contact) ? "NewsBot/1.0" : $"NewsBot/1.0 (+{Clean(Contact)})";

    private static string Clean(string contact) => new([.. contact.Where(c => c is > ' ' and < '\x7f' and not ('(' or ')'))]);
}
