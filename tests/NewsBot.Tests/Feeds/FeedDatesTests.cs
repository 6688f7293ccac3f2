using System.Globalization;
using System.Text.Json;
using NewsBot.Feeds.Documents;
using NewsBot.TestSupport;
using Xunit;

namespace NewsBot.Tests.Feeds;

public sealed class FeedDatesTests
{
    [Theory]
    [InlineData("Mon, 02 Mar 2026 09:30:00 GMT", "2026-03-02T09:30:00Z")]
    [InlineData("Mon, 2 Mar 26 09:30 EST", "2026-03-02T14:30:00Z")]
    [InlineData("2 March 2026", "2026-03-02T00:00:00Z")]
    [InlineData("March 2, 2026 09:30 PKT", "2026-03-02T04:30:00Z")]
    [InlineData("02-Mar-2026 09:30:00", "2026-03-02T09:30:00Z")]
    [InlineData("Mon, 02 Mar 2026 14:00:00 AFT", "2026-03-02T09:30:00Z")]
    [InlineData("2026-03-02T09:30:00.123+05:00", "2026-03-02T04:30:00Z")]
    [InlineData("2026-03-02 09:30:00 +0500", "2026-03-02T04:30:00Z")]
    [InlineData("20260302", "2026-03-02T00:00:00Z")]
    [InlineData("2026-03-02T24:00:00Z", "2026-03-03T00:00:00Z")]
    [InlineData("Sun Nov 29 2026 14:07:56 GMT+0500 (Pakistan Standard Time)", "2026-11-29T09:07:56Z")]
    [InlineData("29 Nov 2026 02:07 PM", "2026-11-29T14:07:00Z")]
    [InlineData("29 Nov 2026 12:07am", "2026-11-29T00:07:00Z")]
    [InlineData("2026-11-29 02:07 PM", "2026-11-29T14:07:00Z")]
    [InlineData("29th November 2026", "2026-11-29T00:00:00Z")]
    [InlineData("29-11-2026 14:07", "2026-11-29T14:07:00Z")]
    [InlineData("29 نومبر 2026", "2026-11-29T00:00:00Z")]
    [InlineData("جمعہ، ۱ مئی ۲۰۲۶ 14:07", "2026-05-01T14:07:00Z")]
    [InlineData("Sun, 29 Nov 2026 14:07:56 IRST", "2026-11-29T10:37:56Z")]
    [InlineData("Sun, 29 Nov 2026 14:07:56 XYZT", "2026-11-29T14:07:56Z")]
    [InlineData("2026-11-29 14:07:56 XYZT", "2026-11-29T14:07:56Z")]
    [InlineData("Sun, 29 November, 2026 at 9:15 am", "2026-11-29T09:15:00Z")]
    [InlineData("29 Nov 2026 09:15 Etc/GMT+5", "2026-11-29T14:15:00Z")]
    [InlineData("2026년 5월 8일 오전 12:23:00", "2026-05-07T15:23:00Z")]
    [InlineData("29 Nov 2026 09:15:00 9999", "2026-11-29T09:15:00Z")]
    [InlineData("29 Nov 2026 09:15 A", "2026-11-29T10:15:00Z")]
    [InlineData("29 Nov 2026 09:15 M", "2026-11-29T21:15:00Z")]
    [InlineData("29 Nov 2026 09:15 N", "2026-11-29T08:15:00Z")]
    [InlineData("29 Nov 2026 13:15 Y", "2026-11-29T01:15:00Z")]
    [InlineData("20261129T091521Z", "2026-11-29T09:15:21Z")]
    [InlineData("20261129T0915", "2026-11-29T09:15:00Z")]
    [InlineData("2026-11-29T09Z", "2026-11-29T09:00:00Z")]
    [InlineData("2026-11-29t09:15:21z", "2026-11-29T09:15:21Z")]
    [InlineData("2026335", "2026-12-01T00:00:00Z")]
    [InlineData("26-335", "2026-12-01T00:00:00Z")]
    [InlineData("mar, 13 juil 2026 09:15:00", "2026-07-13T09:15:00Z")]
    [InlineData("13. Juli 2026", "2026-07-13T00:00:00Z")]
    [InlineData("2026. július 13.", "2026-07-13T00:00:00Z")]
    [InlineData("13 de julio de 2026", "2026-07-13T00:00:00Z")]
    [InlineData("3 Fev 2026 09:15", "2026-02-03T09:15:00Z")]
    [InlineData("13 июля 2026 г. 09:15", "2026-07-13T09:15:00Z")]
    [InlineData("13 Temmuz 2026 09:15", "2026-07-13T09:15:00Z")]
    [InlineData("13 Jul 2026 19.48.21", "2026-07-13T19:48:21Z")]
    [InlineData("13.07.2026 09:15", "2026-07-13T09:15:00Z")]
    [InlineData("7/13/2026 9:15:00 AM", "2026-07-13T09:15:00Z")]
    [InlineData("7/8/2026 9:15:00 PM", "2026-07-08T21:15:00Z")]
    [InlineData("7/8/2026 9:15", null)]
    [InlineData("Mon, 13 Jul 2026 09:15:00 (summer) +0200", "2026-07-13T07:15:00Z")]
    [InlineData("Mon, 13 Jul 2026 09:15:00 NZDT", "2026-07-12T20:15:00Z")]
    [InlineData("Mon, 13 Jul 2026 09:15:00 TJT", "2026-07-13T04:15:00Z")]
    [InlineData("2026-02-29", null)]
    [InlineData("yesterday", null)]
    [InlineData("Mon, 02 Mar 2026 25:00:00 GMT", null)]
    [InlineData("0000-00-00T00:00:00Z", null)]
    [InlineData("1234567890123456789", null)]
    [InlineData(null, null)]
    public void A_date_is_read_or_refused(string? text, string? expected) => Assert.Equal(expected, Written(FeedDates.Parse(text)));

    /// <summary>Not read as wanted: "22013", which is also a year of two digits with the day of the year, the reading that another case wants for "03335".</summary>
    private static readonly string[] Named = ["22013"];

    [SharedDataFact]
    public void All_dates_of_the_shared_set_but_the_named_one_are_read()
    {
        var missed = new List<string>();
        foreach (var line in File.ReadLines(SharedData.Path("feedparser-dates.jsonl")))
        {
            var row = JsonDocument.Parse(line).RootElement;
            var input = row.GetProperty("input").GetString()!;
            var expected = row.GetProperty("expected").GetString();

            // The set writes the year 99 with two digits.
            if (Written(FeedDates.Parse(input)) != (expected?.IndexOf('-') == 2 ? "00" + expected : expected))
                missed.Add(input);
        }

        Assert.Equal(Named, missed);
    }

    private static string? Written(DateTimeOffset? instant) =>
        instant?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
