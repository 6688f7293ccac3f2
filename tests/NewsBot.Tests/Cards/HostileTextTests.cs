using System.Text.Json.Nodes;
using AdaptiveCards;
using NewsBot.Cards;
using Xunit;

namespace NewsBot.Tests.Cards;

/// <summary>Feeds, pages and people may write what they like; a card shows it and nothing more.</summary>
public sealed class HostileTextTests
{
    private readonly CardDeck _deck = new();

    [Theory]
    [InlineData("a\u202Eb\u2066c\u2069d\u200Ee", "abcde")]
    [InlineData("zero\u200Bwidth\uFEFF \u2060text\u00AD", "zerowidth text")]
    [InlineData("line\r\nbreak\tand\0null", "line break and null")]
    [InlineData("<at>everyone</at> hello", "‹at>everyone‹/at> hello")]
    [InlineData("< AT id=\"1\">x", "‹ AT id=\"1\">x")]
    [InlineData("5 < 6 and <atlas>", "5 < 6 and <atlas>")]
    [InlineData("{{DATE(2021-01-04T10:00:00Z)}}", "{ {DATE(2021-01-04T10:00:00Z)}}")]
    [InlineData("می\u200Cخواهد", "می\u200Cخواهد")]
    [InlineData("a\u200Cb", "ab")]
    [InlineData("👩\u200D💻 ok", "👩\u200D💻 ok")]
    [InlineData("Z\u0300\u0301\u0302\u0303\u0304\u0305\u0306\u0307\u0308algo", "Z\u0300\u0301\u0302\u0303\u0304\u0305algo")]
    [InlineData("[click](https://evil.example) **bold** ${name}", "[click](https://evil.example) **bold** ${name}")]
    [InlineData(null, "")]
    public void A_line_loses_what_would_act_or_hide(string? text, string expected) => Assert.Equal(expected, CardText.Line(text));

    [Theory]
    [InlineData("https://herald.example/a?b=c", "https://herald.example/a?b=c")]
    [InlineData("http://herald.example", "http://herald.example/")]
    [InlineData("javascript:alert(1)", null)]
    [InlineData("data:text/html,x", null)]
    [InlineData("file:///etc/passwd", null)]
    [InlineData("/relative", null)]
    [InlineData("//herald.example/x", null)]
    [InlineData("https://herald.example@evil.example/", null)]
    [InlineData("msteams://l/chat", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    public void Only_web_addresses_are_opened(string? url, string? expected) => Assert.Equal(expected, CardText.Url(url));

    [Theory]
    [InlineData("ہم بات چیت چاہتے ہیں", true)]
    [InlineData("مذاکرات (talks) جاری ہیں", true)]
    [InlineData("The word مذاکرات means talks", false)]
    [InlineData("12:30", false)]
    public void Text_reads_from_the_right_when_most_of_its_letters_do(string text, bool expected) => Assert.Equal(expected, CardText.IsRightToLeft(text));

    [Fact]
    public void Half_a_letter_is_replaced() => Assert.Equal("half \uFFFD pair", CardText.Line("half " + '\uD800' + " pair"));

    [Fact]
    public void A_long_line_is_cut_at_a_word_and_never_inside_a_letter()
    {
        Assert.Equal("one two …", CardText.Line("one two three", 12));
        Assert.DoesNotContain('\uFFFD', CardText.Line(string.Concat(Enumerable.Repeat("😀", 50)), 20) + CardText.Line("x" + string.Concat(Enumerable.Repeat("😀", 50)), 20));
        Assert.True(CardText.Line(new string('x', 500), 100).Length <= 100);
    }

    [Fact]
    public void No_text_from_outside_adds_an_element_an_action_or_an_address()
    {
        const string evil = "\"}],\"actions\":[{\"type\":\"Action.OpenUrl\"}] [x](https://evil.example) <at>all</at> <script>alert(1)</script> \u202Egnp.exe ${$root.ref} {{DATE(2021-01-04T10:00:00Z)}}";
        var statement = Invented.Statement(words: evil, speaker: evil, office: evil, place: evil);
        var view = Invented.View(statement, true, evil, Invented.Carrier(evil, "javascript:alert(1)", evil)) with { StoryTitle = evil };
        CardMessage[] hostile =
        [
            _deck.Alert(Invented.Alert(view, reason: evil)),
            _deck.Edition(Invented.Edition([view]), null),
            _deck.Statements(evil, [view], 1, 1, "UTC"),
            _deck.Source(view, "UTC"),
            _deck.Why(evil, [(evil, evil)], [new(evil, evil)]),
            _deck.Subscriptions([new(Invented.Subscription(filter: evil), evil, null, "UTC")], 1, 1),
            _deck.Notice(evil, evil, new SayButton(evil, evil)),
            _deck.Error(evil, evil),
            _deck.Help([(evil, evil)]),
        ];
        var plain = Invented.View(Invented.Statement(place: "x"), true, null, Invented.Carrier("x", "not an address"));
        CardMessage[] harmless =
        [
            _deck.Alert(Invented.Alert(plain)),
            _deck.Edition(Invented.Edition([plain]), null),
            _deck.Statements("x", [plain], 1, 1, "UTC"),
            _deck.Source(plain, "UTC"),
            _deck.Why("x", [("x", "x")], [new("x", "x")]),
            _deck.Subscriptions([new(Invented.Subscription(filter: "x"), "x", null, "UTC")], 1, 1),
            _deck.Notice("x", "x", new SayButton("x", "x")),
            _deck.Error("x", "x"),
            _deck.Help([("x", "x")]),
        ];

        foreach (var (bad, good) in hostile.Zip(harmless))
        {
            Assert.Equal(Types(good.Card!), Types(bad.Card!));
            var seen = bad.Text + string.Concat(CardTexts.Of(bad.Card!));
            Assert.DoesNotContain("<at", seen, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain('\u202E', seen);
            Assert.DoesNotContain("{{DATE", seen, StringComparison.Ordinal);
            Assert.All(CardTexts.Objects(bad.Card).Where(o => o["type"]?.GetValue<string>() == "TextBlock"), b => Assert.DoesNotContain("evil", b.ToJsonString(), StringComparison.Ordinal));
            Assert.DoesNotContain(AdaptiveCard.FromJson(bad.Card!.ToJsonString()).Warnings, w => w.Code != AdaptiveWarningCode.UnexpandedTemplate);
        }

        for (var i = 0; i < hostile.Length; i++)
            ExpandedCardsTests.Write("deck", $"hostile-{i}", hostile[i].Card!.ToJsonString());
    }

    [Fact]
    public void A_message_without_a_card_is_sent_as_plain_text() =>
        Assert.Equal("plain", new CardMessage("**not bold**").ToActivity().TextFormat);

    private static List<string> Types(JsonNode card) => [.. CardTexts.Objects(card).Select(o => o["type"]?.GetValue<string>() ?? "")];
}
