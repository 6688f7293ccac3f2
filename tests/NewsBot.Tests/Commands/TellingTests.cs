using Xunit;

namespace NewsBot.Tests.Commands;

/// <summary>Timelines and citations.</summary>
public sealed class TellingTests : IClearedUp
{
    private readonly Room _room = new();

    public ValueTask DisposeAsync() => _room.DisposeAsync();

    [Fact]
    public async Task A_timeline_tells_a_topic_day_by_day_the_earliest_first()
    {
        _room.Statement("First we met", hoursAgo: 30);
        _room.Statement("Then we parted", hoursAgo: 2);
        _room.Statement("Elsewhere", topic: "intra-afghan");
        var told = await _room.SayAsync("timeline pak-us 30d");
        Assert.Matches("(?s)25 Nov 2026: Ann Brook: “First we met.*25 Nov 2026: Ann Brook: “Then we parted", told);
        Assert.DoesNotContain("Elsewhere", told, StringComparison.Ordinal);
        Assert.Contains("#S1", told, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_timeline_of_a_statement_is_its_story()
    {
        var first = _room.Statement("First we met");
        var second = _room.Statement("Then we parted");
        _room.Statement("Another event");
        _room.Run("insert into story (id, topic, title, started, last_found) values (1, 'pak-us', 'Talks', '2026-11-25', 0)");
        _room.Run("insert into story_statement (story_id, statement_id) values (1, @first), (1, @second)", new { first, second });
        var told = await _room.SayAsync($"timeline #S{second}");
        Assert.Contains("First we met", told, StringComparison.Ordinal);
        Assert.Contains("Then we parted", told, StringComparison.Ordinal);
        Assert.DoesNotContain("Another event", told, StringComparison.Ordinal);
        Assert.Contains("There is no #S99", await _room.SayAsync("timeline #S99"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_timeline_that_is_too_long_says_how_much_of_it_is_shown()
    {
        for (var i = 0; i < 25; i++)
            _room.Statement($"Number {i} of many");
        var told = await _room.SayAsync("timeline pak-us");
        Assert.Contains("). The newest 18 of 25.", told, StringComparison.Ordinal);
        Assert.Contains("Number 24", told, StringComparison.Ordinal);
        Assert.DoesNotContain("Number 6 of", told, StringComparison.Ordinal);
        Assert.Contains("Number 6 of", await _room.SayAsync("more #L1", "Omar"), StringComparison.Ordinal);
        var older = await _room.SayAsync("more");
        Assert.Contains("19–23 of 25", older, StringComparison.Ordinal);
        Assert.Contains("Number 6 of", older, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_asked_after_a_timeline_means_what_it_showed()
    {
        _room.Statement("Elsewhere", topic: "intra-afghan");
        await _room.SayAsync("latest");
        var (first, second) = (_room.Statement("First we met"), _room.Statement("Then we parted"));
        await _room.SayAsync("timeline pak-us");
        var asked = await _room.SayAsync("cite");
        Assert.Contains($"[cite #S{first}]", asked, StringComparison.Ordinal);
        Assert.Contains($"[cite #S{second}]", asked, StringComparison.Ordinal);
        Assert.Contains("That was all", await _room.SayAsync("more"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_full_citation_is_quote_speaker_source_and_proof()
    {
        var id = _room.Statement("We will go on", hoursAgo: 1);
        var lines = (await _room.SayAsync($"cite #S{id}")).Split('\n');
        Assert.Equal($"Citation of #S{id}", lines[0]);
        Assert.Equal("“We will go on”", lines[1]);
        Assert.Equal("— Ann Brook, Envoy, 25 Nov 2026", lines[2]);
        Assert.Equal("Reported by The Gazette, 25 Nov 2026, 13:00 PKT · 12:30 AFT · 03:00 EST: https://gazette.example/1", lines[3]);
        Assert.Matches("^Checked against the stored text of The Gazette, revision 1, SHA-256 [0-9a-fA-F]+$", lines[4]);
        Assert.Contains($"[cite ap #S{id}]", lines);
    }

    [Fact]
    public async Task A_citation_for_running_copy_is_one_sentence()
    {
        var id = _room.Statement("We will go on");
        Assert.Contains(
            "Ann Brook, Envoy, said on Wednesday, 25 November 2026: “We will go on” (The Gazette)",
            await _room.SayAsync($"cite ap #S{id}"),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reported_speech_is_cited_as_a_sentence_with_its_words_of_saying()
    {
        var id = _room.Reported("added", "that they would go on");
        Assert.Contains(
            "On Wednesday, 25 November 2026, Ann Brook, Envoy, added that they would go on (The Gazette)",
            await _room.SayAsync($"cite ap #S{id}"),
            StringComparison.Ordinal);
        _room.Run("update statement set office = null, place = 'Doha'");
        Assert.Contains(
            "On Wednesday, 25 November 2026, in Doha, Ann Brook added that they would go on (The Gazette)",
            await _room.SayAsync($"cite ap #S{id}"),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_speaker_without_an_office_is_followed_by_no_comma()
    {
        var id = _room.Statement("We will go on");
        _room.Run("update statement set office = null");
        Assert.Contains(
            "Ann Brook said on Wednesday, 25 November 2026: “We will go on” (The Gazette)",
            await _room.SayAsync($"cite ap #S{id}"),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Words_that_are_no_longer_in_the_stored_text_are_cited_without_marks_and_with_a_warning()
    {
        var id = _room.Statement("We will go on");
        _room.Run("update article_revision set text = replace(text, 'go on', 'give up')");
        var cited = await _room.SayAsync($"cite #S{id}");
        Assert.DoesNotContain("“", cited, StringComparison.Ordinal);
        Assert.Contains("do not put them between quotation marks", cited, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cite_without_a_number_means_what_was_seen_last()
    {
        var id = _room.Statement("We will go on");
        await _room.SayAsync($"source #S{id}");
        Assert.Contains($"Citation of #S{id}", await _room.SayAsync("cite"), StringComparison.Ordinal);
    }
}
