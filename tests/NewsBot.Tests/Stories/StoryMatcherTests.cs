using NewsBot.Stories;
using Xunit;

namespace NewsBot.Tests.Stories;

public sealed class StoryMatcherTests
{
    private const string Words = "Army chief meets envoy at headquarters: both reaffirmed the common goal of peace and stability in the region";
    private static readonly DateOnly Monday = new(2026, 3, 2);
    private static readonly StoredStory Story = new() { Id = 7, Topic = "pak-us", Started = Monday, Words = Words, Speakers = "ann-example" };

    [Theory]
    [InlineData(0, 7)]
    [InlineData(3, 7)]
    [InlineData(21, null)]
    [InlineData(63, null)]
    public void The_same_meeting_formula_weeks_later_is_another_event(int days, int? story) =>
        Assert.Equal(story, Find(Words, Monday.AddDays(days), Story));

    [Fact]
    public void Other_words_of_the_same_day_are_another_event_unless_the_article_is_the_same()
    {
        const string other = "Tariff talks: trade team to fly out for a new round next month";
        Assert.Null(Find(other, Monday, Story));
        Assert.Equal(7, Find(other, Monday, Story with { SameArticle = true }));
    }

    [Fact]
    public void Another_topic_is_another_story() => Assert.Null(Find(Words, Monday, Story with { Topic = "intra-afghan" }));

    private static int? Find(string words, DateOnly day, StoredStory story) => (int?)StoryMatcher.Find("pak-us", day, words, ["ann-example"], [story])?.Id;
}
