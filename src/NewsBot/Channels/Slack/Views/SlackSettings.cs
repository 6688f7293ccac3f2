using System.Text.Json.Nodes;
using Microsoft.Bot.Builder;
using NewsBot.Cards;
using NewsBot.Channels.Slack.Sharing;
using NewsBot.Conversations;
using NewsBot.Desk;
using NewsBot.Slack;
using NewsBot.Slack.Incoming;
using NewsBot.Slack.Installing;
using NewsBot.Slack.Web;
using NewsBot.Subscriptions;

namespace NewsBot.Channels.Slack.Views;

/// <summary>Opens the settings of a conversation, and turns what was chosen into lines.</summary>
internal sealed partial class SlackSettings(
    SlackClient client,
    GridChannels grid,
    ConversationTable conversations,
    SubscriptionTable subscriptions,
    Newsdesk desk,
    SlackPeople people,
    CardDeck cards,
    ILogger<SlackSettings> logger)
{
    /// <summary>Answers with a button that opens the form.</summary>
    public IBot Offer { get; } = new OneMessage(cards.Notice(
        "Settings",
        "Alerts, the daily digest, quiet hours and the time zone of this conversation, in a form.",
        new SayButton("Open settings", "settings")));

    /// <summary>Whether a line asks for the form.</summary>
    public static bool IsAsked(string line) => line.Trim().TrimEnd('.', '!').ToUpperInvariant() is "SETTINGS" or "SETTING" or "SETUP" or "CONFIGURE";

    /// <summary>Opens the form.</summary>
    /// <param name="payload">The interaction; a message has none that a form could be opened for.</param>
    /// <param name="channel">Whose settings; null for those of the person.</param>
    /// <param name="cancellationToken">Stops.</param>
    /// <returns>False when it could not be opened: the person must be told in another way.</returns>
    public async Task<bool> OpenAsync(SlackPayload payload, string? channel, CancellationToken cancellationToken)
    {
        if (payload.Body.Text("trigger_id") is not { } trigger || payload.Team is not { } team || payload.User is not { } user)
            return false;
        try
        {
            if (channel is null)
            {
                channel = (await client.CallAsync(payload.Enterprise, team, "chat.postMessage", Hello(user), cancellationToken)).Text("channel") ?? user;
                payload = await grid.PlacedAsync(payload, payload.Enterprise, channel, cancellationToken);
            }

            var conversation = await FindAsync(new SlackPlace(payload.PlaceTeam ?? team, channel), cancellationToken);
            var zone = SettingsView.IsZoneChosen(conversation) ? conversation.Zone
                : ClientZone.Known((await people.FindAsync(payload.Enterprise, team, user, cancellationToken)).Zone);
            var view = SettingsView.Of(channel, conversation, zone ?? "UTC", await FollowedAsync(conversation, cancellationToken), desk.Topics);
            var arguments = new JsonObject { ["trigger_id"] = trigger, ["view"] = view };
            await client.CallAsync(payload.Enterprise, team, "views.open", arguments, cancellationToken);
            return true;
        }
        catch (SlackException e)
        {
            Log.NotOpened(logger, team, e.Error, e.Detail);
            return false;
        }
    }

    public async Task<IReadOnlyList<string>> LinesAsync(SlackPayload payload, string channel, CancellationToken cancellationToken)
    {
        var conversation = payload.PlaceTeam is { } team ? await FindAsync(new SlackPlace(team, channel), cancellationToken) : null;
        return SettingsView.Lines(payload.Body, conversation, await FollowedAsync(conversation, cancellationToken), desk.Topics);
    }

    /// <summary>Whether something is followed in a channel.</summary>
    public async Task<bool> IsFollowedAsync(SlackPlace channel, CancellationToken cancellationToken) =>
        (await FollowedAsync(await FindAsync(channel, cancellationToken), cancellationToken)).Count > 0;

    private Task<Conversation?> FindAsync(SlackPlace channel, CancellationToken cancellationToken) =>
        conversations.FindAsync(SlackActivity.Channel, channel.ToString(), cancellationToken);

    private async Task<IReadOnlyList<Subscription>> FollowedAsync(Conversation? conversation, CancellationToken cancellationToken) =>
        conversation is null ? [] : await subscriptions.ListAsync(conversation.Id, cancellationToken);

    // A shortcut tells no conversation; a post to a person opens the one with them.
    private static JsonObject Hello(string user) => new() { ["channel"] = user, ["text"] = "Here are the settings of our direct messages." };

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "A form could not be opened in workspace {Team}: {Error} {Detail}")]
        public static partial void NotOpened(ILogger logger, string team, string error, string? detail);
    }
}
