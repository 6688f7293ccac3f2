using Xunit;

namespace NewsBot.Tests.Scenarios;

/// <summary>Five outlets carry one statement, one of them trimmed: one card, and the later outlets join it.</summary>
public sealed class DuplicateOutletsScenario
{
    [Fact]
    public async Task One_statement_in_five_outlets_is_one_card_that_names_them_all()
    {
        await using var scene = await Scene.OpenAsync(
            ("herald", "Herald", "press"), ("wire", "Hill Wire", "wire"), ("post", "Valley Post", "press"), ("gazette", "River Gazette", "press"), ("times", "Plain Times", "press"));
        await scene.WorkAsync();
        var chat = await scene.OpenChatAsync();
        await chat.SayAsync("subscribe pak-us");
        scene.Clock.Advance(TimeSpan.FromMinutes(20));
        scene.Outlets[0].Publish("talks", "Talks on trade go on", scene.Clock.GetUtcNow(), Said.OnPakUs);
        await scene.WorkAsync();
        var card = Assert.Single(await chat.LookAsync());

        for (var i = 1; i < 5; i++)
        {
            scene.Clock.Advance(TimeSpan.FromMinutes(20));
            var words = i == 3
                ? [Said.OnPakUs[0], "“Pakistan and the United States will continue talks on trade and security,” Foreign Office spokesperson Nadia Sample told reporters in Islamabad.", Said.OnPakUs[2]]
                : Said.OnPakUs;
            scene.Outlets[i].Publish("talks", "Islamabad and Washington talk trade", scene.Clock.GetUtcNow(), words);
            await scene.WorkAsync();
        }

        // The chat shows later outlets on the card that is there: an update carries the id of the first.
        var updates = await chat.LookAsync();
        Assert.All(updates, u => Assert.Equal(Identity(card), Identity(u)));
        Assert.Contains("(5)", updates[^1].Text, StringComparison.Ordinal);
        var source = (await chat.PressAsync(card, "Source"))[0].Text;
        Assert.All(scene.Outlets, o => Assert.Contains(((string)o.AsSource.GetType().GetProperty("name")!.GetValue(o.AsSource)!), source, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_official_text_confirms_what_an_outlet_reported()
    {
        await using var scene = await Scene.OpenAsync(("herald", "Herald", "press"), ("office", "Foreign Office", "official"));
        await scene.WorkAsync();
        var chat = await scene.OpenChatAsync();
        await chat.SayAsync("subscribe pak-us");
        scene.Clock.Advance(TimeSpan.FromMinutes(20));
        scene.Outlets[0].Publish("talks", "Talks on trade go on", scene.Clock.GetUtcNow(), Said.OnPakUs);
        await scene.WorkAsync();
        var card = Assert.Single(await chat.LookAsync());
        Assert.DoesNotContain("confirmed", card.Text, StringComparison.Ordinal);

        scene.Clock.Advance(TimeSpan.FromMinutes(20));
        scene.Outlets[1].Publish("remarks", "Remarks of the spokesperson", scene.Clock.GetUtcNow(), Said.OnPakUs);
        await scene.WorkAsync();
        var update = Assert.Single(await chat.LookAsync());
        Assert.Equal(Identity(card), Identity(update));
        Assert.Contains("confirmed by Foreign Office", update.Text, StringComparison.Ordinal);
    }

    private static string? Identity(Shown shown) =>
        (string?)shown.Activity["channelData"]?["clientActivityID"] ?? (string?)shown.Activity["id"];
}
