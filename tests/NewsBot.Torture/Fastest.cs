using NewsBot.Deliveries;

namespace NewsBot.Torture;

/// <summary>A post to one key of a channel's limits; a post that several limits hold for is several of these.</summary>
/// <param name="Owed">Before this it cannot be made.</param>
internal readonly record struct LimitedPost(SendPace Pace, DateTimeOffset Owed);

/// <summary>What the limits of the channels alone allow. Pure.</summary>
internal static class Fastest
{
    /// <summary>When the last of some posts is made at the earliest: nothing but the limits takes time, and each key is at rest
    /// before.</summary>
    public static DateTimeOffset End(IEnumerable<LimitedPost> posts) =>
        posts.GroupBy(p => p.Pace).Max(g => End(g.Key, g.Select(p => p.Owed)));

    // The cell rate of the outbox: so many at once, then one each time; what is saved up is never more than the burst.
    private static DateTimeOffset End(SendPace pace, IEnumerable<DateTimeOffset> owed)
    {
        var (ahead, free, last) = (pace.Every * (pace.Burst - 1), DateTimeOffset.MinValue, DateTimeOffset.MinValue);
        foreach (var at in owed.Order())
        {
            free = free > at ? free : at;
            last = free - ahead > at ? free - ahead : at;
            free += pace.Every;
        }

        return last;
    }
}
