using NewsBot.Desk;
using NewsBot.Feeds.Documents;
using NewsBot.Text.Listings;
using NewsBot.Web;

namespace NewsBot.Feeds.Listings;

/// <summary>Reads the listing page of an office without a feed as if it were one.</summary>
internal static class ListingPage
{
    /// <summary>What <see cref="ParsedFeed.Version"/> says of one.</summary>
    public const string Version = "listing";

    /// <summary>Reads a page; a shape that is not the one described is a fault with a sentence for the editor.</summary>
    public static FeedReading Parse(byte[] body, FeedOrigin origin, Listing listing)
    {
        var (html, encoding) = BodyText.Decode(body, origin.ContentType);
        var reading = ListingReader.Read(html, origin.Address ?? new Uri(listing.Url), FormOf(listing));
        if (reading.Fault is not null)
            return new FeedReading(null, FeedFault.Shape, reading.Fault);
        var dates = reading.Items.Select(i => i.Date).OfType<string>().ToList();
        if (dates.Count > 0 && dates.TrueForAll(d => ListingDates.Parse(d) is null))
        {
            return new FeedReading(
                null, FeedFault.Shape, $"No date at “{listing.Date}” can be read (“{dates[0]}” is one): choose another selector for it, or none.");
        }

        var feed = new ParsedFeed { Version = Version, Encoding = encoding };
        feed.Head.Language = origin.ContentLanguage;
        feed.Entries.AddRange(reading.Items.Select(item => new FeedEntry
        {
            Id = item.Address.AbsoluteUri,
            Link = item.Address.AbsoluteUri,
            Title = new FeedText(item.Title, FeedTextKind.Plain),
            Published = ListingDates.Parse(item.Date),
        }));
        return new FeedReading(feed);
    }

    public static ListingForm FormOf(Listing listing) => new(listing.Item, listing.Link, listing.Title, listing.Date);
}
