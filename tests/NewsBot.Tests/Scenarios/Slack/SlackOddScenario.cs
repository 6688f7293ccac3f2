using System.Net;
using System.Text.Json.Nodes;
using NewsBot.Slack.Tests.Fake;
using Xunit;

namespace NewsBot.Tests.Scenarios.Slack;

/// <summary>Everything that Slack can bring, with nulls, with values of other kinds, with fields and types of tomorrow: it is
/// handled or left alone, and nothing of it fails.</summary>
public sealed class SlackOddScenario
{
    private static readonly string[] Events =
    [
        "app_mention", "message", "app_home_opened", "app_uninstalled", "tokens_revoked", "member_joined_channel",
        "member_left_channel", "channel_left", "group_left", "channel_archive", "group_archive", "channel_unarchive",
        "group_unarchive", "channel_rename", "group_rename", "channel_id_changed", "channel_deleted", "group_deleted",
        "channel_shared", "channel_unshared", "team_access_granted", "team_access_revoked", "reaction_added", "user_change",
        "link_shared", "workflow_step_execute", "of_tomorrow",
    ];

    private static readonly string[] Inner =
    [
        "",
        ""","user":null,"channel":null,"text":null,"ts":null,"tab":null,"tokens":null,"team_ids":null""",
        ""","user":7,"channel":[],"text":{},"ts":1700000000.1,"tab":7,"tokens":[],"team_ids":{},"old_channel_id":7""",
        ""","user":{"id":null},"channel":{"id":7,"name":null},"item":null,"tokens":{"bot":[null,7]},"team_ids":[7,"T9"]""",
        ""","user":"U1","channel":"C1","text":"\ud800 half","ts":"no number","thread_ts":7,"bot_id":null,"blocks":[{}]""",
        ""","user":"U0BOT","channel":"C4","inviter":{},"old_channel_id":"C4","new_channel_id":"","connected_team_id":7""",
        ""","user":"","channel":"","text":"","ts":"","tab":"home","old_channel_id":"C4","new_channel_id":{"id":"C5"}""",
        ""","user":"U1","channel":"D1","text":"topics","ts":"1772442000.0001","tab":"home","channel_type":"im","a":1""",
        ""","user":"U1","channel":"C1","text":"set the topic","ts":"1772442000.0002","subtype":"channel_topic","topic":"x","a":1""",
        ""","user":"U1","channel":"G9","text":"between us","ts":"1772442000.0003","channel_type":"mpim","tab":"about","a":1""",
        ""","user":"USLACKBOT","channel":"D1","text":"topics","ts":"1772442000.0004","channel_type":"im","a":1""",
        ""","user":"U1","channel":"C1","text":"<@U0BOT> topics","ts":"1772442000.0005","bot_id":"B9","bot_profile":{}""",
    ];

    private static readonly string[] Envelopes =
    [
        """{"type":"event_callback","team_id":"T1","event_id":"Ev~","event_time":1700000000,"event":{"type":@}}""",
        """{"type":"event_callback","team_id":null,"event_time":null,"event":{"type":@},"authorizations":null}""",
        """
        {"type":"event_callback","team_id":"T1","enterprise_id":7,"context_enterprise_id":null,"event_id":7,"event":{"type":@},
         "event_time":99999999999999999,"authorizations":[null,{"enterprise_id":null,"is_enterprise_install":"no"}],"a":{}}
        """,
    ];

    private static readonly string[] Interactions =
    [
        "block_actions", "view_submission", "view_closed", "message_action", "shortcut", "block_suggestion",
        "interactive_message", "dialog_submission", "workflow_step_edit", "of_tomorrow",
    ];

    private static readonly string[] Fields =
    [
        "",
        ""","user":null,"team":null,"enterprise":null,"channel":null,"actions":null,"view":null,"message":null""",
        ""","user":7,"team":[],"enterprise":7,"channel":"C1","actions":{},"view":[],"message":"text","container":[]""",
        ""","actions":[null],"message":{"text":null},"channel":{"id":"C1"},"view":{"callback_id":"settings"}""",
        ""","actions":[{"type":7,"value":"no JSON"}],"message":{"text":7},"channel":{"id":"C1"},"value":null""",
        ""","actions":[{"type":"button","value":"{\"say\":7}"}],"channel":{"id":"C1"},"message":{"text":"“Yes.”"}""",
        ""","actions":[{"type":"button","value":"[1]"}],"channel":{"id":"C1"},"view":{"type":"home","private_metadata":"D1"}""",
        ""","actions":[{"type":"button","value":"{\"say\":\"topics\"}"}],"view":{"type":"home","private_metadata":"D1"}""",
        ""","actions":[{"type":"static_select","selected_option":null}],"view":{"type":"home","private_metadata":null}""",
        """
        ,"view":{"callback_id":"settings","private_metadata":"C1","state":{"values":{"zone":{"value":null},"topics":7}}}
        """,
        """
        ,"view":{"callback_id":"settings","private_metadata":"D1","state":{"values":{
          "zone":{"value":{"type":"external_select","selected_option":{"value":"Asia/Kabul"}}},
          "topics":{"value":{"type":"checkboxes","selected_options":[null,7,{"value":"none"}]}}}}}
        """,
    ];

