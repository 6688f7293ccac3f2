using NewsBot.Commands.Copies;
using Xunit;

namespace NewsBot.Tests.Commands;

/// <summary>A conversation is set up as another one is.</summary>
public sealed class CopyingTests : IClearedUp
{
    private readonly Room _room = new();
    private readonly Room _other = new(zone: null);

    public async ValueTask DisposeAsync()
    {
        await _room.DisposeAsync();
        await _other.DisposeAsync();
    }

    [Fact]
    public async Task What_one_conversation_exports_sets_another_one_up()
    {
        string[] lines =
        [
            "subscribe pak-us speaker:\"Ann Brook\" -outlet:gazette", "subscribe intra-afghan as:digest at:09:15 days:mon,wed", "digest at 07:30 mon-fri",
            "quiet 22:00-07:00", "layout compact",
        ];
        foreach (var line in lines)
            await _room.SayAsync(line);
        var exported = Lines(await _room.AnswerAsync("export"));
        Assert.StartsWith("import;\ntimezone Asia/Karachi;\n", exported, StringComparison.Ordinal);

        var done = await _other.SayAsync(exported);
        Assert.Contains("Una imported 6 lines", done, StringComparison.Ordinal);
        Assert.Equal(exported, Lines(await _other.AnswerAsync("export")));
        // The hours are those of the zone that came with them.
        Assert.All(await _other.FollowedAsync(), s => Assert.True(s.NextDue is null || s.NextDue.Value.ToOffset(TimeSpan.FromHours(5)).Minute is 15 or 30));
    }

    [Fact]
    public async Task Clients_that_take_the_line_breaks_away_change_nothing()
    {
        await _room.SayAsync("subscribe pak-us");
        var exported = Lines(await _room.AnswerAsync("export"));
        await _other.SayAsync(exported.Replace("\n", "", StringComparison.Ordinal));
        Assert.Equal(exported, Lines(await _other.AnswerAsync("export")));
    }

    [Fact]
    public async Task A_line_that_sets_nothing_up_leaves_everything_as_it_is()
    {
        foreach (var wrong in new[] { "unsubscribe all yes", "subscribe", "forget me now", "who said ceasefire", "qwertz", "undo", "subscribe pak-us in:thread" })
        {
            var answer = await _room.SayAsync($"import; subscribe pak-us; {wrong}; quiet 22:00-07:00");
            Assert.Contains(wrong == "subscribe" ? "Una imported" : "Nothing was imported", answer, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task An_import_is_taken_back_as_one()
    {
        await _room.SayAsync("subscribe intra-afghan");
        var before = Lines(await _room.AnswerAsync("export"));
        await _room.SayAsync("import; timezone Asia/Kabul; subscribe pak-us; quiet 22:00-07:00; layout compact");
        Assert.NotEqual(before, Lines(await _room.AnswerAsync("export")));
        await _room.SayAsync("undo");
        Assert.Equal(before, Lines(await _room.AnswerAsync("export")));
    }

    [Fact]
    public async Task Owners_keep_it_to_themselves()
    {
        await _room.SayAsync("settings changes:owners");
        Assert.Contains("Only owners change this", await _room.SayAsync("import; subscribe pak-us", "Ben"), StringComparison.Ordinal);
        Assert.Contains("settings changes:owners", Lines(await _room.AnswerAsync("export", "Ben")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_is_exported_from_where_nothing_is()
    {
        Assert.Contains("Nothing to export", await _other.SayAsync("export"), StringComparison.Ordinal);
        Assert.Contains("Import what?", await _other.SayAsync("import"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_long_setup_is_exported_on_several_cards_and_too_long_a_one_is_refused()
    {
        for (var i = 0; i < 40; i++)
            await _room.SayAsync($"subscribe pak-us term:\"a rather long phrase that is the {i}th\"");
        var parts = (await _room.AnswerAsync("export")).Messages;
        Assert.True(parts.Count > 1);
        Assert.All(parts, p => Assert.Contains("import;", p.Text, StringComparison.Ordinal));
        foreach (var part in parts)
            await _other.SayAsync(part.Text[part.Text.IndexOf("import;", StringComparison.Ordinal)..]);
        Assert.Equal(40, (await _other.FollowedAsync()).Count);
        var many = "import" + string.Concat(Enumerable.Repeat("; quiet 22:00-07:00", Import.Most + 1));
        Assert.Contains("Too many lines", await _other.SayAsync(many), StringComparison.Ordinal);
    }

    // What a person copies: the text below the heading.
    private static string Lines(NewsBot.Commands.Answer answer) =>
        string.Join('\n', answer.Messages.Select(m => m.Text[(m.Text.IndexOf('\n', StringComparison.Ordinal) + 1)..]));
}
