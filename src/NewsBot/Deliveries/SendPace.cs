using NewsBot.Conversations;

namespace NewsBot.Deliveries;

/// <summary>How fast a channel takes posts, for one key: so many at once, then one each time. Pure.</summary>
/// <param name="Key">What is limited: a conversation, a tenant, a workspace.</param>
/// <param name="Every">The time between posts in the long run.</param>
/// <param name="Burst">Posts that may come at once after a rest.</param>
internal sealed record SendPace(string Key, TimeSpan Every, int Burst)
{
    /// <summary>The limits of a post to a conversation; none for a channel that has none of its own.</summary>
    /// <remarks>Teams: in any 30 s 60 posts to a conversation and in any hour 1,800, and in any second 50 requests of an app to a tenant
    /// (https://learn.microsoft.com/microsoftteams/platform/bots/how-to/rate-limit): what a burst and the long run come to together stays
    /// below each. Slack: one a second to a channel, with short bursts, and several hundred a minute in a
    /// workspace (https://docs.slack.dev/apis/web-api/rate-limits): 200, as the calls themselves are counted.</remarks>
    public static IReadOnlyList<SendPace> Of(Conversation conversation) => conversation.Channel switch
    {
        "msteams" => OfTeams(conversation.ExternalId, conversation.Tenant),
        "slack" => [SlackPlace(conversation.ExternalId), Workspace(conversation.Workspace)],
        _ => [],
    };

    /// <summary>The limits of Teams.</summary>
    /// <param name="place">A chat or a channel; a thread counts for its channel.</param>
    /// <param name="tenant">Empty when it is not known.</param>
    public static IReadOnlyList<SendPace> OfTeams(string place, string tenant) =>
        [TeamsPlace(place), new($"msteams hour {place}", TimeSpan.FromSeconds(2.1), 80), TeamsTenant(tenant)];

    /// <summary>The limit of a chat or a channel of Teams.</summary>
    public static SendPace TeamsPlace(string place) => new($"msteams {place}", TimeSpan.FromMilliseconds(550), 5);

    /// <summary>The limit of all places of a tenant of Teams.</summary>
    public static SendPace TeamsTenant(string tenant) =>
        new($"msteams tenant {tenant}", TimeSpan.FromMilliseconds(21), 2) { OfMany = true };

    /// <summary>Many conversations share it.</summary>
    public bool OfMany { get; private init; }

    /// <summary>What a wait holds for that the channel has asked the outbox for; null where the adapter keeps it, as that of Teams does.</summary>
    /// <remarks>Slack names no conversation with its wait: it holds for the method in the workspace.</remarks>
    public static SendPace? PausedBy(Conversation conversation) => conversation.Channel == "slack" ? Workspace(conversation.Workspace) : null;

    /// <summary>The limits of Slack for a message, as for a post.</summary>
    /// <param name="team">The workspace's id.</param>
    /// <param name="channel">The channel's id.</param>
    public static IReadOnlyList<SendPace> OfSlack(string team, string channel) => [SlackPlace($"{team}:{channel}"), Workspace($"{team}:")];

    /// <summary>The limit of a method of Slack's in a workspace.</summary>
    public static SendPace SlackMethod(string team, string method, int perMinute) =>
        new($"slack {method} {team}", TimeSpan.FromMinutes(1) / perMinute, perMinute / 2);

    private static SendPace SlackPlace(string place) => new($"slack {place}", TimeSpan.FromSeconds(1), 3);

    private static SendPace Workspace(string workspace) =>
        new($"slack workspace {workspace}", TimeSpan.FromMinutes(1) / 200, 200) { OfMany = true };
}
