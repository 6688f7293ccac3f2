using Xunit;

namespace NewsBot.Tests.Commands.Questions;

/// <summary>What is found when a question names several things in plain words.</summary>
public sealed class NamingTests : IClearedUp
{
    private readonly Room _room = new();

    public ValueTask DisposeAsync() => _room.DisposeAsync();

    [Theory]
    [InlineData("what did Brook and Dale say")]
    [InlineData("what did Ann Brook and Carl Dale say about the road")]
    [InlineData("latest Brook, Dale")]
    [InlineData("latest Brook and Dale")]
    [InlineData("latest Brook & Dale")]
    [InlineData("timeline Brook and Dale")]
    public async Task Two_speakers_are_both_found_and_can_be_compared(string line)
    {
        _room.Statement("The road is open", "Ann Brook");
        _room.Statement("The road is closed", "Carl Dale");
        _room.Statement("The road is long", "Tom Reed");
        var answer = await _room.SayAsync(line);
        Assert.Contains("road is open", answer, StringComparison.Ordinal);
        Assert.Contains("road is closed", answer, StringComparison.Ordinal);
        Assert.DoesNotContain("road is long", answer, StringComparison.Ordinal);
        if (!line.StartsWith("timeline", StringComparison.Ordinal))
            Assert.Matches(@"\[compare .*Brook.* and .*Dale.*\]", answer);
    }

    [Fact]
    public async Task An_and_between_words_names_nobody()
    {
        _room.Statement("We spoke of trade and transit");
        Assert.Contains("trade and transit", await _room.SayAsync("latest trade and transit"), StringComparison.Ordinal);
        Assert.Contains("Nothing found", await _room.SayAsync("what did Brook and Nobody say"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("latest pak-us direct quotes")]
    [InlineData("latest direct quotes on pak-us")]
    [InlineData("latest quotes on pak-us")]
    [InlineData("latest quotes about the road")]
    [InlineData("latest Brook quotes")]
    [InlineData("latest pak-us quotes since yesterday")]
    public async Task A_kind_narrows_a_topic_a_speaker_and_words(string line)
    {
        _room.Statement("The road is open");
        var told = _room.Statement("The road is closed");
        _room.Run("update statement set type = 2 where id = @told", new { told });
        var answer = await _room.SayAsync(line);
        Assert.Contains("road is open", answer, StringComparison.Ordinal);
        Assert.DoesNotContain("road is closed", answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("what did Brook tell reporters")]
    [InlineData("what did Brook tell the media about the road")]
    [InlineData("what did Brook say to journalists on the road")]
    [InlineData("what did Brook tell the press")]
    public async Task Those_who_were_told_are_not_what_was_said(string line)
    {
        _room.Statement("The road is open");
        Assert.Contains("road is open", await _room.SayAsync(line), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_beginning_of_an_outlets_name_is_asked_about_where_nothing_holds_it()
    {
        _room.Statement("The road is open");
        Assert.Contains("[latest outlet:\"The Gazette\"]", await _room.SayAsync("latest gazet"), StringComparison.Ordinal);
        _room.Statement("The gazet is closed");
        Assert.Contains("gazet is closed", await _room.SayAsync("latest gazet"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("latest 3")]
    [InlineData("latest 10 statements")]
    public async Task A_number_of_statements_is_no_word_of_them(string line)
    {
        _room.Statement("The road is open");
        Assert.Contains("road is open", await _room.SayAsync(line), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("latest outlet:foo", "No outlet “foo” is read here; the outlets are gazette, bulletin.")]
    [InlineData("search road outlet:gaz", "No outlet “gaz” is read here; did you mean gazette?")]
    [InlineData("latest speaker:Nonexistent", "Nobody called “Nonexistent” is in the registry; the name is looked for as it is written.")]
    [InlineData("what did Nonexistent say", "Nobody called “Nonexistent” is in the registry; the name is looked for as it is written.")]
    [InlineData("timeline speaker:Nonexistent", "Nobody called “Nonexistent” is in the registry; the name is looked for as it is written.")]
    public async Task A_name_that_nobody_bears_is_told(string line, string told)
    {
        _room.Statement("The road is open");
        var answer = await _room.SayAsync(line);
        Assert.Contains("Nothing found", answer, StringComparison.Ordinal);
        Assert.Contains(told, answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("what's new from 24 to 25 November")]
    [InlineData("who said road from 24 to 25 November")]
    [InlineData("search road 24-25 November")]
    [InlineData("search road 24–25 November")]
    public async Task Days_of_one_month_are_a_time(string line)
    {
        _room.Statement("The road is open");
        var answer = await _room.SayAsync(line);
        Assert.Contains("road is open", answer, StringComparison.Ordinal);
        Assert.Contains("from Tue 24 Nov 2026, 00:00 PKT", answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("since 2026-11-24 until 2026-11-22", "since 2026-11-22 until 2026-11-24")]
    [InlineData("search road from 24 nov to 22 nov", "search road since 22 Nov until 24 Nov")]
    [InlineData("timeline pak-us from yesterday until 2026-11-22", "timeline \"pak-us\" since 2026-11-22 until yesterday")]
    public async Task A_time_that_ends_before_it_begins_is_asked_about(string line, string meant)
    {
        _room.Statement("The road is open");
        var answer = await _room.SayAsync(line);
        Assert.Contains("ends before it begins", answer, StringComparison.Ordinal);
        Assert.Contains($"[{meant}", answer.Replace("what's new since", "since", StringComparison.Ordinal), StringComparison.Ordinal);
    }
}
