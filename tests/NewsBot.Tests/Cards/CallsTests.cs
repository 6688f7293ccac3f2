using Microsoft.Bot.Schema;
using NewsBot.Cards;
using NewsBot.Digests;
using Newtonsoft.Json.Linq;
using Xunit;

namespace NewsBot.Tests.Cards;

/// <summary>The line above a card that calls people.</summary>
public sealed class CallsTests
{
    [Fact]
    public void Teams_gets_a_mention_for_each_whose_text_stands_in_the_line()
    {
        var activity = Calling(new("29:abc", "Ada [O'Brien](https://x.example) <at>all</at>"), new("29:def", null), new("28:bot", "Bot")).ToActivity("msteams");
        Assert.Equal("For <at>Ada O’Brien https x.example at all at</at>, <at>Owner</at>, Bot", activity.Text);
        var mentions = activity.Entities.Cast<Mention>().ToList();
        Assert.Equal(["29:abc", "29:def"], mentions.Select(m => m.Mentioned.Id));
        Assert.All(mentions, m => Assert.Equal(("mention", true), (m.Type, activity.Text.Contains(m.Text, StringComparison.Ordinal))));
    }

    [Fact]
    public void Slack_gets_its_own_mentions_and_nothing_that_calls_a_channel()
    {
        var data = (JObject)(Calling(new("U1", "Ada"), new("W2:T1", "Omar"), new("!channel", "<!here> *all*")) with { Note = "A repeat." }).ToActivity("slack").ChannelData;
        Assert.Equal("A repeat.", (string?)data["blocks"]![0]!["elements"]![0]!["text"]);
        Assert.Equal("For <@U1>, <@W2>, here all", (string?)data["blocks"]![1]!["text"]!["text"]);
    }

    [Fact]
    public void Elsewhere_and_without_a_card_the_names_stand_there()
    {
        var call = Calling(new CalledPerson("29:abc", "Ada"));
        Assert.Equal(("For Ada", null), (call.ToActivity("webchat").Text, call.ToActivity("webchat").Entities));
        Assert.Equal("For Ada\n\nHerald cannot be read\nIt answers 502.", (call with { Card = null }).ToActivity("msteams").Text);
        Assert.Null(Calling().ToActivity("msteams").Text);
    }

    private static CardMessage Calling(params CalledPerson[] people) =>
        new CardDeck().Notice("Herald cannot be read", "It answers 502.") with { Called = people };
}
