using NewsBot.Commands.Times;
using Xunit;

namespace NewsBot.Tests.Commands.Times;

public sealed class WindowTests
{
    /// <summary>Wednesday, 25 November 2026, 14:00.</summary>
    private static readonly DateTimeOffset Now = new(2026, 11, 25, 14, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("since yesterday evening", "2026-11-24 18:00", "2026-11-25 14:00")]
    [InlineData("since yesterday 6pm", "2026-11-24 18:00", "2026-11-25 14:00")]
    [InlineData("since yesterday at 6 pm", "2026-11-24 18:00", "2026-11-25 14:00")]
    [InlineData("since 18:30 yesterday", "2026-11-24 18:30", "2026-11-25 14:00")]
    [InlineData("since monday morning", "2026-11-23 06:00", "2026-11-25 14:00")]
    [InlineData("since wednesday evening", "2026-11-18 18:00", "2026-11-25 14:00")]
    [InlineData("since noon on tuesday", "2026-11-24 12:00", "2026-11-25 14:00")]
    [InlineData("since 1 nov 8 am", "2026-11-01 08:00", "2026-11-25 14:00")]
    [InlineData("since last night", "2026-11-24 20:00", "2026-11-25 14:00")]
    [InlineData("last night", "2026-11-24 20:00", "2026-11-25 06:00")]
    [InlineData("yesterday morning", "2026-11-24 06:00", "2026-11-24 12:00")]
    [InlineData("yesterday evening", "2026-11-24 18:00", "2026-11-25 00:00")]
    [InlineData("this morning", "2026-11-25 06:00", "2026-11-25 14:00")]
    [InlineData("since this morning", "2026-11-25 06:00", "2026-11-25 14:00")]
    [InlineData("tonight", "2026-11-25 00:00", "2026-11-25 14:00")]
    [InlineData("since 1 march", "2026-03-01 00:00", "2026-11-25 14:00")]
    [InlineData("since 1st of march", null, null)]
    [InlineData("since december 24th", "2025-12-24 00:00", "2026-11-25 14:00")]
    [InlineData("since 29 feb", "2024-02-29 00:00", "2026-11-25 14:00")]
    [InlineData("since 25 nov", "2026-11-25 00:00", "2026-11-25 14:00")]
    [InlineData("since march", "2026-03-01 00:00", "2026-11-25 14:00")]
    [InlineData("since december", "2025-12-01 00:00", "2026-11-25 14:00")]
    [InlineData("in march", "2026-03-01 00:00", "2026-04-01 00:00")]
    [InlineData("in march 2025", "2025-03-01 00:00", "2025-04-01 00:00")]
    [InlineData("this month", "2026-11-01 00:00", "2026-11-25 14:00")]
    [InlineData("since this month", "2026-11-01 00:00", "2026-11-25 14:00")]
    [InlineData("since two days ago", "2026-11-23 14:00", "2026-11-25 14:00")]
    [InlineData("in the last three weeks", "2026-11-04 14:00", "2026-11-25 14:00")]
    [InlineData("since the day before yesterday", "2026-11-23 00:00", "2026-11-25 14:00")]
    [InlineData("before 1 nov 2026", "", "2026-11-01 00:00")]
    [InlineData("until 1 nov 2026", "", "2026-11-02 00:00")]
    [InlineData("before monday", "", "2026-11-23 00:00")]
    [InlineData("before march", "", "2026-03-01 00:00")]
    [InlineData("before yesterday 18:00", "", "2026-11-24 18:00")]
    [InlineData("since 1 nov before 5 nov", "2026-11-01 00:00", "2026-11-05 00:00")]
    [InlineData("between 1 nov and 5 nov", "2026-11-01 00:00", "2026-11-06 00:00")]
    [InlineData("from monday to tuesday", "2026-11-23 00:00", "2026-11-25 00:00")]
    [InlineData("between monday and wednesday", "2026-11-23 00:00", "2026-11-25 14:00")]
    [InlineData("between thursday and saturday", "2026-11-19 00:00", "2026-11-22 00:00")]
    [InlineData("between tuesday and thursday", "2026-11-17 00:00", "2026-11-20 00:00")]
    [InlineData("since sunday until friday", "2026-11-15 00:00", "2026-11-21 00:00")]
    [InlineData("since monday 18:00 until friday", "2026-11-16 18:00", "2026-11-21 00:00")]
    [InlineData("since 22:00 until 7:00", "2026-11-24 22:00", "2026-11-25 07:00")]
    [InlineData("since tuesday until monday", "2026-11-17 00:00", "2026-11-24 00:00")]
    [InlineData("since wednesday until yesterday", "2026-11-18 00:00", "2026-11-25 00:00")]
    [InlineData("between november and january", "2025-11-01 00:00", "2026-02-01 00:00")]
    [InlineData("between 20 nov and 3 dec", "2026-11-20 00:00", "2026-11-25 14:00")]
    [InlineData("from 26 to 28 october", "2026-10-26 00:00", "2026-10-29 00:00")]
    [InlineData("26 to 28 october", "2026-10-26 00:00", "2026-10-29 00:00")]
    [InlineData("26-28 october", "2026-10-26 00:00", "2026-10-29 00:00")]
    [InlineData("26–28 October", "2026-10-26 00:00", "2026-10-29 00:00")]
    [InlineData("26th - 28th october 2025", "2025-10-26 00:00", "2025-10-29 00:00")]
    [InlineData("between 6 and 8 october", "2026-10-06 00:00", "2026-10-09 00:00")]
    [InlineData("since october 26 until 28", "2026-10-26 00:00", "2026-10-29 00:00")]
    [InlineData("october 26-28", "2026-10-26 00:00", "2026-10-29 00:00")]
    [InlineData("26-28", null, null)]
    [InlineData("between 30 and 31 february", null, null)]
    [InlineData("since yesterday 6", null, null)]
    [InlineData("yesterday 25:00", null, null)]
    [InlineData("between kabul and islamabad", null, null)]
    [InlineData("8 am", null, null)]
    [InlineData("30 feb", null, null)]
    public void A_window_covers_what_it_says(string typed, string? from, string? to)
    {
        Assert.Equal(to is not null, Window.TryParse(typed, out var window));
        if (to is null)
            return;
        var (start, end) = window.In(Now, TimeZoneInfo.Utc);
        Assert.Equal((from, to), ($"{start:yyyy-MM-dd HH:mm}", $"{end:yyyy-MM-dd HH:mm}"));
        Assert.True(Window.TryParse(window.Write(), out var again));
        Assert.Equal(window, again);
    }
}
