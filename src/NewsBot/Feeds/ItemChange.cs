namespace NewsBot.Feeds;

/// <summary>What is known of an item from earlier looks.</summary>
internal sealed record KnownItem(string ItemKey, string ContentHash);

/// <summary>An item to write: a new one, or one whose words the publisher changed.</summary>
internal sealed record ItemChange(SeenItem Item, bool IsNew, bool Backlog)
{
    /// <summary>Older than this when it is first seen: recorded, not announced.</summary>
    public static readonly TimeSpan OldAge = TimeSpan.FromDays(3);

    /// <summary>Compares a look with what is known. Items that are gone from the feed are not gone from the world, and
    /// stay as they are.</summary>
    /// <param name="feed">Its first successful look is silent.</param>
    /// <param name="seen">The items of the look.</param>
    /// <param name="known">Those of them that are known, by key.</param>
    /// <param name="now">The time of the look.</param>
    public static IReadOnlyList<ItemChange> Between(
        Feed feed, IReadOnlyList<SeenItem> seen, IReadOnlyDictionary<string, KnownItem> known, DateTimeOffset now)
    {
        var stale = IsStaleCopy(feed, seen);
        var changes = new List<ItemChange>();
        foreach (var item in seen)
        {
            if (!known.TryGetValue(item.Key, out var before))
                changes.Add(new ItemChange(item, IsNew: true, Backlog: stale || feed.LastSuccess is null || now - item.Date > OldAge));
            else if (!stale && item.Hash != before.ContentHash)
                changes.Add(new ItemChange(item, IsNew: false, Backlog: false));
        }

        return changes;
    }

    // A cache now and then gives out a copy that is days old: its "changes" are the words of before, and what it has more than
    // we do is no news.
    private static bool IsStaleCopy(Feed feed, IReadOnlyList<SeenItem> seen) =>
        feed.NewestItem is { } newest && seen.Max(s => s.Date) is { } here && here < newest - TimeSpan.FromHours(1);
}
