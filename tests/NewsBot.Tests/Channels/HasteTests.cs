using Microsoft.Bot.Schema;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Time.Testing;
using NewsBot.Channels;
using NewsBot.Tests.Scenarios;
using Xunit;

namespace NewsBot.Tests.Channels;

/// <summary>Whoever says more than anybody types is answered again in the next minute.</summary>
public sealed class HasteTests
{
    private readonly FakeTimeProvider clock = new();

    [Fact]
    public void One_person_is_told_once_and_others_are_not_held_up()
    {
        var haste = Make(10);
        Assert.All(Enumerable.Range(0, 10), _ => Assert.Equal(Pace.Free, haste.Of(Of("U1"))));
        Assert.Equal([Pace.Told, Pace.Silent, Pace.Silent], Enumerable.Range(0, 3).Select(_ => haste.Of(Of("U1"))).ToList());
        Assert.Equal(Pace.Free, haste.Of(Of("U2")));
        Assert.Equal(Pace.Free, haste.Of(Of("U1", tenant: "other")));
        Assert.Equal(Pace.Free, haste.Of(Of("U1", channel: "slack")));
        clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(Pace.Free, haste.Of(Of("U1")));
    }

    [Fact]
    public async Task In_a_chat_too_many_lines_are_answered_once_with_why_and_nothing_is_done()
    {
        await using var scene = Scene.Prepare(null);
        scene.Settings.AddRange(["--Limits:LinesAMinute", "10"]);
        await scene.StartAsync();
        var chat = await scene.OpenChatAsync();
        for (var i = 0; i < 10; i++)
            Assert.DoesNotContain("a lot in one minute", (await chat.SayAsync("help"))[0].Text, StringComparison.Ordinal);
        Assert.Contains("a lot in one minute", Assert.Single(await chat.SayAsync("subscribe pak-us")).Text, StringComparison.Ordinal);
        Assert.Equal(0, await scene.ScalarAsync("select count(*) from subscription"));
        scene.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.DoesNotContain("a lot in one minute", (await chat.SayAsync("subscribe pak-us"))[0].Text, StringComparison.Ordinal);
    }

    private Haste Make(int most) => new(
        new ConfigurationBuilder().AddInMemoryCollection([new("Limits:LinesAMinute", most.ToString(System.Globalization.CultureInfo.InvariantCulture))]).Build(), clock);

    private static Activity Of(string person, string channel = "msteams", string tenant = "t") => new()
    {
        ChannelId = channel,
        From = new ChannelAccount(person),
        Conversation = new ConversationAccount(tenantId: tenant),
    };
}
