using System.Text.Json.Nodes;
using NewsBot.Cards;
using NewsBot.Slack.Blocks;
using NewsBot.Slack.Tests.Fake;
using NewsBot.Stories;
using NewsBot.Subscriptions;
using Newtonsoft.Json.Linq;
using Xunit;

namespace NewsBot.Tests.Cards;

/// <summary>Every card that the program can send, filled with the longest that the stages before may bring, in both
/// channels.</summary>
public sealed class CardSizeTests
{
    private static readonly CardDeck Deck = new();

    private static readonly string[] Fillers =
        ["trade and peace ", "ہم مذاکرات جاری رکھیں گے ", "\\\" R&D <b> *now* _so_ ", new string('w', 40)];

    public static TheoryData<string, int> Names
    {
        get
        {
            var names = new TheoryData<string, int>();
            foreach (var name in Longest("x").Keys)
            {
                for (var filler = 0; filler < Fillers.Length; filler++)
                    names.Add(name, filler);
            }

            return names;
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void It_is_below_the_limit_of_Teams_with_its_buttons_and_the_line_for_notifications(string name, int filler) =>
        EditionPostsTests.AssertTaken(Longest(Fillers[filler])[name], "msteams");

    [Theory]
    [MemberData(nameof(Names))]
    public void It_is_within_every_limit_of_Slack(string name, int filler)
    {
        var message = Longest(Fillers[filler])[name];
        var data = (JObject)message.ToActivity("slack").ChannelData;
        foreach (var page in MessagePage.Split((string)data["text"]!, JsonNode.Parse(data["blocks"]!.ToString())!.AsArray()))
        {
            Assert.Empty(BlockJudge.OfMessage(page.Blocks!));
            Assert.InRange(page.Blocks!.Count, 1, BlockLimits.MessageBlocks);
            Assert.InRange(page.Text.Length, 1, BlockLimits.MessageText);
        }
    }

    [Fact]
    public void In_Slack_a_line_that_grows_by_its_escapes_takes_nothing_from_the_lines_below_it()
    {
        var words = string.Concat(Enumerable.Repeat("R&D ", 150)).TrimEnd();
        Assert.Contains("Mirza Example", Blocks(words), StringComparison.Ordinal);
        words = string.Concat(Enumerable.Repeat(new string('&', 59) + " ", 10)).TrimEnd();
        Assert.Contains("Mirza Example", Blocks(words), StringComparison.Ordinal);
        Assert.Contains("…”", Blocks(words), StringComparison.Ordinal);

        static string Blocks(string words) => ((JObject)Deck
            .Statements("x", [Invented.View(Invented.Statement(words: $"“{words}”"))], 1, 1, "UTC")
            .ToActivity("slack").ChannelData)["blocks"]!.ToString();
    }

    [Fact]
    public void A_card_that_nobody_thought_of_is_cut_at_words_and_one_that_cannot_be_cut_goes_as_its_text()
    {
        var texts = new JsonArray([.. Enumerable.Range(0, 12).Select(i => (JsonNode)new JsonObject
        {
            ["type"] = "TextBlock",
            ["text"] = $"“{string.Concat(Enumerable.Repeat("peace ", 500)).TrimEnd()}”",
        })]);
        var message = new CardMessage("The text.", new JsonObject { ["type"] = "AdaptiveCard", ["body"] = texts });
        var content = message.Content()!;
        Assert.InRange(2 * content.ToString(Newtonsoft.Json.Formatting.None).Length, 1, CardSize.Max);
        Assert.All(content["body"]!, t => Assert.EndsWith("peace …”", (string)t["text"]!, StringComparison.Ordinal));

        var speech = new JsonObject { ["type"] = "AdaptiveCard", ["speak"] = new string('x', 30_000) };
        var solid = new CardMessage("The text.", speech) { Whole = "All of it." };
        Assert.Null(solid.Content());
        Assert.Equal("All of it.", solid.ToActivity("msteams").Text);
    }

    [Fact]
    public void The_source_shows_a_long_quote_whole_and_says_so_where_it_cannot()
    {
        var whole = Deck.Source(Invented.View(Invented.Statement(words: $"“{Text("trade and peace ", 3900)}”")), "UTC");
        Assert.Contains(CardTexts.Of(whole.Card!), t => t == $"“{Text("trade and peace ", 3900)}”");
        Assert.DoesNotContain(CardTexts.Of(whole.Card!), t => t.Contains("longer than a card holds", StringComparison.Ordinal));
        var cut = Deck.Source(Invented.View(Invented.Statement(words: $"“{Text("trade and peace ", 9000)}”")), "UTC");
        Assert.Contains(CardTexts.Of(cut.Card!), t => t.Contains("longer than a card holds", StringComparison.Ordinal));
    }

    private static string Text(string filler, int length) =>
        string.Concat(Enumerable.Repeat(filler, (length / filler.Length) + 1))[..length].TrimEnd();

    private static Dictionary<string, CardMessage> Longest(string filler)
    {
        string Long(int length) => Text(filler, length);
        var url = "https://herald.example/" + new string('x', 2020);
        Carrier[] carriers = [.. Enumerable.Range(1, 40).Select(i => Invented.Carrier($"{i} {Long(200)}", url, Long(500)))];
        StatementView View(int id) => Invented.View(
            Invented.Statement(
                id, $"“{Long(4000)}”", speaker: Long(300), office: Long(500), place: Long(200), corrected: Invented.Noon),
            true,
            Long(6000),
            carriers);
        var views = Enumerable.Range(1, 12).Select(View).ToList();
        SayButton[] buttons = [.. Enumerable.Range(1, 12).Select(i => new SayButton($"{i} {Long(200)}", $"search {Long(500)}"))];
        var subscriptions = Enumerable.Range(1, 5).Select(i => new SubscriptionRow(
            Invented.Subscription(i, SubscriptionMode.Digest, Long(1000)), Long(300), Invented.Noon, "Asia/Karachi")).ToList();
        return new()
        {
            ["welcome"] = Deck.Welcome([.. Enumerable.Range(1, 6).Select(i => Invented.Topic("t" + i, Long(200)))], sample: true),
            ["help"] = Deck.Help([.. Enumerable.Range(1, 60).Select(_ => (Long(300), Long(400)))]),
            ["help, as it is"] = Deck.Help(NewsBot.Commands.Guides.HelpHandler.Lines),
            ["alert"] = Deck.Alert(Invented.Alert(views[0], reason: Long(900))),
            ["correction"] = Deck.Correction(Invented.Alert(views[0])),
            ["digest now"] = Deck.Edition(Invented.Edition(views, held: 90, late: true), Invented.Noon),
            ["who said"] = Deck.Statements(Long(900), [.. views.Take(5)], 1, 900, "Asia/Karachi"),
            ["compare"] = Deck.Comparison(
                Long(900), Long(900), [new(Long(300), [.. views.Take(3)], Long(300)), new(Long(300), [.. views.Take(3)], Long(300))], "Asia/Karachi", buttons),
            ["source"] = Deck.Source(views[0], "Asia/Karachi"),
            ["timeline"] = Deck.Timeline(Long(900), [.. Enumerable.Range(1, 30).Select(View)], "Asia/Karachi", buttons),
            ["why"] = Deck.Why(Long(900), [.. Enumerable.Range(1, 40).Select(_ => (Long(200), Long(900)))], buttons),
            ["list"] = Deck.Subscriptions(subscriptions, 1, 90),
            ["notice"] = Deck.Notice(Long(900), Long(9000), buttons),
            ["notice, many lines"] = Deck.Notice(Long(900), string.Concat(Enumerable.Repeat("a\n", 5000)), buttons),
            ["error"] = Deck.Error(Long(900), Long(9000), buttons),
        };
    }
}
