using System.Security.Cryptography;
using System.Text;
using NewsBot.Feeds.Documents;

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

    public DateTimeOffset? Date => Entry.Date;

    /// <summary>The items of a feed, each key once; entries that name no address and cannot be given one are left
    /// out.</summary>
    public static IReadOnlyList<SeenItem> Of(ParsedFeed feed, Uri address)
    {
        var items = new Dictionary<string, SeenItem>(feed.Entries.Count);
        foreach (var entry in feed.Entries)
        {
            var link = Http(entry.Link) ?? Http(entry.Id) ?? Http(entry.Links.Find(l => l.Relation != "enclosure")?.Address);
            var key = KeyOf(entry, link);
            var url = link ?? OnHome(feed, address, key);
            if (url is not null)
                items.TryAdd(key, new SeenItem(key, url, HashOf(entry), entry));
        }

        return [.. items.Values];
    }

    /// <summary>Marks addresses made up for items that have none: the feed's home page, with a fragment.</summary>
    public const string MadeUpFragment = "#newsbot-item-";

    private static string? OnHome(ParsedFeed feed, Uri address, string key) =>
        (Http(feed.Head.Link) ?? address.GetLeftPart(UriPartial.Authority) + "/").Split('#')[0] + MadeUpFragment + Hex(key)[..16];

    private static string KeyOf(FeedEntry entry, string? link)
    {
        var named = entry.Id is { Length: > 0 } id ? id : link;
        if (named is null)
            return "hash:" + Hex($"{entry.Title?.Value}\n{entry.Date:O}");
        return named.Length <= MaxKey ? named : "hash:" + Hex(named);
    }

    private static string? Http(string? address) =>
        address is { Length: <= 2000 } && Uri.TryCreate(address.Trim(), UriKind.Absolute, out var uri)
            && (uri.Scheme == Uri.UriSchemeHttp || uri.Scheme == Uri.UriSchemeHttps) && uri.UserInfo.Length == 0
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
