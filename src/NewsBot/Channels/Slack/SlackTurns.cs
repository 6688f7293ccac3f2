using System.Globalization;
using Microsoft.Bot.Builder;
using Microsoft.Bot.Schema;
using NewsBot.Channels.Slack.Sharing;
using NewsBot.Channels.Slack.Views;
using NewsBot.Conversations;
using NewsBot.Slack;
using NewsBot.Slack.Incoming;
using NewsBot.Slack.Installing;
using NewsBot.Slack.Web;
using Newtonsoft.Json.Linq;

namespace NewsBot.Channels.Slack;

/// <summary>Takes each thing that Slack has brought to where it belongs: what people say to the bot, the rest to views and to the lives
/// of conversations.</summary>
internal sealed partial class SlackTurns(
    SlackClient client,
    SlackAdapter adapter,
    IBot bot,
    GridChannels grid,
    DirectMessages direct,
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
    /// <returns>What is still to be said of the answers, as Slack did not take it for now: everything else is done.</returns>
    /// <exception cref="SlackException">Nothing was done.</exception>
    public async Task<IReadOnlyList<UnsaidAnswer>> HandleAsync(
        SlackPayload payload, DateTimeOffset received, int attempt, CancellationToken cancellationToken)
    {
        if (payload is { Kind: SlackKind.Event, Name: "app_uninstalled" or "tokens_revoked" })
        {
            await life.UninstalledAsync(payload, cancellationToken);
            return [];
        }

        if (payload is { Kind: SlackKind.Event, Name: "team_access_granted" or "team_access_revoked" })
        {
            await life.AccessChangedAsync(payload, cancellationToken);
            return [];
        }

        if (payload.Team is null)
        {
            Log.Nowhere(logger, payload.Kind, payload.Name);
            return [];
        }

        if (await client.FindAsync(payload.Enterprise, payload.Team, cancellationToken) is not { } self)
        {
            Log.NotInstalled(logger, payload.Team, payload.Kind);
            return [];
        }

        // A view that somebody of another organisation uses tells only theirs.
        var here = payload.Kind == SlackKind.Event ? payload : payload with { Enterprise = payload.Enterprise ?? self.Enterprise };
        var placed = await direct.MarkedAsync(await grid.PlacedAsync(here, self, cancellationToken), cancellationToken);
        var heard = new Heard(placed, self, received, attempt);
        await WorkAsync(heard, cancellationToken);
        return heard.Unsaid;
    }

    /// <summary>Says what was left unsaid, in its order.</summary>
    /// <returns>What is still to be said.</returns>
    public async Task<IReadOnlyList<UnsaidAnswer>> SayAsync(IReadOnlyList<UnsaidAnswer> answers, CancellationToken cancellationToken)
    {
        for (var i = 0; i < answers.Count; i++)
        {
            if (await adapter.SayAsync(answers[i], cancellationToken) is { } rest)
                return [rest, .. answers.Skip(i + 1)];
        }

        return [];
    }

    private async Task WorkAsync(Heard heard, CancellationToken cancellationToken)
    {
        var (payload, self) = (heard.Payload, heard.Self);
        switch (payload.Kind)
        {
            case SlackKind.Event when payload.Name == "app_home_opened":
                await OpenedAsync(payload, self, cancellationToken);
                break;
            case SlackKind.Event when SlackLife.Concerns(payload.Name):
                if (!await life.ChangedAsync(payload, cancellationToken))
                    Log.Ignored(logger, payload.Kind, payload.Name);
                break;
            case SlackKind.Event when payload.Name is "member_joined_channel" or "member_left_channel" && payload.User == self.BotUser
                && await life.IsOvertakenAsync(payload, cancellationToken):
                Log.Ignored(logger, payload.Kind, payload.Name);
                break;
            case SlackKind.ViewSubmission:
                await SubmittedAsync(heard, cancellationToken);
                break;
            case SlackKind.MessageShortcut:
                if (payload.Channel is { } channel && payload.User is { } asker)
                    heard.Left(await views.Shortcut.AnswerAsync(payload, self, (channel, asker, heard.Received), cancellationToken));
                else
                    Log.Ignored(logger, payload.Kind, payload.Name);
                break;
            case SlackKind.GlobalShortcut:
                await views.Settings.OpenAsync(payload, channel: null, cancellationToken);
                break;
            case SlackKind.BlockActions when SlackHome.DirectOf(payload) is { } chat:
                await SayAsync(heard, SlackActivity.Pressed(payload, self, heard.Received, chat), cancellationToken);
                await AfterwardsAsync(heard, () => views.Home.PublishAsync(payload, self, chat, cancellationToken));
                break;
            default:
                await SayAsync(heard, SlackActivity.Of(payload, self, heard.Received), cancellationToken);
                break;
        }
    }

    private async Task OpenedAsync(SlackPayload payload, Installation self, CancellationToken cancellationToken)
    {
        if (payload.Channel is not { } chat)
            Log.Ignored(logger, payload.Kind, payload.Name);
        else if (SlackHome.IsOpened(payload))
            await views.Home.PublishAsync(payload, self, chat, cancellationToken);
        else
            await views.Home.MeetAsync(payload, self, chat, cancellationToken);
    }

    private async Task SayAsync(Heard heard, Activity? activity, CancellationToken cancellationToken)
    {
        if (activity is null)
            Log.Ignored(logger, heard.Payload.Kind, heard.Payload.Name);
        else
            await patience.WhileAsync(heard.Payload, heard.Self, heard.Attempt, () => AnswerAsync(heard, activity, cancellationToken), cancellationToken);
    }

    private async Task AnswerAsync(Heard heard, Activity activity, CancellationToken cancellationToken)
    {
        var payload = heard.Payload;
        var line = SaidLine.Of(activity);
        var asksForChange = SlackAudience.AsksForChange(line);
        if (asksForChange)
            await people.EnsureToldAsync(payload, heard.Attempt, cancellationToken);
        await people.IntroduceAsync(payload, heard.Self, activity, cancellationToken);
        if (payload.IsBetweenOthers && (SlackSettings.IsAsked(line) || asksForChange))
        {
            heard.Left(await membership.HintAsync(activity, cancellationToken));
            return;
        }

        var mayChange = !ExternalPerson.Is(activity);
        if (mayChange && activity.Type == ActivityTypes.Message && SlackSettings.IsAsked(line))
        {
            // A message cannot open a form, and a trigger lasts three seconds; a button can always be pressed.
            if (!await views.Settings.OpenAsync(payload, SlackPlace.Parse(activity.Conversation.Id).Channel, cancellationToken))
                heard.Left(await adapter.RunAsync(activity, views.Settings.Offer, cancellationToken));
            return;
        }

        await membership.MarkAsync(payload, activity, cancellationToken);
        await RunAsync(heard, activity, cancellationToken);
        // Where it is mentioned it is.
        if (mayChange && payload.Kind != SlackKind.Event && asksForChange)
            await AfterwardsAsync(heard, () => SeeToPostsAsync(heard, activity, cancellationToken));
    }

    // Where nothing is followed there is nothing to post.
    private async Task SeeToPostsAsync(Heard heard, Activity asked, CancellationToken cancellationToken)
    {
        if (await views.Settings.IsFollowedAsync(SlackPlace.Parse(asked.Conversation.Id).Whole, cancellationToken))
            heard.Left(await membership.SeeToAsync(heard.Payload, asked, cancellationToken));
    }

    // What was chosen in the settings is said line by line, so that it is the same as typing it.
    private async Task SubmittedAsync(Heard heard, CancellationToken cancellationToken)
    {
        var (payload, self) = (heard.Payload, heard.Self);
        if (SettingsView.ChannelOf(payload.Body) is not { } channel)
        {
            Log.Ignored(logger, payload.Kind, payload.Name);
            return;
        }

        var lines = await views.Settings.LinesAsync(payload, channel, cancellationToken);
        if (lines.Count == 0)
            return;
        await people.EnsureToldAsync(payload, heard.Attempt, cancellationToken);
        var asked = SlackActivity.From(payload, self, channel, thread: null);
        var mayPost = await membership.MayPostAsync(payload.Enterprise, asked, cancellationToken);
        foreach (var (line, i) in lines.Select((line, i) => (line, i)))
        {
            var activity = SlackActivity.From(payload, self, channel, thread: null);
            activity.Id = $"{payload.Body.Text("view", "id")}:{payload.Body.Text("view", "hash")}:{i}";
            activity.Text = line;
            if (!mayPost)
            {
                SendTo(payload.User, activity);
                SaidOutside.Set(activity);
            }

            await people.IntroduceAsync(payload, self, activity, cancellationToken);
            // The hour is meant as the form has shown it, in the zone that stands beside it.
            activity.LocalTimezone = null;
            await RunAsync(heard, activity, cancellationToken);
        }

        if (!mayPost)
        {
            SendTo(payload.User, asked);
            heard.Left(await membership.HintAsync(asked, cancellationToken));
        }

        await AfterwardsAsync(heard, () => views.Home.RefreshAsync(payload, self, cancellationToken));
    }

    // What was said has had its effect: what fails behind it is no reason to have it again.
    private async Task AfterwardsAsync(Heard heard, Func<Task> work)
    {
        try
        {
            await work();
        }
        catch (Exception failure)
        {
            Log.NotDone(logger, failure, heard.Payload.Kind, heard.Payload.Team);
        }
    }

    // A form brings no address for answers; where the bot is not they go to the person's direct messages.
    private static void SendTo(string? person, Activity activity)
    {
        var data = new JObject();
        new SlackReply(ResponseUrl: null, Until: DateTimeOffset.MinValue, person ?? "", IsPublic: false).WriteTo(data);
        activity.ChannelData = data;
    }

    private async Task RunAsync(Heard heard, Activity activity, CancellationToken cancellationToken)
    {
        // The bot lets an activity have its effect once. The inbox sees to that already, and a try that died half-way must be made again.
        if (heard.Attempt > 1 && activity.Id is not null)
            activity.Id += string.Create(CultureInfo.InvariantCulture, $"#{heard.Attempt}");
        heard.Left(await adapter.RunAsync(activity, bot, cancellationToken));
    }

    /// <summary>What was brought, and what is still to be said to it.</summary>
    private sealed record Heard(SlackPayload Payload, Installation Self, DateTimeOffset Received, int Attempt)
    {
        public List<UnsaidAnswer> Unsaid { get; } = [];

        public void Left(UnsaidAnswer? answer)
        {
            if (answer is not null)
                Unsaid.Add(answer);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Workspace {Team} brought {Kind}, but the app is not installed there")]
        public static partial void NotInstalled(ILogger logger, string? team, SlackKind kind);

        [LoggerMessage(2, LogLevel.Information, "Slack brought {Kind} {Name} of no workspace: it is left alone")]
        public static partial void Nowhere(ILogger logger, SlackKind kind, string name);

        [LoggerMessage(4, LogLevel.Debug, "Slack brought {Kind} {Name}, which means nothing here")]
        public static partial void Ignored(ILogger logger, SlackKind kind, string name);

        [LoggerMessage(3, LogLevel.Warning, "What follows upon Slack's {Kind} in workspace {Team} was not done")]
        public static partial void NotDone(ILogger logger, Exception failure, SlackKind kind, string? team);
    }
}
