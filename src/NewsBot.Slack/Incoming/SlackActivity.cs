using Microsoft.Bot.Schema;
using NewsBot.Slack.Blocks;
using NewsBot.Slack.Installing;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace NewsBot.Slack.Incoming;

/// <summary>What Slack has brought, as an activity of the Bot Framework.</summary>
public static class SlackActivity
{
    public const string Channel = "slack";

    /// <summary>Stands where other channels have the address that answers are posted to.</summary>
    public const string ServiceUrl = "urn:slack:web-api";

    /// <summary>Slack's own voice, in reminders and answers: a person to all appearance, with no mark of a bot.</summary>
    public const string Slackbot = "USLACKBOT";

    /// <summary>Whether a bot has said a message, this one or another: an answer to one would be answered for ever.</summary>
    /// <remarks>A bot's post has no subtype today.</remarks>
    public static bool IsOfBot(SlackPayload payload) =>
        payload.User == Slackbot || payload.Inner.At("bot_id") is not null || payload.Inner.At("bot_profile") is not null;

    /// <summary>The activity of a message, a command, a button or of the bot's coming and going.</summary>
    /// <param name="payload">What Slack has brought.</param>
    /// <param name="self">The installation in its workspace.</param>
    /// <param name="received">When it was brought.</param>
    /// <returns>Null for what is none of these, or not for the bot: what the bot or another bot has said, an edit, somebody else's
    /// coming.</returns>
    public static Activity? Of(SlackPayload payload, Installation self, DateTimeOffset received) => payload.Kind switch
    {
        SlackKind.Event when payload.Name is "app_mention" or "message" => Said(payload, self),
        SlackKind.Event when payload.Name is "member_joined_channel" or "member_left_channel" => Moved(payload, self),
        SlackKind.Command => Commanded(payload, self, received),
        SlackKind.BlockActions when payload.Channel is { } channel => Pressed(payload, self, received, channel),
        _ => null,
    };

    /// <summary>An activity from a person at a place, to which the caller adds what was said.</summary>
    /// <param name="payload">Gives workspace, organisation and person.</param>
    /// <param name="self">The installation.</param>
    /// <param name="channel">The channel's id; for direct messages that of their conversation.</param>
    /// <param name="thread"><c>ts</c> of the thread; null outside of one.</param>
    public static Activity From(SlackPayload payload, Installation self, string channel, string? thread)
    {
        var place = new SlackPlace(payload.PlaceTeam ?? self.Team ?? "", channel, thread);
        var isChat = place.IsDirect && !payload.IsBetweenOthers;
        return new Activity(ActivityTypes.Message)
        {
            ChannelId = Channel,
            ServiceUrl = ServiceUrl,
            From = new ChannelAccount(payload.User, role: RoleTypes.User),
            Recipient = new ChannelAccount(self.BotUser, role: RoleTypes.Bot),
            Conversation = new ConversationAccount(
                isGroup: !isChat,
                conversationType: isChat ? "personal" : place.IsDirect ? "groupChat" : "channel",
                id: place.ToString(),
                tenantId: payload.Enterprise),
            TextFormat = TextFormatTypes.Plain,
        };
    }

    private static Activity? Said(SlackPayload payload, Installation self)
    {
        var message = payload.Inner;
        if (message.Text("subtype") is not (null or "thread_broadcast" or "file_share")
            || payload.Channel is not { } channel
            || message.Text("ts") is not { } ts
            || payload.User is not { } user
            || user == self.BotUser
            || IsOfBot(payload)
            || message.Text("app_id") is { } app && app == self.AppId)
        {
            return null;
        }

        var text = message.Text("text") ?? "";
        var isDirect = message.Text("channel_type") == "im" || channel.StartsWith('D');
        var mentioned = text.Contains($"<@{self.BotUser}>", StringComparison.Ordinal)
            || text.Contains($"<@{self.BotUser}|", StringComparison.Ordinal);
        if (!isDirect && payload.Name == "message" && !mentioned)
            return null;

        // In a channel the talk goes on in the thread of the mention; in direct messages only where there is a thread already.
        var thread = message.Text("thread_ts") ?? (isDirect ? null : ts);
        var activity = From(payload, self, channel, thread);
        activity.Id = ts;
        activity.Text = Mrkdwn.ToPlain(text, self.BotUser);
        if (mentioned)
            activity.Entities = [BotMention(self.BotUser)];
        activity.ChannelData = new JObject { ["team"] = payload.Team, ["ts"] = ts };
        return activity;
    }

