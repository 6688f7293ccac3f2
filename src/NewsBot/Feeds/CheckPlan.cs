using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using NewsBot.Desk;

namespace NewsBot.Feeds;

/// <summary>What the time of a feed's next visit depends on.</summary>
internal sealed record CheckFacts
{
    public required string Url { get; init; }

    public required SourceClass Class { get; init; }

    public bool Sample { get; init; }

    public required DateTimeOffset Now { get; init; }

    /// <summary>Failed visits in a row, this one included; 0 after a success.</summary>
    public int Failures { get; init; }

    public FeedProblem? Problem { get; init; }

    /// <summary>Successful visits in a row without anything new, this one included.</summary>
    public int Quiet { get; init; }

    public DateTimeOffset? NewestItem { get; init; }

    /// <summary>Time between the items that the feed announced last; null when its dates do not tell.</summary>
    public TimeSpan? Rhythm { get; init; }

    /// <summary>What the feed itself says (<c>ttl</c>).</summary>
    public TimeSpan? TimeToLive { get; init; }

    /// <summary>What the server says (Cache-Control max-age).</summary>
    public TimeSpan? MaxAge { get; init; }

    public TimeSpan? RetryAfter { get; init; }

    public IReadOnlyList<int> SkipHours { get; init; } = [];
}

/// <summary>Decides when a feed is visited next.</summary>
/// <remarks>
/// Official sources: 5 minutes, 15 when nothing came for two weeks. Others go by their own rhythm: half the time between their
/// items, from 5
/// minutes to an hour, and longer in a silence that is long for them (the night). A feed without dates: 5 minutes while it
/// brings news, 10 as a
/// rule, twice that for every 12 quiet visits. <c>ttl</c> and max-age are followed up to that hour;
/// official sources stay at their five minutes, for a conditional request costs the publisher next to nothing.
/// Failures double the wait from 5 minutes to 6 hours; what says to be gone for good has a day once it is no hiccup.
/// </remarks>
internal static class CheckPlan
{
    /// <summary>Failed looks in a row, about two and a half hours: before, it is a hiccup.</summary>
    public const int Hiccups = 6;

    private const int ItemsForRhythm = 12;

    public static readonly TimeSpan Sample = TimeSpan.FromSeconds(5);
    public static readonly TimeSpan Official = TimeSpan.FromMinutes(5);
    public static readonly TimeSpan Busy = TimeSpan.FromMinutes(5);
    public static readonly TimeSpan Press = TimeSpan.FromMinutes(10);
    public static readonly TimeSpan Slowest = TimeSpan.FromHours(1);

    /// <summary>A visit may wait for its turn for so long.</summary>
    private static readonly TimeSpan Late = TimeSpan.FromMinutes(10);

    public static readonly TimeSpan LongestBackOff = TimeSpan.FromHours(6);
    public static readonly TimeSpan LongestRetryAfter = TimeSpan.FromDays(1);

    /// <summary>Nothing new for this long: the feed is probably abandoned, and says so.</summary>
    public static TimeSpan StaleAfter(SourceClass kind) => TimeSpan.FromDays(kind == SourceClass.Official ? 90 : 30);

    public static DateTimeOffset Next(CheckFacts facts)
    {
        var wait = facts.Failures > 0 ? AfterFailure(facts) : AfterSuccess(facts);
        if (facts.RetryAfter is { } asked && asked > wait)
            wait = asked < LongestRetryAfter ? asked : LongestRetryAfter;
        var next = facts.Now + wait;
        return facts.Sample ? next : AfterSkippedHours(next, facts.SkipHours);
    }

    /// <summary>Whether a feed should have been read again since it was last read, however rarely it is visited: a slow one, or one that asks
    /// nobody to come at this hour, is silent as planned.</summary>
    public static bool IsOverdue(Feed feed, DateTimeOffset now) =>
        feed.LastSuccess is not { } last || now > AfterSkippedHours(last + Slowest, HoursOf(feed.SkipHours)) + Late;

    /// <summary>Hours of the day as they are stored, with a comma between.</summary>
    public static IReadOnlyList<int> HoursOf(string? list) =>
        [.. (list ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries).Select(h => int.Parse(h, CultureInfo.InvariantCulture))];

    private static TimeSpan AfterFailure(CheckFacts facts)
    {
        if (facts.Sample)
            return Sample * Math.Min(facts.Failures, 12);
        if (facts.Problem is FeedProblem.Gone or FeedProblem.BadAddress && facts.Failures >= Hiccups)
            return TimeSpan.FromDays(1);
        var doubled = Official * Math.Pow(2, Math.Min(facts.Failures - 1, 10));
        var wait = doubled < LongestBackOff ? doubled : LongestBackOff;
        return wait * (0.9 + (0.2 * Fraction($"{facts.Url} {facts.Failures}")));
    }

    private static TimeSpan AfterSuccess(CheckFacts facts)
    {
        if (facts.Sample)
            return Sample;
        if (facts.Class == SourceClass.Official)
            return facts.Now - facts.NewestItem > TimeSpan.FromDays(14) ? 3 * Official : Official;
        var wait = facts.Rhythm is { } rhythm ? ByRhythm(rhythm, facts.Now - facts.NewestItem)
            : facts.Quiet == 0 ? Busy
            : Press * Math.Pow(2, Math.Min(facts.Quiet / 12, 3));
        return Shorter(Longer(wait, facts.TimeToLive, facts.MaxAge), Slowest);
    }

    private static TimeSpan ByRhythm(TimeSpan rhythm, TimeSpan? silence)
    {
        // The first item after a night is news too: silence makes the visits rarer, but slowly.
        var now = silence is { } since && since > 3 * rhythm && since / 6 > rhythm ? since / 6 : rhythm;
        return Shorter(Longer(now / 2, Busy), Slowest);
    }

    /// <summary>The middle one of the times between the newest items; null when fewer than three of them have a date.</summary>
    public static TimeSpan? RhythmOf(IEnumerable<DateTimeOffset?> dates, DateTimeOffset now)
    {
        var newest = dates.OfType<DateTimeOffset>().Where(d => d <= now).Distinct().OrderDescending().Take(ItemsForRhythm).ToList();
        if (newest.Count < 3)
            return null;
        var gaps = newest.Zip(newest.Skip(1), (later, earlier) => later - earlier).Order().ToList();
        return gaps[gaps.Count / 2];
    }

    private static DateTimeOffset AfterSkippedHours(DateTimeOffset next, IReadOnlyList<int> skipped)
    {
        if (skipped.Count >= 24)
            return next;
        while (skipped.Contains(next.UtcDateTime.Hour))
            next = new DateTimeOffset(next.UtcDateTime.Date.AddHours(next.UtcDateTime.Hour + 1), TimeSpan.Zero);
        return next;
    }

    private static TimeSpan Longer(params ReadOnlySpan<TimeSpan?> waits)
    {
        var longest = TimeSpan.Zero;
        foreach (var wait in waits)
            longest = wait > longest ? wait.Value : longest;
        return longest;
    }

    private static TimeSpan Shorter(TimeSpan a, TimeSpan b) => a < b ? a : b;

    /// <summary>0 to 1, always the same for the same text: spreads visits without chance.</summary>
    private static double Fraction(string text) =>
        BitConverter.ToUInt32(SHA256.HashData(Encoding.UTF8.GetBytes(text))) / (double)uint.MaxValue;
}
