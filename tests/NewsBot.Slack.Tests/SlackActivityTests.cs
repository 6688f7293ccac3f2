using System.Text.Json.Nodes;
using Microsoft.Bot.Schema;
using NewsBot.Slack.Incoming;
using NewsBot.Slack.Installing;
using NewsBot.Slack.Tests.Fake;
using Newtonsoft.Json.Linq;
using Xunit;

namespace NewsBot.Slack.Tests;

public sealed class SlackActivityTests
{
    private static readonly Installation Self = new()
    {
        Team = FakeSlack.Team,
        AppId = "A1",
        BotToken = FakeSlack.BotToken,
        Scopes = [],
        BotUser = FakeSlack.BotUser,
    };

    [Fact]
    public void A_mention_goes_on_in_its_thread_and_carries_the_mention_as_an_entity()
    {
        var activity = Of(Payloads.Mention("who said &lt;peace&gt; &amp; <https://a.example/x?a=1&amp;b=2|here> to <@U9|dar> in <#C2|desk> <!here>"))!;
        Assert.Equal("T1:C1:1700000000.000100", activity.Conversation.Id);
        Assert.Equal("channel", activity.Conversation.ConversationType);
        Assert.Equal("<@U0BOT> who said <peace> & https://a.example/x?a=1&b=2 to @dar in #desk @here", activity.Text);
        Assert.Equal("mention", Assert.Single(activity.Entities).Type);
        Assert.Equal(("slack", "U1", "U0BOT", "1700000000.000100"), (activity.ChannelId, activity.From.Id, activity.Recipient.Id, activity.Id));
        Assert.Equal("T1:C1:1690000000.000001", Of(Payloads.Mention("help", thread: "1690000000.000001"))!.Conversation.Id);
    }

    [Fact]
    public void Direct_messages_are_personal_and_flat()
    {
        var activity = Of(Payloads.Direct("help"))!;
        Assert.Equal(("T1:D1", "personal", false), (activity.Conversation.Id, activity.Conversation.ConversationType, activity.Conversation.IsGroup));
        Assert.Null(activity.Entities);
    }

    [Theory]
    [InlineData("bot_id", "\"B9\"")]
    [InlineData("bot_profile", "{}")]
    [InlineData("app_id", "\"A1\"")]
    [InlineData("user", "\"U0BOT\"")]
    [InlineData("user", "\"USLACKBOT\"")]
    [InlineData("subtype", "\"message_changed\"")]
    [InlineData("subtype", "\"message_deleted\"")]
    [InlineData("subtype", "\"bot_message\"")]
    [InlineData("subtype", "\"channel_join\"")]
    [InlineData("ts", "null")]
    public void What_a_bot_says_and_what_is_no_new_message_is_not_answered(string name, string value)
    {
        var direct = Payloads.Direct("hello");
        direct["event"]![name] = JsonNode.Parse(value);
        Assert.Null(Of(direct));
    }

    [Fact]
    public void Talk_in_a_channel_that_does_not_mention_the_bot_is_not_for_it()
    {
        var talk = Payloads.Mention("x");
        talk["event"]!["type"] = "message";
        talk["event"]!["channel_type"] = "channel";
        Assert.NotNull(Of(talk));
        talk["event"]!["text"] = "good morning <@U2>";
        Assert.Null(Of(talk));
    }

    [Fact]
    public void Coming_and_going_is_told_of_the_bot_only()
    {
        var joined = Payloads.Event(new JsonObject { ["type"] = "member_joined_channel", ["user"] = FakeSlack.BotUser, ["channel"] = "C1", ["inviter"] = "U1" });
        var activity = Of(joined)!;
        Assert.Equal(ActivityTypes.ConversationUpdate, activity.Type);
        Assert.Equal(activity.Recipient.Id, Assert.Single(activity.MembersAdded).Id);
        joined["event"]!["user"] = "U2";
        Assert.Null(Of(joined));
        var left = Payloads.Event(new JsonObject { ["type"] = "member_left_channel", ["user"] = FakeSlack.BotUser, ["channel"] = "C1" });
        Assert.Equal(FakeSlack.BotUser, Assert.Single(Of(left)!.MembersRemoved).Id);
    }

