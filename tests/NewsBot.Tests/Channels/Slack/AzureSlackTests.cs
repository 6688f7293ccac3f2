using System.Text;
using Microsoft.Bot.Schema;
using NewsBot.Channels;
using NewsBot.Channels.BotFramework;
using NewsBot.Conversations;
using Newtonsoft.Json.Linq;
using Xunit;

namespace NewsBot.Tests.Channels.Slack;

/// <summary>Slack as the Azure Bot Service brings it to /api/messages.</summary>
public sealed class AzureSlackTests
{
    [Theory]
    [InlineData("ApiToken")]
    [InlineData("apiToken")]
    public void The_workspace_token_is_taken_out_before_anybody_reads_the_activity(string name)
    {
        var body = Encoding.UTF8.GetBytes($$$"""
            {"type":"message","id":"1","channelId":"slack","conversation":{"id":"B1:T1:C1"},"text":"help",
             "channelData":{"SlackMessage":{"event":{"ts":"1.2","type":"message"}},"{{{name}}}":"xoxb-secret"}}
            """);
        var data = (JObject)ActivityBody.Read(body)!.ChannelData;
        Assert.DoesNotContain("xoxb-secret", data.ToString(), StringComparison.Ordinal);
        Assert.Equal("1.2", (string?)data["SlackMessage"]!["event"]!["ts"]);
    }

    [Fact]
    public void A_button_says_its_line()
    {
        var activity = new Activity(ActivityTypes.Message)
        {
            ChannelId = "slack",
            Text = "ignored",
            ChannelData = JObject.Parse("""{"Payload":{"type":"block_actions","actions":[{"action_id":"say-0","value":"{\"say\":\"more #S1\"}"}]}}"""),
        };
        Assert.Equal("more #S1", SaidLine.Of(activity));
        activity.ChannelData = JObject.Parse("""{"Payload":{"actions":[{"value":"plain"}]}}""");
        Assert.Equal("ignored", SaidLine.Of(activity));
    }

    [Theory]
    [InlineData("B1:T1:C1:1700000000.000100", "B1:T1:C1")]
    [InlineData("B1:T1:C1", "B1:T1:C1")]
    [InlineData("T1:C1:1700000000.000100", "T1:C1")]
    [InlineData("T1:C1", "T1:C1")]
    public void The_bot_speaks_first_outside_of_any_thread(string id, string place) => Assert.Equal(place, SeenConversation.Of(new Activity
    {
        ChannelId = "slack",
        Conversation = new ConversationAccount(id: id, isGroup: true),
    }).ExternalId);
}
