using System.Text.RegularExpressions;
using Microsoft.Bot.Schema;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace NewsBot.Channels;

/// <summary>The line that a person said, typed or by a button.</summary>
internal static partial class SaidLine
{
    /// <summary>Longest line that is taken to the front desk, in UTF-16 code units; what follows is dropped.</summary>
    public const int Longest = 4000;

    /// <summary>What is understood when somebody only mentions the bot, or sends a file or a card.</summary>
    public const string Nothing = "help";

    public static string Of(Activity activity)
    {
        var said = OfButton(activity.Value as JObject ?? SlackValue(activity)) ?? Cut(WithoutMention(activity));
        return said.Length > 0 ? said : Nothing;
    }

    /// <summary>The line that a button says; null when it says none.</summary>
    /// <remarks>What a button sends is what any client can send: only a line of text is taken from it.</remarks>
    public static string? OfButton(JObject? data) => Text(data?["say"])?.Trim() is { Length: > 0 } said ? Cut(said) : null;

    // The Azure Bot Service brings a button of Slack's as a message whose channel data holds what Slack has sent.
    private static JObject? SlackValue(Activity activity)
    {
        if (activity.ChannelData is not JObject data || (data["Payload"] ?? data["payload"]) is not JObject payload
            || payload["actions"] is not JArray { Count: > 0 } actions || actions[0] is not JObject pressed
            || (Text(pressed["value"]) ?? Text((pressed["selected_option"] as JObject)?["value"])) is not { } json)
        {
            return null;
        }

        try
        {
            return JObject.Parse(json);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string Cut(string said) => said.Length > Longest ? said[..Longest] : said;

    // Goes by the mention's entity, never by the bot's name: people rename bots, and a mention may hold only part of a name.
    // Other people's mentions stay.
    private static string WithoutMention(Activity activity)
    {
        var text = activity.Text ?? "";
        if (activity.Attachments is { Count: > 0 })
            text = CardPlace().Replace(text, " ");
        foreach (var mention in activity.Entities?.Where(e => IsOfBot(e, activity.Recipient?.Id)) ?? [])
        {
            var shown = Text(mention.Properties["text"]) ?? $"<at>{Text(mention.Properties["mentioned"]!["name"])}</at>";
            if (shown.Length > 0)
                text = text.Replace(shown, " ", StringComparison.OrdinalIgnoreCase);
        }

        return text.Replace('\u00A0', ' ').Trim();
    }

    // Where a card stands in a message of Teams into which one was inserted.
    [GeneratedRegex("""<span\b[^<>]*\bclass="inline-compose-card"[^<>]*>\s*(?:<span\b[^<>]*>\s*</span>\s*)*</span>""", RegexOptions.CultureInvariant)]
    private static partial Regex CardPlace();

    private static bool IsOfBot(Entity? entity, string? botId) =>
        botId is not null
        && string.Equals(entity?.Type, "mention", StringComparison.OrdinalIgnoreCase)
        && entity!.Properties?["mentioned"] is JObject mentioned
        && Text(mentioned["id"]) == botId;

    private static string? Text(JToken? token) => token is { Type: JTokenType.String } ? (string?)token : null;
}
