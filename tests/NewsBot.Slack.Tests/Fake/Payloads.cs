using System.Text.Json.Nodes;
using NewsBot.Slack.Incoming;

namespace NewsBot.Slack.Tests.Fake;

/// <summary>What Slack sends, in its shapes; every id and word is invented.</summary>
internal static class Payloads
{
    private static int _count;

    /// <summary>An event in its envelope.</summary>
    public static JsonObject Event(JsonObject inner, string? id = null) => new()
    {
        ["token"] = "old-verification-token",
        ["team_id"] = FakeSlack.Team,
        ["context_team_id"] = FakeSlack.Team,
        ["context_enterprise_id"] = null,
        ["api_app_id"] = "A1",
        ["event"] = inner,
        ["type"] = "event_callback",
        ["event_id"] = id ?? $"Ev{Interlocked.Increment(ref _count)}",
        ["event_time"] = 1700000000,
        ["authorizations"] = new JsonArray(new JsonObject { ["enterprise_id"] = null, ["team_id"] = FakeSlack.Team, ["user_id"] = FakeSlack.BotUser, ["is_bot"] = true, ["is_enterprise_install"] = false }),
        ["is_ext_shared_channel"] = false,
        ["event_context"] = "4-opaque",
    };

    public static JsonObject Mention(string text, string ts = "1700000000.000100", string channel = "C1", string? thread = null) => Event(new JsonObject
    {
        ["type"] = "app_mention",
        ["user"] = "U1",
        ["text"] = $"<@{FakeSlack.BotUser}> {text}",
        ["ts"] = ts,
        ["channel"] = channel,
        ["event_ts"] = ts,
        ["thread_ts"] = thread,
    });

    public static JsonObject Direct(string text, string ts = "1700000000.000200", string channel = "D1") => Event(new JsonObject
    {
        ["type"] = "message",
        ["channel_type"] = "im",
        ["user"] = "U1",
        ["text"] = text,
        ["ts"] = ts,
        ["channel"] = channel,
        ["event_ts"] = ts,
    });

    public static JsonObject Command(string text, string channel = "C1", string url = FakeSlack.ResponseUrl + "C1/1") => new()
    {
        ["token"] = "old",
        ["team_id"] = FakeSlack.Team,
        ["team_domain"] = "newsroom",
        ["channel_id"] = channel,
        ["channel_name"] = "desk",
        ["user_id"] = "U1",
        ["user_name"] = "ayesha",
        ["command"] = "/newsbot",
        ["text"] = text,
        ["api_app_id"] = "A1",
        ["is_enterprise_install"] = "false",
        ["response_url"] = url,
        ["trigger_id"] = $"trigger.{Interlocked.Increment(ref _count)}",
    };

    public static JsonObject Press(JsonObject element, string block, string channel = "C1", string messageTs = "1700000000.000300", string url = FakeSlack.ResponseUrl + "C1/2") => new()
    {
        ["type"] = "block_actions",
        ["user"] = new JsonObject { ["id"] = "U1", ["username"] = "ayesha", ["name"] = "ayesha", ["team_id"] = FakeSlack.Team },
        ["api_app_id"] = "A1",
        ["token"] = "old",
        ["container"] = new JsonObject { ["type"] = "message", ["message_ts"] = messageTs, ["channel_id"] = channel, ["is_ephemeral"] = false },
        ["trigger_id"] = $"trigger.{Interlocked.Increment(ref _count)}",
        ["team"] = new JsonObject { ["id"] = FakeSlack.Team, ["domain"] = "newsroom" },
        ["enterprise"] = null,
        ["is_enterprise_install"] = false,
        ["channel"] = new JsonObject { ["id"] = channel, ["name"] = "desk" },
        ["message"] = new JsonObject { ["type"] = "message", ["ts"] = messageTs },
        ["response_url"] = url,
        ["actions"] = new JsonArray(new JsonObject
        {
            ["action_id"] = element["action_id"]?.DeepClone(),
            ["block_id"] = block,
            ["type"] = "button",
            ["value"] = element["value"]?.DeepClone(),
            ["action_ts"] = $"1700000001.{Interlocked.Increment(ref _count):D6}",
        }),
    };

    public static SlackPayload Read(JsonObject envelope) => PayloadReader.Event(SlackJson.Parse(envelope.ToJsonString())!.Value);
}
