using NewsBot.Commands.Lines;
using Xunit;

namespace NewsBot.Tests.Commands;

/// <summary>What is said after a list changes the list.</summary>
public sealed class FollowUpTests : IClearedUp
{
    private readonly Room _room = new();

    public FollowUpTests()
    {
        _room.Statement("We want a ceasefire now", hoursAgo: 50);
        _room.Statement("Visas will be given to traders", hoursAgo: 2);
        _room.Statement("We welcome the offer of visas", "Carl Dale", outlet: "bulletin", hoursAgo: 1);
        _room.Statement("The harvest was good", "Carl Dale", "intra-afghan", hoursAgo: 3);
    }

    public ValueTask DisposeAsync() => _room.DisposeAsync();

    [Theory]
    [InlineData("only Brook", "latest speaker:Brook topic:pak-us")]
    [InlineData("just Brook", "latest speaker:Brook topic:pak-us")]
    [InlineData("Brook only", "latest speaker:Brook topic:pak-us")]
    [InlineData("and Dale?", "latest speaker:Dale topic:pak-us")]
    [InlineData("ok, and what about Carl Dale?", "latest speaker:\"Carl Dale\" topic:pak-us")]
    [InlineData("without Dale", "latest topic:pak-us -speaker:Dale")]
    [InlineData("no Dale", "latest topic:pak-us -speaker:Dale")]
    [InlineData("everything but the Gazette", "latest topic:pak-us -outlet:gazette")]
    [InlineData("only from The Gazette", "latest topic:pak-us outlet:gazette")]
    [InlineData("from gazette", "latest topic:pak-us outlet:gazette")]
    [InlineData("show only direct quotes please", "latest topic:pak-us type:direct")]
    [InlineData("direct quotes by Brook", "latest speaker:Brook topic:pak-us type:direct")]
    [InlineData("only official", "latest topic:pak-us type:official")]
    [InlineData("only on the record", "latest topic:pak-us onrecord:yes")]
    [InlineData("no anonymous sources", "latest topic:pak-us -onrecord:no")]
    [InlineData("only in Urdu", "latest topic:pak-us lang:ur")]
    [InlineData("what about visas?", "latest \"visas\" topic:pak-us")]
    [InlineData("only about visas", "latest \"visas\" topic:pak-us")]
    [InlineData("without visas", "latest topic:pak-us -term:visas")]
    [InlineData("what about intra-afghan?", "latest topic:intra-afghan")]
    [InlineData("in the last 24 hours", "latest topic:pak-us since 24h")]
    [InlineData("only today", "latest topic:pak-us today")]
    [InlineData("same for last week", "latest topic:pak-us since 7d")]
    [InlineData("oldest first", "latest topic:pak-us sort:oldest")]
    [InlineData("sort by oldest first", "latest topic:pak-us sort:oldest")]
    [InlineData("newest first", "latest topic:pak-us")]
    [InlineData("only Brook and Dale", "latest topic:pak-us speaker:Brook,Dale")]
    [InlineData("type:direct -outlet:bulletin", "latest topic:pak-us type:direct -outlet:bulletin")]
    [InlineData("only Dale since yesterday", "latest speaker:Dale topic:pak-us since yesterday")]
    [InlineData("narrow it down to Dale", "latest speaker:Dale topic:pak-us")]
    [InlineData("more by Dale", "latest speaker:Dale topic:pak-us")]
    [InlineData("I only want quotes from Brook on visas", "latest \"visas\" speaker:Brook topic:pak-us type:quote")]
    [InlineData("only Brook about visas", "latest \"visas\" speaker:Brook topic:pak-us")]
    [InlineData("what about border rights", "latest \"border rights\" topic:pak-us")]
    public async Task The_list_before_is_changed(string line, string list)
    {
        await _room.SayAsync("latest pak-us");
        await _room.SayAsync(line);
        Assert.Equal(list, Command());
    }

