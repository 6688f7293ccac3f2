using Microsoft.Bot.Schema;
using Newtonsoft.Json.Linq;

namespace NewsBot.Channels;

/// <summary>What a person said, without the bot's own mention; other people's mentions stay.</summary>
internal static class MentionText
{
    /// <remarks>Goes by the mention entity, never by the bot's name: people rename bots, and a mention may hold only part of a name.</remarks>
    public static string Strip(Activity activity)
    {
        var text = activity.Text ?? "";
        foreach (var mention in activity.Entities?.Where(e => IsOfBot(e, activity.Recipient?.Id)) ?? [])
        {
            var shown = Text(mention.Properties["text"]) ?? $"<at>{Text(mention.Properties["mentioned"]!["name"])}</at>";
            if (shown.Length > 0)
                text = text.Replace(shown, " ", StringComparison.OrdinalIgnoreCase);
        }

        return text.Replace('\u00A0', ' ').Trim();
    }

    private static bool IsOfBot(Entity? entity, string? botId) =>
        botId is not null
        && string.Equals(entity?.Type, "mention", StringComparison.OrdinalIgnoreCase)
        && entity!.Properties?["mentioned"] is JObject mentioned
        && Text(mentioned["id"]) == botId;

    private static string? Text(JToken? token) => token is { Type: JTokenType.String } ? (string?)token : null;
}
