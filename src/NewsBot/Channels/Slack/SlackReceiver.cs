using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using NewsBot.Channels.Slack.Inbox;
using NewsBot.Channels.Slack.Views;
using NewsBot.Slack.Incoming;
using NewsBot.Slack.Web;

namespace NewsBot.Channels.Slack;

/// <summary>Takes what Slack brings, over HTTP or a socket: answers at once what must be answered at once, and keeps the rest for the
/// inbox. It is quick, as Slack waits three seconds.</summary>
internal sealed partial class SlackReceiver(
    SlackInboxTable table, SlackInbox inbox, SlackApi api, TimeProvider clock, ILogger<SlackReceiver> logger)
{
    /// <summary>How long something may take to be kept; Slack waits half a second longer.</summary>
    /// <remarks>https://docs.slack.dev/interactivity/handling-user-interaction#acknowledgment_response</remarks>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(2.5);

    private const string Slow = "I am slow just now: the answer comes.";
    private const string Lost = "I could not take that, and nothing was done. Say it again, please.";

    /// <summary>The events that are kept, by their own types.</summary>
    internal static readonly HashSet<string> Events =
    [
        "app_mention", "message", "app_home_opened", "app_uninstalled", "tokens_revoked", "member_joined_channel", "member_left_channel",
        "channel_left", "group_left", "channel_archive", "group_archive", "channel_unarchive", "group_unarchive", "channel_rename",
        "group_rename", "channel_id_changed", "channel_deleted", "group_deleted", "channel_shared", "channel_unshared", "team_access_granted",
        "team_access_revoked",
    ];

    /// <summary>Keeps a payload.</summary>
    /// <param name="payload">What was brought.</param>
    /// <param name="cancellationToken">Nobody waits any more; it may have been kept.</param>
    /// <returns>What Slack is answered; null for a bare acknowledgement.</returns>
    /// <exception cref="InboxFullException">It could not be kept, or not in time: Slack must bring it again.</exception>
    /// <exception cref="Exception">It could not be kept.</exception>
    public async Task<JsonNode?> ReceiveAsync(SlackPayload payload, CancellationToken cancellationToken)
    {
        switch (payload.Kind)
        {
            case SlackKind.UrlVerification:
                return new JsonObject { ["challenge"] = payload.Body.Text("challenge") };
            case SlackKind.Options:
                return ZoneOptions.Of(payload.Body.Text("value"));
            case SlackKind.AppRateLimited:
                Log.Dropped(logger, payload.Body.Text("team_id"));
                return null;
            case SlackKind.ViewSubmission when SettingsView.Errors(payload.Body) is { } errors:
                return errors;
            case SlackKind.Command or SlackKind.ViewSubmission or SlackKind.MessageShortcut or SlackKind.GlobalShortcut:
            case SlackKind.BlockActions when !OnlyOpens(payload):
            case SlackKind.Event when Events.Contains(payload.Name) && !IsTalk(payload):
                return await KeepInTimeAsync(payload, cancellationToken);
            default:
                Log.Ignored(logger, payload.Kind, payload.Name);
                return null;
        }
    }

    // An event is brought again, and known by its key if it was kept after all. A command or a press comes once: whoever has given it is
    // told that it is slow, and if it fails after that.
    private async Task<JsonNode?> KeepInTimeAsync(SlackPayload payload, CancellationToken cancellationToken)
    {
        var kept = KeepAsync(payload);
        using var inTime = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var first = await Task.WhenAny(kept, Task.Delay(Patience, clock, inTime.Token));
        await inTime.CancelAsync();
        if (first == kept || kept.IsCompleted)
        {
            await kept;
            return null;
        }

        Log.Slow(logger, payload.Kind, payload.Name);
        if (payload.Kind == SlackKind.Event)
        {
            // The writer has told of a failure.
            _ = kept.ContinueWith(k => k.Exception, TaskScheduler.Default);
            cancellationToken.ThrowIfCancellationRequested();
            throw new InboxFullException();
        }

        _ = TellIfLostAsync(payload, kept);
        return payload.Kind == SlackKind.Command ? new JsonObject { ["response_type"] = "ephemeral", ["text"] = Slow } : null;
    }

    private async Task TellIfLostAsync(SlackPayload payload, Task kept)
    {
        try
        {
            await kept;
        }
        catch (Exception failure)
        {
            Log.Lost(logger, failure, payload.Kind, payload.Name);
            if (!Uri.TryCreate(payload.Body.Text("response_url"), UriKind.Absolute, out var url))
                return;
            try
            {
                var message = new JsonObject { ["response_type"] = "ephemeral", ["replace_original"] = false, ["text"] = Lost };
                await api.RespondAsync(url, message, CancellationToken.None);
            }
            catch (SlackException e)
            {
                Log.NotTold(logger, e.Error);
            }
        }
    }

    private async Task KeepAsync(SlackPayload payload)
    {
        var body = payload.Body.GetRawText();
        var key = payload.Key ?? "h:" + Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(body)));
        // Workspaces of an organisation may share the channel. A Home that Slack does not take for now holds up nothing that is said.
        var place = $"{payload.Enterprise ?? payload.Team}:{payload.Channel ?? payload.User}{(SlackHome.IsOpened(payload) ? ":home" : "")}";
        if (await table.AddAsync(key, payload.Kind, place, body))
            inbox.Nudge();
        else
            Log.Repeated(logger, payload.Kind, payload.Name);
    }

    // A button that opens an address tells it too; there is nothing to do.
    private static bool OnlyOpens(SlackPayload payload) =>
        payload.Body.Items("actions").All(a => a.Text("value") is null && a.At("selected_option") is null && a.At("selected_options") is null);

    // What bots say, edits and the like: most of what a lively workspace sends.
    private static bool IsTalk(SlackPayload payload) => payload.Name is "message" or "app_mention"
        && (payload.Inner.Text("subtype") is not (null or "thread_broadcast" or "file_share") || SlackActivity.IsOfBot(payload));

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Slack has left out events of workspace {Team}: there were more than 30,000 in an hour")]
        public static partial void Dropped(ILogger logger, string? team);

        [LoggerMessage(2, LogLevel.Debug, "Slack brought {Kind} {Name}, which means nothing here")]
        public static partial void Ignored(ILogger logger, SlackKind kind, string name);

        [LoggerMessage(3, LogLevel.Debug, "Slack brought {Kind} {Name} again")]
        public static partial void Repeated(ILogger logger, SlackKind kind, string name);

        [LoggerMessage(4, LogLevel.Warning, "Slack's {Kind} {Name} could not be kept in time: the database is slow")]
        public static partial void Slow(ILogger logger, SlackKind kind, string name);

        [LoggerMessage(5, LogLevel.Error, "Slack's {Kind} {Name} was acknowledged, and could not be kept afterwards: it is lost")]
        public static partial void Lost(ILogger logger, Exception failure, SlackKind kind, string name);

        [LoggerMessage(6, LogLevel.Warning, "Who said what was lost could not be told: {Error}")]
        public static partial void NotTold(ILogger logger, string error);
    }
}
