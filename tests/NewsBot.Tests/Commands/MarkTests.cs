using Xunit;

namespace NewsBot.Tests.Commands;

/// <summary>What people say of statements: who is on one, what is wrong with it, that it is to be held. Una is an editor.</summary>
public sealed class MarkTests : IClearedUp
{
    private readonly Room _room = new();

    public ValueTask DisposeAsync() => _room.DisposeAsync();

    [Theory]
    [InlineData("claim #S1")]
    [InlineData("I'm on #S1")]
    [InlineData("claim")]
    public async Task Who_is_on_a_statement_stands_on_its_cards(string line)
    {
        _room.Statement("We want a ceasefire now");
        await _room.SayAsync("latest");
        var claimed = await _room.SayAsync(line, "u1", "Ayesha");
        if (line == "claim")
        {
            // Each person has looked at something else.
            Assert.Contains("Which statement?", claimed, StringComparison.Ordinal);
            claimed = await _room.SayAsync("claim #S1", "u1", "Ayesha");
        }

        Assert.Contains("Ayesha is on #S1", claimed, StringComparison.Ordinal);
        Assert.Contains("[unclaim #S1]", claimed, StringComparison.Ordinal);
        foreach (var list in new[] { "latest", "source #S1", "search ceasefire" })
            Assert.Contains("Ayesha is on this", await CardAsync(list), StringComparison.Ordinal);
        Assert.Contains("Ayesha", await _room.SayAsync("claims"), StringComparison.Ordinal);
        await _room.SayAsync("unclaim #S1", "u1", "Ayesha");
        Assert.DoesNotContain("Ayesha is on this", await CardAsync("latest"), StringComparison.Ordinal);
        Assert.Contains("Nobody is on anything", await _room.SayAsync("claims"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_somebody_is_on_is_taken_over_only_by_saying_so()
    {
        _room.Statement("We want a ceasefire now");
        await _room.SayAsync("claim #S1", "u1", "Ayesha");
        var taken = await _room.SayAsync("claim #S1", "u2", "Omar");
        Assert.Contains("Ayesha is on #S1", taken, StringComparison.Ordinal);
        Assert.Contains("[claim over #S1]", taken, StringComparison.Ordinal);
        Assert.Contains("Ayesha is on this", await CardAsync("latest"), StringComparison.Ordinal);
        await _room.SayAsync("claim over #S1", "u2", "Omar");
        Assert.Contains("Omar is on this", await CardAsync("latest"), StringComparison.Ordinal);
        Assert.Contains("Una took Omar off it", await _room.SayAsync("unclaim #S1"), StringComparison.Ordinal);
        Assert.Contains("Nobody is on it", await _room.SayAsync("unclaim #S1"), StringComparison.Ordinal);
        Assert.Contains("There is no #S7", await _room.SayAsync("claim #S7"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_post_is_brought_up_to_date_when_its_marks_change()
    {
        await _room.SayAsync("subscribe pak-us");
        _room.Post(_room.Statement("We want a ceasefire now"), 1);
        _room.Run("update delivery set shown_revision = 1, activity_id = 'a'");
        await _room.SayAsync("claim #S1");
        Assert.Equal(0, _room.Run<long>("select shown_revision from delivery"));
        _room.Run("update delivery set shown_revision = 1");
        await _room.SayAsync("wrong speaker #S1");
        Assert.Equal(0, _room.Run<long>("select shown_revision from delivery"));
    }

    [Theory]
    [InlineData("wrong speaker #S1 it was Carl Dale", "Speaker: it was Carl Dale", "its speaker is doubted")]
    [InlineData("misattributed #S1", "Speaker · Omar", "its speaker is doubted")]
    [InlineData("wrong topic #S1", "Topic · Omar", "its topic is doubted")]
    [InlineData("off-topic #S1", "Topic · Omar", "its topic is doubted")]
    public async Task What_is_wrong_goes_to_the_desks_queue_until_an_editor_settles_it(string line, string row, string mark)
    {
        _room.Statement("We want a ceasefire now");
        var told = await _room.SayAsync(line, "Omar");
        Assert.Contains("desk's queue", told, StringComparison.Ordinal);
        Assert.Contains("Until an editor has settled it", told, StringComparison.Ordinal);
        Assert.Contains(mark, await CardAsync("latest"), StringComparison.Ordinal);
        Assert.Contains("for editors", await _room.SayAsync("queue", "Omar"), StringComparison.Ordinal);
        Assert.Contains("for editors", await _room.SayAsync("settle #S1", "Omar"), StringComparison.Ordinal);
        var queue = await _room.SayAsync("queue");
        Assert.Contains(row, queue, StringComparison.Ordinal);
        Assert.Contains("[settle #S1]", queue, StringComparison.Ordinal);
        Assert.Contains("#S1 is settled", await _room.SayAsync("settle #S1"), StringComparison.Ordinal);
        Assert.DoesNotContain("doubted", await CardAsync("latest"), StringComparison.Ordinal);
        Assert.Contains("The queue is empty", await _room.SayAsync("queue"), StringComparison.Ordinal);
        // What is said anew stands there anew.
        await _room.SayAsync(line, "Omar");
        Assert.Contains("Doubted: 1", await _room.SayAsync("queue"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("not wrong #S1")]
    [InlineData("undo")]
    public async Task A_doubt_set_by_mistake_is_taken_back_by_whoever_set_it(string back)
    {
        _room.Statement("We want a ceasefire now");
        Assert.Contains("[not wrong #S1]", await _room.SayAsync("wrong speaker #S1 it was Dale", "Omar"), StringComparison.Ordinal);
        Assert.Contains("You doubt nothing of #S1 here", await _room.SayAsync("not wrong #S1"), StringComparison.Ordinal);
        Assert.Contains("its speaker is doubted", await CardAsync("latest"), StringComparison.Ordinal);
        var taken = await _room.SayAsync(back, "Omar");
        Assert.Contains("is not doubted by Omar any more", taken, StringComparison.Ordinal);
        Assert.Contains("[wrong speaker #S1 \"it was Dale\"]", taken, StringComparison.Ordinal);
        Assert.DoesNotContain("doubted", await CardAsync("latest"), StringComparison.Ordinal);
        Assert.Contains("The queue is empty", await _room.SayAsync("queue"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_wrong_is_asked_when_it_was_not_said()
    {
        _room.Statement("We want a ceasefire now");
        var asked = await _room.SayAsync("wrong #S1");
        Assert.Contains("[wrong speaker #S1]", asked, StringComparison.Ordinal);
        Assert.Contains("[wrong topic #S1]", asked, StringComparison.Ordinal);
        Assert.Equal(0, _room.Run<long>("select count(*) from doubt"));
    }

    [Fact]
    public async Task What_an_editor_holds_is_in_no_list_until_it_is_released()
    {
        _room.Statement("The harvest was good", "Carl Dale");
        _room.Statement("We want a ceasefire now");
        Assert.Contains("Only editors", await _room.SayAsync("hold #S2", "Omar"), StringComparison.Ordinal);
        Assert.Contains("ceasefire", await _room.SayAsync("latest"), StringComparison.Ordinal);
        var held = await _room.SayAsync("hold #S2");
        Assert.Contains("Una put a hold on it", held, StringComparison.Ordinal);
        Assert.Contains("posted nowhere yet", held, StringComparison.Ordinal);
        Assert.Contains("[release #S2]", held, StringComparison.Ordinal);
        foreach (var line in new[] { "latest", "search ceasefire", "what did Brook say", "since yesterday", "timeline pak-us", "digest now" })
            Assert.DoesNotContain("We want a ceasefire", await _room.SayAsync(line), StringComparison.Ordinal);
        Assert.Contains("HELD by Una", await CardAsync("source #S2"), StringComparison.Ordinal);
        Assert.Contains("Una holds it since", await _room.SayAsync("why #S2"), StringComparison.Ordinal);
        Assert.Contains("ceasefire", await _room.SayAsync("held"), StringComparison.Ordinal);
        Assert.Contains("for editors", await _room.SayAsync("held", "Omar"), StringComparison.Ordinal);
        Assert.Contains("held already", await _room.SayAsync("hold #S2"), StringComparison.Ordinal);
        Assert.Contains("Only editors", await _room.SayAsync("release #S2", "Omar"), StringComparison.Ordinal);
        Assert.Contains("is released", await _room.SayAsync("release #S2"), StringComparison.Ordinal);
        Assert.Contains("We want a ceasefire", await _room.SayAsync("latest"), StringComparison.Ordinal);
        Assert.Contains("Nothing to release", await _room.SayAsync("release #S2"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_held_while_a_list_is_read_is_on_none_of_its_further_pages()
    {
        for (var i = 1; i <= 8; i++)
            _room.Statement($"Word number {i} of the day");
        await _room.SayAsync("latest");
        await _room.SayAsync("hold #S2", "Una", thread: "t");
        var next = await _room.SayAsync("more");
        Assert.Contains("6–7 of 7", next, StringComparison.Ordinal);
        Assert.Contains("Word number 3", next, StringComparison.Ordinal);
        Assert.Contains("Word number 1", next, StringComparison.Ordinal);
        Assert.DoesNotContain("Word number 2", next, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("release of prisoners", "[search release prisoners]")]
    [InlineData("held talks", "[search held talks]")]
    [InlineData("claim responsibility", "[search claim responsibility]")]
    [InlineData("hold everything until 8", "[help mute]")]
    public async Task Words_behind_a_mark_were_perhaps_looked_for(string line, string offered)
    {
        Assert.Contains(offered, await _room.SayAsync(line), StringComparison.Ordinal);
        Assert.Equal(0, _room.Run<long>("select count(*) from statement_hold"));
    }

    [Fact]
    public async Task The_ledger_says_who_holds_a_statement_and_adds_up()
    {
        await _room.SayAsync("subscribe pak-us");
        _room.Statement("We want a ceasefire now");
        await _room.SayAsync("hold #S1");
        var audit = await _room.SayAsync("audit");
        Assert.Contains("1 attribution = 0 merged + 0 filtered + 1 held + 0 sent + 0 failed + 0 owed.", audit, StringComparison.Ordinal);
        Assert.Contains("Held: 1: held by Una (#S1).", audit, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Marks_are_told_and_forgotten_with_their_person()
    {
        _room.Statement("We want a ceasefire now");
        await _room.SayAsync("claim #S1");
        await _room.SayAsync("wrong speaker #S1 it was Dale");
        await _room.SayAsync("hold #S1");
        var data = await _room.DataAsync();
        foreach (var mark in new[] { "claimed #S1", "doubts the speaker of #S1: it was Dale", "holds #S1" })
            Assert.Contains(mark, data, StringComparison.Ordinal);
        Assert.DoesNotContain("claimed #S1", await _room.DataAsync("Omar"), StringComparison.Ordinal);
        await _room.SayAsync("forget me now");
        Assert.Equal(0, _room.Run<long>("select (select count(*) from claim) + (select count(*) from doubt where name <> '') + (select count(*) from statement_hold where name <> '')"));
        Assert.Contains("an editor", await _room.SayAsync("held"), StringComparison.Ordinal);
        Assert.Contains("somebody", await _room.SayAsync("queue"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Statements_that_were_corrected_are_a_type()
    {
        _room.Statement("We want a ceasefire now");
        var corrected = _room.Statement("We pay ten million");
        _room.Run("update statement set corrected = @now where id = @corrected", new { corrected, now = _room.Clock.GetUtcNow() });
        var answer = await _room.SayAsync("latest type:correction");
        Assert.Contains("ten million", answer, StringComparison.Ordinal);
        Assert.DoesNotContain("ceasefire", answer, StringComparison.Ordinal);
        await _room.SayAsync("latest");
        Assert.Contains("(type:correction)", await _room.SayAsync("only corrections"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_layout_is_set_told_and_taken_back()
    {
        Assert.Contains("Layout: full", await _room.SayAsync("layout"), StringComparison.Ordinal);
        Assert.Contains("[layout full]", await _room.SayAsync("layout compact"), StringComparison.Ordinal);
        Assert.Contains("Layout: compact", await _room.SayAsync("settings"), StringComparison.Ordinal);
        Assert.Contains("Layout: full", await _room.SayAsync("undo"), StringComparison.Ordinal);
        Assert.Contains("full or compact", await _room.SayAsync("layout purple"), StringComparison.Ordinal);
    }

    private async Task<string> CardAsync(string line) =>
        string.Join('\n', (await _room.AnswerAsync(line)).Messages.Select(m => string.Join('\n', Cards.CardTexts.Of(m.Card!))))
            .Replace("\u2068", "", StringComparison.Ordinal).Replace("\u2069", "", StringComparison.Ordinal);
}
