namespace NewsBot.Slack.Web;

/// <summary>How often a method may be called in one workspace.</summary>
/// <remarks>https://docs.slack.dev/apis/web-api/rate-limits</remarks>
internal static class SlackTier
{
    // Slack documents "several hundred a minute" in a workspace for posts, and one a second in a channel.
    private const int Posts = 200;
    // Documented as tier 1 in one place and tier 3 in another; a refreshed socket must not wait a minute for its successor.
    private const int Connections = 3;
    private const int Tier2 = 20;
    private const int Tier3 = 50;
    private const int Tier4 = 100;

    /// <summary>The method that gives the address of a socket.</summary>
    public const string Connect = "apps.connections.open";

    /// <summary>Calls a minute.</summary>
    public static int PerMinute(string method) => method switch
    {
        "chat.postMessage" => Posts,
        "auth.test" => Posts,
        Connect => Connections,
        "conversations.list" or "users.list" => Tier2,
        "chat.postEphemeral" or "users.info" or "conversations.members" or "views.open" or "views.push" or "views.update"
            or "views.publish" or "oauth.v2.access" => Tier4,
        "chat.update" or "chat.delete" or "reactions.add" or "reactions.remove" or "conversations.info" or "conversations.join"
            or "conversations.open" or "conversations.history" or "conversations.replies" or "users.conversations" => Tier3,
        _ => Tier2,
    };

    /// <summary>Whether all processes keep the limit of a method together: those that many posts at a time call for.</summary>
    public static bool IsShared(string method) => method is "chat.update" or "conversations.history" or "conversations.replies";

    /// <summary>Whether a call is also counted for its channel.</summary>
    public static bool IsPost(string method) => method is "chat.postMessage" or "chat.postEphemeral";

    /// <summary>Whether a call that was made twice does harm.</summary>
    public static bool IsOnce(string method) => method is "chat.postMessage" or "chat.postEphemeral" or "oauth.v2.access" or "views.open" or "views.push";
}
