namespace NewsBot.Stories.Readings;

/// <summary>When an article that could not be read is tried again: a fault that passes has passed by then, another is the same every time.
/// Pure.</summary>
internal static class ReadingPlan
{
    private static readonly TimeSpan[] Waits =
        [TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(15), TimeSpan.FromHours(2), TimeSpan.FromHours(12)];

    /// <summary>The next try; null when there is none.</summary>
    /// <param name="tries">Failed tries so far.</param>
    /// <param name="now">The time of the last.</param>
    public static DateTimeOffset? After(int tries, DateTimeOffset now) => tries > Waits.Length ? null : now + Waits[tries - 1];
}
