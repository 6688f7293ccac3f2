using System.Globalization;
using System.Text.Json;

namespace NewsBot.Slack.Incoming;

/// <summary>What Slack brings.</summary>
public enum SlackKind
{
    /// <summary>A type that we do not know.</summary>
    Unknown,

    /// <summary>Slack asks whether the address is ours; answer the challenge.</summary>
    UrlVerification,

    /// <summary>Slack looks whether the address has a certificate.</summary>
    SslCheck,

    /// <summary>Slack has left events out, as there were too many.</summary>
    AppRateLimited,

    Event,
    Command,
    BlockActions,
    ViewSubmission,
    ViewClosed,
    MessageShortcut,
    GlobalShortcut,

    /// <summary>A menu asks for its options.</summary>
    Options,

    /// <summary>Attachments and dialogs of old.</summary>
    Legacy,
}

/// <summary>One thing that Slack has brought, over HTTP or a socket; loose on purpose, as Slack adds fields at any time.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Name">Its own type: of an event <c>app_mention</c>, of a command <c>/newsbot</c>, of an interaction
/// <c>block_actions</c>.</param>
/// <param name="Body">All of it; a command's form fields as an object.</param>
public sealed record SlackPayload(SlackKind Kind, string Name, JsonElement Body)
{
    /// <summary>The event inside its envelope; the payload itself for what has none.</summary>
    public JsonElement Inner => Kind == SlackKind.Event ? Body.At("event") ?? default : Body;

    // The year 9000.
    private const long LastSecond = 221_845_392_000;

    /// <summary>Same for the same thing, however often and in whatever way Slack brings it; null when there is nothing to know it by.</summary>
    /// <remarks>One message can come as two events (<c>app_mention</c> and <c>message</c>) with ids of their own, and from two workspaces
    /// of an organisation that share its channel.</remarks>
    public string? Key => Kind switch
    {
        SlackKind.Event when MessageTs is { } ts => $"m:{Enterprise ?? Team}:{Channel}:{ts}",
        SlackKind.Event => Body.Text("event_id") is { } id ? "e:" + id : null,
        SlackKind.BlockActions when Body.Items("actions").FirstOrDefault() is { ValueKind: JsonValueKind.Object } action =>
            $"a:{Team}:{User}:{action.Text("block_id")}:{action.Text("action_id")}:{action.Text("action_ts") ?? Body.Text("trigger_id")}",
        _ => Body.Text("trigger_id") is { } trigger ? "t:" + trigger : null,
    };

    /// <summary>The workspace in which it happened.</summary>
    public string? Team => Kind switch
    {
        SlackKind.Event => Body.Text("context_team_id") ?? Body.Text("team_id"),
        SlackKind.Command => Body.Text("team_id"),
        _ when InstalledIn is ['T', ..] installed => installed,
        _ => Body.Text("team", "id") ?? Body.Text("user", "team_id") ?? Body.Text("team_id"),
    };

    // The workspace or the organisation that has the app by which a view was opened: in a channel that is shared with another organisation
    // (Slack Connect) the payload's team is that of whoever uses the view.
    private string? InstalledIn => Body.Text("view", "app_installed_team_id");

    /// <summary>The workspace by which the place is known: another than <see cref="Team"/> where an organisation shares the channel between
    /// workspaces.</summary>
    public string? PlaceTeam
    {
        get => field ?? Team;
        init;
    }

    /// <summary>True in direct messages of other people, in which a command can be typed too: the bot is not there.</summary>
    public bool IsBetweenOthers { get; init; }

    /// <summary>The organisation of an Enterprise Grid; null outside of one, and where only the installation tells it.</summary>
    public string? Enterprise
    {
        get => field ?? Kind switch
        {
            // Where Slack says that there is none here, the other ids can be those of the other side of a shared channel.
            SlackKind.Event when Body.Has("context_enterprise_id") => Body.Text("context_enterprise_id"),
            SlackKind.Event => Body.Text("enterprise_id") ?? Body.Items("authorizations").Select(a => a.Text("enterprise_id")).FirstOrDefault(),
            SlackKind.Command => Body.Text("enterprise_id"),
            _ when InstalledIn is ['E', ..] organisation => organisation,
            _ when InstalledIn is { } installed && installed != Body.Text("team", "id") => null,
            _ => Body.Text("enterprise", "id"),
        };
        init;
    }

    /// <summary>True for an event that reached the app by its installation in a whole organisation.</summary>
    public bool IsOfOrganisation => Kind == SlackKind.Event
        && (Body.Items("authorizations").Any(a => a.Flag("is_enterprise_install")) || Team is null or ['E', ..]);

    /// <summary>The channel, where there is one.</summary>
    public string? Channel => Kind switch
    {
        // In events of a channel's life it is an object or a text; of a reaction it stands in the item.
        SlackKind.Event => Inner.Text("channel") ?? Inner.Text("channel", "id") ?? Inner.Text("item", "channel"),
        SlackKind.Command => Body.Text("channel_id"),
        _ => Body.Text("channel", "id") ?? Body.Text("container", "channel_id"),
    };

    /// <summary>The person whose doing it is.</summary>
    public string? User => Kind switch
    {
        SlackKind.Event => Inner.Text("user") ?? Inner.Text("user", "id"),
        SlackKind.Command => Body.Text("user_id"),
        _ => Body.Text("user", "id"),
    };

    /// <summary>The workspace or the organisation that the person belongs to; null where Slack does not tell.</summary>
    /// <remarks>It is a stranger's own in a channel that is shared with another organisation (Slack Connect).</remarks>
    public string? Home => Kind switch
    {
        SlackKind.Event => Inner.Text("user_team") ?? Inner.Text("team"),
        SlackKind.Command => null,
        _ => Body.Text("user", "team_id"),
    };

    /// <summary>True for an event in a channel that is shared with another organisation (Slack Connect).</summary>
    public bool IsExternallyShared => Kind == SlackKind.Event && Body.Flag("is_ext_shared_channel");

    /// <summary>When an event happened, which may be long before it is brought; null where Slack does not say it readably.</summary>
    public DateTimeOffset? HappenedAt => Kind != SlackKind.Event ? null
        : decimal.TryParse(Inner.Text("event_ts"), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var ts) && ts < LastSecond
            ? DateTimeOffset.UnixEpoch.AddTicks((long)(ts * TimeSpan.TicksPerSecond))
        : Body.Number("event_time") is { } second && second >= 0 && second < LastSecond ? DateTimeOffset.FromUnixTimeSeconds(second)
        : null;

    /// <summary><c>ts</c> of the message, for messages and mentions.</summary>
    public string? MessageTs => Name is "message" or "app_mention" && Inner.Text("subtype") is null or "thread_broadcast" or "file_share"
        ? Inner.Text("ts")
        : null;
}
