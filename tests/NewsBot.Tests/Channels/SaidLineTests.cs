using Microsoft.Bot.Schema;
using NewsBot.Channels;
using Newtonsoft.Json.Linq;
using Xunit;

namespace NewsBot.Tests.Channels;

public sealed class SaidLineTests
{
    [Theory]
    [InlineData("<at>botname</at> sometext", "<at>botname</at>", "sometext")]
    [InlineData("@botname sometext", "@botname", "sometext")]
    [InlineData("@bot name sometext", "@bot name", "sometext")]
    [InlineData("<at>firstName</at> lastName\n", null, "lastName")]
    [InlineData("<at>firstName</at> lastName\n", "<at>firstName</at>", "lastName")]
    [InlineData("<AT>botname</AT> list", "<at>botname</at>", "list")]
    [InlineData("<at>botname</at>\u00A0list\u00A0", "<at>botname</at>", "list")]
    [InlineData("tell<at>botname</at>me", "<at>botname</at>", "tell me")]
    [InlineData("<at>b</at> list <at>b</at>", "<at>b</at>", "list")]
    [InlineData("a (b* [c", "(b*", "a   [c")]
    [InlineData("plain", "", "plain")]
    public void The_bots_own_mention_is_taken_off(string text, string? shown, string expected) =>
        Assert.Equal(expected, SaidLine.Of(Message(text, Mention("bot", shown))));

    [Fact]
    public void Other_peoples_mentions_stay() =>
        Assert.Equal("what did <at>Ayesha</at> say", SaidLine.Of(Message("<at>Bot</at> what did <at>Ayesha</at> say", Mention("bot", "<at>Bot</at>"), Mention("29:ayesha", "<at>Ayesha</at>"))));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("<at>Bot</at>")]
    [InlineData("<at>Bot</at>\n")]
    public void Nothing_said_asks_for_help(string? text) => Assert.Equal("help", SaidLine.Of(Message(text, Mention("bot", "<at>Bot</at>"))));

    [Theory]
    [InlineData("\n<span class=\"inline-compose-card\" itemid=\"0\" itemtype=\"http://schema.example/InputExtension\">\n  <span content=\"0\" itemprop=\"cardId\"></span>\n</span>\n", 1, "help")]
    [InlineData("<at>Bot</at> list <span itemid=\"0\" class=\"inline-compose-card\"><span></span></span>", 1, "list")]
    [InlineData("search <span class=\"inline-compose-card\"></span>", 0, "search <span class=\"inline-compose-card\"></span>")]
    [InlineData("search <span class=\"other\"></span>", 1, "search <span class=\"other\"></span>")]
    public void The_place_of_an_inserted_card_is_nothing_said(string text, int attachments, string expected)
    {
        var message = Message(text, Mention("bot", "<at>Bot</at>"));
        message.Attachments = [.. Enumerable.Repeat(new Attachment(), attachments)];
        Assert.Equal(expected, SaidLine.Of(message));
    }

    [Fact]
    public void A_broken_mention_does_no_harm()
    {
        var odd = new Entity("mention") { Properties = JObject.Parse("""{"mentioned":"x","text":5}""") };
        Assert.Equal("list", SaidLine.Of(Message("list", odd, new Entity("mention"), null!)));
        var message = Message("list", Mention("bot", "<at>Bot</at>"));
        message.Recipient = null;
        Assert.Equal("list", SaidLine.Of(message));
        message.Entities = null;
        Assert.Equal("list", SaidLine.Of(message));
    }

    [Theory]
    [InlineData("""{"say":"subscribe pak-us"}""", "subscribe pak-us")]
    [InlineData("""{"say":" list "}""", "list")]
    [InlineData("""{"say":5}""", "typed")]
    [InlineData("""{"say":{"a":1}}""", "typed")]
    [InlineData("""{"other":"x"}""", "typed")]
    public void A_button_says_its_line(string value, string expected)
    {
        var message = Message("typed");
        message.Value = JObject.Parse(value);
        Assert.Equal(expected, SaidLine.Of(message));
    }

    [Fact]
    public void An_endless_line_is_cut() => Assert.Equal(SaidLine.Longest, SaidLine.Of(Message(new string('x', 100_000))).Length);

    private static Activity Message(string? text, params Entity[] entities) =>
        new(ActivityTypes.Message) { Text = text, Recipient = new ChannelAccount("bot"), Entities = entities };

    private static Entity Mention(string id, string? text) => new("mention")
    {
        Properties = new JObject { ["mentioned"] = new JObject { ["id"] = id, ["name"] = "firstName" }, ["text"] = text },
    };
}
