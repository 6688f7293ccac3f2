using System.Text;
using System.Text.Json.Nodes;
using NewsBot.Slack.Incoming;
using NewsBot.Slack.Installing;
using NewsBot.Slack.Tests.Fake;
using Xunit;

namespace NewsBot.Slack.Tests;

public sealed class PayloadReaderTests
{
    private static readonly Installation Self = new()
    {
        Team = FakeSlack.Team,
        AppId = "A1",
        BotToken = FakeSlack.BotToken,
        Scopes = [],
        BotUser = FakeSlack.BotUser,
    };

    [Theory]
    [InlineData("""{"type":"url_verification","challenge":"x"}""", SlackKind.UrlVerification)]
    [InlineData("""{"type":"app_rate_limited","minute_rate_limited":1,"team_id":"T1","api_app_id":"A1"}""", SlackKind.AppRateLimited)]
    [InlineData("""{"type":"event_callback","event":{"type":"app_mention"}}""", SlackKind.Event)]
    [InlineData("""{"type":"event_callback","event":{"type":"a_type_of_tomorrow","channel":{"id":"C1"}},"new_field":[1,{"a":null}]}""", SlackKind.Event)]
    [InlineData("""{"type":"event_callback","event":null}""", SlackKind.Unknown)]
    [InlineData("""{"type":"event_callback"}""", SlackKind.Unknown)]
    [InlineData("""{"type":"event_callback","event":"app_mention"}""", SlackKind.Unknown)]
    [InlineData("""{"type":7}""", SlackKind.Unknown)]
    [InlineData("""{"type":"something_else"}""", SlackKind.Unknown)]
    [InlineData("{}", SlackKind.Unknown)]
    public void Every_envelope_has_a_kind(string json, SlackKind kind)
    {
        var payload = PayloadReader.Event(Encoding.UTF8.GetBytes(json));
        Assert.Equal(kind, payload!.Kind);
        Touch(payload);
    }

