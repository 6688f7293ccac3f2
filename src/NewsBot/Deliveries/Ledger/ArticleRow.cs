namespace NewsBot.Deliveries.Ledger;

/// <summary>What became of something that a feed announced, before there were statements in it.</summary>
public enum ArticleFate
{
    /// <summary>It was read; its statements have fates of their own.</summary>
    Read,

    /// <summary>Its page is still to be fetched.</summary>
    Waiting,

    /// <summary>Its page cannot be had; the row says why.</summary>
    Unfetched,

    /// <summary>Its text is still to be read, perhaps once more after a failure.</summary>
    Unread,

    /// <summary>Reading it failed as often as it is tried: its statements are missing.</summary>
    Failed,

    /// <summary>It is still to be filed as an article.</summary>
    Unfiled,
}

/// <summary>One announced page, with its one fate.</summary>
/// <param name="Article">Null while it is not filed.</param>
/// <param name="Url">Its address.</param>
/// <param name="Fate">What became of it.</param>
/// <param name="Reason">Why, in a sentence; null where the fate says it all.</param>
public sealed record ArticleRow(long? Article, string Url, ArticleFate Fate, string? Reason);

/// <summary>What became of what feeds announced in a window: <paramref name="Found"/> is the sum of what was read and the next four;
/// <paramref name="Unfiled"/> are no articles yet and stand beside it.</summary>
/// <param name="Found">Articles.</param>
/// <param name="Waiting">As <see cref="ArticleFate.Waiting"/>.</param>
/// <param name="Unfetched">As <see cref="ArticleFate.Unfetched"/>.</param>
/// <param name="Unread">As <see cref="ArticleFate.Unread"/>.</param>
/// <param name="Failed">As <see cref="ArticleFate.Failed"/>.</param>
/// <param name="Unfiled">As <see cref="ArticleFate.Unfiled"/>.</param>
public sealed record ArticleCounts(long Found, long Waiting, long Unfetched, long Unread, long Failed, long Unfiled)
{
    /// <summary>As <see cref="ArticleFate.Read"/>.</summary>
    public long Read => Found - Waiting - Unfetched - Unread - Failed;
}
