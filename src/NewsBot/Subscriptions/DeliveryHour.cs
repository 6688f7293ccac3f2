namespace NewsBot.Subscriptions;

/// <summary>
/// A local hour on some days of the week in an IANA zone. An hour that a clock change skips is taken at the first instant after the gap;
/// one that is repeated is taken once, at its first occurrence.
/// </summary>
public sealed record DeliveryHour(TimeOnly At, int Days, string Zone)
{
    /// <summary>The first due instant after another.</summary>
    public DateTimeOffset NextAfter(DateTimeOffset instant) => throw new NotSupportedException($"{instant}");
}
