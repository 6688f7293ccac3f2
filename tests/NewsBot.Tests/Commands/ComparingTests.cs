using Xunit;

namespace NewsBot.Tests.Commands;

/// <summary>Two speakers side by side, and what outlets changed.</summary>
public sealed class ComparingTests : IClearedUp
{
    private readonly Room _room = new();

    public ValueTask DisposeAsync() => _room.DisposeAsync();

    [Theory]
    [InlineData("compare Brook and Dale")]
    [InlineData("compare \"Ann Brook\" \"Carl Dale\" about ceasefire")]
    [InlineData("compare Brook vs Dale topic:pak-us since yesterday")]
    public async Task Two_speakers_stand_side_by_side(string line)
    {
        var one = _room.Statement("We want a ceasefire now");
        var other = _room.Statement("No ceasefire before the harvest", "Carl Dale");
        _room.Statement("A ceasefire is none of our business", "Dora Finch");
        var answer = await _room.SayAsync(line);
        Assert.Contains($"#S{one} Ann Brook: “We want a ceasefire now”", answer, StringComparison.Ordinal);
        Assert.Contains($"#S{other} Carl Dale: “No ceasefire before the harvest”", answer, StringComparison.Ordinal);
        Assert.DoesNotContain("Finch", answer, StringComparison.Ordinal);
        Assert.Contains("[what did ", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_each_the_newest_three_are_shown_and_the_others_are_counted()
    {
        for (var i = 1; i <= 5; i++)
            _room.Statement($"Word number {i} of the day", hoursAgo: 10 - i);
        var card = (await _room.AnswerAsync("compare Brook and Dale")).Messages[0].Card!.ToJsonString();
        Assert.Contains("The newest 3 of 5.", card, StringComparison.Ordinal);
        Assert.Contains("No statement.", card, StringComparison.Ordinal);
        Assert.Contains("Word number 5", card, StringComparison.Ordinal);
        Assert.DoesNotContain("Word number 2", card, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_column_has_the_name_that_was_typed_unless_it_means_one_speaker()
    {
        for (var i = 1; i <= 3; i++)
            _room.Statement($"The tariff goes, number {i}", hoursAgo: i);
        _room.Statement("The tariff is hard", "Pakistani officials", hoursAgo: 9);
        _room.Statement("The tariff stays", "Carl Dale");
        var card = (await _room.AnswerAsync("compare Pakistan and Dale")).Messages[0].Card!.ToJsonString();
        Assert.Contains("\"text\":\"Pakistan\"", card, StringComparison.Ordinal);
        Assert.Contains("\"text\":\"Carl Dale\"", card, StringComparison.Ordinal);
        Assert.Contains("The newest 3 of 4.", card, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_misspelt_name_is_asked_about()
    {
        _room.Statement("We want a ceasefire now");
        _room.Statement("No ceasefire", "Carl Dale");
        var answer = await _room.SayAsync("compare Brok and Dale");
        Assert.Contains("[compare \"Ann Brook\" and Dale]", answer, StringComparison.Ordinal);
        Assert.DoesNotContain("“No ceasefire”", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_statements_stand_side_by_side_and_a_held_one_does_not()
    {
        var (one, other) = (_room.Statement("We want a ceasefire now"), _room.Statement("No ceasefire", "Carl Dale"));
        var answer = await _room.SayAsync($"compare #S{one} #S{other}");
        Assert.Contains("“We want a ceasefire now”", answer, StringComparison.Ordinal);
        Assert.Contains("“No ceasefire”", answer, StringComparison.Ordinal);
        await _room.SayAsync($"hold #S{other}");
        Assert.DoesNotContain("“No ceasefire”", await _room.SayAsync($"compare #S{one} #S{other}"), StringComparison.Ordinal);
        Assert.DoesNotContain("“No ceasefire”", await _room.SayAsync("compare Brook and Dale"), StringComparison.Ordinal);
        Assert.Contains($"no #S{other + 9}", await _room.SayAsync($"compare #S{one} #S{other + 9}"), StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("compare")]
    [InlineData("compare Brook")]
    [InlineData("compare #S1")]
    [InlineData("compare #S1 #S1")]
    [InlineData("compare speaker:Brook")]
    public async Task One_alone_is_no_comparison(string line) =>
        Assert.Contains("Name two speakers", await _room.SayAsync(line), StringComparison.Ordinal);

    [Fact]
    public async Task What_outlets_changed_is_listed_by_the_time_when_they_did()
    {
        var corrected = _room.Statement("We want 15 agreements", hoursAgo: 200);
        var withdrawn = _room.Statement("We never met", "Carl Dale", hoursAgo: 100);
        _room.Statement("The harvest was good");
        _room.Run("update statement set corrected = @at where id = @corrected", new { corrected, at = _room.Clock.GetUtcNow().AddHours(-30) });
        _room.Run("update statement set withdrawn = @at where id = @withdrawn", new { withdrawn, at = _room.Clock.GetUtcNow().AddHours(-2) });

        var all = await _room.SayAsync("changed");
        Assert.Contains("15 agreements", all, StringComparison.Ordinal);
        Assert.Contains("WITHDRAWN", all, StringComparison.Ordinal);
        Assert.DoesNotContain("harvest", all, StringComparison.Ordinal);

        var today = await _room.SayAsync("changed today");
        Assert.Contains("We never met", today, StringComparison.Ordinal);
        Assert.DoesNotContain("15 agreements", today, StringComparison.Ordinal);

        Assert.Contains("15 agreements", await _room.SayAsync("changed speaker:Brook since mon"), StringComparison.Ordinal);
        Assert.Contains("Nothing found", await _room.SayAsync("changed intra-afghan"), StringComparison.Ordinal);
        // What was withdrawn is in no other list.
        Assert.DoesNotContain("We never met", await _room.SayAsync("latest"), StringComparison.Ordinal);
    }
}
