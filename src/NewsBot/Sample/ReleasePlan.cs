using System.Globalization;

namespace NewsBot.Sample;

/// <summary>When the steps of the sample day come out.</summary>
/// <param name="Speed">How many times faster than planned; 0 releases nothing.</param>
internal sealed record ReleasePlan(double Speed)
{
    /// <summary>From start to the first step: a newcomer has pressed a button by then, and sees a card within the minute.</summary>
    public static readonly TimeSpan First = TimeSpan.FromSeconds(22);

    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(30);

    private const double Fastest = 1000;

    /// <exception cref="FormatException">The text is no number from 0 to 1000.</exception>
    public static ReleasePlan Parse(string? speed)
    {
        if (string.IsNullOrWhiteSpace(speed))
            return new ReleasePlan(1);
        return double.TryParse(speed, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && value is >= 0 and <= Fastest
            ? new ReleasePlan(value)
            : throw new FormatException($"sample-speed wants a number from 0 to {Fastest}, not '{speed}'.");
    }

    /// <summary>When the first step since this start is due; null when nothing is released by itself.</summary>
    public DateTimeOffset? FirstDue(DateTimeOffset started) => Speed > 0 ? started + (First / Speed) : null;

    public DateTimeOffset NextDue(DateTimeOffset due) => due + (Interval / Speed);
}
