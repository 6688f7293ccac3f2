using System.Globalization;
using Microsoft.Bot.Builder;
using Microsoft.Bot.Schema;
using NewsBot.Channels.Slack.Sharing;
using NewsBot.Channels.Slack.Views;
using NewsBot.Slack;
using NewsBot.Slack.Incoming;
using NewsBot.Slack.Installing;
using Newtonsoft.Json.Linq;

namespace NewsBot.Channels.Slack;

/// <summary>Takes each thing that Slack has brought to where it belongs: what people say to the bot, the rest to views and to the lives
/// of conversations.</summary>
internal sealed partial class SlackTurns(
    SlackClient client,
    SlackAdapter adapter,
    IBot bot,
    GridChannels grid,
    SlackPeople people,
    SlackPatience patience,
    SlackLife life,
    SlackMembership membership,
    SlackViews views,
    ILogger<SlackTurns> logger)
{
    /// <param name="payload">What was brought.</param>
    /// <param name="received">When.</param>
    /// <param name="attempt">1 for the first try; a later one follows a process that died in the middle.</param>
    /// <param name="cancellationToken">The program stops.</param>
    public async Task HandleAsync(SlackPayload payload, DateTimeOffset received, int attempt, CancellationToken cancellationToken)
    {
        if (payload is { Kind: SlackKind.Event, Name: "app_uninstalled" or "tokens_revoked" })
        {
            await life.UninstalledAsync(payload, cancellationToken);
            return;
        }

        if (payload is { Kind: SlackKind.Event, Name: "team_access_granted" or "team_access_revoked" })
        {
            await life.AccessChangedAsync(payload, cancellationToken);
            return;
        }

        if (payload.Team is null)
        {
            Log.Nowhere(logger, payload.Kind, payload.Name);
            return;
        }

        if (await client.FindAsync(payload.Enterprise, payload.Team, cancellationToken) is not { } self)
        {
            Log.NotInstalled(logger, payload.Team, payload.Kind);
            return;
        }

        payload = await grid.PlacedAsync(payload, self, cancellationToken);
        switch (payload.Kind)
        {
            case SlackKind.Event when payload.Name == "app_home_opened":
                if (payload.Inner.Text("tab") is null or "home" && payload.Channel is { } own)
                    await views.Home.PublishAsync(payload, self, own, cancellationToken);
                break;
            case SlackKind.Event when SlackLife.Concerns(payload.Name):
                await life.ChangedAsync(payload, cancellationToken);
                break;
            case SlackKind.ViewSubmission:
                await SubmittedAsync(payload, self, attempt, cancellationToken);
                break;
            case SlackKind.MessageShortcut:
                await views.Shortcut.AnswerAsync(payload, received, cancellationToken);
                break;
            case SlackKind.GlobalShortcut:
                await views.Settings.OpenAsync(payload, channel: null, cancellationToken);
                break;
            case SlackKind.BlockActions when SlackHome.DirectOf(payload) is { } direct:
                await SayAsync(payload, self, SlackActivity.Pressed(payload, self, received, direct), attempt, cancellationToken);
                await views.Home.PublishAsync(payload, self, direct, cancellationToken);
                break;
            default:
                await SayAsync(payload, self, SlackActivity.Of(payload, self, received), attempt, cancellationToken);
                break;
        }
    }

    private Task SayAsync(SlackPayload payload, Installation self, Activity? activity, int attempt, CancellationToken cancellationToken) =>
        activity is null
            ? Task.CompletedTask
            : patience.WhileAsync(payload, self, attempt, () => AnswerAsync(payload, self, activity, attempt, cancellationToken), cancellationToken);

    private async Task AnswerAsync(SlackPayload payload, Installation self, Activity activity, int attempt, CancellationToken cancellationToken)
    {
        await people.IntroduceAsync(payload, self, activity, cancellationToken);
        var line = SaidLine.Of(activity);
        var mayChange = !ExternalPerson.Is(activity);
        if (mayChange && activity.Type == ActivityTypes.Message && SlackSettings.IsAsked(line))
        {
            // A message cannot open a form, and a trigger lasts three seconds; a button can always be pressed.
            if (!await views.Settings.OpenAsync(payload, SlackPlace.Parse(activity.Conversation.Id).Channel, cancellationToken))
                await adapter.RunAsync(activity, views.Settings.Offer, cancellationToken);
            return;
        }

        var changes = mayChange && SlackAudience.IsPublic(line);
        if (changes && activity.ChannelData is JObject data)
            SlackReply.Publish(data);
        await RunAsync(activity, attempt, cancellationToken);
        // Where it is mentioned it is.
        if (changes && payload.Kind != SlackKind.Event)
            await membership.SeeToAsync(payload, activity, cancellationToken);
    }

    // What was chosen in the settings is said line by line, so that it is the same as typing it.
    private async Task SubmittedAsync(SlackPayload payload, Installation self, int attempt, CancellationToken cancellationToken)
    {
        if (SettingsView.ChannelOf(payload.Body) is not { } channel)
            return;
        var lines = await views.Settings.LinesAsync(payload, channel, cancellationToken);
        if (lines.Count == 0)
            return;
        var asked = SlackActivity.From(payload, self, channel, thread: null);
        var mayPost = await membership.MayPostAsync(payload.Enterprise, asked, cancellationToken);
        foreach (var (line, i) in lines.Select((line, i) => (line, i)))
        {
            var activity = SlackActivity.From(payload, self, channel, thread: null);
            activity.Id = $"{payload.Body.Text("view", "id")}:{payload.Body.Text("view", "hash")}:{i}";
            activity.Text = line;
            if (!mayPost)
                SendTo(payload.User, activity);
            await people.IntroduceAsync(payload, self, activity, cancellationToken);
            await RunAsync(activity, attempt, cancellationToken);
        }

        if (!mayPost)
        {
            SendTo(payload.User, asked);
            await membership.HintAsync(asked, cancellationToken);
        }

        await views.Home.RefreshAsync(payload, self, cancellationToken);
    }

    // A form brings no address for answers; where the bot is not they go to the person's direct messages.
    private static void SendTo(string? person, Activity activity)
    {
        var data = new JObject();
        new SlackReply(ResponseUrl: null, Until: DateTimeOffset.MinValue, person ?? "", IsPublic: false).WriteTo(data);
        activity.ChannelData = data;
    }

    private async Task RunAsync(Activity activity, int attempt, CancellationToken cancellationToken)
    {
        // The bot lets an activity have its effect once. The inbox sees to that already, and a try that died half-way must be made again.
        if (attempt > 1 && activity.Id is not null)
            activity.Id += string.Create(CultureInfo.InvariantCulture, $"#{attempt}");
        await adapter.RunAsync(activity, bot, cancellationToken);
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Workspace {Team} brought {Kind}, but the app is not installed there")]
        public static partial void NotInstalled(ILogger logger, string? team, SlackKind kind);

        [LoggerMessage(2, LogLevel.Information, "Slack brought {Kind} {Name} of no workspace: it is left alone")]
        public static partial void Nowhere(ILogger logger, SlackKind kind, string name);
    }
}
