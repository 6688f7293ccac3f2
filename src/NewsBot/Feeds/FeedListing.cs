using System.Globalization;
using NewsBot.Feeds.Documents;

namespace NewsBot.Feeds;

/// <summary>Writes a feed for people: its head, then one line an entry.</summary>
internal static class FeedListing
{
    public static async Task WriteAsync(string name, FeedReading reading, TextWriter output)
    {
        await output.WriteLineAsync(name);
        if (reading.Feed is not { } feed)
        {
            await output.WriteLineAsync($"  not a feed: {reading.FaultText}");
            return;
        }

        var how = $"{feed.Version}, {feed.Encoding}{(feed.Repaired ? ", mended" : "")}";
        await output.WriteLineAsync($"  {FeedHtml.Line(feed.Head.Title)} ({how}), {feed.Entries.Count} entries");
        foreach (var entry in feed.Entries)
        {
            var date = entry.Date?.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture) ?? "no date         ";
            await output.WriteLineAsync($"  {date}  {FeedHtml.Line(entry.Title)}");
            await output.WriteLineAsync($"                    {entry.Link ?? entry.Id ?? "no address"}");
        }
    }
}