    private static Activity? Moved(SlackPayload payload, Installation self)
    {
        if (payload.User != self.BotUser || payload.Channel is not { } channel)
            return null;
        var activity = From(payload, self, channel, thread: null);
        activity.Type = ActivityTypes.ConversationUpdate;
        activity.Id = payload.Body.Text("event_id");
        activity.TextFormat = null;
        activity.From = new ChannelAccount(payload.Inner.Text("inviter") ?? self.BotUser);
        if (payload.Name == "member_joined_channel")
            activity.MembersAdded = [activity.Recipient];
        else
            activity.MembersRemoved = [activity.Recipient];
        return activity;
    }

    private static Activity? Commanded(SlackPayload payload, Installation self, DateTimeOffset received)
    {
        if (payload.Channel is not { } channel || payload.User is not { } user)
            return null;
        var activity = From(payload, self, channel, thread: null);
        activity.Id = payload.Body.Text("trigger_id");
        activity.Text = Mrkdwn.ToPlain(payload.Body.Text("text") ?? "");
        // Two words stand for every private channel and every direct message.
        activity.Conversation.Name = payload.Body.Text("channel_name") is { } name and not ("privategroup" or "directmessage") ? name : null;
        activity.ChannelData = Reply(payload, user, received);
        return activity;
    }

    /// <summary>The activity of a button or a menu: what it says is a JSON object in its value, or in the option that was chosen.</summary>
    /// <param name="payload">The press.</param>
    /// <param name="self">The installation in its workspace.</param>
    /// <param name="received">When it was brought.</param>
    /// <param name="channel">Where it is to be taken as said; a view has no channel of its own.</param>
    /// <returns>Null when it says no object.</returns>
    public static Activity? Pressed(SlackPayload payload, Installation self, DateTimeOffset received, string channel)
    {
        var action = payload.Body.Items("actions").FirstOrDefault();
        if (payload.User is not { } user
            || Interacted.Of(action) is not [var said, ..]
            || ParseObject(said) is not { } value)
        {
            return null;
        }

        var container = payload.Body.At("container") ?? default;
        var thread = payload.Body.Text("message", "thread_ts") ?? container.Text("thread_ts");
        var activity = From(payload, self, channel, thread);
        activity.Id = $"{container.Text("message_ts")}:{action.Text("action_ts") ?? payload.Body.Text("trigger_id")}";
        activity.Value = value;
        activity.ReplyToId = container.Text("message_ts");
        // In direct messages an answer is a message as any other.
        if (activity.Conversation.IsGroup == true)
            activity.ChannelData = Reply(payload, user, received);
        return activity;
    }

    private static JObject Reply(SlackPayload payload, string user, DateTimeOffset received)
    {
        var data = new JObject();
        Uri.TryCreate(payload.Body.Text("response_url"), UriKind.Absolute, out var url);
        new SlackReply(url, received + SlackReply.Life, user, IsPublic: false).WriteTo(data);
        return data;
    }

    private static Entity BotMention(string botUser)
    {
        var mention = new Entity("mention");
        mention.Properties = new JObject { ["mentioned"] = new JObject { ["id"] = botUser }, ["text"] = $"<@{botUser}>" };
        return mention;
    }

    private static JObject? ParseObject(string json)
    {
        try
        {
            using var reader = new JsonTextReader(new StringReader(json)) { DateParseHandling = DateParseHandling.None, MaxDepth = 16 };
            return JObject.Load(reader);
        }
        catch (Newtonsoft.Json.JsonException)
        {
            return null;
        }
    }
}
