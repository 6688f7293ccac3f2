using Newtonsoft.Json.Linq;

namespace NewsBot.Conversations;

/// <summary>What kind of place a conversation is.</summary>
public enum ConversationKind
{
    Personal,
    Group,
    Channel,
}

/// <summary>Whether the bot may speak there.</summary>
public enum ConversationState
{
    Open,

    /// <summary>The channel refused us or the bot was removed; nothing is sent, nothing is deleted.</summary>
    Closed,
}

/// <summary>Where the time zone of a conversation comes from.</summary>
public enum ZoneSource
{
    /// <summary>Nobody said; UTC.</summary>
    Default,

    /// <summary>The client sent it.</summary>
    Client,

    /// <summary>Somebody typed it.</summary>
    Set,
}

/// <summary>Who may change what a conversation follows.</summary>
public enum ChangePolicy
{
    Anyone,

    /// <summary>Those who put the bot there.</summary>
    Owners,
}

/// <summary>How much of a statement its posts show.</summary>
public enum CardLayout
{
    Full,

    /// <summary>A line or two of the words, the speaker and the first outlet.</summary>
    Compact,
}

/// <summary>A place where the bot may speak.</summary>
public sealed class Conversation
{
    /// <summary>What everybody is called who has no name (on our own chat page): it tells nobody from others.</summary>
    public const string Nameless = "You";

    public required long Id { get; init; }

    /// <summary>Bot Framework channel id: <c>msteams</c>, <c>slack</c>, <c>webchat</c> …</summary>
    public required string Channel { get; init; }

    /// <summary>The channel's own id of the conversation.</summary>
    public required string ExternalId { get; init; }

    public required ConversationKind Kind { get; init; }

    public string? Name { get; init; }

    /// <summary>The Bot Framework <c>ConversationReference</c> as JSON, for proactive turns.</summary>
    public required string Reference { get; init; }

    /// <summary>IANA time zone.</summary>
    public required string Zone { get; init; }

    public required ZoneSource ZoneSource { get; init; }

    /// <summary>Start of the quiet hours, <c>HH:mm</c> in <see cref="Zone"/>; null when there are none.</summary>
    public string? QuietFrom { get; init; }

    /// <summary>Their end; up to, and not including.</summary>
    public string? QuietTo { get; init; }

    public required DateTimeOffset Joined { get; init; }

    public required ConversationState State { get; init; }

    public string? StateReason { get; init; }

    /// <summary>Since when an operator holds back what is owed to it; null when none does.</summary>
    public DateTimeOffset? Paused { get; init; }

    /// <summary>The Teams team that it belongs to, by the id of its General channel.</summary>
    public string? Team { get; init; }

    public ChangePolicy Changes { get; init; }

    public CardLayout Layout { get; init; }

    /// <summary>Whether the activity that was just received opened it again.</summary>
    public bool Reopened { get; internal set; }

    /// <summary>The tenant that the place belongs to; empty where the channel names none.</summary>
    public string Tenant => JObject.Parse(Reference)["conversation"] is JObject place ? (string?)place["tenantId"] ?? "" : "";

    /// <summary>The host of the service that takes posts for it; empty where the channel names none.</summary>
    internal string Host => Uri.TryCreate((string?)JObject.Parse(Reference)["serviceUrl"], UriKind.Absolute, out var service) ? service.Authority : "";

    /// <summary>The person with whom the bot is alone there, by the channel's id; null elsewhere.</summary>
    public string? Person => JObject.Parse(Reference)["user"] is JObject person ? (string?)person["id"] : null;

    /// <summary>What its channel's ids of people hold in: the workspace of Slack; empty elsewhere, where they hold in all of the channel.</summary>
    internal string Workspace =>
        Channel == Microsoft.Bot.Connector.Channels.Slack ? ExternalId[..(ExternalId.LastIndexOf(':') + 1)] : "";

    /// <summary>Whether an id or a name of a person is that of the same person in another conversation: both are of one tenant, an
    /// organisation with all of its workspaces, or of one workspace.</summary>
    public bool SharesPeopleWith(Conversation other) =>
        Channel == other.Channel && Tenant == other.Tenant && (Tenant.Length > 0 || Workspace == other.Workspace);

    /// <summary>What its owners own: the team, or the conversation where there is none.</summary>
    public string Place => Team ?? ExternalId;
}
