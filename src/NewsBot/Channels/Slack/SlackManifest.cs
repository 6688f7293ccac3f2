using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace NewsBot.Channels.Slack;

/// <summary>Something that the app is allowed to do, and what it needs it for.</summary>
internal sealed record SlackScope(string Name, string Reason);

/// <summary>What Slack must know of the app.</summary>
/// <remarks>https://docs.slack.dev/reference/app-manifest</remarks>
internal static class SlackManifest
{
    public const string ShortcutCallback = "says";

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>All that the bot asks for. Nothing lets it read a room in which it is not spoken to.</summary>
    public static IReadOnlyList<SlackScope> Scopes { get; } =
    [
        new("app_mentions:read", "to hear what is said to it in channels"),
        new("im:history", "to hear what is said to it in direct messages"),
        new("commands", "for /newsbot and the shortcut on a message"),
        new("chat:write", "to answer, to post alerts and digests, and to bring them up to date"),
        new("channels:read", "to know when it is let into a public channel, and when that is archived, renamed or deleted"),
        new("groups:read", "the same in private channels that it is invited to"),
        new("channels:join", "to join a public channel in which somebody has subscribed by /newsbot"),
        new("reactions:write", "to mark a message whose answer takes longer than two seconds, until it is there"),
        new("users:read", "to show times in the time zone of the person, and to say who changed something"),
    ];

    /// <summary>What the bot asks for and was not granted.</summary>
    public static IReadOnlyList<string> Missing(IEnumerable<string> granted) => [.. Scopes.Select(s => s.Name).Except(granted)];

    /// <summary>What Slack is asked to tell of.</summary>
    internal static readonly string[] Events =
    [
        "app_home_opened", "app_mention", "app_uninstalled", "channel_archive", "channel_deleted", "channel_id_changed", "channel_left",
        "channel_rename", "channel_shared", "channel_unarchive", "channel_unshared", "group_archive", "group_deleted", "group_left", "group_rename", "group_unarchive",
        "member_joined_channel", "member_left_channel", "message.im", "team_access_granted",
        "team_access_revoked", "tokens_revoked",
    ];

    /// <summary>The manifest.</summary>
    /// <param name="publicUrl">Where Slack, or in Socket Mode the browser of whoever installs the app, finds the program; null where neither
    /// needs to.</param>
    /// <param name="inSocketMode">Whether Slack comes over sockets; always without an address.</param>
    public static string Write(Uri? publicUrl, bool inSocketMode = false) => Of(publicUrl, inSocketMode || publicUrl is null).ToJsonString(Indented) + "\n";

    private static JsonObject Of(Uri? publicUrl, bool inSocketMode)
    {
        string? At(string path) => inSocketMode ? null : new Uri(publicUrl!, path).AbsoluteUri;
        var command = new JsonObject
        {
            ["command"] = "/newsbot",
            ["url"] = At("slack/commands"),
            ["description"] = "Follow who said what",
            ["usage_hint"] = "help | subscribe pak-us | who said \"ceasefire\"",
            ["should_escape"] = false,
        };
        var events = new JsonObject { ["request_url"] = At("slack/events"), ["bot_events"] = Texts(Events) };
        var interactivity = new JsonObject
        {
            ["is_enabled"] = true,
            ["request_url"] = At("slack/interactions"),
            ["message_menu_options_url"] = At("slack/interactions"),
        };
        var oauth = new JsonObject { ["scopes"] = new JsonObject { ["bot"] = Texts(Scopes.Select(s => s.Name)) } };
        if (publicUrl is not null)
            oauth["redirect_urls"] = Texts([new Uri(publicUrl, "slack/oauth").AbsoluteUri]);
        return new JsonObject
        {
            ["_metadata"] = new JsonObject { ["major_version"] = 2, ["minor_version"] = 1 },
            ["display_information"] = Display(),
            ["features"] = new JsonObject
            {
                ["app_home"] = new JsonObject { ["home_tab_enabled"] = true, ["messages_tab_enabled"] = true, ["messages_tab_read_only_enabled"] = false },
                ["bot_user"] = new JsonObject { ["display_name"] = "NewsBot", ["always_online"] = true },
                ["shortcuts"] = new JsonArray(Shortcut()),
                ["slash_commands"] = new JsonArray(Without(command)),
            },
            ["oauth_config"] = oauth,
            ["settings"] = new JsonObject
            {
                ["event_subscriptions"] = Without(events),
                ["interactivity"] = Without(interactivity),
                ["org_deploy_enabled"] = true,
                ["socket_mode_enabled"] = inSocketMode,
                ["token_rotation_enabled"] = false,
            },
        };
    }

    private static JsonObject Display() => new()
    {
        ["name"] = "NewsBot",
        ["description"] = "Who said what, word for word, as it is published",
        ["long_description"] =
            "NewsBot follows what officials say about the topics of your desk and posts a card when a new statement is published: the " +
            "verbatim quote, who said it in what office, where and when, and every outlet that carries it. It answers in channels when it " +
            "is mentioned, in direct messages and to /newsbot, and reads nothing else.",
        ["background_color"] = "#1f3a5f",
    };

    private static JsonObject Shortcut() => new()
    {
        ["name"] = "What does it say?",
        ["type"] = "message",
        ["callback_id"] = ShortcutCallback,
        ["description"] = "Who says what in this message",
    };

    private static JsonArray Texts(IEnumerable<string> texts) => new([.. texts.Select(t => (JsonNode)t)]);

    private static JsonObject Without(JsonObject fields)
    {
        foreach (var absent in fields.Where(f => f.Value is null).Select(f => f.Key).ToList())
            fields.Remove(absent);
        return fields;
    }
}
