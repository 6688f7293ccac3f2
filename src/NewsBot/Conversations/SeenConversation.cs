using Microsoft.Bot.Schema;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace NewsBot.Conversations;

/// <summary>What one activity tells about the conversation that it belongs to.</summary>
internal sealed record SeenConversation(
    string Channel, string ExternalId, ConversationKind Kind, string? Name, string Reference, string? Zone)
{
    /// <summary>Somebody says something there, typed or by a button, and the bot is there.</summary>
    public bool Spoken { get; private init; }

    private string? Team { get; init; }

    /// <exception cref="ArgumentException">The activity names no channel or no conversation.</exception>
    public static SeenConversation Of(Activity activity)
    {
        if (string.IsNullOrEmpty(activity.ChannelId) || string.IsNullOrEmpty(activity.Conversation?.Id))
            throw new ArgumentException("The activity names no channel or no conversation.", nameof(activity));
        var kind = KindOf(activity.Conversation);
        var id = PlaceOf(activity, kind);
        var reference = ReferenceOf(activity, kind, id);
        return new SeenConversation(activity.ChannelId, id, kind, NameOf(activity, kind), reference, ClientZone.Of(activity))
        {
            Spoken = (activity.Type == ActivityTypes.Message || IsPress(activity)) && !SaidOutside.Is(activity),
            Team = kind == ConversationKind.Channel ? Field(activity, "team", "id") : null,
        };
    }

    /// <summary>The facts that a known conversation has after this activity.</summary>
    public Facts ApplyTo(Conversation known)
    {
        var facts = Facts.Of(known) with
        {
            Kind = Kind,
            Name = Name ?? known.Name,
            Reference = Reference,
            Team = Team ?? known.Team,
        };
        if (Spoken)
            facts = facts with { State = ConversationState.Open, StateReason = null };

        // A group has people in several zones: the first one heard stands until somebody types another.
        var listens = known.ZoneSource <= (Kind == ConversationKind.Personal ? ZoneSource.Client : ZoneSource.Default);
        return Zone is not null && listens ? facts with { Zone = Zone, ZoneSource = ZoneSource.Client } : facts;
    }

    // A pressed button says a line; a card that a client refreshes by itself says nothing.
    private static bool IsPress(Activity activity) =>
        activity is { Type: ActivityTypes.Invoke, Name: "adaptiveCard/action", Value: JObject value }
        && (value["action"] as JObject)?["verb"] is JValue { Value: "say" }
        && value["trigger"] is not JValue { Value: "automatic" };

    private static ConversationKind KindOf(ConversationAccount account) => account.ConversationType?.ToUpperInvariant() switch
    {
        "CHANNEL" => ConversationKind.Channel,
        "GROUPCHAT" => ConversationKind.Group,
        "PERSONAL" => ConversationKind.Personal,
        _ => account.IsGroup == true ? ConversationKind.Group : ConversationKind.Personal,
    };

    // In a channel of Teams and anywhere in Slack the id carries the thread; where the bot speaks first is the channel itself.
    private static string PlaceOf(Activity activity, ConversationKind kind)
    {
        var id = activity.Conversation.Id;
        return activity.ChannelId switch
        {
            "msteams" when kind == ConversationKind.Channel => id.Split(';')[0],
            // Workspace and channel; the Azure Bot Service puts the bot before them.
            "slack" => string.Join(':', id.Split(':').Take(id.StartsWith('B') ? 3 : 2)),
            _ => id,
        };
    }

    // An event of a team may name another of its channels than the one that it comes from. General has no name of its own, and the team's id.
    private static string? NameOf(Activity activity, ConversationKind kind)
    {
        var (place, channel) = (PlaceOf(activity, kind), Field(activity, "channel", "id"));
        string?[] names =
        [
            activity.Conversation.Name,
            channel is null || place == channel ? Field(activity, "channel", "name") : null,
            place == Field(activity, "team", "id") ? Field(activity, "team", "name") : null,
            kind == ConversationKind.Personal ? activity.From?.Name : null,
        ];
        return names.FirstOrDefault(n => !string.IsNullOrWhiteSpace(n));
    }

    private static string? Field(Activity activity, string part, string name) =>
        ((activity.ChannelData as JObject)?[part] as JObject)?[name] is JValue { Value: string text } ? text : null;

    private static string ReferenceOf(Activity activity, ConversationKind kind, string id)
    {
        var account = activity.Conversation;
        var reference = new ConversationReference
        {
            ChannelId = activity.ChannelId,
            ServiceUrl = activity.ServiceUrl,
            Bot = activity.Recipient,
            User = kind == ConversationKind.Personal ? activity.From : null,
            Conversation = new ConversationAccount(
                account.IsGroup, account.ConversationType, id, account.Name, account.AadObjectId, account.Role, account.TenantId ?? Field(activity, "tenant", "id")),
        };
        return Write(reference);
    }

    /// <summary>A reference as it is stored.</summary>
    public static string Write(ConversationReference reference) => JsonConvert.SerializeObject(reference, Wire);

    private static readonly JsonSerializerSettings Wire = new() { NullValueHandling = NullValueHandling.Ignore };
}

/// <summary>The part of a conversation that an activity can change.</summary>
internal sealed record Facts(
    ConversationKind Kind,
    string? Name,
    string Reference,
    string Zone,
    ZoneSource ZoneSource,
    ConversationState State,
    string? StateReason)
{
    public string? Team { get; init; }

    public static Facts Of(Conversation c) =>
        new(c.Kind, c.Name, c.Reference, c.Zone, c.ZoneSource, c.State, c.StateReason) { Team = c.Team };
}
