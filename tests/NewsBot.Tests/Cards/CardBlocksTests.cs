using System.Text.Json.Nodes;
using NewsBot.Cards;
using NewsBot.Cards.Blocks;
using NewsBot.Slack.Blocks;
using NewsBot.Slack.Tests.Fake;
using NewsBot.Text;
using Newtonsoft.Json.Linq;
using Xunit;

namespace NewsBot.Tests.Cards;

/// <summary>Every card as Slack's blocks: held against the schema of Slack's types where that is beside the checkout.</summary>
public sealed class CardBlocksTests
{
    private const string Hostile = "<!channel> & <https://evil.example|win> *bold* _it_ ~no~ `code` :tada: <@U1>\n> quoted";

    private static readonly CardDeck Deck = new();

    public static TheoryData<string> Names => [.. Cards.Keys];

    private static Dictionary<string, CardMessage> Cards { get; } = new()
    {
        ["welcome"] = Deck.Welcome([Invented.Topic("pak-us", "Pakistan–US talks"), Invented.Topic("intra-afghan", "Intra-Afghan talks")], sample: true),
        ["help"] = Deck.Help(NewsBot.Commands.Guides.HelpHandler.Lines),
        ["alert"] = Deck.Alert(Invented.Alert(Invented.View(carriers: [Invented.Carrier(), Invented.Carrier("Wire", sample: true)]))),
        ["alert, withdrawn"] = Deck.Alert(Invented.Alert(Invented.View(Invented.Statement(withdrawn: Invented.Noon)))),
        ["alert, Urdu"] = Deck.Alert(Invented.Alert(Invented.View(Invented.Statement(words: "“ہم مذاکرات جاری رکھیں گے”")))),
        ["alert, hostile"] = Deck.Alert(Invented.Alert(Invented.View(
            Invented.Statement(words: Hostile, type: ReportType.Mixed, speaker: Hostile, office: Hostile, place: Hostile),
            context: Hostile, carriers: [Invented.Carrier(Hostile, "https://herald.example/a|b?x=<y>&z=1", Hostile)]), reason: Hostile)),
        ["edition, empty"] = Deck.Edition(Invented.Edition([]), Invented.Noon),
        ["edition"] = Deck.Edition(Invented.Edition([Invented.View(), Invented.View()], held: 3, late: true), Invented.Noon),
        ["edition, large"] = Deck.Edition(Invented.Edition([.. Enumerable.Range(1, 12).Select(i => Invented.View(Invented.Statement(i, new string('w', 900))))]), null),
        ["statements"] = Deck.Statements("Who said “peace”", [.. Enumerable.Range(1, 5).Select(i => Invented.View(Invented.Statement(i)))], 1, 9, "Asia/Karachi"),
        ["source"] = Deck.Source(Invented.View(carriers: [.. Enumerable.Range(1, 12).Select(i => Invented.Carrier("Outlet " + i))]), "Asia/Kabul"),
        ["comparison"] = Deck.Comparison("A beside B", "of all that is kept", [new(Hostile, [Invented.View()], ""), new("B", [], "No statement.")], "Asia/Karachi", [new("All", "what did A say")]),
        ["why"] = Deck.Why("Why #S12", [("Fetched", "at noon"), ("Matched", Hostile)], [new("More", "more #S12")]),
        ["subscriptions"] = Deck.Subscriptions([new(Invented.Subscription(filter: "speaker:\"Dar\""), "Pakistan–US talks", null, "UTC"), new(Invented.Subscription(4), "", null, "UTC")], 1, 7),
        ["subscriptions, none"] = Deck.Subscriptions([], 1, 0),
        ["notice"] = Deck.Notice("Topics", "One.\nTwo.", new SayButton("Follow", "subscribe pak-us")),
        ["error"] = Deck.Error(Hostile, Hostile, new SayButton(Hostile, "help")),
    };

