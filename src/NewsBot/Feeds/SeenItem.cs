using System.Security.Cryptography;
using System.Text;
using NewsBot.Feeds.Documents;
using NewsBot.Storage.Values;
using NewsBot.Web;

namespace NewsBot.Feeds;

/// <summary>An item as it stands in a feed that was just read, with the key that identifies it and the hash that tells
/// a change.</summary>
/// <param name="Key">guid, else address, else a hash of title and date.</param>
/// <param name="Url">Absolute http or https address.</param>
/// <param name="Hash">SHA-256 over title and texts without markup and white space, in lower-case hexadecimal.</param>
/// <param name="Entry">What the feed says.</param>
internal sealed record SeenItem(string Key, string Url, string Hash, FeedEntry Entry)
{
    private const int MaxKey = 500;
    private const int MaxAddress = 2000;

    public DateTimeOffset? Date => Entry.Date;

    /// <summary>News on the web is not older than this.</summary>
    private static readonly DateTimeOffset Earliest = new(1995, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private ItemTexts? texts;

    /// <summary>What is stored of the entry's texts. Made when it is first asked for: most items of a look are known.</summary>
    public ItemTexts Texts => texts ??= ItemTexts.Of(Entry);

    /// <summary>A date that news can have; null for 1970, for the year of another calendar, and for a time that is yet to come
    /// (by more than the day that zones and clocks may be wrong by).</summary>
    public static DateTimeOffset? Possible(DateTimeOffset? date, DateTimeOffset now) =>
        date >= Earliest && date <= now + TimeSpan.FromDays(1) ? date : null;

    /// <summary>The items of a feed, each key once; entries that name no address and cannot be given one are left
    /// out.</summary>
    public static IReadOnlyList<SeenItem> Of(ParsedFeed feed, Uri address, DateTimeOffset now)
    {
        var items = new Dictionary<string, SeenItem>(feed.Entries.Count);
        var shared = feed.Entries
            .Where(e => e.Id is { Length: > 0 } && LinkOf(e) is not null)
            .GroupBy(e => e.Id!, LinkOf)
            .Where(g => g.Distinct().Skip(1).Any())
            .Select(g => g.Key)
            .ToHashSet(StringComparer.Ordinal);
        foreach (var entry in feed.Entries)
        {
            // An identity that entries with other addresses have as well identifies none of them.
            var link = LinkOf(entry);
            var key = KeyOf(entry, entry.Id is not null && shared.Contains(entry.Id) ? null : entry.Id, link);
            var url = link ?? OnHome(feed, address, key);
            if (url is null)
                continue;
            (entry.Published, entry.Created, entry.Updated) =
                (Possible(entry.Published, now), Possible(entry.Created, now), Possible(entry.Updated, now));
            items.TryAdd(key, new SeenItem(key, url, HashOf(entry), entry));
        }

        return [.. items.Values];
    }

    /// <summary>Marks addresses made up for items that have none: the feed's home page, with a fragment.</summary>
    public const string MadeUpFragment = "#newsbot-item-";

    private static string? OnHome(ParsedFeed feed, Uri address, string key) =>
        (Http(feed.Head.Link) ?? address.GetLeftPart(UriPartial.Authority) + "/").Split('#')[0] + MadeUpFragment + Hex(key)[..16];

    private static string? LinkOf(FeedEntry entry) =>
        Http(entry.Link) ?? Http(entry.Id) ?? Http(entry.Links.Find(l => l.Relation is not ("enclosure" or "license"))?.Address);

    private static string KeyOf(FeedEntry entry, string? id, string? link)
    {
        var named = id is { Length: > 0 } ? id : link;
        if (named is null)
            return "hash:" + Hex($"{entry.Title?.Value}\n{entry.Date:O}");
        return named.Length <= MaxKey ? TextHandler.Clean(named) : "hash:" + Hex(named);
    }

    /// <summary>Whether an address is short enough to be kept: PostgreSQL's indexes take 2,700 bytes.</summary>
    public static bool IsKept(Uri address) => address.AbsoluteUri.Length <= MaxAddress;

    // An address grows when it is percent-encoded.
    private static string? Http(string? address) =>
        address is { Length: <= MaxAddress } && Uri.TryCreate(address.Trim(), UriKind.Absolute, out var uri)
            && (uri.Scheme == Uri.UriSchemeHttp || uri.Scheme == Uri.UriSchemeHttps) && uri.UserInfo.Length == 0
            && IsKept(uri) && WebAddress.AsciiHost(uri) is not null
            ? uri.AbsoluteUri
            : null;

    private static string HashOf(FeedEntry entry)
    {
        var text = new StringBuilder();
        foreach (var part in entry.Contents.Prepend(entry.Summary).Prepend(entry.Title))
            Append(text, part);
        return Hex(text.ToString());
    }

    // Tags and white space change without the words changing: counters, tracking pictures, line ends.
    private static void Append(StringBuilder output, FeedText? text)
    {
        output.Append('\n');
        if (text is null)
            return;
        var inTag = false;
        foreach (var c in text.Value)
        {
            if (text.Kind == FeedTextKind.Html && c is '<' or '>')
                inTag = c == '<';
            else if (!inTag && !char.IsWhiteSpace(c))
                output.Append(c);
        }
    }

    private static string Hex(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}

/// <summary>An entry's texts as they are stored: plain, and not endless.</summary>
internal sealed record ItemTexts(string Title, string? Summary, string? Content, string? Author)
{
    private const int MaxText = 400_000;

    public static ItemTexts Of(FeedEntry entry) => new(
        Cut(FeedHtml.Line(entry.Title), 1000) ?? "",
        Cut(FeedHtml.Plain(entry.Summary), MaxText),
        Cut(entry.Contents.Select(FeedHtml.Plain).MaxBy(c => c.Length), MaxText),
        Cut(string.Join(", ", entry.Authors.Select(a => a.Name ?? a.Text).Distinct().Take(5)), 500));

    private static string? Cut(string? text, int most) =>
        string.IsNullOrWhiteSpace(text) ? null : text.Length <= most ? text : text[..most];
}