    [Fact]
    public async Task Each_line_changes_what_the_one_before_it_left()
    {
        Assert.Contains("1–3 of 3", await _room.SayAsync("latest pak-us"), StringComparison.Ordinal);
        var narrowed = await _room.SayAsync("only Brook");
        Assert.Contains("Latest statements (speaker:Brook topic:pak-us)", narrowed, StringComparison.Ordinal);
        Assert.Contains("of all that is kept", narrowed, StringComparison.Ordinal);
        Assert.Contains("1–2 of 2", narrowed, StringComparison.Ordinal);
        Assert.DoesNotContain("We welcome", narrowed, StringComparison.Ordinal);
        var recent = await _room.SayAsync("in the last 24 hours");
        Assert.Contains("(speaker:Brook topic:pak-us): from Tue 24 Nov 2026, 14:00 PKT to now", recent, StringComparison.Ordinal);
        Assert.DoesNotContain("ceasefire", recent, StringComparison.Ordinal);
        Assert.Contains("We welcome the offer", await _room.SayAsync("and Dale?"), StringComparison.Ordinal);
        Assert.Contains("1–2 of 2", await _room.SayAsync("any speaker"), StringComparison.Ordinal);
        Assert.Contains("1–3 of 3", await _room.SayAsync("any time"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_question_is_asked_again_about_somebody_or_something_else()
    {
        Assert.Contains("traders", await _room.SayAsync("what did Brook say about visas"), StringComparison.Ordinal);
        var other = await _room.SayAsync("and Dale?");
        Assert.Contains("What Dale said about visas", other, StringComparison.Ordinal);
        Assert.Contains("We welcome the offer", other, StringComparison.Ordinal);
        Assert.Contains("The harvest", await _room.SayAsync("what about the harvest?"), StringComparison.Ordinal);
        Assert.Contains("What Dale said about harvest", await _room.SayAsync("only today"), StringComparison.Ordinal);
        Assert.Equal("latest \"harvest\" today", await CommandAfterAsync("anybody"));
    }

    [Fact]
    public async Task What_is_asked_of_a_topic_in_words_stays_on_it()
    {
        var denied = _room.Statement("We never promised visas", hoursAgo: 4);
        _room.Run("update report set act = 1 where statement_id = @denied", new { denied });
        Assert.Contains("We never promised", await _room.SayAsync("who denied on pak-us"), StringComparison.Ordinal);
        Assert.Contains("We never promised", await _room.SayAsync("only about visas"), StringComparison.Ordinal);
        Assert.DoesNotContain("We never promised", await _room.SayAsync("what about intra-afghan?"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_question_that_found_nothing_is_the_one_before()
    {
        await _room.SayAsync("latest intra-afghan");
        Assert.Contains("Nothing found", await _room.SayAsync("what did Dale say about ceasefire"), StringComparison.Ordinal);
        var next = await _room.SayAsync("and Brook?");
        Assert.Contains("We want a ceasefire", next, StringComparison.Ordinal);
        var none = await _room.SayAsync("only today");
        Assert.Contains("Nothing found", none, StringComparison.Ordinal);
        Assert.Contains("[what did Brook say about ceasefire]", none, StringComparison.Ordinal);
        // What was looked at last is still what "source" means.
        Assert.Contains("We want a ceasefire", await _room.SayAsync("source"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_oldest_come_first_and_more_goes_on_in_that_order()
    {
        for (var i = 1; i <= 7; i++)
            _room.Statement($"Word number {i} of the day");
        await _room.SayAsync("search word");
        var oldest = await _room.SayAsync("oldest first");
        Assert.Contains("Search: word, oldest first", oldest, StringComparison.Ordinal);
        Assert.Contains("Word number 1", oldest, StringComparison.Ordinal);
        Assert.DoesNotContain("Word number 6", oldest, StringComparison.Ordinal);
        Assert.Contains("Word number 7", await _room.SayAsync("more"), StringComparison.Ordinal);
        Assert.Contains("Word number 1", await _room.SayAsync("search word oldest first"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("latest pak-us", "only Brook", "without Brook", "latest topic:pak-us -speaker:Brook")]
    [InlineData("latest from Brook", "without brook", null, "latest -speaker:brook")]
    [InlineData("what did Brook say about ceasefire", "not Brook", null, "latest \"ceasefire\" -speaker:Brook")]
    [InlineData("latest speaker:\"the United States\"", "not the United States", null, "latest -speaker:\"United States\"")]
    public async Task Whoever_is_left_out_is_asked_for_no_longer(string list, string first, string? second, string asked)
    {
        _room.Statement("We want a ceasefire now");
        await _room.SayAsync(list);
        await _room.SayAsync(first);
        if (second is not null)
            await _room.SayAsync(second);
        Assert.Equal(asked, _room.Run<string>("select command from shown_list"));
    }

    [Fact]
    public async Task A_timeline_can_be_turned_round()
    {
        var usual = await _room.SayAsync("timeline pak-us");
        var turned = await _room.SayAsync("newest first");
        Assert.Contains("Timeline (topic:pak-us), newest first", turned, StringComparison.Ordinal);
        // A timeline still, and no list of statements.
        Assert.Contains("[latest topic:pak-us sort:newest]", turned, StringComparison.Ordinal);
        Assert.True(usual.IndexOf("ceasefire", StringComparison.Ordinal) < usual.IndexOf("We welcome", StringComparison.Ordinal));
        Assert.True(turned.IndexOf("ceasefire", StringComparison.Ordinal) > turned.IndexOf("We welcome", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("only Brook", "No list is open")]
    [InlineData("without the Gazette", "No list is open")]
    [InlineData("what about visas?", "[search \"visas\"]")]
    [InlineData("oldest first", "[latest]")]
    [InlineData("only direct quotes", "Which statements?")]
    [InlineData("in the last 24 hours", "What about that time?")]
    public async Task Without_a_list_nothing_is_done_and_an_example_is_given(string line, string told)
    {
        Assert.Contains(told, await _room.SayAsync(line), StringComparison.Ordinal);
        Assert.Equal(0, _room.Run<long>("select count(*) from shown_list"));
    }

    [Fact]
    public async Task A_list_is_its_readers_own_in_its_place_and_is_forgotten_after_a_day()
    {
        await _room.SayAsync("latest pak-us");
        Assert.Contains("No list is open", await _room.SayAsync("only Brook", "Omar"), StringComparison.Ordinal);
        _room.Clock.Advance(TimeSpan.FromHours(25));
        Assert.Contains("No list is open", await _room.SayAsync("only Brook"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_list_of_subscriptions_and_the_story_of_a_statement_are_no_such_lists()
    {
        await _room.SayAsync("subscribe pak-us");
        await _room.SayAsync("list");
        Assert.Contains("No list is open", await _room.SayAsync("only Brook"), StringComparison.Ordinal);
        await _room.SayAsync("timeline #S1");
        Assert.Contains("No list is open", await _room.SayAsync("only Brook"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("not now")]
    [InlineData("just tell me something nice")]
    [InlineData("skip the whole thing and come back later")]
    [InlineData("only #S1")]
    [InlineData("and then there were none of them left anywhere")]
    [InlineData("without topic:pak-us")]
    public async Task What_is_unclear_leaves_the_list_as_it_is(string line)
    {
        await _room.SayAsync("latest pak-us");
        var told = await _room.SayAsync(line);
        Assert.DoesNotContain("#S2", told, StringComparison.Ordinal);
        Assert.Equal("latest \"pak-us\"", Command());
    }

    [Fact]
    public async Task A_name_of_an_outlet_and_of_a_speaker_is_asked_about()
    {
        await _room.SayAsync("latest");
        var asked = await _room.SayAsync("only Bulletin Wire");
        Assert.Contains("[only speaker:\"Bulletin Wire\"]", asked, StringComparison.Ordinal);
        Assert.Contains("[only outlet:bulletin]", asked, StringComparison.Ordinal);
        Assert.Equal("latest outlet:bulletin", await CommandAfterAsync("only outlet:bulletin"));
    }

    [Theory]
    [InlineData("sort:sideways", "“sort:” is newest or oldest.")]
    [InlineData("only since the flood", "the flood")]
    public async Task What_is_wrong_with_it_is_said(string line, string told)
    {
        await _room.SayAsync("latest pak-us");
        Assert.Contains(told, await _room.SayAsync(line), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("who denied oldest first", "who denied sort:oldest")]
    [InlineData("search oldest first", "latest sort:oldest")]
    [InlineData("search \"oldest first\"", "search \"oldest first\"")]
    [InlineData("timeline pak-us newest first", "timeline \"pak-us\" sort:newest")]
    public void An_order_is_read_at_the_end_of_a_line(string line, string meant) =>
        Assert.Equal(meant, Assert.IsType<Understood>(LineParser.Parse(line)).Command.Write());

    private async Task<string> CommandAfterAsync(string line)
    {
        await _room.SayAsync(line);
        return Command();
    }

    private string Command() => _room.Run<string>("select command from shown_list");
}
