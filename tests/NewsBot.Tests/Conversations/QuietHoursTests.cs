using System.Globalization;
using NewsBot.Conversations;
using Xunit;

namespace NewsBot.Tests.Conversations;

public sealed class QuietHoursTests
{
    [Theory]
    [InlineData("22:00", "07:00", "Asia/Karachi", "2026-11-25T17:00Z", true)]
    [InlineData("22:00", "07:00", "Asia/Karachi", "2026-11-25T16:59Z", false)]
    [InlineData("22:00", "07:00", "Asia/Karachi", "2026-11-26T01:59Z", true)]
    [InlineData("22:00", "07:00", "Asia/Karachi", "2026-11-26T02:00Z", false)]
    [InlineData("12:00", "14:00", "UTC", "2026-11-25T13:00Z", true)]
    [InlineData("12:00", "14:00", "UTC", "2026-11-25T14:00Z", false)]
    // New York repeats the hour from 01:00 on 1 November 2026, at 05:00 and 06:00 UTC.
    [InlineData("01:00", "02:00", "America/New_York", "2026-11-01T05:30Z", true)]
    [InlineData("01:00", "02:00", "America/New_York", "2026-11-01T06:30Z", true)]
    [InlineData("01:00", "02:00", "America/New_York", "2026-11-01T07:00Z", false)]
    public void The_clock_on_the_wall_counts_also_over_midnight(string from, string to, string zone, string at, bool quiet) => Assert.Equal(
        quiet,
        QuietHours.Of(from, to)!.Contains(DateTimeOffset.Parse(at, CultureInfo.InvariantCulture), TimeZoneInfo.FindSystemTimeZoneById(zone)));

    [Fact]
    public void Half_of_them_are_none() => Assert.Null(QuietHours.Of("22:00", null));
}
