using System.Globalization;
using NewsBot.Subscriptions;
using Xunit;

namespace NewsBot.Tests.Subscriptions;

public sealed class DeliveryHourTests
{
    [Theory]
    // The hour exists: the same local hour on both sides of a change.
    [InlineData("America/New_York", "08:00", "2026-03-07T12:00Z", "2026-03-07T13:00Z")]
    [InlineData("America/New_York", "08:00", "2026-03-07T13:00Z", "2026-03-08T12:00Z")]
    // 8 March 2026: 02:00 becomes 03:00 at 07:00 UTC.
    [InlineData("America/New_York", "02:30", "2026-03-07T12:00Z", "2026-03-08T07:00Z")]
    [InlineData("America/New_York", "02:30", "2026-03-08T07:00Z", "2026-03-09T06:30Z")]
    // 1 November 2026: 02:00 becomes 01:00 at 06:00 UTC.
    [InlineData("America/New_York", "01:30", "2026-10-31T12:00Z", "2026-11-01T05:30Z")]
    [InlineData("America/New_York", "01:30", "2026-11-01T05:30Z", "2026-11-02T06:30Z")]
    // Samoa skipped the whole of 30 December 2011; 31 December began at 10:00 UTC.
    [InlineData("Pacific/Apia", "08:00", "2011-12-29T17:00Z", "2011-12-29T18:00Z")]
    [InlineData("Pacific/Apia", "08:00", "2011-12-29T18:00Z", "2011-12-30T10:00Z")]
    [InlineData("Pacific/Apia", "08:00", "2011-12-30T10:00Z", "2011-12-30T18:00Z")]
    // Nepal is 05:45 ahead.
    [InlineData("Asia/Kathmandu", "07:00", "2026-11-24T00:00Z", "2026-11-24T01:15Z")]
    // Morocco goes back from +1 to 0 for Ramadan: 15 February to 22 March 2026, both at 02:00 or 03:00 local.
    [InlineData("Africa/Casablanca", "08:00", "2026-02-14T12:00Z", "2026-02-15T08:00Z")]
    [InlineData("Africa/Casablanca", "08:00", "2026-03-21T12:00Z", "2026-03-22T07:00Z")]
    [InlineData("Africa/Casablanca", "02:30", "2026-02-14T12:00Z", "2026-02-15T01:30Z")]
    [InlineData("Africa/Casablanca", "02:30", "2026-02-15T01:30Z", "2026-02-16T02:30Z")]
    [InlineData("Africa/Casablanca", "02:30", "2026-03-21T12:00Z", "2026-03-22T02:00Z")]
    // Lord Howe moves by half an hour: 4 October 2026 02:00 becomes 02:30 at 15:30 UTC; 5 April 2026 02:00 becomes 01:30 at 15:00 UTC.
    [InlineData("Australia/Lord_Howe", "02:15", "2026-10-03T00:00Z", "2026-10-03T15:30Z")]
    [InlineData("Australia/Lord_Howe", "01:45", "2026-04-04T00:00Z", "2026-04-04T14:45Z")]
    [InlineData("Australia/Lord_Howe", "01:45", "2026-04-04T14:45Z", "2026-04-05T15:15Z")]
    [InlineData("UTC", "00:00", "2028-02-28T12:00Z", "2028-02-29T00:00Z")]
    public void The_next_edition_falls_on_the_local_hour_whatever_the_clocks_do(string zone, string at, string after, string due) =>
        Assert.Equal(Instant(due), DeliveryHour.Of(at, DeliveryHour.EveryDay, zone).NextAfter(Instant(after)));

    [Theory]
    [InlineData("Africa/Cairo")]
    [InlineData("Africa/Casablanca")]
    [InlineData("America/New_York")]
    [InlineData("America/St_Johns")]
    [InlineData("Asia/Gaza")]
    [InlineData("Asia/Karachi")]
    [InlineData("Australia/Lord_Howe")]
    [InlineData("Europe/Dublin")]
    [InlineData("Pacific/Chatham")]
    public void A_year_has_one_edition_for_each_local_day(string zone)
    {
        foreach (var at in (string[])["00:00", "00:30", "01:15", "01:30", "02:00", "02:30", "03:00", "12:00", "23:59"])
        {
            var hour = DeliveryHour.Of(at, DeliveryHour.EveryDay, zone);
            var due = Instant("2026-01-01T12:00Z");
            var days = new List<DateOnly>();
            for (var i = 0; i < 365; i++)
            {
                due = hour.NextAfter(due);
                days.Add(DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(due, DeliveryHour.FindZone(zone)).DateTime));
            }

            Assert.All(days.Zip(days.Skip(1)), pair => Assert.Equal(pair.First.AddDays(1), pair.Second));
        }
    }

    [Fact]
    public void Only_the_chosen_days_count_and_they_are_local_days()
    {
        // Monday to Friday in Karachi; 25 November 2026 is a Wednesday.
        var hour = DeliveryHour.Of("03:00", 0b0011111, "Asia/Karachi");
        var due = new List<string>();
        var at = Instant("2026-11-25T12:00Z");
        for (var i = 0; i < 4; i++)
        {
            at = hour.NextAfter(at);
            due.Add(at.ToOffset(TimeSpan.FromHours(5)).ToString("ddd dd HH:mm", CultureInfo.InvariantCulture));
        }

        Assert.Equal(["Thu 26 03:00", "Fri 27 03:00", "Mon 30 03:00", "Tue 01 03:00"], due);
    }

    [Fact]
    public void Sunday_alone_is_found_from_the_Sunday_before() =>
        Assert.Equal(
            Instant("2026-11-29T09:00Z"), DeliveryHour.Of("09:00", 0b1000000, "UTC").NextAfter(Instant("2026-11-22T09:00Z")));

    [Theory]
    [InlineData("Mars/Olympus")]
    [InlineData("Pakistan Standard Time")]
    [InlineData("")]
    [InlineData("../etc/passwd")]
    public void An_unknown_zone_is_an_error_that_says_what_would_do(string zone)
    {
        var error = Assert.Throws<TimeZoneNotFoundException>(() => DeliveryHour.Of("08:00", 127, zone).NextAfter(default));
        Assert.Contains($"“{zone}” is not a time zone that I know", error.Message, StringComparison.Ordinal);
        Assert.Contains("Asia/Karachi", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_schedule_without_days_is_an_error() =>
        Assert.Throws<InvalidOperationException>(() => DeliveryHour.Of("08:00", 0, "UTC").NextAfter(Instant("2026-11-22T09:00Z")));

    private static DateTimeOffset Instant(string written) => DateTimeOffset.Parse(written, CultureInfo.InvariantCulture);
}
