using NewsBot.Commands;
using Xunit;

namespace NewsBot.Tests.Commands.Questions;

/// <summary>Lines that point at what stands before their reader's eyes.</summary>
public sealed class PointingTests : IClearedUp
{
    private readonly Room _room = new();

    public ValueTask DisposeAsync() => _room.DisposeAsync();

    [Theory]
    [InlineData("the second one", "Word 3")]
    [InlineData("the first", "Word 4")]
    [InlineData("last one", "Word 1")]
    [InlineData("3rd", "Word 2")]
    [InlineData("2", "Word 3")]
    [InlineData("number 2", "Word 3")]
    [InlineData("source of 2", "Word 3")]
    [InlineData("source 2", "Word 3")]
    [InlineData("show me the third one", "Word 2")]
    [InlineData("more on the second, please", "Word 3")]
    [InlineData("source 11", "Word 1")]
    [InlineData("14", "Word 4")]
    public async Task A_place_in_the_list_is_its_statement(string line, string words)
    {
        Listed();
        await _room.SayAsync("latest");
        var answer = await _room.SayAsync(line);
        Assert.Contains(words, answer.Split('\n')[0], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("why the third one", "#S12")]
    [InlineData("why 3", "#S12")]
    [InlineData("cite the first", "#S14")]
    public async Task What_is_asked_about_a_place_is_asked_about_its_statement(string line, string number)
    {
        Listed();
        await _room.SayAsync("latest");
        Assert.Contains(number, (await _room.SayAsync(line)).Split('\n')[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task In_the_thread_of_a_post_what_is_posted_beside_it_is_not_pointed_at()
    {
        await _room.SayAsync("subscribe pak-us");
        var (first, second) = (_room.Statement("We want a ceasefire now"), _room.Statement("We will not talk"));
        _room.Post(first, 1);
        var above = new Above([first], "pak-us");
        await _room.SayAsync("source", thread: "t1", above: above);
        _room.Clock.Advance(TimeSpan.FromMinutes(1));
        _room.Post(second, 1);
        Assert.Contains($"Why #S{first}", await _room.SayAsync("why", thread: "t1", above: above), StringComparison.Ordinal);
        Assert.Contains($"Why #S{second}", await _room.SayAsync("why"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_is_changed_by_a_place_and_a_subscription_keeps_its_number()
    {
        Listed();
        await _room.SayAsync("subscribe pak-us");
        await _room.SayAsync("latest");
        Assert.StartsWith("1 subscription here", await _room.SayAsync("show 1"), StringComparison.Ordinal);
        Assert.DoesNotContain("You are on", await _room.SayAsync("claim the first"), StringComparison.Ordinal);
        Assert.Equal(0, _room.Run<long>("select count(*) from claim"));
    }

    [Fact]
    public async Task A_number_that_is_a_place_and_a_statement_is_asked_about()
    {
        foreach (var i in new[] { 1, 2, 3 })
            _room.Statement($"Word {i} of three", hoursAgo: 10 - i);
        await _room.SayAsync("latest");
        var answer = await _room.SayAsync("source 1");
        Assert.Contains("Which one do you mean?", answer, StringComparison.Ordinal);
        Assert.Contains("[source #S1]", answer, StringComparison.Ordinal);
        Assert.Contains("[source #S3]", answer, StringComparison.Ordinal);
        Assert.Contains("Word 2", (await _room.SayAsync("source 2")).Split('\n')[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_list_a_place_means_nothing()
    {
        Assert.Contains("I do not know", await _room.SayAsync("the second one"), StringComparison.Ordinal);
        Assert.Contains("Statement 2, or the subscription of that number?", await _room.SayAsync("2"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("show me the article")]
    [InlineData("open the full story")]
    [InlineData("read the original")]
    public async Task The_article_is_where_the_statement_stands(string line)
    {
        _room.Statement("The road is open");
        await _room.SayAsync("latest");
        Assert.Contains("https://gazette.example/1", await _room.SayAsync(line), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pages_are_turned_to_and_fro()
    {
        for (var i = 1; i <= 12; i++)
            _room.Statement($"Word {i} of twelve", hoursAgo: 20 - i);
        Assert.Contains("More of what?", await _room.SayAsync("back"), StringComparison.Ordinal);
        await _room.SayAsync("latest");
        Assert.Contains("6–10 of 12", await _room.SayAsync("page 2"), StringComparison.Ordinal);
        Assert.Contains("11–12 of 12", await _room.SayAsync("more"), StringComparison.Ordinal);
        Assert.Contains("6–10 of 12", await _room.SayAsync("back"), StringComparison.Ordinal);
        Assert.Contains("1–5 of 12", await _room.SayAsync("previous page"), StringComparison.Ordinal);
        Assert.Contains("the beginning", await _room.SayAsync("back"), StringComparison.Ordinal);
        Assert.Contains("3 pages", await _room.SayAsync("page 9"), StringComparison.Ordinal);
        Assert.Contains("6–10 of 12", await _room.SayAsync("more"), StringComparison.Ordinal);
    }

    // Statements 11 to 14: numbers that are no places.
    private void Listed()
    {
        var before = _room.Statement("Before");
        _room.Crowd(before, 9);
        _room.Run("update statement set withdrawn = 1");
        foreach (var i in new[] { 1, 2, 3, 4 })
            _room.Statement($"Word {i} of four", hoursAgo: 10 - i);
    }
}
