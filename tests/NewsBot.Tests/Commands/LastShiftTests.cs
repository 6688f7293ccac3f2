using Xunit;

namespace NewsBot.Tests.Commands;

/// <summary>"since last shift": since a person was last shown something before a pause.</summary>
public sealed class LastShiftTests : IClearedUp
{
    private readonly Room _room = new();

    public ValueTask DisposeAsync() => _room.DisposeAsync();

    [Theory]
    [InlineData("since last shift")]
    [InlineData("what's new since I left?")]
    [InlineData("what did I miss")]
    [InlineData("who said ceasefire since my last visit")]
    public async Task It_begins_when_the_person_was_last_answered_before_a_pause(string line)
    {
        _room.Statement("The old ceasefire holds", hoursAgo: 3);
        await _room.SayAsync("latest");
        _room.Clock.Advance(TimeSpan.FromHours(10));
        _room.Statement("A new ceasefire was signed");

        var answer = await _room.SayAsync(line);
        Assert.Contains("from Wed 25 Nov 2026, 14:00 PKT to now (Thu 26 Nov 2026, 00:00 PKT)", answer, StringComparison.Ordinal);
        Assert.Contains("A new ceasefire", answer, StringComparison.Ordinal);
        Assert.DoesNotContain("old ceasefire", answer, StringComparison.Ordinal);

        // The shift goes on: what was shown in it moves nothing.
        _room.Clock.Advance(TimeSpan.FromHours(2));
        Assert.Contains("from Wed 25 Nov 2026, 14:00 PKT", await _room.SayAsync(line), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_was_never_answered_is_asked_for_a_time()
    {
        _room.Statement("We want a ceasefire now");
        await _room.SayAsync("latest", "Ben");
        _room.Clock.Advance(TimeSpan.FromHours(10));
        Assert.Contains("[since yesterday]", await _room.SayAsync("since last shift"), StringComparison.Ordinal);
        Assert.Contains("from Wed 25 Nov 2026, 00:00 PKT", await _room.SayAsync("what did I miss"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Between_quotation_marks_they_are_words()
    {
        _room.Statement("We have done well since last shift of power");
        Assert.Contains("shift of power", await _room.SayAsync("who said \"since last shift\""), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_is_forgotten_left_at_no_time()
    {
        _room.Statement("We want a ceasefire now");
        await _room.SayAsync("latest");
        _room.Clock.Advance(TimeSpan.FromHours(10));
        await _room.SayAsync("latest");
        await _room.SayAsync("forget me now");
        Assert.Contains("Since when?", await _room.SayAsync("since last shift"), StringComparison.Ordinal);
    }
}