    [Fact]
    public void What_a_card_keeps_behind_dots_is_a_menu_that_says_the_same_lines()
    {
        var row = CardBlocks.Of(Cards["alert"].Card!)[^1]!;
        var elements = row["elements"]!.AsArray();
        Assert.Equal(["button", "button", "button", "overflow"], elements.Select(e => (string)e!["type"]!));
        Assert.Equal(
            ["Claim {\"say\":\"claim #S12\"}", "Wrong {\"say\":\"wrong #S12\"}"],
            elements[^1]!["options"]!.AsArray().Select(o => $"{o!["text"]!["text"]} {o["value"]}"));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_card_is_a_message_that_Slack_takes(string name)
    {
        var message = Cards[name];
        var activity = message.ToActivity("slack");
        Assert.Equal("plain", activity.TextFormat);
        Assert.Empty(activity.Attachments ?? []);
        var blocks = JsonNode.Parse(((JObject)activity.ChannelData)["blocks"]!.ToString())!.AsArray();
        foreach (var page in MessagePage.Split(Mrkdwn.Escape(message.Text), blocks))
        {
            Assert.Empty(BlockJudge.OfMessage(page.Blocks!));
            Assert.InRange(page.Text.Length, 1, BlockLimits.MessageText);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Blocks_have_every_button_of_the_card_and_text_of_strangers_is_no_markup(string name)
    {
        var card = Cards[name].Card!;
        var blocks = CardBlocks.Of(card);
        var behind = blocks.SelectMany(b => b!["elements"] as JsonArray ?? []).SelectMany(e => e!["options"] as JsonArray ?? []);
        var said = FakeSlack.Buttons(blocks).Select(b => b.Element).Concat(behind.OfType<JsonObject>())
            .Select(b => (string?)b["value"]).OfType<string>().Select(v => (string)JsonNode.Parse(v)!["say"]!);
        Assert.Equal(Says(card).Order(), said.Order());
        foreach (var markup in Scenarios.Slack.SlackReceivingScenario.MrkdwnOf(blocks))
        {
            Assert.DoesNotContain("<!", markup, StringComparison.Ordinal);
            Assert.DoesNotContain("<@", markup, StringComparison.Ordinal);
            Assert.DoesNotContain("<https://evil", markup, StringComparison.Ordinal);
            Assert.DoesNotContain("*bold*", markup, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void The_words_of_an_alert_can_be_copied_letter_by_letter()
    {
        const string words = "We said *no* to “both” at 5 > 4 & 3 < 4, _twice_";
        var blocks = CardBlocks.Of(Deck.Alert(Invented.Alert(Invented.View(Invented.Statement(words: words, type: ReportType.Mixed)))).Card!);
        var text = string.Concat(blocks.Where(b => (string?)b!["type"] == "rich_text").SelectMany(b => FakeSlack.Texts(b)));
        Assert.Contains(words, text, StringComparison.Ordinal);
        Assert.Contains(blocks, b => b!.ToJsonString().Contains("https://herald.example/talks", StringComparison.Ordinal));
    }

    [Fact]
    public void A_note_stands_above_the_blocks_and_a_key_travels_as_metadata()
    {
        var data = (JObject)(Cards["notice"] with { Note = "This may be a repeat.", Key = "delivery-7" }).ToActivity("slack").ChannelData;
        Assert.Equal("This may be a repeat.", (string?)data["blocks"]![0]!["elements"]![0]!["text"]);
        Assert.Equal("delivery-7", (string?)data["metadata"]!["event_payload"]!["key"]);
        Assert.Equal((false, false), ((bool)data["unfurl_links"]!, (bool)data["unfurl_media"]!));
        Assert.Null((Cards["notice"] with { Card = null }).ToActivity("slack").ChannelData);
    }

    private static IEnumerable<string> Says(JsonNode? node) => node switch
    {
        JsonArray list => list.SelectMany(Says),
        JsonObject one when (string?)one["type"] is "Action.Submit" or "Action.Execute" && one["data"]?["say"] is { } say => [(string)say!],
        JsonObject one => one.Where(p => p.Key != "fallback").SelectMany(p => Says(p.Value)),
        _ => [],
    };
}
