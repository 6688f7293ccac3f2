namespace NewsBot.Articles;

/// <summary>Decides when a page that has been read is read again: outlets correct most in the first hours, and rarely after
/// three days. Pure.</summary>
/// <remarks>An article that does not change is looked at after 10, 20, 32, 51 … minutes, 14 times in three days; the requests
/// are conditional.</remarks>
internal static class RefetchPlan
{
    public static readonly TimeSpan Soonest = TimeSpan.FromMinutes(10);
    public static readonly TimeSpan Longest = TimeSpan.FromHours(24);

    /// <summary>Older than this, an article is left alone.</summary>
    public static readonly TimeSpan Watched = TimeSpan.FromDays(3);

    /// <summary>After this a text of before that was served again is either a cache's, and gone, or the outlet's own
    /// decision.</summary>
    public static readonly TimeSpan SecondLook = TimeSpan.FromMinutes(30);

    private const double PartOfAge = 0.6;

    // A page that tells how long ago it was written is another one at each look.
    private const double PartOfAgeOnceChanged = 0.2;

    /// <summary>The next look; null when there is none.</summary>
    /// <param name="found">When the article was first announced.</param>
    /// <param name="backlog">Recorded, not announced: nobody was told of it, so nobody needs to be told of its
    /// corrections.</param>
    /// <param name="changed">This look brought other words: the outlet is at work on the text.</param>
    /// <param name="now">The time of the look.</param>
    public static DateTimeOffset? Next(DateTimeOffset found, bool backlog, bool changed, DateTimeOffset now)
    {
        var age = now - found;
        if (backlog || age >= Watched)
            return null;
        var wait = age * (changed ? PartOfAgeOnceChanged : PartOfAge);
        return now + (wait < Soonest ? Soonest : wait > Longest ? Longest : wait);
    }
}
