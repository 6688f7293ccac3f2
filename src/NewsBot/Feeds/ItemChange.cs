namespace NewsBot.Feeds;

/// <summary>What is known of an item from earlier looks.</summary>
internal sealed record KnownItem(string ItemKey, string ContentHash);

/// <summary>An item to write: a new one, or one whose words the publisher changed.</summary>
internal sealed record ItemChange(SeenItem Item, bool IsNew, bool Backlog)
{
    /// <summary>Older than this when it is first seen: recorded, not announced.</summary>
    public static readonly TimeSpan OldAge = TimeSpan.FromDays(3);

    /// <summary>What is written at a time stands in its feed by so much later.</summary>
    private static readonly TimeSpan Lag = TimeSpan.FromHours(1);

    /// <summary>Compares a look with what is known. Items that are gone from the feed are not gone from the world, and
    /// stay as they are.</summary>
    /// <param name="look">The visit to the feed, with the items that it brought.</param>
    /// <param name="known">Those of them that are known, by key.</param>
    /// <param name="first">The feed has brought no item before: what it holds is its past, and recorded silently.</param>
    /// <param name="newer">How many known items are newer than all that it holds. Where it is one, that one was taken down: what stands
    /// beside it for the first time is news, though its words may be those of before.</param>
    public static IReadOnlyList<ItemChange> Between(
        FeedLook look, IReadOnlyDictionary<string, KnownItem> known, bool first, long newer)
    {
        var (feed, seen) = (look.Feed, look.Items);
        // A newest item that is no known item's date is the time when one without a date came: it makes no dated item old.
        var stale = newer > 0 && IsStaleCopy(look);
        var changes = new List<ItemChange>();
        foreach (var item in seen)
        {
            if (!known.TryGetValue(item.Key, out var before))
                changes.Add(new ItemChange(item, IsNew: true, Backlog: (stale && newer != 1) || IsPast(item) || look.At - item.Date > OldAge));
            else if (!stale && item.Hash != before.ContentHash)
                changes.Add(new ItemChange(item, IsNew: false, Backlog: false));
        }

        return changes;

        // A feed that was empty when we came last may have its first news; one that only seemed so has a past as well.
        bool IsPast(SeenItem item) => first && !(item.Date > feed.LastSuccess - Lag);
    }

    /// <summary>A cache now and then gives out a copy that is days old: its "changes" are the words of before, and what it has more than
    /// we do is no news.</summary>
    public static bool IsStaleCopy(FeedLook look) =>
        look.Feed.NewestItem is { } newest && look.Items.Max(s => s.Date) is { } here && here < newest - Lag;
}
