using Microsoft.Bot.Schema;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace NewsBot.Channels.Chat;

/// <summary>Activities of the local chat: what is taken from the browser, and what it is shown.</summary>
internal static class ChatActivity
{
    public const string Channel = "webchat";

    /// <summary>Tells our own chats from those of Azure's Web Chat, whose channel has the same name. Nothing is ever sent there: the adapter
    /// writes into the chat itself.</summary>
    public const string ServiceUrl = "urn:newsbot:webchat";

    private static readonly ChannelAccount Bot = new("newsbot", "NewsBot", role: RoleTypes.Bot);

    private static readonly JsonSerializerSettings Wire = new()
    {
        NullValueHandling = NullValueHandling.Ignore,
        DateTimeZoneHandling = DateTimeZoneHandling.Utc,
    };

    /// <summary>An activity that the browser posted. Only what a person can mean is taken over; who and where come from the
    /// chat.</summary>
    /// <returns>Null when it is not an activity that a person can post.</returns>
    public static Activity? Read(Chat chat, string json)
    {
        if (Parse(json) is not { } body || Text(body, "type") is not ("message" or "event" or "typing"))
            return null;
        var activity = From(chat, Text(body, "type")!);
        activity.Text = Text(body, "text");
        activity.TextFormat = activity.Text is null ? null : TextFormatTypes.Plain;
        activity.Name = Text(body, "name");
        activity.Value = body["value"] is { Type: not JTokenType.Null } value ? value : null;
        activity.ChannelData = body["channelData"] as JObject;
        activity.Locale = Text(body, "locale");
        activity.LocalTimezone = Text(body, "localTimezone") ?? activity.LocalTimezone;
        return activity;
    }

    /// <summary>The activity that says that a person and the bot have come into the chat.</summary>
    public static Activity Opened(Chat chat)
    {
        var activity = From(chat, ActivityTypes.ConversationUpdate);
        activity.MembersAdded = [activity.Recipient, activity.From];
        return activity;
    }

    /// <summary>The client's own key of a post, by which it knows its echo.</summary>
    public static string? ClientKey(Activity activity) =>
        activity.ChannelData is JObject data && Text(data, "clientActivityID") is { Length: > 0 and <= 200 } key ? key : null;

    /// <summary>A JSON object of a request; null when it is none.</summary>
    public static JObject? Parse(string json)
    {
        try
        {
            using var reader = new JsonTextReader(new StringReader(json))
            {
                DateParseHandling = DateParseHandling.None,
                MaxDepth = 64,
            };
            return JObject.Load(reader);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>A text field; null when it is absent or something else.</summary>
    public static string? Text(JObject body, string name) =>
        body[name] is { Type: JTokenType.String } token ? (string?)token : null;

    /// <summary>An activity as the stream shows it.</summary>
    public static string Write(Activity activity)
    {
        var shown = JObject.FromObject(activity, JsonSerializer.Create(Wire));
        shown.Remove("serviceUrl");
        shown.Remove("recipient");
        return shown.ToString(Formatting.None);
    }

    private static Activity From(Chat chat, string type) => new(type)
    {
        ChannelId = Channel,
        ServiceUrl = ServiceUrl,
        Conversation = new ConversationAccount(id: chat.Id),
        From = new ChannelAccount("person-" + chat.Id, NewsBot.Conversations.Conversation.Nameless, role: RoleTypes.User),
        Recipient = Bot,
        LocalTimezone = chat.Zone,
    };
}
