using Xunit;

namespace NewsBot.Tests.Commands.Questions;

/// <summary>Which statements come first: those that were published or said last, whenever they were found.</summary>
public sealed class OrderTests : IClearedUp
{
    private readonly Room _room = new();

    public ValueTask DisposeAsync() => _room.DisposeAsync();

    [Theory]
    [InlineData("latest", "The road is open today", "The road was closed then")]
    [InlineData("latest oldest first", "The road was closed then", "The road is open today")]
    [InlineData("search closed OR open", "The road is open today", "The road was closed then")]
    [InlineData("search closed OR open oldest first", "The road was closed then", "The road is open today")]
    [InlineData("latest type:direct since 7d", "The road is open today", "The road was closed then")]
    public async Task A_backlog_is_listed_by_when_it_was_published(string line, string first, string second)
    {
        // A feed's backlog is read from its top.
        _room.Statement("The road is open today", backlog: true, publishedHoursAgo: 2);
        _room.Statement("The road was closed then", backlog: true, publishedHoursAgo: 70);
        Assert.Matches($"(?s){first}.*{second}", await _room.SayAsync(line));
    }

    [Fact]
    public async Task More_goes_on_in_the_same_order()
    {
        for (var i = 1; i <= 8; i++)
            _room.Statement($"Number {i} of eight", backlog: true, publishedHoursAgo: i);
        var first = await _room.SayAsync("latest");
        Assert.Matches("(?s)Number 1 .*Number 5 ", first);
        Assert.DoesNotContain("Number 6 ", first, StringComparison.Ordinal);
        Assert.Matches("(?s)Number 6 .*Number 8 ", await _room.SayAsync("more"));
    }

    [Fact]
    public async Task The_newest_of_a_timeline_are_the_last_days_of_it()
    {
        for (var day = 1; day <= 24; day++)
        {
            var id = _room.Statement($"Said on day {day} of November", publishedHoursAgo: day);
            _room.Run("update statement set said_on = @said where id = @id", new { id, said = new DateOnly(2026, 11, 25 - day) });
        }

        var told = await _room.SayAsync("timeline pak-us 30d");
        Assert.Contains("The newest 18 of 24.", told, StringComparison.Ordinal);
        Assert.Matches("(?s)Said on day 18 .*Said on day 2 .*Said on day 1 ", told);
        Assert.DoesNotContain("Said on day 19 ", told, StringComparison.Ordinal);
        Assert.Matches("(?s)Said on day 24 .*Said on day 7 ", await _room.SayAsync("timeline pak-us 30d oldest first"));
    }
}
