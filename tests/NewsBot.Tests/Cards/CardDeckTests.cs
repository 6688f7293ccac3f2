using NewsBot.Cards;
using Xunit;

namespace NewsBot.Tests.Cards;

public sealed class CardDeckTests
{
    private readonly CardDeck _deck = new();

    [Fact]
    public void An_alert_shows_the_quote_who_the_outlets_and_why_it_matched()
    {
        var message = _deck.Alert(Invented.Alert(Invented.View(null, true, null, Invented.Carrier(), Invented.Carrier("Wire One"), Invented.Carrier("Kabul Sample"))));

        var texts = CardTexts.Of(message.Card!);
        Assert.Contains("“We will meet again in May.”", texts);
        Assert.Contains("Mirza Example", texts);
        Assert.Contains(", Foreign Minister", texts);
        Assert.Contains("Islamabad, 4 Jan 2021", texts);
        Assert.Contains("Sample Herald", texts);
        Assert.Contains(" 14:02 PKT · also: Wire One, Kabul Sample (3)", texts);
        Assert.Contains("Why: both sides and “talks” in one sentence · #3 · #S12", texts);
        Assert.Equal("Mirza Example: “We will meet again in May.” (Sample Herald)", message.Text);
    }

    [Fact]
    public void The_buttons_of_an_alert_say_what_a_person_could_type() =>
        Assert.Equal(["More=more #S12", "Source=source #S12", "Why=why #S12"], CardTexts.Buttons(_deck.Alert(Invented.Alert(Invented.View())).Card!));

    [Fact]
    public void Welcome_offers_the_two_topics_and_help()
    {
        var message = _deck.Welcome([Invented.Topic("pak-us", "Pakistan–US talks"), Invented.Topic("intra-afghan", "Intra-Afghan talks"), Invented.Topic("pak-afghan", "Pakistan–Afghanistan talks")], true);

        Assert.Equal(
            ["Follow Pakistan–US talks=subscribe pak-us", "Follow intra-Afghan talks=subscribe intra-afghan", "What can I say?=help"],
            CardTexts.Buttons(message.Card!));
    }

    [Fact]
    public void Every_message_has_a_card_without_unfilled_places_and_a_text()
    {
        var view = Invented.View();
        CardMessage[] all =
        [
            _deck.Welcome([Invented.Topic("pak-us", "Pakistan–US talks")], false),
            _deck.Help([("list", "what is followed here")]),
            _deck.Alert(Invented.Alert(view)),
            _deck.Edition(Invented.Edition([view, view], held: 2, late: true), Invented.Noon.AddDays(1)),
            _deck.Edition(Invented.Edition([]), null),
            _deck.Statements("who said “May”, since 3 Jan 2021", [view], 1, 1, "Asia/Karachi"),
            _deck.Source(view, "Asia/Karachi"),
            _deck.Why("Why #S12", [("fetched", "Read at 14:02 PKT.")], [new("Source", "source #S12")]),
            _deck.Subscriptions([new(Invented.Subscription(), "Pakistan–US talks", null, "Asia/Karachi")], 1, 1),
            _deck.Subscriptions([], 1, 0),
            _deck.Notice("Done", "Followed.", new SayButton("List", "list")),
            _deck.Error("Not understood", "Say help."),
        ];

        Assert.All(all, m => Assert.DoesNotContain("${", m.Card!.ToJsonString(), StringComparison.Ordinal));
        Assert.All(all, m => Assert.NotEmpty(m.Text));
        Assert.All(all, m => Assert.NotNull(m.ToActivity().Attachments[0].Content));
    }
}
