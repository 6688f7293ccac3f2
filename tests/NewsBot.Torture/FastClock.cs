using System.Globalization;

namespace NewsBot.Torture;

/// <summary>
/// A clock that runs faster than the world's, so that minutes of waiting pass in seconds. Every process that is told the same numbers shows
/// the same time; <paramref name="off"/> sets one wrong.
/// </summary>
/// <param name="began">When the clock was set, by the world's clock.</param>
/// <param name="shows">What it showed then.</param>
/// <param name="speed">Its seconds in one of the world's.</param>
/// <param name="off">How far this one is ahead.</param>
internal sealed class FastClock(DateTimeOffset began, DateTimeOffset shows, double speed, TimeSpan off = default) : TimeProvider
{
    /// <summary>What it showed when it was set.</summary>
    public DateTimeOffset Shows { get; } = shows;

    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    public override DateTimeOffset GetUtcNow() => Show(System.GetUtcNow()) + off;

    /// <summary>What it shows, when it is right, at an instant of the world's clock.</summary>
    public DateTimeOffset Show(DateTimeOffset world) => Shows + ((world - began) * speed);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        System.CreateTimer(callback, state, Shorter(dueTime), Shorter(period));

    /// <summary>The clock as an argument of a node.</summary>
    public string Write(TimeSpan wrong) => string.Create(CultureInfo.InvariantCulture, $"{began.UtcTicks} {Shows.UtcTicks} {speed} {wrong.Ticks}");

    public static FastClock Parse(string text)
    {
        var parts = text.Split(' ');
        return new FastClock(
            new DateTimeOffset(long.Parse(parts[0], CultureInfo.InvariantCulture), TimeSpan.Zero),
            new DateTimeOffset(long.Parse(parts[1], CultureInfo.InvariantCulture), TimeSpan.Zero),
            double.Parse(parts[2], CultureInfo.InvariantCulture),
            TimeSpan.FromTicks(long.Parse(parts[3], CultureInfo.InvariantCulture)));
    }

    // Timers count in whole milliseconds; nothing is to be due at once that was not.
    private TimeSpan Shorter(TimeSpan span) => span == Timeout.InfiniteTimeSpan || span <= TimeSpan.Zero
        ? span
        : TimeSpan.FromMilliseconds(Math.Max(1, Math.Round(span.TotalMilliseconds / speed)));
}
