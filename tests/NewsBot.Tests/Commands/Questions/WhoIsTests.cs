using NewsBot.Commands;
using Xunit;

namespace NewsBot.Tests.Commands.Questions;

/// <summary>What the desk knows of a speaker, and of the card that stands above a question.</summary>
public sealed class WhoIsTests : IClearedUp
{
    private readonly Room _room = new();

    public ValueTask DisposeAsync() => _room.DisposeAsync();

    [Theory]
    [InlineData("who is Dana Ellis")]
    [InlineData("who's ellis?")]
    [InlineData("who was “Envoy Ellis”")]
    public async Task A_speaker_is_shown_with_every_office_and_its_days_as_far_as_they_are_known(string line) => Assert.Equal(
        """
        Dana Ellis
        Side: Qatar
        Also called: Envoy Ellis
        since 28 Apr 2024: Host
        Feb 2020 – 2021: Facilitator (Doha Office)
        [what did "Dana Ellis" say]
        [timeline speaker:"Dana Ellis"]
        """,
        await _room.SayAsync(line));

    [Fact]
    public async Task Of_those_who_held_an_office_whoever_holds_it_now_stands_first() => Assert.Equal(
        """
        2 of the registry are “the host”
        Dana Ellis: Host, since 28 Apr 2024
        Emil Farr: Host, until 27 Apr 2024
        [who is "Dana Ellis"]
        [who is "Emil Farr"]
        """,
        await _room.SayAsync("who is the host"));

    [Fact]
    public async Task Who_is_not_in_the_registry_is_looked_for_among_the_statements() => Assert.Equal(
        """
        Not in the registry
        The desk's registry has nobody of the name “Nadia Sample”. Statements may still name such a speaker.
        [what did "Nadia Sample" say]
        [who said "Nadia Sample"]
        """,
        await _room.SayAsync("who is Nadia Sample"));

    [Fact]
    public async Task Why_did_I_get_this_is_of_the_card_above_in_a_thread_and_else_of_the_newest_post()
    {
        await _room.SayAsync("subscribe pak-us");
        var (first, second) = (_room.Statement("We want a ceasefire now"), _room.Statement("We will not talk"));
        _room.Post(first, 1);
        _room.Clock.Advance(TimeSpan.FromMinutes(1));
        _room.Post(second, 1);
        const string line = "why did I get this?";
        Assert.Contains($"Why #S{second}", await _room.SayAsync(line), StringComparison.Ordinal);
        Assert.Contains($"Why #S{first}", await _room.SayAsync(line, thread: "t1", above: new Above([first], "pak-us")), StringComparison.Ordinal);

        // Of a card of several, one of those and not what was posted elsewhere.
        var third = _room.Statement("The border is open");
        var answer = await _room.SayAsync(line, thread: "t2", above: new Above([first, third], "pak-us"));
        Assert.Contains($"[why #S{first}]", answer, StringComparison.Ordinal);
        Assert.Contains($"[why #S{third}]", answer, StringComparison.Ordinal);
        Assert.DoesNotContain($"[why #S{second}]", answer, StringComparison.Ordinal);
        Assert.Contains($"Why #S{third}", await _room.SayAsync("why the second one", thread: "t2", above: new Above([first, third], "pak-us")), StringComparison.Ordinal);
    }
}
