using NewsBot.Conversations;

namespace NewsBot.Cards;

/// <summary>How a line reaches the bot in a place where it does not hear everything. Pure.</summary>
public static class Addressing
{
    private const string Slack = Microsoft.Bot.Connector.Channels.Slack;
    private const string Teams = Microsoft.Bot.Connector.Channels.Msteams;

    /// <summary>The line as it is typed there: "@NewsBot list"; null where every message reaches the bot.</summary>
    public static string? Line(Conversation conversation, string line) =>
        conversation.Kind != ConversationKind.Personal && (conversation.Channel is Slack or Teams) ? $"@NewsBot {line}" : null;

    /// <summary>A sentence that says so, with the line as an example; empty where every message reaches the bot.</summary>
    public static string Sentence(Conversation conversation, string line)
    {
        if (Line(conversation, line) is not { } typed)
            return "";
        var command = conversation.Channel == Slack ? $", or /newsbot {line}" : "";
        return $"Here I read what mentions me: {typed}{command}";
    }
}
