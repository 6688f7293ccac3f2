using NewsBot.Commands.Lines;
using Xunit;

namespace NewsBot.Tests.Commands.Questions;

/// <summary>Words that are spelt with a joiner that nobody sees.</summary>
public sealed class JoinersTests : IClearedUp
{
    private readonly Room _room = new();

    public ValueTask DisposeAsync() => _room.DisposeAsync();

    [Theory]
    [InlineData("search آتش‌بس")]
    [InlineData("who said \"آتش‌بس\"")]
    [InlineData("latest term:آتش‌بس")]
    public async Task A_persian_word_with_its_joiner_is_found(string line)
    {
        _room.Statement("ما خواهان آتش‌بس هستیم");
        Assert.Contains("هستیم", await _room.SayAsync(line), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("search a\u200cb", "search ab")]
    [InlineData("\u200csearch آتش\u200c", "search آتش")]
    [InlineData("search آتش\u200c\u200cبس", "search آتش\u200cبس")]
    [InlineData("search آتش\u200dبس", "search آتش\u200dبس")]
    public void A_joiner_stays_between_the_letters_that_are_spelt_with_it(string typed, string clean) => Assert.Equal(clean, LineText.Clean(typed));
}