    [Theory]
    [InlineData("block_actions", SlackKind.BlockActions)]
    [InlineData("view_submission", SlackKind.ViewSubmission)]
    [InlineData("view_closed", SlackKind.ViewClosed)]
    [InlineData("message_action", SlackKind.MessageShortcut)]
    [InlineData("shortcut", SlackKind.GlobalShortcut)]
    [InlineData("block_suggestion", SlackKind.Options)]
    [InlineData("interactive_message", SlackKind.Legacy)]
    [InlineData("dialog_submission", SlackKind.Legacy)]
    [InlineData("workflow_step_edit", SlackKind.Unknown)]
    public void Every_interaction_has_a_kind_whatever_else_is_in_it(string type, SlackKind kind)
    {
        string[] odd =
        [
            "", ",\"user\":null", ",\"team\":null,\"enterprise\":{\"id\":\"E1\"}", ",\"actions\":null", ",\"actions\":[null]", ",\"actions\":[{\"type\":7}]",
            ",\"view\":{\"state\":{\"values\":null}}", ",\"channel\":\"C1\"", ",\"container\":[]", ",\"trigger_id\":5",
        ];
        foreach (var more in odd)
        {
            var json = $$"""{"type":"{{type}}"{{more}}}""";
            var payload = PayloadReader.Interaction(Encoding.UTF8.GetBytes("payload=" + Uri.EscapeDataString(json)));
            Assert.Equal(kind, payload!.Kind);
            Touch(payload);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{\"type\":")]
    [InlineData("\"text\"")]
    public void What_is_no_JSON_object_is_nothing(string body)
    {
        Assert.Null(PayloadReader.Event(Encoding.UTF8.GetBytes(body)));
        Assert.Null(PayloadReader.Interaction(Encoding.UTF8.GetBytes("payload=" + Uri.EscapeDataString(body))));
        Assert.Null(PayloadReader.Interaction("no=payload"u8));
    }

    [Fact]
    public void A_command_is_read_from_its_form_with_plus_signs_and_repeated_fields()
    {
        var payload = PayloadReader.Command("command=%2Fnewsbot&text=who+said+%22cease%2Bfire%22&team_id=T1&channel_id=C1&user_id=U1&user_id=U2&trigger_id=1.2&x=%zz&y"u8);
        Assert.Equal(SlackKind.Command, payload.Kind);
        Assert.Equal("/newsbot", payload.Name);
        Assert.Equal("who said \"cease+fire\"", payload.Body.Text("text"));
        Assert.Equal(("T1", "C1", "U2", "t:1.2"), (payload.Team, payload.Channel, payload.User, payload.Key));
        Assert.Equal(SlackKind.SslCheck, PayloadReader.Command("ssl_check=1&token=x"u8).Kind);
        Assert.Equal(SlackKind.SslCheck, PayloadReader.Interaction("ssl_check=1&token=x"u8)!.Kind);
        Assert.Equal(SlackKind.Unknown, PayloadReader.Command(""u8).Kind);
    }

    [Fact]
    public void A_message_that_comes_as_two_events_has_one_key_and_a_retry_too()
    {
        var mention = Payloads.Read(Payloads.Mention("help"));
        var message = Payloads.Mention("help");
        message["event"]!["type"] = "message";
        Assert.Equal(mention.Key, Payloads.Read(message).Key);
        var edited = Payloads.Mention("help");
        edited["event"]!["subtype"] = "message_changed";
        edited["event"]!["type"] = "message";
        Assert.NotEqual(mention.Key, Payloads.Read(edited).Key);
    }

    [Fact]
    public void An_interaction_of_sixty_kilobytes_is_read()
    {
        var json = new JsonObject
        {
            ["type"] = "view_submission",
            ["view"] = new JsonObject
            {
                ["private_metadata"] = new string('m', 3000),
                ["blocks"] = new JsonArray([.. Enumerable.Range(0, 100).Select(i => (JsonNode)new JsonObject { ["type"] = "section", ["text"] = new string('x', 600) })]),
                ["state"] = new JsonObject { ["values"] = new JsonObject { ["b"] = new JsonObject { ["a"] = new JsonObject { ["type"] = "plain_text_input", ["value"] = "typed" } } } },
            },
        };
        var payload = PayloadReader.Interaction(Encoding.UTF8.GetBytes("payload=" + Uri.EscapeDataString(json.ToJsonString())))!;
        Assert.Equal("typed", Interacted.Value(payload.Body.At("view")!.Value, "b", "a"));
    }

    [Theory]
    [InlineData("""{"type":"plain_text_input","value":null}""", "")]
    [InlineData("""{"type":"static_select","selected_option":{"value":"a"}}""", "a")]
    [InlineData("""{"type":"static_select","selected_option":null}""", "")]
    [InlineData("""{"type":"checkboxes","selected_options":[{"value":"a"},{"value":"b"}]}""", "a,b")]
    [InlineData("""{"type":"multi_users_select","selected_users":["U1","U2"]}""", "U1,U2")]
    [InlineData("""{"type":"multi_channels_select","selected_channels":["C1"]}""", "C1")]
    [InlineData("""{"type":"conversations_select","selected_conversation":"C1"}""", "C1")]
    [InlineData("""{"type":"users_select","selected_user":"U1"}""", "U1")]
    [InlineData("""{"type":"datepicker","selected_date":"2026-03-02"}""", "2026-03-02")]
    [InlineData("""{"type":"timepicker","selected_time":"07:30"}""", "07:30")]
    [InlineData("""{"type":"datetimepicker","selected_date_time":1700000000}""", "1700000000")]
    [InlineData("""{"type":"number_input","value":"7"}""", "7")]
    [InlineData("""{"type":"button","value":"go"}""", "go")]
    [InlineData("""{"type":"of_tomorrow"}""", "")]
    public void What_was_entered_is_read_from_every_element(string field, string expected) =>
        Assert.Equal(expected, string.Join(',', Interacted.Of(SlackJson.Parse(field)!.Value)));

    // Whatever is read from it, nothing is thrown.
    private static void Touch(SlackPayload payload)
    {
        _ = (payload.Key, payload.Team, payload.Enterprise, payload.Channel, payload.User, payload.Inner);
        _ = SlackActivity.Of(payload, Self, DateTimeOffset.UnixEpoch);
        _ = PayloadReader.Again(payload.Kind, payload.Body.GetRawText());
    }
}
