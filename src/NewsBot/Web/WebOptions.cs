using NewsBot.Settings;

namespace NewsBot.Web;

/// <summary>How the fetcher presents and bounds itself; the section <c>Web</c> of the configuration.</summary>
public sealed record WebOptions
{
    /// <summary>An address or page where site owners reach whoever runs this newsroom; it stands in the
    /// User-Agent.</summary>
    public string? Contact { get; init; }

    /// <summary>Where the internet reaches this newsroom, for what is told to us (WebSub); null when it does not.</summary>
    public Uri? PublicUrl { get; init; }

    /// <summary>For one request, redirects and body included.</summary>
    public TimeSpan TimeLimit { get; init; } = TimeSpan.FromSeconds(30);

    public int FeedBytes { get; init; } = 10 * 1024 * 1024;

    public int PageBytes { get; init; } = 4 * 1024 * 1024;

    public string UserAgent => string.IsNullOrWhiteSpace(Contact) ? "NewsBot/1.0" : $"NewsBot/1.0 (+{Clean(Contact)})";

    /// <exception cref="FormatException">A setting is out of its range; the message names it.</exception>
    internal static WebOptions From(IConfiguration settings) => new()
    {
        Contact = Setting.Text(settings, "Web:Contact"),
        PublicUrl = Setting.Address(settings, "PublicAddress"),
        TimeLimit = TimeSpan.FromSeconds(Setting.Number(settings, "Web:TimeLimitSeconds", 5, 300, 30)),
        FeedBytes = Setting.Number(settings, "Web:FeedMegabytes", 1, 100, 10) * 1024 * 1024,
        PageBytes = Setting.Number(settings, "Web:PageMegabytes", 1, 100, 4) * 1024 * 1024,
    };

    private static string Clean(string contact) => new([.. contact.Where(c => c is > ' ' and < '\x7f' and not ('(' or ')'))]);
}