    [Fact]
    public void A_button_says_the_object_in_its_value_and_a_foreign_one_says_nothing()
    {
        var press = Payloads.Press(new JsonObject { ["action_id"] = "x", ["value"] = """{"say":"more #S1","when":"2026-03-02T00:00:00Z"}""" }, "b");
        var payload = PayloadReader.Interaction(SlackJson.Parse(press.ToJsonString())!.Value);
        var activity = SlackActivity.Of(payload, Self, DateTimeOffset.UnixEpoch)!;
        Assert.Equal("more #S1", (string?)((JObject)activity.Value)["say"]);
        Assert.Equal(JTokenType.String, ((JObject)activity.Value)["when"]!.Type);
        Assert.NotNull(SlackReply.Of(activity.ChannelData)!.ResponseUrl);
        press["actions"]![0]!["value"] = "plain";
        Assert.Null(SlackActivity.Of(PayloadReader.Interaction(SlackJson.Parse(press.ToJsonString())!.Value), Self, DateTimeOffset.UnixEpoch));
    }

    [Fact]
    public void An_enterprise_is_kept_as_the_tenant()
    {
        var mention = Payloads.Mention("help");
        mention["context_enterprise_id"] = "E1";
        Assert.Equal("E1", Of(mention)!.Conversation.TenantId);
    }

    [Fact]
    public void No_organisation_here_is_no_organisation_whatever_the_other_side_is_of()
    {
        // In a channel that is shared with another organisation (Slack Connect) the outer ids can be the other's.
        var mention = Payloads.Mention("help");
        mention["enterprise_id"] = "E9";
        Assert.Null(Of(mention)!.Conversation.TenantId);
        mention.Remove("context_enterprise_id");
        Assert.Equal("E9", Of(mention)!.Conversation.TenantId);
    }

    [Theory]
    [InlineData("desk", "desk")]
    [InlineData("privategroup", null)]
    [InlineData("directmessage", null)]
    public void A_command_brings_the_name_of_its_channel_but_for_two_words_that_name_none(string sent, string? name)
    {
        var command = Payloads.Command("help");
        command["channel_name"] = sent;
        var payload = PayloadReader.Command(System.Text.Encoding.UTF8.GetBytes(string.Join('&', command.Select(f => $"{f.Key}={Uri.EscapeDataString((string)f.Value!)}"))));
        Assert.Equal(name, SlackActivity.Of(payload, Self, DateTimeOffset.UnixEpoch)!.Conversation.Name);
    }

    [Fact]
    public void What_is_done_in_a_view_belongs_to_the_workspace_that_has_the_app()
    {
        // Somebody of another workspace saves a form in a shared channel: the outer team is that person's.
        var saved = new JsonObject
        {
            ["type"] = "view_submission",
            ["team"] = new JsonObject { ["id"] = "T9" },
            ["enterprise"] = new JsonObject { ["id"] = "E9" },
            ["user"] = new JsonObject { ["id"] = "U9", ["team_id"] = "T9" },
            ["view"] = new JsonObject { ["id"] = "V1", ["team_id"] = "T9", ["app_installed_team_id"] = "T1" },
        };
        var payload = PayloadReader.Interaction(SlackJson.Parse(saved.ToJsonString())!.Value);
        Assert.Equal(("T1", null, "T9"), (payload.Team, payload.Enterprise, payload.Home));
        saved["team"]!["id"] = "T1";
        payload = PayloadReader.Interaction(SlackJson.Parse(saved.ToJsonString())!.Value);
        Assert.Equal(("T1", "E9"), (payload.Team, payload.Enterprise));
        // A view of an installation in a whole organisation names the organisation.
        saved["view"]!["app_installed_team_id"] = "E9";
        payload = PayloadReader.Interaction(SlackJson.Parse(saved.ToJsonString())!.Value);
        Assert.Equal(("T1", "E9"), (payload.Team, payload.Enterprise));
    }

    private static Activity? Of(JsonObject envelope) => SlackActivity.Of(Payloads.Read(envelope), Self, DateTimeOffset.UnixEpoch);
}