    private static readonly string[] Commands =
    [
        "", "command", "command=", "command=%2Fnewsbot", "command=%2Fnewsbot&team_id=T1",
        "command=%2Fnewsbot&team_id=T1&channel_id=C1",
        "command=%2Fnewsbot&team_id=&channel_id=C1&user_id=U1&text=help",
        "command=%2Fnewsbot&team_id=T1&user_id=U1&text=help",
        "command=%2Fof_tomorrow&team_id=T1&channel_id=C1&user_id=U1&text=topics&trigger_id=1.3",
        "command=%2Fnewsbot&team_id=T1&channel_id=C1&user_id=U1&text=%zz+%ed%a0%80+%00&response_url=none&trigger_id=1.4",
    ];

    [Fact]
    public async Task Whatever_comes_is_handled_or_left_alone_and_nothing_fails()
    {
        string[] settings =
        [
            $"--Slack:BotToken={FakeSlack.BotToken}", $"--Slack:SigningSecret={SlackDesk.Secret}", "--Logging:LogLevel:NewsBot.Channels.Slack=Debug",
        ];
        await using var desk = await SlackDesk.OpenAsync(settings, slack => slack.Channels["C4"] = true);
        var count = 0;
        foreach (var (name, inner) in Events.SelectMany(name => Inner.Select(inner => (name, inner))))
        {
            foreach (var envelope in Envelopes)
            {
                var numbered = envelope.Replace("~", $"{++count}", StringComparison.Ordinal);
                var body = numbered.Replace("@", $"\"{name}\"{inner}", StringComparison.Ordinal);
                await BringAsync(desk, "/slack/events", body, "application/json");
            }
        }

        foreach (var (type, fields) in Interactions.SelectMany(type => Fields.Select(fields => (type, fields))))
        {
            foreach (var who in new[] { "", ",\"team\":{\"id\":\"T1\"},\"user\":{\"id\":\"U1\"}" })
            {
                // Of a repeated name the last holds.
                var json = $$"""{"type":"{{type}}","trigger_id":"2.{{++count}}"{{who}}{{fields}}}""";
                await BringAsync(desk, "/slack/interactions", "payload=" + Uri.EscapeDataString(json));
            }
        }

        foreach (var form in Commands)
            await BringAsync(desk, "/slack/commands", form);
        await desk.SettleAsync();
        Assert.Equal("none", await desk.AskAsync<string>(
            "select coalesce(string_agg(problem || ' ' || kind || ' ' || key, ', '), 'none') from slack_inbox where problem is not null"));
        Assert.Equal(1, await desk.AskAsync<long>("select max(attempts) from slack_inbox"));
        // What means nothing here is told by its name, at the door or behind it.
        string[] ignored =
        [
            "Event app_mention", "Event message", "Event member_joined_channel", "Event workflow_step_execute", "Event of_tomorrow",
            "Event channel_archive", "Event app_home_opened", "BlockActions block_actions", "ViewSubmission view_submission",
            "MessageShortcut message_action", "Unknown workflow_step_edit", "Unknown of_tomorrow", "Legacy interactive_message",
        ];
        var log = desk.Logs.Text;
        Assert.All(ignored, name => Assert.Contains($"Slack brought {name}, which means nothing here", log, StringComparison.Ordinal));
        // Turns tell of their failures in the log.
        string[] ours = ["NullReference", "InvalidOperation", "Argument", "Format", "KeyNotFound", "Json", "InvalidCast", "IndexOutOfRange"];
        Assert.DoesNotContain(ours, name => log.Contains(name + "Exception", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_form_of_sixty_kilobytes_changes_what_it_says()
    {
        await using var desk = await SlackDesk.OpenAsync();
        var sent = new JsonObject
        {
            ["type"] = "view_submission",
            ["team"] = new JsonObject { ["id"] = FakeSlack.Team },
            ["user"] = new JsonObject { ["id"] = "U1", ["team_id"] = FakeSlack.Team },
            ["trigger_id"] = "1.5",
            ["view"] = new JsonObject
            {
                ["id"] = "V1",
                ["callback_id"] = "settings",
                ["private_metadata"] = "C1",
                ["blocks"] = new JsonArray([.. Enumerable.Range(0, 100).Select(_ => (JsonNode)Section(600))]),
                ["state"] = new JsonObject
                {
                    ["values"] = new JsonObject
                    {
                        ["zone"] = Field("external_select", "selected_option", Option("Asia/Karachi")),
                        ["topics"] = Field("checkboxes", "selected_options", new JsonArray(Option("pak-us"))),
                        ["hour"] = Field("timepicker", "selected_time", null),
                        ["days"] = Field("checkboxes", "selected_options", new JsonArray()),
                    },
                },
            },
        };
        Assert.True(sent.ToJsonString().Length > 60_000);
        await desk.InteractAsync(sent);
        Assert.Equal("pak-us", await desk.AskAsync<string>("select string_agg(topic, ',') from subscription where state = 0"));
        Assert.Equal("Asia/Karachi", await desk.AskAsync<string>("select zone from conversation where external_id = 'T1:C1'"));
    }

    private static async Task BringAsync(SlackDesk desk, string path, string body, string? type = null)
    {
        using var answer = await desk.PostAsync(path, body, type ?? "application/x-www-form-urlencoded");
        Assert.True(answer.StatusCode is HttpStatusCode.OK, $"{answer.StatusCode}: {body}");
    }

    private static JsonObject Field(string type, string name, JsonNode? value) =>
        new() { ["value"] = new JsonObject { ["type"] = type, [name] = value } };

    private static JsonObject Section(int length) =>
        new() { ["type"] = "section", ["text"] = new JsonObject { ["type"] = "plain_text", ["text"] = new string('x', length) } };

    private static JsonObject Option(string value) => new() { ["value"] = value };
}
